/** Faults that are set from outside: which requests they strike, and what then happens to them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { createFaults, readFaults } from "../../../src/sandbox/server/faults.ts";
import { codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const cancelReview = path`/me/events/${ids.designReview}/cancel`;
const post = { method: "POST", body: { Comment: "x" } };

test("a status is answered as often as it was ordered, in Graph's shape", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const action = { kind: "status", status: 429, code: "ApplicationThrottled", message: "Too many.", retryAfter: "7" };
  await sandbox.setFaults([{ match: { method: "GET", path: "/v1.0/me" }, times: 2, action }]);
  for (const expected of [429, 429, 200]) {
    const answer = await ana.ask("/me/calendars");
    assert.equal(answer.status, expected);
    if (expected === 429)
      assert.deepEqual([codeOf(answer), answer.headers.get("retry-after")], ["ApplicationThrottled", "7"]);
  }
});

test("a status can come as a page, and without a code", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([
    { match: {}, times: 1, action: { kind: "status", status: 503, html: true } },
    { match: {}, times: 1, action: { kind: "status", status: 500 } },
  ]);
  const page = await ana.ask("/me");
  assert.match(page.text, /^<!DOCTYPE html>/u);
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/u);
  const unknown = await ana.ask("/me");
  assert.deepEqual(unknown.body["error"], { ...(unknown.body["error"] as object), code: "UnknownError", message: "" });
});

interface LostAnswer {
  readonly action: object;
  readonly isCarriedOut: boolean;
  /** The status, or undefined if the connection breaks. */
  readonly status?: number;
}

const lostAnswers: readonly LostAnswer[] = [
  { action: { kind: "reset", when: "before" }, isCarriedOut: false },
  { action: { kind: "reset", when: "after" }, isCarriedOut: true },
  { action: { kind: "status", status: 504 }, isCarriedOut: false, status: 504 },
  { action: { kind: "status", status: 504, afterwards: true }, isCarriedOut: true, status: 504 },
];

for (const { action, isCarriedOut, status } of lostAnswers) {
  test(`a cancellation is ${isCarriedOut ? "" : "not "}carried out with ${JSON.stringify(action)}`, async () => {
    await using sandbox = await sandboxUnderTest();
    const ana = await sandbox.as("ana");
    await sandbox.setFaults([{ match: { method: "POST", path: "/cancel$" }, times: 1, action }]);
    if (status === undefined) await assert.rejects(ana.ask(cancelReview, post), TypeError);
    else assert.equal((await ana.ask(cancelReview, post)).status, status);
    assert.equal((await sandbox.outbox()).length, isCarriedOut ? 12 : 0);
    assert.equal((await ana.ask(cancelReview, post)).status, isCarriedOut ? 404 : 202);
  });
}

test("an answer can be cut short", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: {}, times: 1, action: { kind: "truncate" } }]);
  await assert.rejects(ana.ask("/me/calendars"), TypeError);
  assert.equal((await ana.ask("/me/calendars")).status, 200);
});

test("an answer can break off in its first line, and it was carried out", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: { method: "POST" }, times: 1, action: { kind: "truncate", in: "head" } }]);
  await assert.rejects(ana.ask(cancelReview, post), TypeError);
  assert.equal((await sandbox.outbox()).length, 12);
});

test("an answer can come slowly, and comes whole", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const { text } = await ana.ask("/me/calendars");
  const bytesPerSecond = text.length * 2;
  await sandbox.setFaults([{ match: {}, times: 1, action: { kind: "trickle", bytesPerSecond } }]);
  const startedAt = performance.now();
  assert.equal((await ana.ask("/me/calendars")).text, text);
  assert.ok(performance.now() - startedAt > 400, "about half a second");
});

test("a request can be led to another address, as the sign-in page of a network does it", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const location = `${sandbox.sandbox.addresses.graphOrigin}/sandbox/outbox`;
  await sandbox.setFaults([{ match: {}, times: 1, action: { kind: "status", status: 302, html: true, location } }]);
  const answer = await ana.ask("/me/calendars");
  assert.deepEqual([answer.status, answer.text], [200, "[]"], "the redirect was followed");
});

