/** What the sandbox's Graph was asked and answered can be looked at, without tokens in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SandboxExchange } from "../../../src/sandbox/sandboxContract.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type SandboxUnderTest, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

async function exchangesOf({ sandbox }: SandboxUnderTest): Promise<readonly SandboxExchange[]> {
  const response = await fetch(sandbox.addresses.exchangesUrl, { headers: { "x-unbook-sandbox": "admin" } });
  assert.equal(response.status, 200);
  return (await response.json()) as readonly SandboxExchange[];
}

test("requests to Graph and their answers are kept, those of sign-in are not", async () => {
  const told: SandboxExchange[] = [];
  await using sandbox = await sandboxUnderTest({ onExchange: (exchange) => told.push(exchange) });
  const ana = await sandbox.as("ana");
  const read = await ana.ask("/me?$select=id", { headers: { "client-request-id": "mine" } });
  const cancel = path`/me/events/${ids.designReview}/cancel`;
  await ana.ask(cancel, { method: "POST", body: { Comment: "Ill." } });
  const kept = await exchangesOf(sandbox);
  assert.deepEqual(kept, told);
  assert.deepEqual(
    kept.map(({ method, path: asked, status, requestBody }) => [method, asked, status, requestBody]),
    [
      ["GET", "/v1.0/me?$select=id", 200, ""],
      ["POST", `/v1.0${cancel}`, 202, '{"Comment":"Ill."}'],
    ],
  );
  const [first] = kept;
  assert.deepEqual(
    [first?.body, first?.requestHeaders["client-request-id"], first?.headers["client-request-id"], first?.isFault],
    [read.text, "mine", "mine", false],
  );
  assert.ok(!JSON.stringify(kept).includes(ana.accessToken));
  const [ofAna] = new Set(kept.map(({ accountId }) => accountId));
  const lee = await sandbox.as("lee");
  await lee.ask("/me");
  await fetch(`${sandbox.sandbox.addresses.graphOrigin}/v1.0/me`);
  const [ofLee, ofNobody] = (await exchangesOf(sandbox)).slice(-2).map(({ accountId }) => accountId);
  assert.ok(ofAna !== undefined && ofLee !== undefined && ofAna !== ofLee, "it is kept whose token each brought along");
  assert.equal(ofNobody, undefined);
});

test("answers that a fault made up or spoilt are marked, those that never came are not kept", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const once = (action: object) => ({ match: {}, times: 1, action });
  await sandbox.setFaults([once({ kind: "reset", when: "before" }), once({ kind: "truncate" })]);
  await assert.rejects(ana.ask("/me"), TypeError);
  await assert.rejects(ana.ask("/me"), TypeError);
  const inner = {
    match: { path: "/v1.0/me/calendars" },
    times: 1,
    action: { kind: "status", status: 503, html: true },
  };
  await sandbox.setFaults([inner]);
  const requests = [{ id: "1", method: "GET", url: "/me/calendars" }];
  const batch = { method: "POST", body: { requests } };
  await ana.ask("/$batch", batch);
  await ana.ask("/$batch", batch);
  assert.deepEqual(
    (await exchangesOf(sandbox)).map(({ method, isFault }) => [method, isFault]),
    [
      ["GET", true],
      ["POST", true],
      ["POST", false],
    ],
  );
});

test("no more than 500 are kept, and only an administrator sees them", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  for (let count = 0; count < 505; count += 1) await ana.ask(`/me?$select=id&count=${count}`);
  const kept = await exchangesOf(sandbox);
  assert.deepEqual([kept.length, kept[0]?.path], [500, "/v1.0/me?$select=id&count=5"]);
  const { exchangesUrl } = sandbox.sandbox.addresses;
  assert.equal((await fetch(exchangesUrl)).status, 403);
  const headers = { "x-unbook-sandbox": "admin" };
  assert.equal((await fetch(exchangesUrl, { method: "DELETE", headers })).status, 405);
});
