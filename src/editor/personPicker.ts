/** Lets a person choose somebody: from those whom the agenda knows, or by typing an address. */
import { l10n, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { describePerson } from "../agenda/describeItem.ts";
import type { AgendaItem, AgendaSource, Person } from "../agenda/item.ts";
import { distinctPeople, isOneOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { Agenda } from "./loadAgenda.ts";

interface PersonEntry extends QuickPickItem {
  readonly person: Person;
}

/** The chosen person, who has an address; undefined if the person thinks better of it. */
export async function pickPerson(title: string, { sources }: Agenda, viewer: Viewer): Promise<Person | undefined> {
  const met = sources.flatMap(({ source, items }) => [...peopleOfSource(source), ...items.flatMap(everybodyIn)]);
  const known = distinctPeople(met)
    .filter((person) => person.address.includes("@") && !isOneOf(person, viewer.ownAddresses))
    .map((person): PersonEntry => ({ label: describePerson(person), description: person.address, person }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  const picker = window.createQuickPick<PersonEntry>();
  picker.title = title;
  picker.placeholder = l10n.t("Who? Choose somebody, or type an address");
  picker.matchOnDescription = true;
  picker.items = known;
  picker.onDidChangeValue((value) => {
    const address = value.trim();
    const isNew = /^[^\s@]+@[^\s@]+$/u.test(address) && !known.some(({ person }) => isOneOf(person, [address]));
    picker.items = isNew ? [...known, { label: address, person: { name: "", address } }] : known;
  });
  const answer = Promise.withResolvers<Person | undefined>();
  picker.onDidAccept(() => {
    answer.resolve(picker.activeItems[0]?.person);
    picker.hide();
  });
  picker.onDidHide(() => {
    answer.resolve(undefined);
  });
  picker.show();
  try {
    return await answer.promise;
  } finally {
    picker.dispose();
  }
}

function peopleOfSource(source: AgendaSource): readonly Person[] {
  return source.kind === "calendar" && source.owner !== undefined ? [source.owner] : [];
}

/** Rooms are no people who could leave. */
function everybodyIn(item: AgendaItem): readonly Person[] {
  if (item.kind === "booking") return [...item.staff, ...item.customers];
  const attendees = item.attendees.filter(({ type }) => type !== "resource");
  return item.organizer === undefined ? attendees : [item.organizer, ...attendees];
}
