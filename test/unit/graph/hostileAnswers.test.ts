import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import type { GraphClientOptions } from "../../../src/graph/graphContract.ts";
import { firstToken, someBusiness, someCalendar, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "./scriptedGraph.ts";

type Script = (request: ReceivedRequest, origin: string) => ScriptedAnswer;

const businessPage = { value: [{ id: "one@contoso.com", displayName: "One" }] };

/** Asserts how a list, that of the businesses, fails, and after how many requests. */
async function assertFails(
  context: TestContext,
  script: Script,
  reason: GraphErrorReason,
  requests: number,
  options: Partial<Omit<GraphClientOptions, "log">> = {},
): Promise<void> {
  const graph = await startScriptedGraph(context, script);
  const { client } = testClient(context, graph.origin, options);
  await assert.rejects(client.listBusinesses(), (error) => isGraphError(error) && error.reason === reason);
  assert.equal(graph.received.length, requests);
}

test("a next page on another origin is not fetched, and the token stays", async (context) => {
  const elsewhere = await startScriptedGraph(context, () => ({ body: businessPage }));
  for (const next of [
    `${elsewhere.origin}/v1.0/solutions/bookingBusinesses?$skip=10`,
    `${elsewhere.origin.replace("127.0.0.1", "localhost")}/v1.0/solutions/bookingBusinesses`,
    "https://graph.microsoft.com/v1.0/solutions/bookingBusinesses",
  ]) {
    await assertFails(context, () => ({ body: { ...businessPage, "@odata.nextLink": next } }), "wrongOrigin", 1);
  }
  await assertFails(
    context,
    () => ({ body: { ...businessPage, "@odata.nextLink": "/v1.0/solutions/bookingBusinesses" } }),
    "wrongOrigin",
    1,
  );
  assert.equal(elsewhere.received.length, 0);
});

test("a redirect is not followed", async (context) => {
  const elsewhere = await startScriptedGraph(context, () => ({ body: businessPage }));
  for (const status of [301, 302, 307, 308]) {
    const location = `${elsewhere.origin}/v1.0/solutions/bookingBusinesses`;
    await assertFails(context, () => ({ status, headers: { location } }), "wrongOrigin", 1);
  }
  await assertFails(context, () => ({ status: 302, headers: { location: "/v1.0/me/other" } }), "unreadable", 1);
  assert.equal(elsewhere.received.length, 0);
});

test("what is no list is an error and never an empty list", async (context) => {
  const bodies = [
    "",
    "<html>Sign in to the network</html>",
    '{"value":[',
    "null",
    "[]",
    {},
    { value: {} },
    { value: null },
  ];
  for (const body of bodies) await assertFails(context, () => ({ body }), "unreadable", 1);
  await assertFails(context, () => ({ body: { value: [], "@odata.nextLink": 7 } }), "unreadable", 1);
  await assertFails(context, () => ({ status: 204, body: "" }), "unreadable", 1);
});

test("a list that leads back into itself is an error", async (context) => {
  const loop: Script = (request, origin) => ({
    body: { value: [], "@odata.nextLink": `${origin}/v1.0/solutions/bookingBusinesses?$skip=${request.number % 3}` },
  });
  await assertFails(context, loop, "unreadable", 4);
});

test("an answer that is cut off, too large or too slow is an error", async (context) => {
  const cutOff: Script = () => (response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"value":[');
    setImmediate(() => response.destroy());
  };
  await assertFails(context, cutOff, "unreadable", 1, { retryBudgetMs: 0 });
  const endless: Script = () => (response) => {
    response.writeHead(200);
    const block = Buffer.alloc(4 * 1024 * 1024, " ");
    const more = (): void => {
      if (!response.destroyed) response.write(block, more);
    };
    more();
  };
  await assertFails(context, endless, "unreadable", 1);
  await assertFails(context, () => () => undefined, "timeout", 1, { requestTimeoutMs: 100 });
  const stalled: Script = () => (response) => void response.writeHead(200).write('{"value":[');
  await assertFails(context, stalled, "timeout", 1, { requestTimeoutMs: 100 });
});

test("a broken connection is tried again, then reported as offline", async (context) => {
  await assertFails(context, () => (response) => void response.destroy(), "offline", 3);
  const { client } = testClient(context, "http://127.0.0.1:1", { retryBudgetMs: 0 });
  await assert.rejects(client.listBusinesses(), (error) => isGraphError(error) && error.reason === "offline");
});

test("errors of the service keep their reason, whatever their body is", async (context) => {
  const html = "<html><body>Service unavailable</body></html>";
  await assertFails(context, () => ({ status: 500, body: html }), "serverError", 1);
  await assertFails(context, () => ({ status: 404, body: { error: { code: "", message: "" } } }), "notFound", 1);
  await assertFails(context, () => ({ status: 418, body: "" }), "badRequest", 1);
  await assertFails(context, () => ({ status: 403, body: { error: "no" } }), "forbidden", 1);
  await assertFails(context, () => ({ status: 429, headers: { "retry-after": "3600" } }), "throttled", 1);
  await assertFails(context, () => ({ status: 503, headers: { "retry-after": "0" } }), "serverError", 6);
});

test("a failure that passes is not noticed", async (context) => {
  const graph = await startScriptedGraph(context, ({ number }) =>
    number < 3 ? { status: number === 1 ? 429 : 503, headers: { "retry-after": "0" } } : { body: businessPage },
  );
  const { client } = testClient(context, graph.origin);
  assert.equal((await client.listBusinesses()).items.length, 1);
  assert.equal(graph.received.length, 3);
});

test("every page is read, also beyond an empty one, by the address that Graph gave", async (context) => {
  const opaque = "/v1.0/solutions/bookingBusinesses?$skiptoken=A%2fb+c%20%27d&x=1";
  const graph = await startScriptedGraph(context, ({ number }, origin) => {
    const next = { "@odata.nextLink": `${origin}${opaque}&page=${number}` };
    if (number === 1) return { body: { value: [{ id: "1", displayName: "One" }], ...next } };
    return number === 2
      ? { body: { value: [], ...next } }
      : { body: { value: [{ id: "2", displayName: "Two" }, "no business"] } };
  });
  const { client } = testClient(context, graph.origin);
  const listed = await client.listBusinesses();
  assert.deepEqual(
    listed.items.map((business) => business.name),
    ["One", "Two"],
  );
  assert.deepEqual(listed.notes, ["A business without an id was left out."]);
  assert.deepEqual(
    graph.received.slice(1).map((request) => request.path),
    [`${opaque}&page=1`, `${opaque}&page=2`],
  );
});

test("requests say what they have to say", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ body: { value: [] } }));
  const { client, tokenRequests, logLines } = testClient(context, graph.origin);
  await client.listEvents({ ...someCalendar, mailbox: { kind: "group", id: "g" } }, someWeek);
  await client.listBookings(someBusiness, someWeek);
  const [events] = graph.received;
  const bookings = graph.received.find((request) => request.path.includes("calendarView?start="));
  assert.match(
    events?.path ?? "",
    /^\/v1\.0\/groups\/g\/calendarView\?startDateTime=2026-11-23T00:00:00\.000Z&endDateTime=2026-11-30T00:00:00\.000Z&\$select=id,/,
  );
  assert.equal(events?.headers["prefer"], 'outlook.timezone="UTC", IdType="ImmutableId"');
  assert.equal(
    bookings?.path,
    "/v1.0/solutions/bookingBusinesses/Fabrikam%40contoso.com/calendarView?start=2026-11-23T00:00:00.000Z&end=2026-11-30T00:00:00.000Z",
  );
  for (const request of graph.received) {
    assert.match(String(request.headers["client-request-id"]), /^[\da-f-]{36}$/);
    assert.equal(request.headers["user-agent"], "Unbook/0.0.0 (test)");
  }
  assert.deepEqual(
    tokenRequests.map((request) => request.scopes.join()),
    ["Group.Read.All", "Bookings.Read.All", "Bookings.Read.All"],
  );
  assert.equal(logLines.length, 3);
  assert.match(logLines[0] ?? "", /^GET \/v1\.0\/groups\/g\/calendarView 200 [\da-f-]{36} \d+ ms$/);
  assert.ok(!logLines.join("\n").includes("secret-token"));
});

