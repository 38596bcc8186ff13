/** The sandbox's own clock: it can be set, its tokens go by it, and this machine's clock is nothing to it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readMoment } from "../../../src/sandbox/server/clock.ts";
import { nowUtc, sandboxUnderTest } from "./sandboxUnderTest.ts";

const headers = { "x-unbook-sandbox": "admin" };
const hourMs = 3_600_000;

test("the clock can be read and set, and all that is answered goes by it", async () => {
  await using sandbox = await sandboxUnderTest();
  const { clockUrl } = sandbox.sandbox.addresses;
  const read = async (): Promise<number> =>
    ((await (await fetch(clockUrl, { headers })).json()) as { readonly nowUtc: number }).nowUtc;
  const set = async (body: string): Promise<number> => (await fetch(clockUrl, { method: "PUT", headers, body })).status;
  const isAbout = (value: number, expected: number): boolean => Math.abs(value - expected) < 60_000;
  assert.ok(isAbout(await read(), nowUtc));
  const ana = await sandbox.as("ana");
  assert.equal((await ana.ask("/me")).status, 200);
  assert.equal(await set(JSON.stringify({ nowUtc: nowUtc + 2 * hourMs })), 200);
  assert.ok(isAbout(await read(), nowUtc + 2 * hourMs));
  const late = await ana.ask("/me");
  assert.equal(late.status, 401, "the token has expired");
  assert.ok(isAbout(Date.parse(late.headers.get("date") ?? ""), nowUtc + 2 * hourMs));
  assert.equal(await set(JSON.stringify({ nowUtc })), 200);
  assert.equal((await ana.ask("/me")).status, 200);
  assert.equal(await set("tomorrow"), 400);
  assert.equal((await fetch(clockUrl)).status, 403);
  assert.equal((await fetch(clockUrl, { method: "DELETE", headers })).status, 405);
});

test("this machine's clock moves nothing in the sandbox", async (context) => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 9 * hourMs });
  assert.equal((await ana.ask("/me")).status, 200);
});

test("a moment is a number of milliseconds that a calendar has", () => {
  assert.equal(readMoment('{"nowUtc": 0}'), 0);
  for (const wrong of ["", "{}", "[1]", "null", '{"nowUtc":"1"}', '{"nowUtc":1e300}', '{"nowUtc":null}']) {
    assert.equal(readMoment(wrong), undefined, wrong);
  }
});
