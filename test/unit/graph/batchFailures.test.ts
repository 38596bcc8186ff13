import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../../src/account/accountError.ts";
import type { TokenSource } from "../../../src/account/tokenSource.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import {
  asked,
  assertReads,
  event,
  eventAt,
  everyEvent,
  ids,
  inShort,
  startBatching,
  targets,
  userTarget,
} from "./batchingGraph.ts";
import type { InnerAnswer } from "./batchingGraph.ts";
import { firstToken, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ScriptedAnswer } from "./scriptedGraph.ts";

test("every item has a failure of its own, with Graph's facts", async (context) => {
  const failures: Readonly<Record<string, InnerAnswer>> = {
    e0: { status: 404, body: { error: { code: "ErrorItemNotFound", message: "Not found." } } },
    e1: { status: 403, headers: { "Request-Id": "r1" }, body: { error: { code: "ErrorAccessDenied" } } },
    e2: { status: 424, body: { error: { code: "FailedDependency", innerError: { "request-id": "r2" } } } },
    e3: { status: 500, body: "<html>" },
    e4: { status: 200, body: "bm90IEpTT04=" },
    e5: { status: 400, body: { error: { code: "", message: "" } } },
    e6: { status: 429, headers: { "Retry-After": "3600" } },
  };
  const graph = await startBatching(context, ({ url }) => failures[/e\d/.exec(url)?.[0] ?? ""] ?? eventAt(url));
  const { client } = testClient(context, graph.origin);
  const reads = await client.readItems(targets(8));
  const expected = [
    "notFound",
    "forbidden",
    "badRequest",
    "serverError",
    "unreadable",
    "badRequest",
    "throttled",
    "e7",
  ];
  assert.deepEqual(inShort(reads), expected);
  const facts = reads.map((read) => (read.kind === "failed" && isGraphError(read.error) ? read.error.facts : {}));
  assert.deepEqual([facts[0]?.status, facts[0]?.code], [404, "ErrorItemNotFound"]);
  assert.deepEqual([facts[1]?.requestId, facts[1]?.missingScopes], ["r1", ["Calendars.Read"]]);
  assert.equal(facts[2]?.requestId, "r2");
  assert.equal(facts[6]?.retryAfterMs, 3_600_000);
  assert.deepEqual(asked(graph), ["/v1.0/$batch 8"]);
});

test("what is throttled in a batch is asked again, alone of all, and not before it may", async (context) => {
  const openAt = new Map<string, number>();
  const graph = await startBatching(context, ({ url }) => {
    if (!/e[35]/.test(url)) return eventAt(url);
    const opens = openAt.get(url) ?? performance.now() + 1000;
    openAt.set(url, opens);
    return performance.now() < opens - 1 ? { status: 429, headers: { "Retry-After": "1" } } : eventAt(url);
  });
  await assertReads(context, graph, targets(10), ids(10), ["/v1.0/$batch 10", "/v1.0/$batch 2"]);
});

test("a failure that passes is not noticed, and one that stays is told", async (context) => {
  const passing = await startBatching(context, ({ url }, number) =>
    number === 1 ? { status: 503, headers: { "retry-after": "0" } } : eventAt(url),
  );
  await assertReads(context, passing, targets(2), ids(2), ["/v1.0/$batch 2", "/v1.0/$batch 2"]);
  const staying = await startBatching(context, () => ({ status: 504, headers: { "retry-after": "0" } }));
  const sixTimes = Array.from({ length: 6 }, () => "/v1.0/$batch 2");
  await assertReads(context, staying, targets(2), ["serverError", "serverError"], sixTimes);
});

test("what a batch leaves unanswered, or answers unreadably, is read by itself", async (context) => {
  const graph = await startBatching(context, ({ url, id }) =>
    url.includes("e1") && id !== "alone" ? undefined : eventAt(url),
  );
  await assertReads(context, graph, targets(3), ids(3), ["/v1.0/$batch 3", "/v1.0/me/events/e1"]);
  const odd = [
    { id: 0, status: 200, body: event("wrong") },
    { id: "0", status: "200", body: event("wrong") },
    { id: "7", status: 200, body: event("wrong") },
    { id: "1", status: 200, headers: 5, body: event("e1") },
    { id: "1", status: 200, body: event("second answer") },
    { id: "2", status: 200, body: event("e2") },
    null,
  ];
  const strange = await startBatching(context, everyEvent, () => ({ body: { responses: odd } }));
  const unread = ["/v1.0/$batch 3", "/v1.0/me/events/e0", "/v1.0/me/events/e1"];
  await assertReads(context, strange, targets(3), ids(3), unread);
});

