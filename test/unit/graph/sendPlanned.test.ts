/** Several items of one mailbox in one request: what becomes of each, and that nothing is ever done twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { AccountError } from "../../../src/account/accountError.ts";
import { itemsPerRequest } from "../../../src/cancellation/plannedRequest.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import type { GraphClientOptions } from "../../../src/graph/graphContract.ts";
import { cancellations, inShort, startChaining } from "./chainingGraph.ts";
import type { BatchFate, ChainingGraph, Deed, Mishaps } from "./chainingGraph.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

const atOnce = { "retry-after": "0" };
const throttled: Deed = { status: 429, hasEffect: false, headers: atOnce };

/** Sends some cancellations; asserts how each ended, what it took, and that each event was cancelled once at most. */
async function assertSends(
  context: TestContext,
  count: number,
  mishaps: Mishaps,
  expected: readonly string[],
  asked: readonly string[],
  options: Partial<Omit<GraphClientOptions, "log">> = {},
): Promise<ChainingGraph> {
  const graph = await startChaining(context, mishaps);
  const { client } = testClient(context, graph.origin, options);
  const outcomes = await client.sendPlanned(cancellations(count));
  assert.deepEqual(outcomes.map(inShort), expected);
  assert.deepEqual(graph.asked, asked);
  for (const [index, outcome] of outcomes.entries()) {
    const effects = graph.effects(`e${index}`);
    if (outcome.kind === "unsure") assert.ok(effects <= 1);
    else assert.equal(effects, outcome.kind === "sent" ? 1 : 0);
  }
  return graph;
}

/** The same mishap for one event, so often. Default: once. */
function happensTo(event: string, deed: Deed, times = 1): Mishaps {
  return { deed: (tried, attempt) => (tried === event && attempt <= times ? deed : undefined) };
}

test("several items are one request, one item is a plain one, none is none", async (context) => {
  await assertSends(context, 3, {}, ["sent", "sent", "sent"], ["e0 e1 e2"]);
  await assertSends(context, 1, {}, ["sent"], ["e0"]);
  await assertSends(context, 0, {}, [], []);
});

test("each waits for the one before it, so that a mailbox has one of them at work", async (context) => {
  const { received } = await assertSends(context, 3, {}, ["sent", "sent", "sent"], ["e0 e1 e2"]);
  const { requests } = JSON.parse(received[0]?.body ?? "") as { readonly requests: readonly object[] };
  assert.deepEqual(
    requests.map((request) => ("dependsOn" in request ? request.dependsOn : [])),
    [[], ["0"], ["1"]],
  );
  assert.deepEqual(requests[0], {
    id: "0",
    method: "POST",
    url: "/me/events/e0/cancel",
    headers: { "content-type": "application/json", prefer: 'IdType="ImmutableId"' },
    body: { Comment: "Ill" },
  });
});

test("more than go in one request go in the next one", async (context) => {
  const count = itemsPerRequest + 1;
  const names = cancellations(count).map((_, index) => `e${index}`);
  const asked = [names.slice(0, -1).join(" "), names.at(-1) ?? ""];
  await assertSends(
    context,
    count,
    {},
    names.map(() => "sent"),
    asked,
  );
});

test("what a failure has kept from being begun is sent in the next request", async (context) => {
  const refused: Deed = { status: 404, hasEffect: false };
  await assertSends(context, 3, happensTo("e0", refused), ["refused 404", "sent", "sent"], ["e0 e1 e2", "e1 e2"]);
  await assertSends(context, 3, happensTo("e1", refused), ["sent", "refused 404", "sent"], ["e0 e1 e2", "e2"]);
  const allRefused: Mishaps = { deed: () => refused };
  const each = ["refused 404", "refused 404", "refused 404"];
  await assertSends(context, 3, allRefused, each, ["e0 e1 e2", "e1 e2", "e2"]);
});

test("a 429 is sent again with what was behind it, until patience ends", async (context) => {
  await assertSends(context, 3, happensTo("e1", throttled), ["sent", "sent", "sent"], ["e0 e1 e2", "e1 e2"]);
  const forLong: Deed = { status: 429, hasEffect: false, headers: { "retry-after": "600" } };
  await assertSends(context, 3, happensTo("e1", forLong), ["sent", "refused 429", "refused 429"], ["e0 e1 e2"]);
  const asked = ["e0 e1", "e0 e1", "e0 e1", "e0 e1", "e0 e1", "e0 e1"];
  await assertSends(context, 2, happensTo("e0", throttled, 9), ["refused 429", "refused 429"], asked);
});

