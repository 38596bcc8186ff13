/** Whatever goes wrong with many items, and however often: nothing is done twice, and what is told of it is true. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { itemsPerRequest } from "../../../src/cancellation/plannedRequest.ts";
import { cancellations, inShort, startChaining } from "./chainingGraph.ts";
import type { BatchFate, Deed } from "./chainingGraph.ts";
import { testClient } from "./scriptedGraph.ts";

const atOnce = { "retry-after": "0" };
const throttled: Deed = { status: 429, hasEffect: false, headers: atOnce };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Deed>({ status: 202, hasEffect: true }) },
  fc.record({ status: fc.constantFrom(400, 403, 404, 409, 412), hasEffect: fc.constant(false) }),
  fc.constant(throttled),
  fc.constant<Deed>({ status: 401, hasEffect: false }),
  fc.record({
    status: fc.constantFrom(302, 408, 500, 502, 503, 504),
    hasEffect: fc.boolean(),
    headers: fc.constant(atOnce),
  }),
  fc.record({ hasEffect: fc.boolean() }),
);
const anyFate: fc.Arbitrary<BatchFate | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  fc.record({
    kind: fc.constant("refused" as const),
    status: fc.constantFrom(400, 401, 403, 405, 413, 429, 500, 503),
    headers: fc.constant(atOnce),
  }),
  fc.record({ kind: fc.constant("broken" as const), after: fc.nat(itemsPerRequest) }),
  fc.record({ kind: fc.constantFrom("cut" as const, "half" as const, "html" as const) }),
);

test("whatever goes wrong, nothing is done twice, and each outcome is true", async (context) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: itemsPerRequest + 3 }),
      fc.array(fc.array(anyDeed, { maxLength: 3 }), { maxLength: itemsPerRequest }),
      fc.array(anyFate, { maxLength: 3 }),
      async (count, deeds, fates) => {
        const graph = await startChaining(context, {
          deed: (event, attempt) => deeds[Number(event.slice(1))]?.[attempt - 1],
          batch: (number) => fates[number - 1],
        });
        const { client } = testClient(context, graph.origin);
        const outcomes = await client.sendPlanned(cancellations(count));
        await client.dispose();
        assert.equal(outcomes.length, count);
        for (const [index, outcome] of outcomes.entries()) {
          const effects = graph.effects(`e${index}`);
          const said = `e${index}: ${inShort(outcome)}, done ${effects} times`;
          if (outcome.kind === "unsure") assert.ok(effects <= 1, said);
          else assert.equal(effects, outcome.kind === "sent" ? 1 : 0, said);
        }
      },
    ),
    { numRuns: 150 },
  );
});
