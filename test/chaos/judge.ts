/** Holds what the journal says of a plan against what the sandbox has mailed and what stands in its calendars. */
import type { ItemStatus } from "../../src/cancellation/itemEnd.ts";
import type { OutboxMessage } from "../../src/sandbox/sandboxContract.ts";
import { mailName } from "./chaosPool.ts";
import type { ChaosPool } from "./chaosPool.ts";
import type { Pick } from "./senderTask.ts";

/** What has happened, as seen from outside. */
export interface Facts {
  readonly outbox: readonly OutboxMessage[];
  /** The ids of what stands in the calendars. */
  readonly listed: ReadonlySet<string>;
  /** What was asked of Graph, in the order of the answers. */
  readonly asked: readonly Asked[];
  /** Whether answers may come so late that their order says nothing about looks. */
  readonly hasLateAnswers: boolean;
  /** The course's items, by index, for an answer to which nobody has waited to the end: it may have come after a look. */
  readonly timedOut: ReadonlySet<number>;
  /** Whether two windows sent at the same time: what one was about to send, the other has left alone. */
  readonly hasRival: boolean;
}

/** A request that was answered. */
export interface Asked {
  /** As `POST /v1.0/me/events/1/cancel`. */
  readonly name: string;
  readonly status: number;
}

/** What is wrong with what the runs say, one sentence for each; `saidOf` gives what each run says of a planned item. */
export function judge(
  pool: ChaosPool,
  picks: readonly Pick[],
  saidOf: (pick: number) => readonly ItemStatus[],
  { outbox, listed, asked, hasLateAnswers, timedOut, hasRival }: Facts,
): readonly string[] {
  const problems: string[] = [];
  const mailed = new Map<string, OutboxMessage[]>();
  for (const message of outbox) mailed.set(mailName(message), [...(mailed.get(mailName(message)) ?? []), message]);
  for (const [at, { poolIndex, message }] of picks.entries()) {
    const item = pool[poolIndex];
    if (item === undefined) throw new RangeError(`The pool has no item ${poolIndex}`);
    const said = saidOf(at);
    const counts = item.mails.map((name) => mailed.get(name)?.length ?? 0);
    const times = item.mails.length === 0 ? (listed.has(item.planned.item.id) ? 0 : 1) : Math.max(...counts);
    const whole = item.mails.length === 0 || counts.every((count) => count === times);
    const tell = (what: string): void => {
      const { action, target } = item.planned;
      problems.push(
        `item ${at} (${action.kind} ${target.itemPath}) is said to be ${said.join(", ") || "nothing"}: ${what}`,
      );
    };
    if (times > 1) tell(`carried out ${times} times`);
    if (!whole) tell(`some were mailed and some were not (${counts.join(" ")})`);
    const mostTimes = said.some((status) => status === "sent" || status === "unsure") ? 1 : 0;
    if (times > mostTimes) tell("carried out all the same");
    if (said.filter((status) => status === "sent").length > 1) tell("sent twice");
    if (said.includes("sent") && times !== 1) tell("not carried out");
    const isLeftToOther = hasRival && said.some((status) => status !== "skipped");
    if (said.includes("skipped") && mostTimes === 0 && !isLeftToOther) tell("no run has sent it before");
    for (const name of item.mails) {
      for (const mail of mailed.get(name) ?? []) {
        if (mail.text !== "" && mail.text !== message) tell(`another text: ${mail.text}`);
      }
      mailed.delete(name);
    }
  }
  for (const name of mailed.keys()) problems.push(`mailed, and never planned: ${name}`);
  const allowed = new Set(picks.map(({ poolIndex }) => writeName(pool, poolIndex)));
  const writes = asked.filter(({ name }) => !name.startsWith("GET "));
  for (const { name } of writes) if (!allowed.has(name)) problems.push(`never planned: ${name}`);
  const late = new Set(picks.filter((_, at) => timedOut.has(at)).map(({ poolIndex }) => writeName(pool, poolIndex)));
  const inOrder = hasLateAnswers ? [] : writes.filter(({ name }) => !late.has(name));
  return [...problems, ...sentBlindly(inOrder, asked)];
}

/** What was sent again although Graph may have acted on it, and nobody had looked since. */
function sentBlindly(writes: readonly Asked[], asked: readonly Asked[]): readonly string[] {
  const again = new Set(writes.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at));
  return [...again]
    .filter((name) => {
      const itemPath = name.slice(name.indexOf(" ") + 1).replace(/\/(?:cancel|decline)$/u, "");
      let mayHaveActed = false;
      for (const { name: one, status } of asked) {
        if (one.startsWith(`GET ${itemPath}`)) mayHaveActed = false;
        if (one !== name) continue;
        if (mayHaveActed) return true;
        mayHaveActed = status < 400 || status === 408 || status >= 500;
      }
      return false;
    })
    .map((name) => `sent again without a look: ${name}`);
}

function writeName(pool: ChaosPool, poolIndex: number): string {
  const planned = pool[poolIndex]?.planned;
  if (planned === undefined) return "";
  const { target, action } = planned;
  const [method, suffix] = {
    cancel: ["POST", "/cancel"],
    decline: ["POST", "/decline"],
    remove: ["DELETE", ""],
    endSeries: ["PATCH", ""],
  }[action.kind] as [string, string];
  return `${method} /${target.apiVersion}${target.itemPath}${suffix}`;
}
