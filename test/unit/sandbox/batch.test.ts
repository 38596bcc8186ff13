/** `$batch`: many requests in one, each answered like a single one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import {
  type Answer,
  type Body,
  type Client,
  type SandboxUnderTest,
  clientWith,
  codeOf,
  path,
  sandboxUnderTest,
} from "./sandboxUnderTest.ts";

interface Item {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const json = { "Content-Type": "application/json" };
const review = path`/me/events/${ids.designReview}`;

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

const get = (id: string, url: string): Body => ({ id, method: "GET", url });

async function send(client: Client, requests: readonly unknown[], version = "v1.0"): Promise<Answer> {
  return client.ask(`/${version}/$batch`, { method: "POST", body: { requests } });
}

/** The answers of a batch by their ids. */
async function answersTo(client: Client, requests: readonly unknown[]): Promise<ReadonlyMap<string, Item>> {
  const answer = await send(client, requests);
  assert.equal(answer.status, 200, answer.text);
  return new Map((answer.body["responses"] as readonly Item[]).map((item) => [item.id, item]));
}

function bodyOf(item: Item | undefined): Body {
  return typeof item?.body === "object" && item.body !== null ? (item.body as Body) : {};
}

function codeIn(item: Item | undefined): unknown {
  return (bodyOf(item)["error"] as Body | undefined)?.["code"];
}

test("each request is answered with its own status, headers and body", async () => {
  const answers = await answersTo(ana, [
    { ...get("one", `${review}?$select=subject`), headers: { Prefer: 'outlook.timezone="Tokyo Standard Time"' } },
    get("gone", path`/me/events/${"AAMkADKnAAA="}`),
    get("no slash", "me/calendars"),
    get("nobody's", "/users/management@contoso.com/calendars"),
  ]);
  assert.equal(bodyOf(answers.get("one"))["subject"], "Design review");
  assert.equal(answers.get("one")?.headers["Preference-Applied"], 'outlook.timezone="Tokyo Standard Time"');
  assert.match(answers.get("one")?.headers["Content-Type"] ?? "", /^application\/json/u);
  assert.deepEqual(
    ["one", "gone", "no slash", "nobody's"].map((id) => answers.get(id)?.status),
    [200, 404, 200, 403],
  );
  assert.equal(codeIn(answers.get("gone")), "ErrorItemNotFound");
});

test("answers come in another order than the requests, the same each time", async () => {
  const requests = Array.from({ length: 20 }, (_, index) => get(`r${index}`, "/me?$select=id"));
  const orders = await Promise.all(
    [1, 2].map(async () => ((await send(ana, requests)).body["responses"] as readonly Item[]).map(({ id }) => id)),
  );
  assert.notDeepEqual(
    orders[0],
    requests.map(({ id }) => id),
  );
  assert.deepEqual(orders[0], orders[1]);
  const two = (await send(ana, [get("a", "/me"), get("b", "/me")])).body["responses"] as readonly Item[];
  assert.deepEqual(
    two.map(({ id }) => id),
    ["b", "a"],
  );
});

test("a beta batch asks beta", async () => {
  const dental = path`/bookingBusinesses/${ids.dental}`;
  assert.equal(((await send(ana, [get("1", dental)], "beta")).body["responses"] as readonly Item[])[0]?.status, 200);
  assert.equal((await answersTo(ana, [get("1", dental)])).get("1")?.status, 400);
});

test("permissions and the token are those of the batch", async () => {
  const reader = await sandbox.as("ana", ["Calendars.Read"]);
  const forged = { Authorization: `Bearer ${ana.accessToken}` };
  const answers = await answersTo(reader, [
    get("read", review),
    { id: "write", method: "POST", url: `${review}/cancel`, headers: { ...json, ...forged }, body: {} },
  ]);
  assert.deepEqual([answers.get("read")?.status, answers.get("write")?.status], [200, 403]);
  const nobody = await send(clientWith(sandbox.sandbox.addresses.graphOrigin, ""), [get("1", "/me")]);
  assert.deepEqual([nobody.status, codeOf(nobody)], [401, "InvalidAuthenticationToken"]);
});

test("a write is carried out once, and a request that waits for a failed one is not carried out", async () => {
  await using own = await sandboxUnderTest();
  const client = await own.as("ana");
  const cancel = { id: "cancel", method: "POST", url: `${review}/cancel`, headers: json, body: { Comment: "Ill." } };
  const answers = await answersTo(client, [
    { ...cancel, id: "after failure", dependsOn: ["missing"] },
    get("missing", path`/me/events/${"AAMkADKnAAA="}`),
    { ...get("after cancel", review), dependsOn: ["cancel"] },
    cancel,
  ]);
  assert.deepEqual(
    ["missing", "after failure", "cancel", "after cancel"].map((id) => answers.get(id)?.status),
    [404, 424, 202, 404],
  );
  assert.equal(codeIn(answers.get("after failure")), "FailedDependency");
  assert.equal(answers.get("cancel")?.body, undefined);
  const outbox = await own.outbox();
  assert.deepEqual([outbox.length, outbox[0]?.text], [12, "Ill."]);
});

