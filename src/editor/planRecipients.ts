/** Who is mailed by a plan: the whole list with everybody's words for reading, the addresses to copy, and a block's item. */
import { env, l10n, window } from "vscode";
import { daysOfSpan } from "../agenda/calendarDays.ts";
import { planPreview } from "../cancellation/planPreview.ts";
import type { PlanBlock } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import { itemDetails } from "./itemDetails.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { viewerOf } from "./viewer.ts";

/** Opens the list of everybody who is mailed about some blocks. */
export async function showRecipients(
  blocks: readonly PlanBlock[],
  knowledge: PlanKnowledge,
  documents: ReadOnlyDocuments,
): Promise<void> {
  const { session } = knowledge;
  const items = itemsOf(blocks, knowledge);
  const { text } = planPreview(items, viewerOf(session.active?.account));
  const unread = blocks.length - items.length;
  const more =
    unread === 0 ? "" : `${l10n.t("Not in this list: the people of {0} items that could not be read.", unread)}\n\n`;
  const key = blocks.map(({ target }) => targetKey(target)).join("\n");
  await documents.show(l10n.t("Who Gets Notified.md"), blocks.length === 1 ? key : "plan", `${more}${text}`);
}

/** Copies everybody's address, once. */
export async function copyRecipients(blocks: readonly PlanBlock[], knowledge: PlanKnowledge): Promise<void> {
  const { session } = knowledge;
  const { addresses } = planPreview(itemsOf(blocks, knowledge), viewerOf(session.active?.account));
  if (addresses.length === 0) {
    await window.showInformationMessage(l10n.t("Nobody is mailed by this plan, so there is no address to copy."));
    return;
  }
  await env.clipboard.writeText(addresses.join("; "));
  window.setStatusBarMessage(
    addresses.length === 1 ? l10n.t("1 address copied") : l10n.t("{0} addresses copied", addresses.length),
    5000,
  );
}

/** Shows a block's item in the agenda if it is listed there, and otherwise all that is known of it. */
export async function showBlockItem(
  block: PlanBlock,
  knowledge: PlanKnowledge,
  documents: ReadOnlyDocuments,
  { tree }: AgendaFeature,
): Promise<void> {
  const { target } = block;
  const id = target.kind === "booking" ? target.appointmentId : target.eventId;
  const listed = tree.allItems.find(({ entry }) => entry.item.id === id);
  if (listed !== undefined) {
    await tree.view.reveal(listed, { select: true, focus: true, expand: true });
    return;
  }
  const item = knowledge.checks.plannedOf(block)?.item;
  if (item === undefined) {
    await window.showInformationMessage(l10n.t("It could not be read, so there is nothing to show of it."));
    return;
  }
  const viewer = viewerOf(knowledge.session.active?.account);
  const { firstDay: day } = daysOfSpan(item.span, viewer.timeZone);
  const node = { kind: "item", id: item.id, entry: { item, day, dayNumber: 1, dayCount: 1 } } as const;
  await documents.show(l10n.t("Details.md"), item.id, itemDetails(node, viewer));
}

function itemsOf(blocks: readonly PlanBlock[], { checks }: PlanKnowledge): readonly PlannedItem[] {
  return blocks.flatMap((block) => checks.plannedOf(block) ?? []);
}
