/** What of the agenda was added by the person and can be taken out again. */
import type { OtherMailbox } from "../agenda/agendaChoice.ts";
import type { AgendaSource } from "../agenda/item.ts";
import type { AgendaNode } from "./agendaNodes.ts";

/** What to take out: a mailbox or group with all its calendars, or a business. */
export type Removal =
  { readonly kind: "mailbox"; readonly mailbox: OtherMailbox } | { readonly kind: "business"; readonly id: string };

/** What taking a source out means; undefined for one's own calendars, which are only left unchosen. */
export function removalOf(source: AgendaSource): Removal | undefined {
  if (source.kind === "business") return { kind: "business", id: source.id };
  return source.mailbox.kind === "me" ? undefined : { kind: "mailbox", mailbox: source.mailbox };
}

/** What a row of the tree stands for, if that can be taken out. */
export function removalOfNode(node: AgendaNode): Removal | undefined {
  switch (node.kind) {
    case "source":
      return node.group.source && removalOf(node.group.source);
    case "sourceFailed":
      return removalOf(node.source);
    case "mailboxFailed":
      return { kind: "mailbox", mailbox: node.failed.mailbox };
    default:
      return undefined;
  }
}
