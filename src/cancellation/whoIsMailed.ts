/**
 * Whom a plan mails, in words: how many people, who of them is outside, who cannot be reached, and what is not known of
 * them. "Nobody" is only said where that has been read.
 */
import { describePerson } from "../agenda/describeItem.ts";
import type { Person } from "../agenda/item.ts";
import type { MailedPeople } from "./people.ts";
import { manyMails } from "./planPeople.ts";
import type { LookedThrough, PlanPeople } from "./planPeople.ts";

/** What is not known of a series; nothing where all of its meetings were looked through. */
export function uncountedGuests(lookedThrough: LookedThrough): readonly string[] {
  switch (lookedThrough) {
    case "all":
      return [];
    case "near":
      return [
        "Whoever is only invited to meetings of a series more than a year back or two years ahead is mailed as well, and is not counted.",
      ];
    case "some":
      return ["Whoever is invited to single meetings of a series only is mailed as well; not all of them are counted."];
    case "none":
      return ["Whoever is invited to single meetings of a series only is mailed as well, and is not counted."];
    default:
      return lookedThrough satisfies never;
  }
}

/** Up to this many people are named. */
const namedAtMost = 4;

/** `Mails 12 people, 3 of them outside your organisation, and frees 1 room.`, and further sentences where there is more. */
export function whoIsMailed(mailed: PlanPeople): string {
  return [certain(mailed), ...mailedOften(mailed), ...unreachable(mailed), ...uncertain(mailed)].join(" ");
}

function certain(mailed: PlanPeople): string {
  const { people, external, rooms, unread, lacksLists, lookedThrough, unreachable: untold } = mailed;
  const freed = rooms.length === 0 ? "" : rooms.length === 1 ? "1 room" : `${rooms.length} rooms`;
  if (people.length === 0) {
    if (unread.length > 0 || lacksLists) return "Nobody knows whom it mails.";
    if (lookedThrough !== "all") return "Nobody else is invited to all of it.";
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

function mailedOften({ mailedOften: persons }: PlanPeople): readonly string[] {
  if (persons.length === 0) return [];
  const who = persons.length === 1 ? "1 person gets" : `${persons.length} people get`;
  return [`${who} ${manyMails} or more mails.`];
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
function uncertain({ unread, lacksLists, lookedThrough }: PlanPeople): readonly string[] {
  const whom = lacksLists ? "more people" : `${counted(unread)} whose address is not known`;
  return [
    ...(unread.length === 0 && !lacksLists
      ? []
      : [`Who is invited could not be read completely: ${whom} may be mailed.`]),
    ...uncountedGuests(lookedThrough),
  ];
}

/** `2 people (Lee Park, Kim Ito)`. */
function counted(people: readonly Person[]): string {
  const count = people.length === 1 ? "1 person" : `${people.length} people`;
  const names = people.map(describePerson).filter((name) => name !== "");
  return names.length === people.length && people.length <= namedAtMost ? `${count} (${names.join(", ")})` : count;
}