test("patience begins anew with each item that gets through", async (context) => {
  const eachOnce: Mishaps = { deed: (_event, attempt) => (attempt === 1 ? throttled : undefined) };
  const names = cancellations(itemsPerRequest).map((_, index) => `e${index}`);
  const asked = names.flatMap((_, index) => {
    const left = names.slice(index).join(" ");
    return index === 0 ? [left, left] : [left];
  });
  const expected = names.map(() => "sent");
  await assertSends(context, itemsPerRequest, eachOnce, expected, asked);
});

test("what may have been carried out is unsure, and nothing but that", async (context) => {
  const rows: readonly (readonly [Deed, string])[] = [
    [{ status: 500, hasEffect: true }, "unsure serverError"],
    [{ status: 503, hasEffect: false, headers: atOnce }, "unsure serverError"],
    [{ status: 408, hasEffect: true }, "unsure serverError"],
    [{ status: 302, hasEffect: true }, "unsure serverError"],
    [{ hasEffect: true }, "unsure serverError"],
    [{ hasEffect: false }, "unsure serverError"],
  ];
  for (const [deed, ended] of rows) {
    await assertSends(context, 3, happensTo("e1", deed), ["sent", ended, "sent"], ["e0 e1 e2", "e2"]);
  }
  const odd = happensTo("e1", { status: 199, hasEffect: true });
  await assertSends(context, 3, odd, ["sent", "unsure serverError", "sent"], ["e0 e1 e2"]);
});

test("an answer that breaks off, or cannot be read for certain, leaves every item of it unsure", async (context) => {
  const lost = (ended: string): readonly string[] => [ended, ended, ended];
  const fates: readonly (readonly [BatchFate, string])[] = [
    [{ kind: "broken", after: 0 }, "unsure connectionLost"],
    [{ kind: "broken", after: 2 }, "unsure connectionLost"],
    [{ kind: "cut" }, "unsure connectionLost"],
    [{ kind: "half" }, "unsure serverError"],
    [{ kind: "html" }, "unsure serverError"],
    [{ kind: "refused", status: 503 }, "unsure serverError"],
    [{ kind: "refused", status: 408 }, "unsure serverError"],
    [{ kind: "refused", status: 307 }, "unsure serverError"],
  ];
  for (const [fate, ended] of fates) {
    await assertSends(context, 3, { batch: () => fate }, lost(ended), ["e0 e1 e2"]);
  }
});

test("a request with several items has more time, but not for ever", async (context) => {
  const answering = (afterMs: number): ReturnType<typeof startScriptedGraph> =>
    startScriptedGraph(context, () => (response) => {
      const responses = [0, 1].map((id) => ({ id: String(id), status: 202 }));
      setTimeout(() => response.end(JSON.stringify({ responses })), afterMs);
    });
  const send = async ({ origin }: { readonly origin: string }): Promise<readonly string[]> =>
    (await testClient(context, origin, { requestTimeoutMs: 400 }).client.sendPlanned(cancellations(2))).map(inShort);
  assert.deepEqual(await send(await answering(600)), ["sent", "sent"]);
  assert.deepEqual(await send(await answering(1600)), ["unsure timeout", "unsure timeout"]);
});

test("two answers to one request are none", async (context) => {
  const answer = (id: string, status: number): object => ({ id, status, headers: atOnce });
  const graph = await startScriptedGraph(context, () => ({
    body: { responses: [answer("0", 429), answer("0", 202), answer("1", 202), { id: "1", status: "429" }] },
  }));
  const outcomes = await testClient(context, graph.origin).client.sendPlanned(cancellations(2));
  assert.deepEqual(outcomes.map(inShort), ["unsure serverError", "unsure serverError"]);
  assert.equal(graph.received.length, 1);
});

test("a 424 behind a success is a refusal, and not sent again", async (context) => {
  const graph = await startScriptedGraph(context, () => ({
    body: {
      responses: [
        { id: "0", status: 202 },
        { id: "1", status: 424 },
      ],
    },
  }));
  const outcomes = await testClient(context, graph.origin).client.sendPlanned(cancellations(2));
  assert.deepEqual(outcomes.map(inShort), ["sent", "refused 424"]);
  assert.equal(graph.received.length, 1);
});

test("where batches are not taken, each item goes by itself", async (context) => {
  for (const status of [400, 404, 405, 413]) {
    const batch = (): BatchFate => ({ kind: "refused", status });
    await assertSends(context, 3, { batch }, ["sent", "sent", "sent"], ["e0 e1 e2", "e0", "e1", "e2"]);
  }
});

