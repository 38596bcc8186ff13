import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { TestContext } from "node:test";
import fc from "fast-check";
import { AccountError } from "../../../src/account/accountError.ts";
import type { AccountErrorCode } from "../../../src/account/accountError.ts";
import { scopesToCancel } from "../../../src/cancellation/itemAction.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { GraphClientOptions } from "../../../src/graph/graphContract.ts";
import { isNotOrganizerRefusal } from "../../../src/cancellation/outcome.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

type Script = (request: ReceivedRequest, origin: string) => ScriptedAnswer;

const event = eventTarget("AAMk+/=");

/** Asserts how a cancellation ends, and how many requests Graph received. Request ids are looked at elsewhere. */
async function assertOutcome(
  context: TestContext,
  script: Script,
  expected: Partial<SendOutcome> & Pick<SendOutcome, "kind">,
  requests: number,
  options: Partial<Omit<GraphClientOptions, "log">> = {},
): Promise<void> {
  const graph = await startScriptedGraph(context, script);
  const { client } = testClient(context, graph.origin, options);
  const outcome = await sendCancellation(client, event, "Ill today");
  assert.deepEqual({ ...outcome, ...expected }, outcome);
  assert.equal(graph.received.length, requests);
}

test("any 2xx is success, whatever follows it", async (context) => {
  for (const status of [200, 202, 204]) await assertOutcome(context, () => ({ status }), { kind: "sent", status }, 1);
  const cutOff: Script = () => (response) => {
    response.writeHead(202, { "content-length": "1000" });
    response.write("x");
    setImmediate(() => response.destroy());
  };
  await assertOutcome(context, cutOff, { kind: "sent", status: 202 }, 1);
});

test("a web page is no answer of Graph's, whatever its status says", async (context) => {
  const body = "<!DOCTYPE html><title>Hotel Wi-Fi</title>";
  for (const [status, type] of [
    [200, "text/html; charset=utf-8"],
    [202, "Text/HTML"],
    [200, "application/xhtml+xml"],
    [302, "text/html"],
  ] as const) {
    const headers = { "content-type": type };
    await assertOutcome(
      context,
      () => ({ status, headers, body }),
      { kind: "unsure", reason: "serverError", status },
      1,
    );
  }
});

test("a 4xx is a refusal with what Graph said", async (context) => {
  const body = { error: { code: "ErrorInvalidRequest", message: "You need to be an organizer." } };
  await assertOutcome(
    context,
    () => ({ status: 400, body }),
    { kind: "refused", refusal: { status: 400, code: "ErrorInvalidRequest", message: "You need to be an organizer." } },
    1,
  );
  await assertOutcome(
    context,
    () => ({ status: 404, body: "<html>" }),
    { kind: "refused", refusal: { status: 404, code: "", message: "" } },
    1,
  );
  await assertOutcome(
    context,
    () => ({ status: 401 }),
    { kind: "refused", refusal: { status: 401, code: "", message: "" } },
    2,
  );
  await assertOutcome(
    context,
    () => ({ status: 429, headers: { "retry-after": "600" } }),
    { kind: "refused", refusal: { status: 429, code: "", message: "" }, retryAfterMs: 600_000 },
    1,
  );
});

test("after 401 and 429, which Graph answers without acting, it is sent again", async (context) => {
  await assertOutcome(context, ({ number }) => ({ status: number === 1 ? 401 : 202 }), { kind: "sent" }, 2);
  await assertOutcome(
    context,
    ({ number }) => (number < 3 ? { status: 429, headers: { "retry-after": "0" } } : { status: 202 }),
    { kind: "sent" },
    3,
  );
});

test("after anything else it is never sent again, and it is unsure", async (context) => {
  for (const status of [302, 408, 500, 502, 503, 504]) {
    await assertOutcome(
      context,
      () => ({ status, headers: { "retry-after": "7" } }),
      { kind: "unsure", reason: "serverError", status, retryAfterMs: 7000 },
      1,
    );
  }
  await assertOutcome(
    context,
    () => (response) => void response.destroy(),
    { kind: "unsure", reason: "connectionLost" },
    1,
  );
  await assertOutcome(context, () => () => undefined, { kind: "unsure", reason: "timeout" }, 1, {
    requestTimeoutMs: 100,
  });
  const halfHead: Script = () => (response) => void response.socket?.end("HTTP/1.1 20");
  await assertOutcome(context, halfHead, { kind: "unsure", reason: "connectionLost" }, 1);
});

