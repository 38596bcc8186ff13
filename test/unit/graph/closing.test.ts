/** What becomes of what a client has begun when it is closed, and when another takes its place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

const event = eventTarget("AAMk+/=");

test("closing the client lets what has left be answered and stops what has not", async (context) => {
  const answers: (() => void)[] = [];
  const fourArrive = Promise.withResolvers<void>();
  const graph = await startScriptedGraph(context, ({ number }) => (response) => {
    answers.push(() => response.writeHead(202).end());
    if (number === 4) fourArrive.resolve();
  });
  const { client } = testClient(context, graph.origin);
  const unused = new AbortController();
  const sending = [1, 2, 3, 4, 5].map(async (number) =>
    sendCancellation(client, eventTarget(`${number}`), "", unused.signal),
  );
  await fourArrive.promise;
  const closing = client.dispose();
  for (const answer of answers) answer();
  await closing;
  const outcomes = await Promise.all(sending);
  assert.deepEqual(
    outcomes.slice(0, 4).map((outcome) => outcome.kind),
    ["sent", "sent", "sent", "sent"],
  );
  assert.deepEqual(outcomes[4], { kind: "notSent", reason: "stopped" });
});

test("closing the client does not cut off what has left, however long its answer takes", async (context) => {
  const arrived = Promise.withResolvers<void>();
  const graph = await startScriptedGraph(context, () => (response) => {
    arrived.resolve();
    setTimeout(() => response.writeHead(202).end(), 2500);
  });
  const { client } = testClient(context, graph.origin);
  const sending = sendCancellation(client, event, "");
  await arrived.promise;
  await client.dispose();
  assert.equal((await sending).kind, "sent");
});

test("a client that is retired sends everything that was begun with it, and nothing else", async (context) => {
  const arrived = Promise.withResolvers<void>();
  const graph = await startScriptedGraph(context, ({ method, number }) => {
    if (number === 4) arrived.resolve();
    if (method === "GET") return { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
    // One of them is asked to come again later.
    if (number === 1) return { status: 429, headers: { "retry-after": "1" } };
    return (response) => void setTimeout(() => response.writeHead(202).end(), 50);
  });
  const { client } = testClient(context, graph.origin);
  const sending = [1, 2, 3, 4, 5, 6].map(async (number) => sendCancellation(client, eventTarget(`${number}`), ""));
  const looking = client
    .lookUp({ target: bookingTarget("b@contoso.com", "1"), action: { kind: "cancel" } })
    .catch(String);
  await arrived.promise;
  await client.retire();
  assert.deepEqual(
    (await Promise.all(sending)).map(({ kind }) => kind),
    ["sent", "sent", "sent", "sent", "sent", "sent"],
  );
  assert.equal(await looking, "gone");
  assert.deepEqual(await sendCancellation(client, event, ""), { kind: "notSent", reason: "stopped" });
});