test("where batches do not work, every item is read by itself", async (context) => {
  const alone = ["/v1.0/$batch 3", "/v1.0/me/events/e0", "/v1.0/me/events/e1", "/v1.0/me/events/e2"];
  const outers: readonly ScriptedAnswer[] = [
    { status: 400, body: { error: { code: "BadRequest" } } },
    { status: 404 },
    { status: 405 },
    { body: "<html>Sign in to the network</html>" },
    { body: { responses: {} } },
    { body: { responses: "x".repeat(33 * 1024 * 1024) } },
  ];
  for (const outer of outers) {
    await assertReads(context, await startBatching(context, everyEvent, () => outer), targets(3), ids(3), alone);
  }
});

test("what the whole batch fails with, every item of it fails with", async (context) => {
  const forbidden = await startBatching(context, everyEvent, () => ({ status: 403 }));
  await assertReads(context, forbidden, targets(2), ["forbidden", "forbidden"], ["/v1.0/$batch 2"]);
  const { client } = testClient(context, "http://127.0.0.1:1", { retryBudgetMs: 0 });
  assert.deepEqual(inShort(await client.readItems(targets(2))), ["offline", "offline"]);
  const tokens = { getToken: async () => Promise.reject(new AccountError("signInRequired", "Sign in.")) };
  const unasked = await startBatching(context);
  await assertReads(context, unasked, targets(2), ["signInRequired", "signInRequired"], [], { tokens });
});

test("a permission that is not given costs only the items that take it", async (context) => {
  const token = { value: "secret-token", expiresAtUtc: Number.MAX_SAFE_INTEGER };
  const tokens: TokenSource = {
    async getToken({ scopes }) {
      if (scopes.some((scope) => scope.endsWith(".Shared"))) throw new AccountError("consentRequired", "No.");
      return token;
    },
  };
  const graph = await startBatching(context);
  const wanted = [...targets(2), userTarget("lee", "u0"), userTarget("lee", "u1")];
  const expected = ["e0", "e1", "consentRequired", "consentRequired"];
  await assertReads(context, graph, wanted, expected, ["/v1.0/$batch 2"], { tokens });
});

test("a batch is retried as a whole, and with another token where that is asked for", async (context) => {
  const busy = await startBatching(context, everyEvent, (_, number) =>
    number === 1 ? { status: 429, headers: { "retry-after": "0" } } : undefined,
  );
  await assertReads(context, busy, targets(2), ids(2), ["/v1.0/$batch 2", "/v1.0/$batch 2"]);
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1" } } });
  const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
  const challenging = await startBatching(context, everyEvent, ({ headers }) =>
    headers.authorization === `Bearer ${firstToken}`
      ? { status: 401, headers: { "www-authenticate": challenge } }
      : undefined,
  );
  const { client, tokenRequests } = testClient(context, challenging.origin);
  assert.deepEqual(inShort(await client.readItems(targets(2))), ids(2));
  assert.deepEqual(
    tokenRequests.map((request) => request.claims),
    [undefined, claims],
  );
});

test("what is refused within a batch for its token is read by itself, where the token is renewed", async (context) => {
  const graph = await startBatching(context, ({ url, id }) =>
    id !== "alone" && url.includes("e1") ? { status: 401, headers: { "WWW-Authenticate": "Bearer" } } : eventAt(url),
  );
  await assertReads(context, graph, targets(3), ids(3), ["/v1.0/$batch 3", "/v1.0/me/events/e1"]);
});

test("reading many rejects only when it is no longer wanted, or when the client is closed", async (context) => {
  const silent = await startScriptedGraph(context, () => () => undefined);
  const { client } = testClient(context, silent.origin);
  const abort = new AbortController();
  const reading = assert.rejects(client.readItems(targets(3), abort.signal), /newer request/);
  abort.abort(new Error("newer request"));
  await reading;
  await assert.rejects(client.readItems(targets(3), abort.signal), /newer request/);
  const other = client.readItems(targets(3));
  const isAborted = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";
  await Promise.all([assert.rejects(other, isAborted), client.dispose()]);
  const busy = await startBatching(context, () => ({ status: 429, headers: { "retry-after": "60" } }));
  const patient = testClient(context, busy.origin, { retryBudgetMs: 120_000 });
  const waiting = patient.client.readItems(targets(2));
  // The log tells that the answer has come; what follows is the waiting.
  while (patient.logLines.length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  await Promise.all([assert.rejects(waiting, isAborted), patient.client.dispose()]);
});