test("a refused batch is refused for each of its items; a throttled one is sent again", async (context) => {
  const refuse = (status: number): Mishaps => ({ batch: () => ({ kind: "refused", status }) });
  await assertSends(context, 2, refuse(403), ["refused 403", "refused 403"], ["e0 e1"]);
  await assertSends(context, 2, refuse(401), ["refused 401", "refused 401"], ["e0 e1", "e0 e1"]);
  const once = (number: number): BatchFate | undefined =>
    number === 1 ? { kind: "refused", status: 429, headers: atOnce } : undefined;
  await assertSends(context, 2, { batch: once }, ["sent", "sent"], ["e0 e1", "e0 e1"]);
});

test("an item for which Graph wants another token is sent again with it, by itself", async (context) => {
  const claims = Buffer.from('{"access_token":{}}').toString("base64");
  const challenge = { "www-authenticate": `Bearer error="insufficient_claims", claims="${claims}"` };
  for (const deed of [
    { status: 401, hasEffect: false },
    { status: 403, hasEffect: false, headers: challenge },
  ]) {
    // Once in the batch, and once more alone, for which a new token is fetched.
    const asked = ["e0 e1 e2", "e1", "e1", "e2"];
    await assertSends(context, 3, happensTo("e1", deed, 2), ["sent", "sent", "sent"], asked);
  }
  const forGood = happensTo("e1", { status: 401, hasEffect: false }, 9);
  await assertSends(context, 3, forGood, ["sent", "refused 401", "sent"], ["e0 e1 e2", "e1", "e1", "e2"]);
});

test("without a token, or when it is stopped, what has not left is not sent, and the rest is told as it was", async (context) => {
  const graph = await startChaining(context, happensTo("e1", throttled));
  const abort = new AbortController();
  let asked = 0;
  const tokens = {
    getToken: async () => {
      asked += 1;
      if (asked === 2) abort.abort();
      return Promise.resolve({ value: "x", expiresAtUtc: Number.MAX_SAFE_INTEGER });
    },
  };
  const { client } = testClient(context, graph.origin, { tokens });
  const stopped = await client.sendPlanned(cancellations(3), abort.signal);
  assert.deepEqual(stopped.map(inShort), ["sent", "notSent stopped", "notSent stopped"]);
  assert.deepEqual(graph.asked, ["e0 e1 e2"]);
  const before = await client.sendPlanned(cancellations(3), AbortSignal.abort());
  assert.deepEqual(before.map(inShort), ["notSent stopped", "notSent stopped", "notSent stopped"]);

  const again = await startChaining(context, happensTo("e1", throttled));
  let first = true;
  const once = {
    getToken: async () => {
      if (!first) throw new AccountError("signInRequired", "");
      first = false;
      return Promise.resolve({ value: "x", expiresAtUtc: Number.MAX_SAFE_INTEGER });
    },
  };
  const outcomes = await testClient(context, again.origin, { tokens: once }).client.sendPlanned(cancellations(3));
  assert.deepEqual(outcomes.map(inShort), ["sent", "notSent signInRequired", "notSent signInRequired"]);
});

test("stopping has no effect on a request that has left, but on what would follow", async (context) => {
  const abort = new AbortController();
  const graph = await startChaining(context, {
    deed: (event) => {
      if (event === "e0") abort.abort();
      return event === "e1" ? { status: 404, hasEffect: false } : undefined;
    },
  });
  const { client } = testClient(context, graph.origin);
  const outcomes = await client.sendPlanned(cancellations(3), abort.signal);
  assert.deepEqual(outcomes.map(inShort), ["sent", "refused 404", "notSent stopped"]);
});

test("a mailbox that asks to be left alone is left alone by all that send there", async (context) => {
  const leftAt: number[] = [];
  const graph = await startChaining(context, {
    deed: (event, attempt) => {
      leftAt.push(performance.now());
      return event === "a" && attempt === 1
        ? { status: 429, hasEffect: false, headers: { "retry-after": "1" } }
        : undefined;
    },
  });
  const { client } = testClient(context, graph.origin);
  const cancelOne = async (id: string): Promise<void> => {
    const items = [{ target: eventTarget(id), action: { kind: "cancel" }, message: "" }] as const;
    assert.deepEqual((await client.sendPlanned(items)).map(inShort), ["sent"]);
  };
  const first = cancelOne("a");
  while (leftAt.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  // Its answer is read before anything else is sent.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([first, cancelOne("b")]);
  const [refusedAt = 0, ...others] = leftAt;
  assert.equal(others.length, 2);
  for (const other of others) assert.ok(other - refusedAt >= 950, `${other - refusedAt} ms`);
});