test("a refused token is replaced once", async (context) => {
  const claims = { access_token: { nbf: { essential: true, value: "1" } } };
  const encoded = Buffer.from(JSON.stringify(claims)).toString("base64");
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  const expected: readonly (readonly [number, string | undefined, object])[] = [
    [401, undefined, { forceRefresh: true }],
    [401, 'Bearer realm=""', { forceRefresh: true }],
    [401, challenge, { claims: JSON.stringify(claims) }],
    [403, challenge, { claims: JSON.stringify(claims) }],
  ];
  for (const [status, header, renewal] of expected) {
    const graph = await startScriptedGraph(context, (request) =>
      request.headers.authorization === `Bearer ${firstToken}`
        ? { status, headers: header === undefined ? {} : { "www-authenticate": header } }
        : { body: businessPage },
    );
    const { client, tokenRequests } = testClient(context, graph.origin);
    assert.equal((await client.listBusinesses()).items.length, 1);
    assert.deepEqual(tokenRequests, [{ scopes: ["Bookings.Read.All"] }, { scopes: ["Bookings.Read.All"], ...renewal }]);
  }
  await assertFails(context, () => ({ status: 401 }), "unauthorized", 2);
});

test("no more than four requests are at work in a mailbox", async (context) => {
  let atWork = 0;
  let mostAtWork = 0;
  const graph = await startScriptedGraph(context, () => (response) => {
    atWork += 1;
    mostAtWork = Math.max(mostAtWork, atWork);
    setTimeout(() => {
      atWork -= 1;
      response.end(JSON.stringify({ value: [] }));
    }, 20);
  });
  const { client } = testClient(context, graph.origin);
  await Promise.all(Array.from({ length: 12 }, async () => client.listBusinesses()));
  assert.equal(graph.received.length, 12);
  assert.equal(mostAtWork, 4);
});

