/** What the client makes of every documented error, however the error is written. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { documentedErrors } from "./errorTable.ts";
import type { DocumentedError } from "./errorTable.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { ana, startWorld } from "./sandboxWorld.ts";
import type { ScriptedAnswer } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

const target = eventTarget("AAMk1=");

/** The ways in which Graph's pages and services write an error; the last two name no request. */
const spellings = {
  innerError: (error: object, id: string) => ({ error: { ...error, innerError: { "request-id": id } } }),
  innererror: (error: object, id: string) => ({ error: { ...error, innererror: { "request-id": id } } }),
  header: (error: object) => ({ error }),
} as const;

for (const documented of documentedErrors) {
  for (const spelling of ["innerError", "innererror", "header"] as const) {
    test(`${documented.status} ${documented.name} is named (${spelling})`, async (context) => {
      const graph = await startScriptedGraph(context, () => answerOf(documented, spelling));
      const { client } = testClient(context, graph.origin, { retryBudgetMs: 0 });
      await assert.rejects(client.readItem(target), (error) => {
        assert.ok(isGraphError(error), String(error));
        const { status, code } = documented;
        assert.equal(error.reason, documented.reason);
        assert.deepEqual(error.facts, { status, code, requestId: "r-1", ...documented.facts });
        return true;
      });
      const outcome = await sendCancellation(client, target, "");
      assert.ok("requestId" in outcome);
      assert.deepEqual([outcome.kind, outcome.requestId], [documented.outcome, "r-1"]);
      if (outcome.kind !== "refused") return;
      assert.deepEqual(outcome.refusal, {
        status: documented.status,
        code: documented.code,
        message: documented.message ?? "",
        ...(documented.status === 403 && { missingScopes: ["Calendars.ReadWrite"] }),
        ...(documented.facts?.claims !== undefined && { claims: documented.facts.claims }),
      });
    });
  }
}

test("the sandbox makes them, and they are named the same", async (context) => {
  const world = await startWorld(context, ana, { notOrganizerCode: "ErrorCalendarIsNotOrganizer" });
  const struck = { path: "/events/" };
  for (const { status, code, message = "", headers, reason, outcome } of documentedErrors) {
    if (headers?.["www-authenticate"] !== undefined) continue;
    const retryAfter = headers?.["retry-after"] ?? (status === 429 ? "3600" : undefined);
    const action = { kind: "status", status, code, message, ...(retryAfter !== undefined && { retryAfter }) } as const;
    await world.faultsToCome([{ match: struck, action }]);
    await assert.rejects(world.graph.readItem(target), (error) => {
      assert.ok(isGraphError(error), String(error));
      assert.deepEqual([error.reason, error.facts.status, error.facts.code], [reason, status, code]);
      assert.match(error.facts.requestId ?? "", /^[\da-f-]{36}$/);
      return true;
    });
    const ended = await sendCancellation(world.graph, target, "");
    assert.equal(ended.kind, outcome);
    if (ended.kind === "refused") assert.deepEqual([ended.refusal.status, ended.refusal.code], [status, code]);
  }
  await world.faultsToCome([{ match: struck, times: 1, action: { kind: "claims" } }]);
  await assert.rejects(world.graph.readItem(target), (error) => {
    // The one new token was accepted; what is left is that there is no such event.
    assert.ok(isGraphError(error) && error.reason !== "unauthorized", String(error));
    return true;
  });
});

function answerOf(documented: DocumentedError, spelling: keyof typeof spellings): ScriptedAnswer {
  const { status, code, message = "", headers } = documented;
  return {
    status,
    headers: { ...headers, ...(spelling === "header" && { "request-id": "r-1" }) },
    body: spellings[spelling]({ code, message }, "r-1"),
  };
}