test("what was never connected was never sent", async (context) => {
  const { client } = testClient(context, "http://127.0.0.1:1");
  assert.deepEqual(await sendCancellation(client, event, ""), { kind: "notSent", reason: "offline" });
  // Takes no connection from its queue, so that none is ever established at the level above TCP.
  const silent = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  context.after(() => silent.close());
  const secure = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const overTls = testClient(context, secure, { requestTimeoutMs: 100 });
  assert.deepEqual(await sendCancellation(overTls.client, event, ""), { kind: "notSent", reason: "offline" });
});

test("without a token nothing is sent", async (context) => {
  const reasons: Readonly<Record<AccountErrorCode, string>> = {
    signInRequired: "signInRequired",
    consentRequired: "consentRequired",
    declined: "consentRequired",
    refused: "signInRefused",
    cancelled: "stopped",
    timedOut: "offline",
    offline: "offline",
    unexplained: "noToken",
  };
  for (const [code, reason] of Object.entries(reasons) as [AccountErrorCode, "offline"][]) {
    const tokens = { getToken: async () => Promise.reject(new AccountError(code, "")) };
    await assertOutcome(context, () => ({ status: 202 }), { kind: "notSent", reason }, 0, { tokens });
    // Whoever has refused is named only where it was the sign-in service.
    const facts = { serviceCode: "AADSTS53003" };
    const refused = { getToken: async () => Promise.reject(new AccountError(code, "", facts)) };
    const named = ["signInRequired", "consentRequired", "signInRefused"].includes(reason) ? facts : {};
    const expected = { kind: "notSent", reason, ...named } as const;
    await assertOutcome(context, () => ({ status: 202 }), expected, 0, { tokens: refused });
  }
});

test("stopping before it has left sends nothing; afterwards it has no effect", async (context) => {
  const abort = new AbortController();
  const graph = await startScriptedGraph(context, ({ number }) => (response) => {
    if (number === 1) abort.abort();
    response.writeHead(number === 1 ? 202 : 429, { "retry-after": "1" }).end();
    if (number === 2) setImmediate(() => second.abort());
  });
  const second = new AbortController();
  const { client } = testClient(context, graph.origin);
  assert.equal((await sendCancellation(client, event, "", abort.signal)).kind, "sent");
  assert.deepEqual(await sendCancellation(client, event, "", abort.signal), { kind: "notSent", reason: "stopped" });
  assert.equal(graph.received.length, 1);
  assert.deepEqual(await sendCancellation(client, event, "", second.signal), { kind: "notSent", reason: "stopped" });
  assert.equal(graph.received.length, 2);
});

test("stopping while the connection is being made sends nothing", async (context) => {
  const silent = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  context.after(() => silent.close());
  const { client } = testClient(context, `https://127.0.0.1:${(silent.address() as AddressInfo).port}`, {
    requestTimeoutMs: 500,
  });
  const abort = new AbortController();
  silent.once("connection", () => abort.abort());
  assert.deepEqual(await sendCancellation(client, event, "", abort.signal), { kind: "notSent", reason: "stopped" });
});

test("stopping while it waits for a free connection sends nothing, also not when one becomes free", async (context) => {
  const connections = 32;
  const answers: (() => void)[] = [];
  let allHaveArrived = (): void => undefined;
  const arrived = new Promise<void>((resolve) => void (allHaveArrived = resolve));
  const graph = await startScriptedGraph(context, () => (response) => {
    answers.push(() => void response.writeHead(202).end());
    if (answers.length >= connections) allHaveArrived();
  });
  const { client } = testClient(context, graph.origin);
  const send = async (user: number, signal?: AbortSignal): Promise<SendOutcome> =>
    sendCancellation(client, eventTarget("1", { mailbox: { kind: "user", id: `user${user}` } }), "", signal);
  const sending = Array.from({ length: connections }, async (_, user) => send(user));
  await arrived;
  const abort = new AbortController();
  const stopped = send(connections, abort.signal);
  // Everything up to the wait for a connection happens without one.
  await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  assert.deepEqual(await stopped, { kind: "notSent", reason: "stopped" });
  for (const answer of answers) answer();
  await Promise.all(sending);
  const last = send(connections + 1);
  while (graph.received.length === connections) await new Promise((resolve) => setImmediate(resolve));
  answers.at(-1)?.();
  assert.equal((await last).kind, "sent");
  assert.equal(graph.received.length, connections + 1);
});