test("reading stops when it is no longer wanted, and when the client is closed", async (context) => {
  const graph = await startScriptedGraph(context, () => () => undefined);
  const { client } = testClient(context, graph.origin);
  const abort = new AbortController();
  const listing = client.listBusinesses(undefined, abort.signal);
  abort.abort(new Error("newer request"));
  await assert.rejects(listing, /newer request/);
  const other = client.listBusinesses();
  await client.dispose();
  await assert.rejects(other, (error) => error instanceof Error && error.name === "AbortError");
});

test("bookings are shown without staff names where those may not be read", async (context) => {
  const time = (hour: string): object => ({ dateTime: `2026-11-24T${hour}:00:00.0000000Z`, timeZone: "UTC" });
  const graph = await startScriptedGraph(context, ({ path }) =>
    path.includes("/staffMembers")
      ? { status: 403, body: { error: { code: "ErrorAccessDenied" } } }
      : {
          body: {
            value: [
              {
                id: "1",
                serviceName: "Haircut",
                customers: [],
                staffMemberIds: ["s"],
                startDateTime: time("09"),
                endDateTime: time("10"),
              },
            ],
          },
        },
  );
  const { client } = testClient(context, graph.origin);
  const { items } = await client.listBookings(someBusiness, someWeek);
  assert.deepEqual(
    items.map((booking) => [booking.serviceName, booking.staff, booking.notes]),
    [["Haircut", [{ name: "", address: "", isUnread: true }], ["1 of its 1 staff could not be looked up."]]],
  );
});

test("where Bookings is not offered nothing is asked", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 500 }));
  const { client } = testClient(context, graph.origin, {
    cloud: { id: "sandbox", graphOrigin: graph.origin, hasBookings: false },
  });
  assert.deepEqual(await client.listBusinesses(), {
    items: [],
    notes: ["Microsoft Bookings is not offered in this cloud."],
  });
  assert.equal(graph.received.length, 0);
});
