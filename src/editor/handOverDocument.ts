/** The meetings of somebody who has left that the account cannot cancel, as a document to hand to somebody who can. */
import { l10n } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { Person } from "../agenda/item.ts";
import { peopleOf } from "../agenda/people.ts";
import { sentences } from "../agenda/sentences.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";

/** The document's text. Subjects of private meetings are not in it. */
export function handOverDocument(person: Person, listed: readonly ListedItem[], viewer: Viewer): string {
  const who = person.name === "" ? person.address : `${person.name} <${person.address}>`;
  return [
    `# ${l10n.t("Meetings of {0} to Hand Over", who)}`,
    "",
    l10n.t("Only their organizer, or somebody who may act in that mailbox, can cancel them."),
    "",
    ...listed.map(({ item }) => {
      const isPrivate = item.kind === "event" && item.isPrivate;
      const title = isPrivate ? l10n.t("Private appointment") : describeTitle(item);
      // With the viewer, who is a guest of theirs.
      const invited = peopleOf(item, []).length;
      const people = invited === 0 ? "" : ` (${sentences.people(invited)})`;
      return `- ${describeSpan(item.span, viewer)}: ${title}${people}`;
    }),
    "",
  ].join("\n");
}
