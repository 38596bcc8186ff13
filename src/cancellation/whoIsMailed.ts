/**
 * Whom a plan mails, in words: how many people, who of them is outside, who cannot be reached, and what is not known of
 * them. "Nobody" is only said where that has been read.
 */
import { describePerson } from "../agenda/describeItem.ts";
import type { AgendaItem, Person } from "../agenda/item.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { mailedPeople } from "./people.ts";
import type { MailedPeople } from "./people.ts";

/** Up to this many people are named. */
const namedAtMost = 4;

/** `Mails 12 people, 3 of them outside your organisation, and frees 1 room.`, and further sentences where there is more. */
export function whoIsMailed(items: readonly AgendaItem[], viewer: Viewer): string {
  const mailed = mailedPeople(items, viewer);
  return [certain(mailed), ...unreachable(mailed), ...uncertain(mailed)].join(" ");
}

function certain({ people, external, rooms, unread, lacksPeople, unreachable: untold }: MailedPeople): string {
  const freed = rooms.length === 0 ? "" : rooms.length === 1 ? "1 room" : `${rooms.length} rooms`;
  if (people.length === 0) {
    if (unread.length > 0 || lacksPeople) return "Nobody knows whom it mails.";
    if (untold.length > 0) return "Mails nobody.";
    return freed === "" ? "Nobody else is invited, so nobody is mailed." : `Nobody else is invited; it frees ${freed}.`;
  }
  const outside =
    external.length === 0
      ? ""
      : external.length === people.length
        ? `, ${people.length === 1 ? "who is" : "all of them"} outside your organisation`
        : `, ${external.length} of them outside your organisation`;
  return `Mails ${counted(people)}${outside}${freed === "" ? "" : `, and frees ${freed}`}.`;
}

function unreachable({ unreachable: people }: MailedPeople): readonly string[] {
  if (people.length === 0) return [];
  return [
    people.length === 1
      ? `${counted(people)} has no e-mail address and is not told.`
      : `${counted(people)} have no e-mail address and are not told.`,
  ];
}

/** What could not be read is said as such: Graph may know whom to mail all the same. */
function uncertain({ unread, lacksPeople }: MailedPeople): readonly string[] {
  if (unread.length === 0 && !lacksPeople) return [];
  const whom = lacksPeople ? "more people" : `${counted(unread)} whose address is not known`;
  return [`Who is invited could not be read completely: ${whom} may be mailed.`];
}

/** `2 people (Lee Park, Kim Ito)`. */
function counted(people: readonly Person[]): string {
  const count = people.length === 1 ? "1 person" : `${people.length} people`;
  const names = people.map(describePerson).filter((name) => name !== "");
  return names.length === people.length && people.length <= namedAtMost ? `${count} (${names.join(", ")})` : count;
}
