/**
 * Blocks of a plan that are about one meeting, as a series and one of its occurrences, or somebody's meeting and the copy of
 * it that was found in another calendar: carrying out both would mail the same people twice. Known once both were read.
 */
import { l10n, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { sameMeetings } from "../cancellation/sameMeetings.ts";
import { plainNotice } from "./markdownText.ts";
import { ownNamesOf } from "./ownNames.ts";
import { blocksToSend } from "./planKnowledge.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import type { ActiveSession } from "./accountSession.ts";

/** Each block that has a twin, and its twin. */
export type PlanTwins = ReadonlyMap<PlanBlock, PlanBlock>;

interface KnownTwins {
  /** Whose, of what was read, and of what was sent. */
  readonly revisions: string;
  readonly twins: PlanTwins;
}

const known = new WeakMap<ReadPlan, KnownTwins>();

/** The twins among what is left of a plan, as far as its items have been read. */
export function twinsOf(plan: ReadPlan, knowledge: PlanKnowledge): PlanTwins {
  const { session, checks, states } = knowledge;
  const revisions = `${session.accountId ?? ""} ${checks.revision} ${states.revision}`;
  const before = known.get(plan);
  if (before?.revisions === revisions) return before.twins;
  const read = blocksToSend(plan, states).flatMap((block) => {
    const item = checks.plannedOf(block);
    return item === undefined ? [] : [{ block, item }];
  });
  const twins = new Map<PlanBlock, PlanBlock>();
  const { active } = session;
  const pairs = active === undefined ? [] : findPairs(read, active);
  for (const [first, second] of pairs) {
    if (!twins.has(first.block)) twins.set(first.block, second.block);
    if (!twins.has(second.block)) twins.set(second.block, first.block);
  }
  known.set(plan, { revisions, twins });
  return twins;
}

/** True, and says so, if two of these items are about one meeting. */
export async function tellsTwins(items: readonly PlannedItem[], active: ActiveSession): Promise<boolean> {
  const [pair] = findPairs(
    items.map((item) => ({ item })),
    active,
  );
  if (pair === undefined) return false;
  const [one, other] = pair.map(({ item }) => describeTitle(item.item));
  await window.showWarningMessage(
    plainNotice(
      l10n.t(
        "Nothing was sent: “{0}” and “{1}” are about one meeting, and its people would be mailed twice. Take one of them.",
        one ?? "",
        other ?? "",
      ),
    ),
  );
  return true;
}

function findPairs<Entry extends { readonly item: PlannedItem }>(
  entries: readonly Entry[],
  { account }: ActiveSession,
): readonly (readonly [Entry, Entry])[] {
  const items = entries.map(({ item }) => item);
  return sameMeetings(items, ownNamesOf(account)).flatMap(({ first, second }) => {
    const [one, other] = [entries[first], entries[second]];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
}
