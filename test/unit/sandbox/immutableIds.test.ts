/** Ids of events: two kinds of them, both case-sensitive, and two ways to write them into a path. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, type Client, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const immutable = { prefer: 'IdType="ImmutableId"' };

async function immutableIdOf(client: Client, id: string): Promise<string> {
  const answer = await client.ask(path`/me/events/${id}`, { headers: immutable });
  assert.equal(answer.status, 200, answer.text);
  return String(answer.body["id"]);
}

test("every event has a second id, which is answered where it is preferred", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const ordinary = await ana.all(`/me/calendarView?${week}`);
  const lasting = await ana.all(`/me/calendarView?${week}`, immutable);
  const withoutIds = (events: readonly Body[]) => events.map(({ id: _id, seriesMasterId: _master, ...rest }) => rest);
  assert.deepEqual(withoutIds(lasting), withoutIds(ordinary), "nothing else differs");
  const all = [...ordinary, ...lasting].map(({ id }) => id);
  assert.equal(new Set(all).size, all.length);
  for (const [index, event] of lasting.entries()) {
    assert.equal(event["seriesMasterId"] === null, ordinary[index]?.["seriesMasterId"] === null);
  }
  const page = await ana.ask(`/me/calendarView?${week}`, { headers: { prefer: 'idtype="immutableid"' } });
  assert.equal(page.headers.get("preference-applied"), 'IdType="ImmutableId"');
  const unknown = await ana.ask("/me/events", { headers: { prefer: 'IdType="Else"' } });
  assert.equal(unknown.headers.get("preference-applied"), null);
});

test("either id is taken in a path, in either syntax, but in its own casing only", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const lasting = await immutableIdOf(ana, ids.designReview);
  for (const headers of [{}, immutable]) {
    for (const id of [ids.designReview, lasting]) {
      const asked = [path`/me/events/${id}`, `/me/events('${encodeURIComponent(id)}')`];
      for (const one of asked) assert.equal((await ana.ask(one, { headers })).body["subject"], "Design review", one);
      const swapped = id.replace(/[a-z](?=[^a-z]*$)/u, (letter) => letter.toUpperCase());
      const other = await ana.ask(path`/me/events/${swapped}`, { headers });
      assert.deepEqual([other.status, codeOf(other)], [404, "ErrorItemNotFound"]);
    }
  }
});

test("a series is found by immutable ids, and its cancelled occurrences name the master by them", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const master = await immutableIdOf(ana, ids.teamWeekly);
  const next = await immutableIdOf(ana, ids.teamWeeklyNext);
  const instance = path`/me/events/${master}/instances/${next}`;
  assert.equal((await ana.ask(instance, { headers: immutable })).body["seriesMasterId"], master);
  await ana.ask(`${instance}/cancel`, { method: "POST", body: {}, headers: immutable });
  const asked = `${path`/me/events/${master}`}?$select=cancelledOccurrences`;
  const read = await ana.ask(asked, { headers: immutable });
  assert.deepEqual(read.body["cancelledOccurrences"], [`OID.${master}.2026-03-27`]);
  assert.equal((await ana.ask(path`/me/events/${ids.teamWeeklyNext}`)).status, 404);
});

test("a cancellation by an immutable id is the same one", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const lasting = await immutableIdOf(ana, ids.designReview);
  const post = { method: "POST", body: {}, headers: immutable };
  assert.equal((await ana.ask(path`/me/events/${lasting}/cancel`, post)).status, 202);
  assert.equal((await ana.ask(path`/me/events/${ids.designReview}/cancel`, { method: "POST", body: {} })).status, 404);
  assert.equal((await sandbox.outbox()).length, 12);
});

test("where only the preferred kind is taken, the other one is not found", async () => {
  await using sandbox = await sandboxUnderTest({ guesses: { idOfOtherKind: "refuse" } });
  const ana = await sandbox.as("ana");
  const [event] = await ana.all(`/me/calendarView?${week}`, immutable);
  const lasting = String(event?.["id"]);
  assert.equal((await ana.ask(path`/me/events/${lasting}`, { headers: immutable })).status, 200);
  assert.equal((await ana.ask(path`/me/events/${lasting}`)).status, 404);
  assert.equal((await ana.ask(path`/me/events/${ids.designReview}`)).status, 200);
  assert.equal((await ana.ask(path`/me/events/${ids.designReview}`, { headers: immutable })).status, 404);
});
