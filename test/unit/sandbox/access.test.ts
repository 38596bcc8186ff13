/** Who is let in: tokens, permissions, host names, methods, and how much they may send at once. */
import assert from "node:assert/strict";
import { type OutgoingHttpHeaders, request } from "node:http";
import { after, before, test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Client, type SandboxUnderTest, clientWith, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const dental = path`/solutions/bookingBusinesses/${ids.dental}`;

let sandbox: SandboxUnderTest;
before(async () => {
  sandbox = await sandboxUnderTest();
});
after(() => sandbox[Symbol.asyncDispose]());

interface PermissionRow {
  readonly scopes: readonly string[];
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly isAllowed: boolean;
}

const permissionRows: readonly PermissionRow[] = [
  { scopes: ["User.Read"], path: "/me", isAllowed: true },
  { scopes: ["Calendars.Read"], path: "/me", isAllowed: false },
  { scopes: ["User.Read"], path: "/me/calendars", isAllowed: false },
  ...["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"].map((scope) => ({
    scopes: [scope],
    path: `/me/calendarView?${week}`,
    isAllowed: true,
  })),
  { scopes: ["Bookings.Manage.All"], path: `/me/calendarView?${week}`, isAllowed: false },
  { scopes: ["Calendars.Read"], method: "POST", path: path`/me/events/${ids.teamWeeklyNext}/cancel`, isAllowed: false },
  {
    scopes: ["Calendars.ReadWrite"],
    method: "POST",
    path: path`/me/events/${ids.teamWeeklyNext}/cancel`,
    isAllowed: true,
  },
  ...["Bookings.Read.All", "BookingsAppointment.ReadWrite.All", "Bookings.ReadWrite.All", "Bookings.Manage.All"].map(
    (scope) => ({
      scopes: [scope],
      path: `${dental}/appointments`,
      isAllowed: true,
    }),
  ),
  { scopes: ["Calendars.ReadWrite"], path: "/solutions/bookingBusinesses", isAllowed: false },
  {
    scopes: ["Bookings.Read.All"],
    method: "POST",
    path: `${dental}/appointments/${encodeURIComponent(ids.dentalCheckUp)}/cancel`,
    isAllowed: false,
  },
  {
    scopes: ["BookingsAppointment.ReadWrite.All"],
    method: "POST",
    path: `${dental}/appointments/${encodeURIComponent(ids.dentalCheckUp)}/cancel`,
    isAllowed: true,
  },
  {
    scopes: ["Calendars.Read"],
    path: `${path`/groups/${ids.facilitiesGroup}/calendarView`}?${week}`,
    isAllowed: false,
  },
  { scopes: ["Group.Read.All"], path: `${path`/groups/${ids.facilitiesGroup}/calendarView`}?${week}`, isAllowed: true },
];

for (const { scopes, method = "GET", path: asked, isAllowed } of permissionRows) {
  test(`${method} ${asked.slice(0, 60)} with ${scopes.join()} is ${isAllowed ? "allowed" : "denied"}`, async () => {
    const answer = await (await sandbox.as("ana", scopes)).ask(asked, { method });
    if (isAllowed) assert.ok(answer.status < 300, answer.text);
    else assert.deepEqual([answer.status, codeOf(answer)], [403, "ErrorAccessDenied"]);
  });
}

test("without more than Calendars.ReadBasic, texts are left out", async () => {
  const event = path`/me/events/${ids.designReview}`;
  const basic = (await (await sandbox.as("ana", ["Calendars.ReadBasic"])).ask(event)).body;
  const full = (await (await sandbox.as("ana", ["Calendars.Read"])).ask(event)).body;
  assert.deepEqual([typeof basic["bodyPreview"], typeof full["bodyPreview"]], ["undefined", "string"]);
});

test("a personal account has calendars but no Bookings", async () => {
  const maria = await sandbox.as("maria");
  assert.equal((await maria.ask(`/me/calendarView?${week}`)).status, 200);
  assert.equal((await maria.ask("/solutions/bookingBusinesses")).status, 403);
});

test("a colleague sees the names of businesses, but not into them", async () => {
  const lee = await sandbox.as("lee");
  assert.equal((await lee.ask("/solutions/bookingBusinesses")).status, 200);
  assert.equal((await lee.ask(`${dental}/appointments`)).status, 403);
});

const badTokens = [
  ["no token", ""],
  ["a token that nobody gave out", "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20ifQ.c2ln"],
] as const;

for (const [what, token] of badTokens) {
  test(`${what} is answered with 401 and a challenge, also on paths that do not exist`, async () => {
    const client = clientWith(sandbox.sandbox.addresses.graphOrigin, token);
    for (const asked of ["/me/events", "/nonsense"]) {
      const answer = await client.ask(asked, { headers: { "client-request-id": "my-own-id" } });
      assert.deepEqual([answer.status, codeOf(answer)], [401, "InvalidAuthenticationToken"]);
      assert.match(
        answer.headers.get("www-authenticate") ?? "",
        /^Bearer realm="", authorization_uri="http:\/\/localhost:/u,
      );
      assert.equal(answer.headers.get("client-request-id"), "my-own-id");
    }
  });
}

test("a token of another sandbox is not taken", async () => {
  await using other = await sandboxUnderTest();
  const { accessToken } = await other.as("ana");
  const client = clientWith(sandbox.sandbox.addresses.graphOrigin, accessToken);
  assert.equal((await client.ask("/me")).status, 401);
});

test("tokens can be made to expire", async () => {
  await using own = await sandboxUnderTest();
  const client = await own.as("ana");
  assert.equal((await client.ask("/me")).status, 200);
  await own.flip("expireTokens");
  const answer = await client.ask("/me");
  assert.deepEqual([answer.status, codeOf(answer)], [401, "InvalidAuthenticationToken"]);
});

interface RawRow {
  readonly what: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly status: number;
}

const rawRows: readonly RawRow[] = [
  { what: "the loopback address", status: 200 },
  { what: "localhost", headers: { host: "localhost:PORT" }, status: 200 },
  { what: "a foreign host name", headers: { host: "evil.example:PORT" }, status: 421 },
  { what: "a host name that begins alike", headers: { host: "localhost:PORT.evil.example" }, status: 421 },
  { what: "another port", headers: { host: "127.0.0.1:80" }, status: 421 },
  { what: "no port", headers: { host: "localhost" }, status: 421 },
  { what: "the outbox under a foreign name", path: "/sandbox/outbox", headers: { host: "evil.example" }, status: 421 },
  { what: "OPTIONS", method: "OPTIONS", path: "/v1.0/me", headers: { origin: "https://evil.example" }, status: 405 },
  { what: "TRACE", method: "TRACE", status: 405 },
  { what: "a request target with a host in it", path: "http://evil.example/", status: 400 },
  { what: "two slashes at the beginning", path: "//evil.example/", status: 404 },
  { what: "faults without the header", path: "/sandbox/faults", status: 403 },
  { what: "a switch without the header", method: "POST", path: "/sandbox/faults/expireTokens", status: 403 },
  {
    what: "a switch that does not exist",
    method: "POST",
    path: "/sandbox/faults/explode",
    headers: { "x-unbook-sandbox": "admin" },
    status: 404,
  },
  { what: "posting to the outbox", method: "POST", path: "/sandbox/outbox", status: 405 },
];

for (const { what, method = "GET", path: asked = "/", headers = {}, status } of rawRows) {
  test(`${what} is answered with ${status}`, async () => {
    const answer = await raw(sandbox, method, asked, headers);
    assert.equal(answer.status, status);
    assert.equal(answer.headers["x-unbook-sandbox"], "sample-data", "every answer is marked");
    const names = Object.keys(answer.headers);
    assert.deepEqual(
      names.filter((name) => name.startsWith("access-control")),
      [],
    );
  });
}

test("a body of more than 4 MB is refused", async () => {
  const client = await sandbox.as("ana");
  const big = JSON.stringify({ Comment: "x".repeat(4 * 1024 * 1024) });
  const answer = await client.ask(path`/me/events/${ids.designReview}/cancel`, {
    method: "POST",
    body: big,
    headers: { "content-type": "application/json" },
  });
  assert.equal(answer.status, 413);
  assert.equal((await client.ask(path`/me/events/${ids.designReview}`)).status, 200);
});

test("a fifth request at a time to one mailbox is throttled, one to another mailbox is not", async () => {
  await using slow = await sandboxUnderTest({ serviceMs: 400 });
  const client = await slow.as("ana");
  const five = await Promise.all(Array.from({ length: 5 }, () => client.ask("/me/calendars")));
  assert.deepEqual(five.map((answer) => String(answer.status)).toSorted(), ["200", "200", "200", "200", "429"]);
  const throttled = five.find((answer) => answer.status === 429);
  assert.equal(throttled === undefined ? "" : codeOf(throttled), "ApplicationThrottled");
  assert.equal(throttled?.headers.get("retry-after"), "1");
  const mixed = [...Array.from({ length: 4 }, () => "/me/calendars"), `${dental}/staffMembers`];
  const answers = await Promise.all(mixed.map((asked) => client.ask(asked)));
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200, 200, 200],
  );
});

test("the page for people shows the outbox, with its texts escaped", async () => {
  await using own = await sandboxUnderTest();
  const client: Client = await own.as("ana");
  const body = { Comment: "<script>alert('x')</script>" };
  await client.ask(path`/me/events/${ids.designReview}/cancel`, { method: "POST", body });
  const page = await fetch(`${own.sandbox.addresses.graphOrigin}/`);
  const html = await page.text();
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/u);
  assert.match(html, /nothing here is real/u);
  assert.match(html, /&lt;script&gt;alert\(&#39;x&#39;\)/u);
  assert.ok(!html.includes("<script"));
});

async function raw(
  under: SandboxUnderTest,
  method: string,
  asked: string,
  headers: OutgoingHttpHeaders,
): Promise<{ status: number; headers: Readonly<Record<string, unknown>> }> {
  const { port } = new URL(under.sandbox.addresses.graphOrigin);
  const named = Object.entries(headers).map(([name, value]) => [name, String(value).replace("PORT", port)]);
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      method,
      path: asked,
      headers: Object.fromEntries(named) as OutgoingHttpHeaders,
    };
    const sent = request(options, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on("error", reject);
    sent.end();
  });
}