test("JSON can end in the middle of an answer that is whole", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: { method: "GET" }, times: 1, action: { kind: "halfJson" } }]);
  const half = await ana.ask("/me/calendars");
  assert.equal(half.status, 200);
  assert.match(half.headers.get("content-type") ?? "", /^application\/json/u);
  assert.throws(() => JSON.parse(half.text) as unknown, SyntaxError);
  assert.ok((await ana.ask("/me/calendars")).text.startsWith(half.text));
});

test("an answer can come under a wrong media type", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: {}, times: 1, action: { kind: "contentType", contentType: "text/html" } }]);
  const answer = await ana.ask("/me/calendars");
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "text/html"]);
  assert.equal(typeof answer.body["@odata.context"], "string");
});

test("the inner part of an error has both spellings, the code may be empty, and the wait may be a date", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const retryAfter = "Wed, 18 Mar 2026 09:11:00 GMT";
  const action = { kind: "status", status: 503, code: "", innerError: "innererror", retryAfter };
  await sandbox.setFaults([{ match: {}, times: 1, action }]);
  const answer = await ana.ask("/me");
  assert.deepEqual(Object.keys(answer.body["error"] as object), ["code", "message", "innererror"]);
  assert.deepEqual([codeOf(answer), answer.headers.get("retry-after")], ["", retryAfter]);
});

test("a request that hangs ends with its sandbox", async () => {
  const sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: { path: "/v1.0/me" }, action: { kind: "hang" } }]);
  const hanging = assert.rejects(ana.ask("/me"), TypeError);
  await sandbox.outbox();
  await sandbox[Symbol.asyncDispose]();
  await hanging;
});

test("a claims challenge is the second of several in one header, and holds until a token answers it", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await sandbox.setFaults([{ match: { path: "/v1.0/me" }, times: 1, action: { kind: "claims" } }]);
  let claims = "";
  for (const attempt of [1, 2]) {
    const answer = await ana.ask("/me");
    assert.equal(answer.status, 401, `attempt ${attempt}`);
    const header = answer.headers.get("www-authenticate") ?? "";
    assert.equal(header.match(/Bearer /gu)?.length, 2);
    const encoded = /error="insufficient_claims", claims="([^"]+)"/u.exec(header)?.[1] ?? "";
    claims = Buffer.from(encoded, "base64").toString();
  }
  const renewed = await sandbox.as("ana", ["User.Read"], claims);
  assert.equal((await renewed.ask("/me")).status, 200);
});

test("sign-in can be made to fail too, and faults can be listed and cleared", async () => {
  await using sandbox = await sandboxUnderTest();
  const { addresses } = sandbox.sandbox;
  const metadata = JSON.parse(addresses.authorityMetadataJson) as { token_endpoint: string };
  const faults = [{ match: { path: "oauth2/v2\\.0/token" }, action: { kind: "status", status: 500 } }];
  await sandbox.setFaults(faults);
  assert.equal((await fetch(metadata.token_endpoint, { method: "POST" })).status, 500);
  const headers = { "x-unbook-sandbox": "admin" };
  assert.deepEqual(await (await fetch(addresses.faultsUrl, { headers })).json(), faults);
  assert.equal((await fetch(addresses.faultsUrl, { method: "DELETE", headers })).status, 204);
  assert.notEqual((await fetch(metadata.token_endpoint, { method: "POST" })).status, 500);
});

const strikes: readonly (readonly [match: object, method: string, path: string, query: string, isStruck: boolean])[] = [
  [{}, "GET", "/v1.0/me", "", true],
  [{ method: "get" }, "GET", "/v1.0/me", "", true],
  [{ method: "POST" }, "GET", "/v1.0/me", "", false],
  [{ path: "/V1.0/ME" }, "GET", "/v1.0/me/events", "", true],
  [{ path: "/me" }, "GET", "/v1.0/me", "", true],
  [{ path: "/v1.0/users('a')" }, "GET", "/v1.0/users('a')/events", "", true],
  [{ path: "^/me" }, "GET", "/v1.0/me", "", false],
  [{ path: "calendarView.*skiptoken" }, "GET", "/v1.0/me/calendarView", "?$skiptoken=x", true],
  [{ path: "^/v1.0/me$" }, "GET", "/v1.0/me/events", "", false],
];

