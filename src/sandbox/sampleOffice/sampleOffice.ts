/**
 * The sample office: mailboxes with a busy week around now, and two Bookings businesses. It is the same at every start but
 * for the dates, and its ids never change.
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import { exchangeId, guidOf } from "../office/exchangeId.ts";
import type { Mailbox, Office, StoredCalendar } from "../office/office.ts";
import type { Person } from "../office/storedEvent.ts";
import { ianaZone } from "../office/zonedTime.ts";
import { officeDays } from "./officeDays.ts";
import {
  facilitiesGroup,
  familyName,
  groupMeetings,
  leesMeetings,
  mariasMeetings,
  projectMeetings,
  projectsName,
} from "./otherCalendars.ts";
import { lastWeekMeetings, laterMeetings } from "./otherWeeks.ts";
import { anaAccount, leeAccount, mariaAccount, sampleAccounts } from "./sampleAccounts.ts";
import { fillDental, fillPhysio } from "./sampleAppointments.ts";
import { dentalBusiness, physioBusiness } from "./sampleBusinesses.ts";
import { seriesMeetings } from "./seriesMeetings.ts";
import { meetingsByAna, meetingsWithAna, meetingsWithOddTexts } from "./thisWeek.ts";
import { writeMeeting } from "./writeMeeting.ts";

/**
 * The office around `nowUtc` (milliseconds since 1970-01-01T00:00:00Z), in an IANA or Windows zone.
 * @throws {RangeError} if there is no such zone.
 */
export function createSampleOffice(nowUtc: number, zoneName: string): Office {
  const zone = ianaZone(zoneName);
  if (zone === undefined) throw new RangeError(`There is no time zone "${zoneName}".`);
  const days = officeDays(nowUtc, zone);
  const mailboxes = sampleMailboxes();
  const meetings = [
    meetingsByAna,
    meetingsWithAna,
    meetingsWithOddTexts,
    seriesMeetings,
    lastWeekMeetings,
    laterMeetings,
    projectMeetings,
    leesMeetings,
    mariasMeetings,
    groupMeetings,
  ].flatMap((plan) => plan(days));
  for (const meeting of meetings) writeMeeting({ mailboxes, zone, nowUtc }, meeting);
  const dental = dentalBusiness();
  const physio = physioBusiness();
  fillDental({ days, zone, nowUtc }, dental);
  fillPhysio({ days, zone, nowUtc }, physio);
  return { zone, accounts: sampleAccounts, mailboxes, businesses: [dental, physio] };
}

/** The id of a calendar, by the mailbox that it is in and its name. */
export function calendarId(mailboxId: string, name: string): string {
  return exchangeId(mailboxId, `calendar ${name}`);
}

function sampleMailboxes(): readonly Mailbox[] {
  const leesOwn = defaultCalendar(leeAccount);
  const anas: readonly StoredCalendar[] = [
    defaultCalendar(anaAccount),
    { ...ownCalendar(anaAccount, projectsName), color: "lightGreen", hexColor: "#498205", startsWithEmptyPage: true },
    {
      ...ownCalendar(anaAccount, leeAccount.name),
      canEdit: false,
      owner: personOf(leeAccount),
      sharedFrom: { mailboxId: leeAccount.id, calendarId: leesOwn.id },
    },
  ];
  const groupId = guidOf("group facilities");
  const groupCalendar = {
    ...ownCalendar(anaAccount, "Calendar"),
    id: calendarId(groupId, "Calendar"),
    isDefault: true,
    owner: facilitiesGroup,
  };
  const groupMembers = [anaAccount.id, leeAccount.id];
  return [
    mailboxOf(anaAccount, anas),
    mailboxOf(leeAccount, [leesOwn]),
    mailboxOf(mariaAccount, [defaultCalendar(mariaAccount), ownCalendar(mariaAccount, familyName)]),
    {
      id: groupId,
      kind: "group",
      owner: facilitiesGroup,
      memberIds: groupMembers,
      calendars: [groupCalendar],
      events: new Map(),
    },
  ];
}

function mailboxOf(account: SandboxAccount, calendars: readonly StoredCalendar[]): Mailbox {
  return {
    id: account.id,
    kind: "user",
    owner: personOf(account),
    memberIds: [account.id],
    calendars,
    events: new Map(),
  };
}

function defaultCalendar(account: SandboxAccount): StoredCalendar {
  return { ...ownCalendar(account, "Calendar"), isDefault: true };
}

function ownCalendar(account: SandboxAccount, name: string): StoredCalendar {
  return {
    id: calendarId(account.id, name),
    name,
    isDefault: false,
    canEdit: true,
    color: "auto",
    hexColor: "",
    owner: personOf(account),
    startsWithEmptyPage: false,
  };
}

function personOf(account: SandboxAccount): Person {
  return { name: account.name, address: account.username };
}
