/**
 * Whether a meeting is already being cancelled: as itself, with its series, or as one of the series' occurrences, each
 * of which has a name of its own in the journal (see `claimedAs` in plan.ts). Pure: the runs of this window are given.
 */
import { concernFinder } from "./meetingIndex.ts";
import { isForEverybody, isSameSender } from "./plan.ts";
import type { CancellationPlan, PlannedItem, PlanSender } from "./plan.ts";
import type { ItemState, Run } from "./run.ts";

/**
 * True if one of these items, its series or an occurrence of it may yet be sent: by a run of the same sender, or, if the
 * meeting is called off for everybody, by one of another account that sees it, too.
 */
export function isUnderWay(runs: readonly Run[], sender: PlanSender, items: readonly PlannedItem[]): boolean {
  return runs.some(({ plan, states }) => {
    if (!states.some(mayYetLeave)) return false;
    const find = concernFinder(plan.items);
    return items.some((item) =>
      [...find(item)].some(
        (at) => states[at] !== undefined && mayYetLeave(states[at]) && isSameDeed(plan, at, sender, item),
      ),
    );
  });
}

/**
 * True if another item, of any plan, is about the same meeting and may yet be sent, or may have been carried out since
 * this item was sent. Then what a look finds no longer tells what became of this one.
 * @param sinceUtc when this item's latest attempt ended: milliseconds since 1970-01-01T00:00:00Z.
 */
export function isTakenMeanwhile(
  runs: readonly Run[],
  { id, items, sender }: CancellationPlan,
  index: number,
  sinceUtc: number,
): boolean {
  const planned = items[index];
  if (planned === undefined) return false;
  return runs.some(({ plan, states }) =>
    [...concernFinder(plan.items)(planned)].some((at) => {
      const state = states[at];
      const isItself = plan.id === id && at === index;
      if (isItself || state === undefined || !isSameDeed(plan, at, sender, planned)) return false;
      return mayYetLeave(state) || mayHaveActedSince(state, sinceUtc);
    }),
  );
}

/** Whether what a plan does to one of its items is, or may be, what a sender does to a meeting: two may see the same one. */
function isSameDeed(
  { sender: other, items }: CancellationPlan,
  at: number,
  sender: PlanSender,
  item: PlannedItem,
): boolean {
  if (isSameSender(other, sender)) return true;
  const planned = items[at];
  return (
    other.realm === sender.realm &&
    planned !== undefined &&
    isForEverybody(planned.action) &&
    isForEverybody(item.action)
  );
}

/** An item whose answer was lost is sent once more if it still stands. */
function mayYetLeave({ kind }: ItemState): boolean {
  return kind === "held" || kind === "waiting" || kind === "sending" || kind === "checking";
}

function mayHaveActedSince(state: ItemState, sinceUtc: number): boolean {
  if (state.kind !== "ended" && state.kind !== "lookedUp") return false;
  const nobodyWasMailed =
    state.kind === "ended"
      ? state.outcome.kind === "refused" || state.outcome.kind === "notSent"
      : state.found === "stillThere";
  return !nobodyWasMailed && state.atUtc >= sinceUtc;
}
