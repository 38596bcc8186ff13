/**
 * The sample office: mailboxes with a busy week around now, and two Bookings businesses. It is the same at every start but
 * for the dates, and its ids never change.
 */
import type { SandboxAccount, SandboxLoad } from "../sandboxContract.ts";
import { EventStore } from "../office/eventStore.ts";
import { exchangeId } from "../office/exchangeId.ts";
import type { Mailbox, Office, StoredCalendar } from "../office/office.ts";
import { ianaZone } from "../office/zonedTime.ts";
import { officeDays } from "./officeDays.ts";
import { addManyAppointments, manyBranches, manyBusinesses, manyMeetings } from "./manyItems.ts";
import { familyName, leesMeetings, mariasMeetings, projectMeetings, projectsName } from "./otherCalendars.ts";
import { lastWeekMeetings, laterMeetings } from "./otherWeeks.ts";
import { anaAccount, leeAccount, mariaAccount, sampleAccounts } from "./sampleAccounts.ts";
import { fillDental, fillPhysio } from "./sampleAppointments.ts";
import { dentalBusiness, physioBusiness } from "./sampleBusinesses.ts";
import { groupMeetings, sampleGroups } from "./sampleGroups.ts";
import { seriesMeetings } from "./seriesMeetings.ts";
import { type SharedMailbox, management, reception, sharedMailboxMeetings } from "./sharedMailboxes.ts";
import { meetingsByAna, meetingsWithAna, meetingsWithOddTexts } from "./thisWeek.ts";
import { writeMeeting } from "./writeMeeting.ts";

/**
 * The office around `nowUtc` (milliseconds since 1970-01-01T00:00:00Z), in an IANA or Windows zone.
 * @param load how much there is beside the usual items.
 * @throws {RangeError} if there is no such zone.
 */
export function createSampleOffice(nowUtc: number, zoneName: string, load: SandboxLoad = {}): Office {
  const zone = ianaZone(zoneName);
  if (zone === undefined) throw new RangeError(`There is no time zone "${zoneName}".`);
  const days = officeDays(nowUtc, zone);
  const place = { today: days.today, zone, nowUtc };
  const mailboxes = sampleMailboxes(zone);
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
    sharedMailboxMeetings,
  ].flatMap((plan) => plan(days));
  for (const meeting of [...meetings, ...manyMeetings(place, load.events ?? 0)])
    writeMeeting({ mailboxes, zone, nowUtc }, meeting);
  const dental = dentalBusiness();
  const physio = physioBusiness();
  fillDental({ days, zone, nowUtc }, dental);
  fillPhysio({ days, zone, nowUtc }, physio);
  addManyAppointments(place, dental, load.appointments ?? 0);
  const branches = manyBranches(place, load.branches ?? 0, load.appointments ?? 0);
  const businesses = [dental, physio, ...branches, ...manyBusinesses(load.businesses ?? 0)];
  return { zone, accounts: sampleAccounts, groups: sampleGroups, mailboxes, businesses };
}

/** The id of a calendar, by the mailbox that it is in and its name. */
export function calendarId(mailboxId: string, name: string): string {
  return exchangeId(mailboxId, `calendar ${name}`);
}

function sampleMailboxes(zone: string): readonly Mailbox[] {
  const anas: readonly StoredCalendar[] = [
    defaultCalendar(ownerOf(anaAccount)),
    {
      ...ownCalendar(ownerOf(anaAccount), projectsName),
      color: "lightGreen",
      hexColor: "#498205",
      startsWithEmptyPage: true,
    },
    { ...sharedWith(anaAccount, ownerOf(leeAccount)), canEdit: false },
  ];
  const lees = [defaultCalendar(ownerOf(leeAccount)), sharedWith(leeAccount, reception)];
  const marias = [defaultCalendar(ownerOf(mariaAccount)), ownCalendar(ownerOf(mariaAccount), familyName)];
  const withoutSignIn = [reception, management].map((shared) => ({
    ...shared,
    kind: "user" as const,
    calendars: [defaultCalendar(shared)],
  }));
  const groups = sampleGroups.flatMap(({ id, name, address, memberIds }) => {
    if (address === undefined) return [];
    const owner = { id, owner: { name, address } };
    return [{ ...owner, kind: "group" as const, memberIds, calendars: [defaultCalendar(owner)] }];
  });
  const mailboxes = [
    accountMailbox(anaAccount, anas),
    accountMailbox(leeAccount, lees),
    accountMailbox(mariaAccount, marias),
    ...groups,
    ...withoutSignIn,
  ];
  return mailboxes.map((mailbox) => ({ ...mailbox, events: new EventStore(zone) }));
}

/** Whoever has a calendar. */
type CalendarOwner = Pick<SharedMailbox, "id" | "owner">;

function ownerOf(account: SandboxAccount): CalendarOwner {
  return { id: account.id, owner: { name: account.name, address: account.username } };
}

function accountMailbox(account: SandboxAccount, calendars: readonly StoredCalendar[]): Omit<Mailbox, "events"> {
  return { ...ownerOf(account), kind: "user", memberIds: [account.id], calendars };
}

function defaultCalendar(owner: CalendarOwner): StoredCalendar {
  return { ...ownCalendar(owner, "Calendar"), isDefault: true };
}

/** The default calendar of somebody, as it stands in the mailbox of an account that it is shared with. */
function sharedWith(account: SandboxAccount, { id, owner }: CalendarOwner): StoredCalendar {
  return {
    ...ownCalendar(ownerOf(account), owner.name),
    owner,
    sharedFrom: { mailboxId: id, calendarId: calendarId(id, "Calendar") },
  };
}

function ownCalendar({ id, owner }: CalendarOwner, name: string): StoredCalendar {
  return {
    id: calendarId(id, name),
    name,
    isDefault: false,
    canEdit: true,
    color: "auto",
    hexColor: "",
    owner,
    startsWithEmptyPage: false,
  };
}
