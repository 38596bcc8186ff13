/**
 * Mailboxes that nobody signs in to: the reception's, which Ana has full access to and whose calendar Lee may edit, and
 * the management's, which neither of them may open.
 */
import { guidOf } from "../office/exchangeId.ts";
import type { Person } from "../office/storedEvent.ts";
import type { MeetingPlan } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { booked, colleagues, outsiders, required, rooms } from "./people.ts";
import { anaAccount } from "./sampleAccounts.ts";

const { amara, ben, chiara, farah, hugo, ingrid } = colleagues;
const { omar, tom } = outsiders;

/** A mailbox that is opened by others. */
export interface SharedMailbox {
  readonly id: string;
  readonly owner: Person;
  /** Ids of the accounts with full access. */
  readonly memberIds: readonly string[];
}

/** The reception's. */
export const reception: SharedMailbox = {
  id: guidOf("mailbox reception"),
  owner: { name: "Contoso Reception", address: "reception@contoso.com" },
  memberIds: [anaAccount.id],
};

/** The management's. */
export const management: SharedMailbox = {
  id: guidOf("mailbox management"),
  owner: { name: "Contoso Management", address: "management@contoso.com" },
  memberIds: [],
};

/** What stands in both calendars. */
export function sharedMailboxMeetings(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  const byReception = { organizer: reception.owner };
  return [
    {
      ...byReception,
      key: "visitors from fabrikam",
      subject: "Visitors: Fabrikam audit",
      invited: [required(omar), required(ben), booked(rooms.lisbon)],
      time: on(1, "09:00", 60),
      location: rooms.lisbon.name,
    },
    {
      ...byReception,
      key: "visitor tailspin",
      subject: "Visitor: Tom Becker, Tailspin Toys",
      invited: [required(tom, "none"), required(amara)],
      time: on(2, "14:00", 30),
    },
    {
      ...byReception,
      key: "front desk training",
      subject: "Front desk training",
      invited: [required(ingrid), required(farah, "tentativelyAccepted")],
      time: on(4, "08:30", 90),
    },
    { ...byReception, key: "desk closed", subject: "Front desk closed", time: { firstDay: days.workday(8), days: 1 } },
    {
      key: "board meeting",
      subject: "Board meeting",
      organizer: management.owner,
      invited: [required(hugo), required(chiara)],
      time: on(3, "08:00", 120),
      sensitivity: "confidential",
    },
  ];
}
