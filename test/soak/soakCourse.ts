/**
 * Days of somebody's work in five-minute steps, by chance that can be repeated: reading on a timer, plans, tokens that expire
 * or are revoked, faults that come and go, windows that close, and a machine that sleeps at the worst of times.
 */
import { itemEnds, statusOf } from "../../src/cancellation/itemEnd.ts";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import type { Fault, FaultAction } from "../../src/sandbox/server/faults.ts";
import type { Chance } from "../chaos/chance.ts";
import type { SoakOffice } from "./soakOffice.ts";
import type { SoakPerson } from "./soakPerson.ts";

/** What a course needs. */
export interface SoakCourseOptions {
  readonly chance: Chance;
  readonly person: SoakPerson;
  readonly office: SoakOffice;
  readonly hours: number;
  /** Lets time go by, for the person's machine and for the sandbox. */
  readonly passTime: (durationMs: number) => Promise<void>;
  /** Called each simulated hour. */
  readonly onHour: (hour: number) => void;
}

/** What came of it. */
export interface SoakCourse {
  /** What the person wanted to cancel in the end: confirmed, and not undone. */
  readonly wanted: ReadonlyMap<string, CalendarEvent>;
  readonly plans: number;
  readonly sleeps: number;
  readonly revocations: number;
}

const minuteMs = 60_000;
const stepMs = 5 * minuteMs;

/** Nothing is carried out, or the answer comes in the end. */
const harmless: readonly FaultAction[] = [
  { kind: "status", status: 429, retryAfter: "0" },
  { kind: "status", status: 503, retryAfter: "0" },
  { kind: "status", status: 200, html: true },
  { kind: "status", status: 302, location: "https://portal.example/" },
  { kind: "reset", when: "before" },
  { kind: "trickle", bytesPerSecond: 200_000 },
];

/**
 * Everywhere but at the sign-in: the sandbox takes a refresh token once only, so that an answer that is lost there costs a
 * sign-in. Microsoft's service takes it again.
 * Source: https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime
 */
const losing: readonly FaultAction[] = [
  ...harmless,
  { kind: "status", status: 504, afterwards: true },
  { kind: "reset", when: "after" },
  { kind: "truncate" },
  { kind: "truncate", in: "head" },
  { kind: "halfJson" },
  { kind: "claims" },
];

/** Plays it. */
export async function playSoak(options: SoakCourseOptions): Promise<SoakCourse> {
  const { chance, person, office, passTime } = options;
  const wanted = new Map<string, CalendarEvent>();
  let plans = 0;
  let sleeps = 0;
  let revocations = 0;
  const steps = Math.round((options.hours * 60 * minuteMs) / stepMs);

  const fallAsleep = async (): Promise<void> => {
    sleeps += 1;
    await passTime(chance.pick([2, 20, 90, 480]) * minuteMs);
  };

  async function plan(): Promise<void> {
    const open = (await person.read()).filter(({ id }) => !wanted.has(id));
    const chosen = chance.some(open, 1 + chance.below(24));
    if (chosen.length === 0) return;
    plans += 1;
    const runId = await person.hold(chosen);
    for (const event of chosen) wanted.set(event.id, event);
    if (chance.isHit(0.15)) {
      person.runs.undo(runId);
      for (const { id } of chosen) wanted.delete(id);
      return;
    }
    if (chance.isHit(0.2)) await fallAsleep();
    else if (chance.isHit(0.1)) await person.reopen();
    else if (chance.isHit(0.3)) {
      // In the middle of sending: the hold is over after some milliseconds.
      while (
        person.runs.all.some(({ plan, states }) => plan.id === runId && states.every(({ kind }) => kind === "held"))
      )
        await new Promise((resolve) => setTimeout(resolve, 1));
      await (chance.isHit(0.5) ? fallAsleep() : person.reopen());
    }
    if (person.runs.all.some(({ plan: { id } }) => id === runId)) {
      const run = await person.over(runId);
      if (itemEnds(run).every((end) => statusOf(end) === "sent")) return;
    }
    // Not at once: somebody sees it, and thinks.
    await passTime(minuteMs);
    await person.tidy();
  }

  for (let step = 1; step <= steps; step += 1) {
    await passTime(stepMs);
    if (step % 3 === 0) await person.read();
    if (chance.isHit(0.12)) await office.setFaults(someFaults(chance));
    if (chance.isHit(0.2)) await office.setFaults([]);
    if (chance.isHit(0.04)) await office.flip("expireTokens");
    if (chance.isHit(0.04)) await office.flip("forgetDeltas");
    if (chance.isHit(0.012)) {
      revocations += 1;
      await office.flip("revokeSignIns");
    }
    if (chance.isHit(0.02)) await person.reopen();
    if (chance.isHit(0.02)) await fallAsleep();
    if (chance.isHit(0.07)) await plan();
    if (step % 12 === 0) options.onHour(step / 12);
  }
  return { wanted, plans, sleeps, revocations };
}

function someFaults(chance: Chance): readonly Fault[] {
  return Array.from({ length: 1 + chance.below(2) }, () => {
    const isOfGraph = chance.isHit(0.6);
    return {
      match: isOfGraph ? { path: "/v1.0" } : chance.pick([{}, { method: "POST" }, { path: "/token" }]),
      times: 1 + chance.below(8),
      skip: chance.below(4),
      ...(chance.isHit(0.3) && { delayMs: 20 }),
      action: chance.pick(isOfGraph ? losing : harmless),
    };
  });
}
