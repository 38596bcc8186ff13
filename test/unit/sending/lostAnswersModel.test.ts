/** What happens after an answer was lost, against a model of Graph: whatever it does, nobody is mailed twice. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { ItemState } from "../../../src/cancellation/run.ts";
import { LostAnswers } from "../../../src/sending/lostAnswers.ts";
import { event, planOf } from "../cancellation/sampleItems.ts";

const sent: SendOutcome = { kind: "sent", status: 202, requestId: "" };
const lost = { kind: "unsure", reason: "timeout", requestId: "" } as const;
const notFound: SendOutcome = {
  kind: "refused",
  refusal: { status: 404, code: "ErrorItemNotFound", message: "" },
  requestId: "",
};

/** How the model of Graph treats one request to cancel. */
interface Treatment {
  /** Whether it is ever carried out. */
  readonly acts: boolean;
  /** How long after the answer, or its loss, that is. */
  readonly lagMs: number;
  readonly isAnswerLost: boolean;
}

interface Course {
  readonly treatments: readonly Treatment[];
  /** Which looks fail. */
  readonly failingLooks: readonly number[];
  /** At which wait it is stopped, from 0. */
  readonly stoppedAt: number | undefined;
}

/**
 * Follows one lost answer against a model of Graph with a clock of its own. `mailsTwice`: a request mails whenever it is
 * carried out, also when the item has been cancelled meanwhile, which is the worst that Graph could do.
 */
async function follow(course: Course, mailsTwice: boolean): Promise<{ mails: number; end: string | undefined }> {
  let now = 0;
  let mails = 0;
  let isCancelled = false;
  let due: readonly number[] = [];
  let state: ItemState | undefined;
  const records: JournalRecord[] = [];
  const treatments = [...course.treatments];
  const pass = (durationMs: number): void => {
    now += durationMs;
    for (const at of due.filter((time) => time <= now)) {
      assert.ok(at >= 0);
      if (!isCancelled || mailsTwice) mails += 1;
      isCancelled = true;
    }
    due = due.filter((time) => time > now);
  };
  const receive = (): SendOutcome => {
    if (isCancelled && !mailsTwice) return notFound;
    const treatment = treatments.shift() ?? assert.fail("sent once too often");
    if (treatment.acts) due = [...due, now + treatment.lagMs];
    pass(0);
    return treatment.isAnswerLost ? lost : sent;
  };
  let looks = 0;
  let waits = 0;
  const plan = planOf([event()]);
  const lostAnswers = new LostAnswers({
    send: async () => {
      assert.equal(records.at(-1)?.type, "sending", "written down before it leaves");
      return receive();
    },
    lookUp: async () => {
      looks += 1;
      if (course.failingLooks.includes(looks - 1)) throw new Error("offline");
      return isCancelled ? "gone" : "stillThere";
    },
    wait: async (durationMs) => {
      if (waits === course.stoppedAt) void lostAnswers.stop(plan.id);
      waits += 1;
      pass(durationMs);
    },
    isTaken: () => false,
    setState: (_runId, _index, next) => void (state = next),
    setGone: async () => void (state = { kind: "lookedUp", found: "gone", atUtc: now }),
    onError: () => undefined,
  });
  assert.deepEqual(receive(), lost);
  const journal = { write: async (record: JournalRecord) => void records.push(record), close: async () => undefined };
  await lostAnswers.follow({ plan, index: 0, journal }, lost, Date.now());
  const end = endOf(state);
  pass(Number.MAX_SAFE_INTEGER - now);
  return { mails, end };
}

function endOf(state: ItemState | undefined): string | undefined {
  if (state?.kind === "ended") return state.outcome.kind;
  return state?.kind === "lookedUp" ? state.found : state?.kind;
}

function course(mostLagMs: number): fc.Arbitrary<Course> {
  const treatment = fc.record({ acts: fc.boolean(), lagMs: fc.nat(mostLagMs), isAnswerLost: fc.boolean() });
  return fc.record({
    treatments: fc.tuple(treatment, treatment).map(([first, second]) => [{ ...first, isAnswerLost: true }, second]),
    failingLooks: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
    stoppedAt: fc.option(fc.nat(4), { nil: undefined }),
  });
}

test("no course of events leads to two mails, and none that is told as sent to no mail", async () => {
  const check = async (played: Course, mailsTwice: boolean): Promise<void> => {
    const { mails, end } = await follow(played, mailsTwice);
    assert.ok(mails <= 1, `${mails} mails`);
    if (end === "gone") assert.equal(mails, 1);
    assert.ok(end === "gone" || end === "sent" || end === "unsure", end);
  };
  // A second cancellation of the same item is refused: then it may act as late as it likes.
  await fc.assert(
    fc.asyncProperty(course(86_400_000), async (played) => check(played, false)),
    { numRuns: 500 },
  );
  // It mails again: then it has to have acted before the second look.
  await fc.assert(
    fc.asyncProperty(course(12_000), async (played) => check(played, true)),
    { numRuns: 500 },
  );
});

test("a cancellation that was never carried out is sent exactly once more", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60_000), fc.boolean(), async (lagMs, isAnswerLost) => {
      const first = { acts: false, lagMs: 0, isAnswerLost: true };
      const second = { acts: true, lagMs, isAnswerLost };
      const { mails } = await follow({ treatments: [first, second], failingLooks: [], stoppedAt: undefined }, true);
      assert.equal(mails, 1);
    }),
    { numRuns: 200 },
  );
});
