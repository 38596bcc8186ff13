/** An item's details as a read-only document: everything that the tooltip says, and everybody who is in it. */
import { l10n } from "vscode";
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem, Person } from "../agenda/item.ts";
import { sentences } from "../agenda/sentences.ts";
import { tooltipFacts } from "../agenda/tooltipFacts.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ItemNode } from "./agendaNodes.ts";

/** The document's text. */
export function itemDetails({ entry, source }: ItemNode, viewer: Viewer): string {
  const { item } = entry;
  const { facts, sentences: told } = tooltipFacts(item, viewer, source);
  return [
    `# ${describeTitle(item)}`,
    "",
    ...facts.map(({ name, text }) => `- ${name}: ${text}`),
    "",
    ...told,
    "",
    ...peopleSections(item),
    `## ${l10n.t("Address in Microsoft Graph")}`,
    "",
    `    ${item.id}`,
    "",
  ].join("\n");
}

function peopleSections(item: AgendaItem): readonly string[] {
  if (item.kind === "event") {
    const lines = item.attendees.map(
      (person) => `${describeAddress(person)}${person.type === "required" ? "" : `, ${person.type}`}`,
    );
    return section(l10n.t("Invited"), lines);
  }
  return [
    ...section(l10n.t("Customers"), item.customers.map(describeAddress)),
    ...section(l10n.t("Staff"), item.staff.map(describeAddress)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines.map((line) => `- ${line}`), ""];
}

function describeAddress(person: Person): string {
  return person.address === ""
    ? describePerson(person) || sentences.somebodyUnread
    : `${describePerson(person)} <${person.address}>`;
}
