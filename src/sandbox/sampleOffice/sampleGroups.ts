/** The groups of Contoso: two that Ana is in, one that she is not in, and one without a calendar. */
import { guidOf } from "../office/exchangeId.ts";
import type { DirectoryGroup } from "../office/directoryGroup.ts";
import type { Person } from "../office/storedEvent.ts";
import type { MeetingPlan } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { colleagues, optional, outsiders, required } from "./people.ts";
import { anaAccount, leeAccount } from "./sampleAccounts.ts";

const { ana, lee, amara, ben, dmitri, elif, grace, hugo, ingrid } = colleagues;

const facilities: Person = { name: "Contoso Facilities", address: "facilities@contoso.com" };
const launchTeam: Person = { name: "Contoso Launch Team", address: "launch.team@contoso.com" };
const bookClub: Person = { name: "Contoso Book Club", address: "book.club@contoso.com" };

/** Every group, in no particular order, as a directory gives them. */
export const sampleGroups: readonly DirectoryGroup[] = [
  {
    ...microsoft365(facilities, "facilities", "Keys, rooms and drills."),
    visibility: "Public",
    memberIds: [anaAccount.id, leeAccount.id],
  },
  {
    id: guidOf("group all staff"),
    name: "Contoso All Staff",
    description: "Everybody who works here.",
    kind: "security",
    visibility: "Private",
    memberIds: [anaAccount.id, leeAccount.id],
  },
  {
    ...microsoft365(launchTeam, "launch team", "Who brings the booking pages to customers."),
    visibility: "Private",
    memberIds: [anaAccount.id],
  },
  {
    ...microsoft365(bookClub, "book club", "One book a month."),
    visibility: "Private",
    memberIds: [leeAccount.id],
  },
];

/** What stands in the groups' calendars. */
export function groupMeetings(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  return [
    {
      key: "fire drill",
      subject: "Fire drill",
      organizer: facilities,
      invited: [required(ana, "none"), required(lee, "none"), required(ingrid, "none")],
      time: on(3, "10:30", 20),
    },
    {
      key: "window cleaning",
      subject: "Window cleaning, second floor",
      organizer: facilities,
      invited: [optional(amara)],
      time: on(5, "08:00", 180),
    },
    {
      key: "launch rehearsal",
      subject: "Launch rehearsal",
      organizer: launchTeam,
      invited: [required(ben), required(dmitri), required(outsiders.mona, "none")],
      time: on(1, "15:15", 45),
      isOnline: true,
    },
    {
      key: "launch retrospective",
      subject: "Launch: what we learned",
      organizer: launchTeam,
      invited: [required(elif), optional(hugo)],
      time: on(6, "11:00", 60),
    },
    {
      key: "book evening",
      subject: "Book evening",
      organizer: bookClub,
      invited: [required(grace)],
      time: on(4, "18:00", 120),
    },
  ];
}

function microsoft365(group: Person, key: string, description: string) {
  return { id: guidOf(`group ${key}`), ...group, description, kind: "microsoft365" as const };
}
