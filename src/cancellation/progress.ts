/**
 * How far a run that is being sent has come, and how long the rest will take, judged by how fast its mailboxes have been
 * of late. Pure: `now` is given.
 */
import { itemEnds, statusOf } from "./itemEnd.ts";
import type { ItemStatus } from "./itemEnd.ts";
import type { PlannedItem } from "./plan.ts";
import type { Run } from "./run.ts";

/** How far a run has come. */
export interface RunProgress {
  readonly total: number;
  /** Of which everything is known that will be, but for what is unsure. */
  readonly done: number;
  /** How many items there are of each status. */
  readonly counts: Readonly<Record<ItemStatus, number>>;
  /** How long the rest will take, in milliseconds; undefined while that cannot be judged. */
  readonly leftMs: number | undefined;
}

/** So many of a mailbox's latest answers tell how fast it is. */
const latestAnswers = 40;

/**
 * How far a run has come.
 * @param mailboxOf equal for all items of one mailbox: mailboxes do not wait for each other.
 * @param nowUtc milliseconds since 1970-01-01T00:00:00Z.
 */
export function progressOf(run: Run, mailboxOf: (planned: PlannedItem) => string, nowUtc: number): RunProgress {
  const counts: Record<ItemStatus, number> = { underWay: 0, sent: 0, failed: 0, notSent: 0, unsure: 0, skipped: 0 };
  const mailboxes = new Map<string, { left: number; readonly answersUtc: number[] }>();
  for (const [index, end] of itemEnds(run).entries()) {
    counts[statusOf(end)] += 1;
    const planned = run.plan.items[index];
    if (planned === undefined) continue;
    const name = mailboxOf(planned);
    const mailbox = mailboxes.get(name) ?? { left: 0, answersUtc: [] };
    mailboxes.set(name, mailbox);
    if (end.kind === "underWay") mailbox.left += 1;
    else if (end.kind === "ended") mailbox.answersUtc.push(end.atUtc);
  }
  const leftOfEach = [...mailboxes.values()].filter(({ left }) => left > 0).map((one) => leftMsOf(one, nowUtc));
  return {
    total: run.states.length,
    done: run.states.length - counts.underWay,
    counts,
    leftMs: leftOfEach.some((left) => left === undefined)
      ? undefined
      : Math.max(0, ...leftOfEach.map((left) => left ?? 0)),
  };
}

/** `2 min 5 s`, rounded up to what a person waits for: seconds below a minute, then five seconds at a time. */
export function describeTimeLeft(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rounded = Math.ceil(seconds / 5) * 5;
  return rounded % 60 === 0 ? `${rounded / 60} min` : `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}

function leftMsOf(
  { left, answersUtc }: { left: number; readonly answersUtc: number[] },
  nowUtc: number,
): number | undefined {
  const latest = answersUtc.toSorted((one, other) => one - other).slice(-latestAnswers);
  const [first] = latest;
  // Several answers come with one request, at the same moment: those of the first say nothing about the time they took.
  const since = latest.filter((atUtc) => first !== undefined && atUtc > first).length;
  if (first === undefined || since === 0 || nowUtc <= first) return undefined;
  return (left * (nowUtc - first)) / since;
}