for (const [match, method, asked, query, isStruck] of strikes) {
  test(`${JSON.stringify(match)} ${isStruck ? "strikes" : "spares"} ${method} ${asked}${query}`, () => {
    const faults = createFaults();
    faults.replace([{ match }]);
    assert.equal(faults.strike(method, asked, query) !== undefined, isStruck);
  });
}

const wrongFaults: readonly (readonly [json: string, problem: RegExp])[] = [
  ["{", /JSON array/u],
  ["{}", /JSON array/u],
  ["[1]", /Fault 1: must be an object/u],
  ['[{"match":{}},{}]', /Fault 2: "match"/u],
  ['[{"match":{},"time":1}]', /"time" is not known/u],
  ['[{"match":{},"times":0}]', /"times"/u],
  ['[{"match":{},"delayMs":"1"}]', /"delayMs"/u],
  ['[{"match":{"path":"("}}]', /regular expression/u],
  ['[{"match":{"method":1}}]', /must be texts/u],
  ['[{"match":{},"action":{"kind":"explode"}}]', /"kind"/u],
  ['[{"match":{},"action":{"kind":"status","status":42}}]', /"status"/u],
  ['[{"match":{},"action":{"kind":"reset"}}]', /"when"/u],
  ['[{"match":{},"action":{"kind":"truncate","in":"tail"}}]', /"in"/u],
  ['[{"match":{},"action":{"kind":"trickle","bytesPerSecond":0}}]', /"bytesPerSecond"/u],
  ['[{"match":{},"action":{"kind":"status","status":302,"location":1}}]', /"location"/u],
  ['[{"match":{},"action":{"kind":"contentType"}}]', /"contentType"/u],
  ['[{"match":{},"action":{"kind":"status","status":500,"innerError":"inner"}}]', /"innererror"/u],
];

for (const [json, problem] of wrongFaults) {
  test(`says what is wrong with ${json}`, () => {
    const read = readFaults(json);
    assert.match(typeof read === "string" ? read : "nothing", problem);
  });
}

test("a fault can let some requests pass first", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const action = { kind: "status", status: 503 };
  await sandbox.setFaults([{ match: { path: "/v1.0/me/calendars" }, skip: 2, times: 1, action }]);
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    // What it does not match does not count.
    await ana.ask("/me");
    statuses.push((await ana.ask("/me/calendars")).status);
  }
  assert.deepEqual(statuses, [200, 200, 503, 200]);
});

for (const when of ["before", "after"] as const) {
  test(`an answer is left out of a batch ${when} the effect, and what waits for it is not begun`, async () => {
    await using sandbox = await sandboxUnderTest();
    const ana = await sandbox.as("ana");
    await sandbox.setFaults([{ match: { path: "cancel$" }, times: 1, action: { kind: "leaveOut", when } }]);
    const headers = { "content-type": "application/json" };
    const requests = [
      { id: "1", method: "POST", url: cancelReview, headers, body: { Comment: "x" } },
      { id: "2", method: "GET", url: "/me/calendars", dependsOn: ["1"] },
    ];
    const answer = await ana.ask("/$batch", { method: "POST", body: { requests } });
    const responses = answer.body["responses"] as readonly { readonly id: string; readonly status: number }[];
    assert.deepEqual(
      responses.map(({ id, status }) => [id, status]),
      [["2", 424]],
    );
    assert.equal((await sandbox.outbox()).length, when === "after" ? 12 : 0);
    await sandbox.setFaults([{ match: { path: "cancel$" }, times: 1, action: { kind: "leaveOut", when } }]);
    await assert.rejects(ana.ask(cancelReview, post), TypeError);
  });
}
