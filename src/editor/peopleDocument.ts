/** Who would be mailed if an item were cancelled: a document for reading, with every address. */
import { l10n } from "vscode";
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { AgendaItem, Person } from "../agenda/item.ts";
import { cancellability } from "../agenda/itemTraits.ts";
import { lacksPeople } from "../agenda/people.ts";
import { sentences } from "../agenda/sentences.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { mailedPeople } from "../cancellation/people.ts";
import { uncountedGuests } from "../cancellation/whoIsMailed.ts";

/** The document's text. */
export function peopleDocument(item: AgendaItem, viewer: Viewer): string {
  const { people, external, rooms, unreachable, unread } = mailedPeople([item], viewer);
  const inside = people.filter((person) => !external.includes(person));
  return [
    `# ${l10n.t("Who Gets Notified?")}`,
    "",
    `${describeTitle(item)}, ${describeSpan(item.span, viewer)}`,
    "",
    summary(item, people.length, external.length),
    ...reservations(item, viewer),
    "",
    ...section(l10n.t("Outside Your Organisation"), external),
    ...section(external.length === 0 ? l10n.t("People") : l10n.t("In Your Organisation"), inside),
    ...section(l10n.t("Rooms and Equipment"), rooms),
    ...section(l10n.t("Nobody Can Mail Them"), unreachable),
    ...section(l10n.t("Their Address Is Not Known"), unread),
  ].join("\n");
}

function summary(item: AgendaItem, people: number, external: number): string {
  const more = lacksPeople(item)
    ? ` ${l10n.t("Who is invited could not be read completely: more people may be mailed.")}`
    : "";
  const uncounted =
    item.kind === "event" && item.series === "master" ? uncountedGuests(item.guests?.lookedThrough ?? "none") : [];
  if (people === 0 && more === "" && uncounted.length === 0) return l10n.t("Cancelling it mails nobody.");
  if (people === 0) return [more.trim(), ...uncounted].join(" ").trim();
  const counted =
    people === 1
      ? l10n.t("Cancelling it mails 1 person, {0} of them outside your organisation.", external)
      : l10n.t("Cancelling it mails {0} people, {1} of them outside your organisation.", people, external);
  return [`${counted}${more}`, ...uncounted].join(" ");
}

/** Why nobody would be mailed after all. */
function reservations(item: AgendaItem, viewer: Viewer): readonly string[] {
  switch (cancellability(item, undefined, viewer).kind) {
    case "notOrganizer":
      return [l10n.t("You are not the organizer, so you cannot cancel it.")];
    case "alreadyCancelled":
      return [l10n.t("Its organizer has already cancelled it.")];
    default:
      return [];
  }
}

function section(title: string, people: readonly Person[]): readonly string[] {
  if (people.length === 0) return [];
  const lines = people.map((person) => {
    const name = describePerson(person) || sentences.somebodyUnread;
    return person.address === "" || name === person.address ? `- ${name}` : `- ${name} <${person.address}>`;
  });
  return [`## ${title} (${people.length})`, "", ...lines, ""];
}