test("the text arrives exactly, at the target's own address, with the right permission", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 202 }));
  const { client, tokenRequests, logLines } = testClient(context, graph.origin);
  const booking = bookingTarget("Fabrikam@contoso.com", "AAMkADKnAAA=");
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: "binary" }), fc.constant('"{{x}}"\r\n\\ 😀 \u2028 </script>')),
      async (text) => {
        await sendCancellation(client, event, text);
        const [eventBody, eventRequest] = lastRequest(graph.received);
        assert.deepEqual(eventBody, { Comment: text });
        assert.equal(eventRequest.path, "/v1.0/me/events/AAMk%2B%2F%3D/cancel");
        await sendCancellation(client, booking, text);
        const [bookingBody, bookingRequest] = lastRequest(graph.received);
        assert.deepEqual(bookingBody, { cancellationMessage: text });
        assert.equal(
          bookingRequest.path,
          "/v1.0/solutions/bookingBusinesses/Fabrikam%40contoso.com/appointments/AAMkADKnAAA%3D/cancel",
        );
      },
    ),
    { numRuns: 30 },
  );
  const { headers, method } = lastRequest(graph.received)[1];
  assert.deepEqual([method, headers["content-type"]], ["POST", "application/json"]);
  assert.deepEqual(tokenRequests.slice(0, 2), [
    { scopes: ["Calendars.ReadWrite"] },
    { scopes: ["BookingsAppointment.ReadWrite.All"] },
  ]);
  assert.ok(!logLines.join("\n").includes("secret-token") && !logLines.join("\n").includes("script"));
});

test("an event's cancellation says what kind of id it names, and asks for its own mailbox's permission", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 202 }));
  const { client, tokenRequests } = testClient(context, graph.origin);
  const targets = [
    eventTarget("1"),
    eventTarget("1", { mailbox: { kind: "user", id: "lee.park@contoso.com" } }),
    eventTarget("1", { mailbox: { kind: "group", id: "3f2504e0-4f89-11d3-9a0c-0305e82c3301" } }),
    bookingTarget("b@contoso.com", "1"),
  ];
  for (const target of targets) await sendCancellation(client, target, "");
  assert.deepEqual(
    graph.received.map(({ headers }) => headers["prefer"]),
    ['IdType="ImmutableId"', 'IdType="ImmutableId"', 'IdType="ImmutableId"', undefined],
  );
  assert.deepEqual(
    tokenRequests.map(({ scopes }) => scopes),
    targets.map((target) => scopesToCancel(target)),
  );
});

test("the request id is Graph's, or else the one that was sent", async (context) => {
  const answers: readonly (readonly [ScriptedAnswer, string | undefined])[] = [
    [{ status: 202, headers: { "request-id": "from-header" } }, "from-header"],
    [{ status: 400, body: { error: { innerError: { "request-id": "from-body" } } } }, "from-body"],
    [{ status: 400, body: { error: { innererror: { "request-id": "from-body" } } } }, "from-body"],
    [{ status: 500, headers: { "request-id": "from-header" } }, "from-header"],
    [{ status: 202 }, undefined],
    [(response) => void response.destroy(), undefined],
  ];
  for (const [answer, requestId] of answers) {
    const graph = await startScriptedGraph(context, () => answer);
    const outcome = await sendCancellation(testClient(context, graph.origin).client, event, "");
    assert.ok("requestId" in outcome);
    assert.equal(outcome.requestId, requestId ?? graph.received[0]?.headers["client-request-id"]);
  }
});

test("a refusal for not being the organizer is known by its code", () => {
  assert.ok(isNotOrganizerRefusal({ status: 400, code: "ErrorInvalidRequest" }));
  assert.ok(isNotOrganizerRefusal({ status: 400, code: "ErrorAccessDenied" }));
  assert.ok(isNotOrganizerRefusal({ status: 403, code: "ErrorCalendarIsNotOrganizer" }));
  assert.ok(!isNotOrganizerRefusal({ status: 403, code: "ErrorAccessDenied" }));
  assert.ok(!isNotOrganizerRefusal({ status: 400, code: "ErrorInvalidIdMalformed" }));
  assert.ok(!isNotOrganizerRefusal({ status: 404, code: "" }));
});

function lastRequest(received: readonly ReceivedRequest[]): readonly [unknown, ReceivedRequest] {
  const request = received.at(-1);
  assert.ok(request !== undefined);
  return [JSON.parse(request.body), request];
}
