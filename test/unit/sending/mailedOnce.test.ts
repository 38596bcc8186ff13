/** Whatever breaks while a cancellation is sent to the sandbox: everybody is mailed, and nobody twice. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import { Runs } from "../../../src/sending/runs.ts";
import type { FaultAction } from "../../../src/sandbox/server/faults.ts";
import { planOf } from "../cancellation/sampleItems.ts";
import { ana, fourWeeks, startWorld } from "../graph/sandboxWorld.ts";

const faults: readonly (readonly [string, FaultAction, "sent" | "gone"])[] = [
  ["the connection broke before", { kind: "reset", when: "before" }, "sent"],
  ["the connection broke after", { kind: "reset", when: "after" }, "gone"],
  ["503 came before", { kind: "status", status: 503 }, "sent"],
  ["500 came after", { kind: "status", status: 500, afterwards: true }, "gone"],
];
for (const [name, action, expected] of faults) {
  test(`if ${name} Graph had acted, everybody is mailed exactly once`, async (context) => {
    const world = await startWorld(context, ana, { deletedLooksCancelled: false });
    const [calendar] = (await world.graph.listCalendars({ kind: "me" })).items;
    const { items } = await world.graph.listEvents(calendar ?? assert.fail(), fourWeeks);
    const meeting = items.find(({ isOrganizer, attendees }) => isOrganizer && attendees.length > 1) ?? assert.fail();
    await world.faultsToCome([{ match: { method: "POST", path: "/cancel" }, times: 1, action }]);
    const folder = await mkdtemp(path.join(tmpdir(), "unbook-lost-"));
    context.after(async () => rm(folder, { recursive: true, force: true }));
    const runs = new Runs({
      journal: createJournalFolder(folder),
      holdMs: () => 0,
      mailboxOf: ({ target }) => mailboxName(target),
      send: async (plan, _indexes, signal) => world.graph.sendPlanned(plan.items, signal),
      lookUp: async (_sender, planned) => world.graph.lookUp(planned),
      wait: async () => undefined,
      countPeople: () => 1,
      onChange: () => undefined,
      onError: (what, error) => assert.fail(`${what}: ${String(error)}`),
    });
    context.after(() => {
      runs.dispose();
    });
    await runs.hold(planOf([meeting]));
    while (runs.all[0]?.states[0]?.kind === "held") await nextTurn();
    await runs.settled();
    const state = runs.all[0]?.states[0];
    assert.equal(
      state?.kind === "ended" ? state.outcome.kind : state?.kind === "lookedUp" ? state.found : "",
      expected,
    );
    const mailed = (await world.outbox()).map(({ to }) => to);
    assert.deepEqual(mailed.toSorted(), [...new Set(mailed)].toSorted());
    assert.equal(mailed.length, meeting.attendees.length);
  });
}
