/** Lets a person choose one event or booking of the agenda by typing, where nothing is selected. */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { describeDay } from "../agenda/describeDay.ts";
import { describeItem } from "../agenda/describeItem.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { cancellability } from "../agenda/itemTraits.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";

/** What is asked. Default: what to cancel, of everything. */
export interface PickQuestion {
  /** Only these are offered. */
  readonly kind: AgendaItem["kind"] | undefined;
  readonly title: string;
  readonly placeHolder: string;
}

/** The chosen item; undefined if the person thinks better of it. */
export async function pickItem(
  days: readonly AgendaNode[],
  viewer: Viewer,
  question?: PickQuestion,
): Promise<ItemNode | undefined> {
  const choices: (QuickPickItem & { readonly node?: ItemNode })[] = [];
  for (const node of days) {
    if (node.kind !== "day") continue;
    const cancellable = node.children.filter(
      ({ entry, source }) =>
        (question?.kind ?? entry.item.kind) === entry.item.kind &&
        cancellability(entry.item, source, viewer).kind === "cancellable",
    );
    if (cancellable.length === 0) continue;
    choices.push({ label: describeDay(node.day, viewer).label, kind: QuickPickItemKind.Separator });
    for (const child of cancellable) {
      const { label, description } = describeItem(child.entry.item, viewer, { day: child.entry.day });
      choices.push({ label, description, node: child });
    }
  }
  if (choices.length === 0) {
    await window.showInformationMessage(
      l10n.t("There is nothing in these days that you can cancel. Show another date range, or refresh the agenda."),
    );
    return undefined;
  }
  const chosen = await window.showQuickPick(choices, {
    title: question?.title ?? l10n.t("Cancel Event or Booking"),
    placeHolder:
      question?.placeHolder ?? l10n.t("Choose what to cancel. You see who is mailed before anything is sent."),
    matchOnDescription: true,
  });
  return chosen?.node;
}
