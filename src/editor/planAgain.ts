/**
 * Makes a plan of what an earlier run has not carried out: each item is read afresh, and what was to be done to it stays
 * what it was. What is unsure is never among them: whoever asks sees to that (itemsToRetry in itemEnd.ts).
 */
import { l10n, window } from "vscode";
import { scopeOf } from "../cancellation/planDocument/drift.ts";
import type { PlanDraft } from "../cancellation/planDocument/planDocument.ts";
import type { CancelScope, PlannedAction, PlannedItem, PlanSender } from "../cancellation/plan.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { activeSession } from "./activeSession.ts";
import { allowsMore, leftOutUnread } from "./leftOutStep.ts";
import type { LeftOut } from "./leftOutStep.ts";
import { askPlanMessage, beginningOf, targetsKey } from "./planDraft.ts";
import type { DraftOptions, ReadDraft } from "./planDraft.ts";
import { tellsTooMany } from "./planLimit.ts";
import { readWithProgress } from "./planReading.ts";
import { carriesMessage, readyItem } from "./readiedItem.ts";
import { isSessionOf } from "./sender.ts";
import type { ActiveSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

/** An item that is to be planned again. */
export interface ItemAgain {
  readonly target: CancelTarget;
  readonly action: PlannedAction;
  /** What it is called, in case it cannot be read. */
  readonly name: string;
  /** Default: as the item is. */
  readonly scope?: CancelScope;
  /** What its people were to read. Default: it is not known any more, and asked for. */
  readonly message?: string;
}

/** What is to be planned again. */
export interface PlannedBefore {
  readonly sender: PlanSender;
  readonly items: readonly ItemAgain[];
  /** Whether its record named its items by their ids alone, and so does that of the new plan. Default false. */
  readonly isUnlogged?: boolean;
}

/** The draft of the new plan; undefined if there is none, which is said, or if the person thinks better of it. */
export async function draftAgain(
  { sender, items, isUnlogged = false }: PlannedBefore,
  options: DraftOptions,
): Promise<(ReadDraft & { readonly active: ActiveSession }) | undefined> {
  const active = await activeSession(options.session);
  if (active === undefined || items.length === 0 || (await tellsTooMany(items.length))) return undefined;
  if (!isSessionOf(active, sender)) {
    await window.showWarningMessage(
      l10n.t("It was planned by {0} and belongs to that account. Sign in as it to plan it again.", sender.address),
    );
    return undefined;
  }
  const title = l10n.t("Reading {0} items and who is invited…", items.length);
  const reads = await readWithProgress(
    items.map(({ target }) => target),
    active,
    title,
  );
  if (reads === undefined) return undefined;
  const planned: PlannedItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, again] of items.entries()) {
    const read = reads[index];
    if (read === undefined) continue;
    if (read.kind === "failed") {
      leftOut.push(leftOutUnread(again, read.error, options.session, active));
      continue;
    }
    const preferences = { nonOrganizer: "decline", includesPast: true } as const;
    const readied = readyItem(again.target, read.item, { viewer: viewerOf(active.account), preferences });
    // Whether a series can end on that day, or a meeting be declined, is found out when the plan is rechecked.
    if (readied.kind === "leftOut" && again.action.kind === "cancel") leftOut.push(readied.leftOut);
    else planned.push(plannedAgain(again, read.item));
  }
  if (planned.length === 0) {
    await allowsMore(options.session, leftOut);
    return undefined;
  }
  const message = await sharedMessage(planned, items, active, options);
  if (message === undefined) return undefined;
  const own = new Map(items.map((again) => [again.target, again.message]));
  const draft: PlanDraft = {
    id: crypto.randomUUID(),
    items: planned.map((item) => (carriesMessage(item) ? { ...item, message: own.get(item.target) ?? message } : item)),
    message,
    isUnlogged,
    leftOut: leftOut.map(({ title, item, reason }) => ({
      title: item === undefined ? l10n.t("An item that could not be read") : title,
      reason,
      ...(item !== undefined && { item }),
    })),
  };
  return { draft, readAtUtc: beginningOf(reads), active };
}

function plannedAgain({ target, action, scope, message = "" }: ItemAgain, item: PlannedItem["item"]): PlannedItem {
  return { target, action, item, scope: scope ?? scopeOf(item), message };
}

/** The message that most of them had; where none is known any more, the person is asked. */
async function sharedMessage(
  planned: readonly PlannedItem[],
  items: readonly ItemAgain[],
  active: ActiveSession,
  options: DraftOptions,
): Promise<string | undefined> {
  const spoken = planned.filter(carriesMessage);
  if (spoken.length === 0) return "";
  if (items.some(({ message }) => message === undefined)) {
    const about = targetsKey(spoken);
    return askPlanMessage(spoken, { about, text: "", isPeopleKnown: true }, active, options);
  }
  const counts = new Map<string, number>();
  for (const { message } of spoken) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}