test("four of a batch are under way at a time, and what else asks the mailbox is throttled, inside a batch too", async () => {
  await using slow = await sandboxUnderTest({ serviceMs: 150 });
  const client = await slow.as("ana");
  const eight = Array.from({ length: 8 }, (_, index) => get(`${index}`, "/me/calendars"));
  const alone = await answersTo(client, eight);
  assert.ok([...alone.values()].every(({ status }) => status === 200));
  const [first, second] = await Promise.all([answersTo(client, eight), answersTo(client, eight)]);
  const throttled = [...first.values(), ...second.values()].filter(({ status }) => status === 429);
  assert.ok(throttled.length > 0);
  for (const item of throttled) {
    assert.equal(item.headers["Retry-After"], "1");
    assert.equal(codeIn(item), "ApplicationThrottled");
  }
});

test("faults strike single requests of a batch", async () => {
  await using own = await sandboxUnderTest();
  const client = await own.as("ana");
  const url = "/me/calendars";
  const actions: readonly (readonly [id: string, action: object, status: number])[] = [
    ["429", { kind: "status", status: 429, code: "ApplicationThrottled", retryAfter: "9" }, 429],
    ["reset", { kind: "reset", when: "before" }, 504],
    ["truncate", { kind: "truncate" }, 504],
    ["html", { kind: "status", status: 503, html: true }, 503],
    ["claims", { kind: "claims" }, 401],
  ];
  await own.setFaults(
    actions.map(([id, action]) => ({ match: { path: `/v1.0/me/calendars\\?fault=${id}$` }, times: 1, action })),
  );
  const answers = await answersTo(client, [get("well", url), ...actions.map(([id]) => get(id, `${url}?fault=${id}`))]);
  assert.equal(answers.get("well")?.status, 200);
  for (const [id, , status] of actions) assert.equal(answers.get(id)?.status, status, id);
  assert.equal(answers.get("429")?.headers["Retry-After"], "9");
  assert.match(answers.get("claims")?.headers["Www-Authenticate"] ?? "", /insufficient_claims/u);
  const html = answers.get("html")?.body;
  assert.match(Buffer.from(typeof html === "string" ? html : "", "base64").toString(), /^<!DOCTYPE html>/u);
});

const manyGets = Array.from({ length: 21 }, (_, index) => get(`${index}`, "/me"));
const post = { id: "1", method: "POST", url: `${review}/cancel` };
const wrongBatches: readonly (readonly [what: string, requests: unknown, says: RegExp])[] = [
  ["no list", "requests", /Invalid batch payload/u],
  ["an empty list", [], /Invalid batch payload/u],
  ["21 requests", manyGets, /maximum value of 20/u],
  ["an id twice", [get("1", "/me"), get("1", "/me")], /unique/u],
  ["no id", [{ method: "GET", url: "/me" }], /needs an id/u],
  ["a number as an id", [{ id: 1, method: "GET", url: "/me" }], /needs an id/u],
  ["no method", [{ id: "1", url: "/me" }], /no valid method/u],
  ["a strange method", [{ id: "1", method: "TRACE", url: "/me" }], /no valid method/u],
  ["a whole address", [get("1", "https://graph.microsoft.com/v1.0/me")], /relative/u],
  ["an address without scheme", [get("1", "//evil.example/me")], /relative/u],
  ["a write without Content-Type", [{ ...post, body: {} }], /'1' does not contain a Content-Type header/u],
  ["a write without body", [{ ...post, headers: json }], /does not contain a body/u],
  ["waiting for nobody", [{ ...get("1", "/me"), dependsOn: ["2"] }], /not in the batch/u],
  ["waiting for itself", [{ ...get("1", "/me"), dependsOn: ["1"] }], /not in the batch/u],
  [
    "waiting in a circle",
    [
      { ...get("1", "/me"), dependsOn: ["2"] },
      { ...get("2", "/me"), dependsOn: ["1"] },
    ],
    /circle/u,
  ],
  ["headers that are no texts", [{ ...get("1", "/me"), headers: { Prefer: 1 } }], /Invalid batch payload/u],
];

for (const [what, requests, says] of wrongBatches) {
  test(`a batch with ${what} is refused as a whole`, async () => {
    const answer = await ana.ask("/$batch", { method: "POST", body: { requests } });
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.text, says);
    assert.deepEqual(await sandbox.outbox(), []);
  });
}

test("a batch in a batch is refused, and a batch can only be posted", async () => {
  const inner = { id: "1", method: "POST", url: "/$batch", headers: json, body: { requests: [get("1", "/me")] } };
  assert.equal((await answersTo(ana, [inner])).get("1")?.status, 400);
  assert.equal((await ana.ask("/$batch")).status, 405);
});
