/** Series: what lists show of them, and what cancelling an occurrence or the master does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, type Client, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const month = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-04-18T00:00:00Z";
const instances = `${path`/me/events/${ids.teamWeekly}/instances`}?${month}`;
const post = (text: string) => ({ method: "POST", body: { Comment: text } });

function typesOf(events: readonly Body[]): readonly string[] {
  return [...new Set(events.map((event) => String(event["type"])))].toSorted();
}

async function startsOf(client: Client): Promise<readonly string[]> {
  return (await client.all(instances)).map((event) => (event["start"] as { dateTime: string }).dateTime.slice(0, 16));
}

test("events lists masters, a calendar view lists what they repeat", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  assert.deepEqual(typesOf(await ana.all("/me/events")), ["seriesMaster", "singleInstance"]);
  // From before the first day of each series, which is its master's own.
  const view = await ana.all("/me/calendarView?startDateTime=2026-01-01&endDateTime=2026-04-18&$top=1000");
  assert.deepEqual(typesOf(view), ["exception", "occurrence", "singleInstance"]);
});

test("a series has one moved occurrence, which remembers its original start", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  assert.deepEqual(await startsOf(ana), [
    "2026-03-20T15:00",
    "2026-03-27T10:00",
    // The office is in Lisbon, where clocks change on 29 March: 10:00 there is 09:00 UTC from then on.
    "2026-04-03T09:00",
    "2026-04-10T09:00",
    "2026-04-17T09:00",
  ]);
  const moved = await ana.ask(path`/me/events/${ids.teamWeeklyMoved}`);
  assert.equal(moved.body["type"], "exception");
  assert.equal(moved.body["seriesMasterId"], ids.teamWeekly);
  assert.equal(moved.body["originalStart"], "2026-03-20T10:00:00.000Z");
});

test("a master says how it repeats", async () => {
  await using sandbox = await sandboxUnderTest();
  const master = await (await sandbox.as("ana")).ask(path`/me/events/${ids.teamWeekly}`);
  const { pattern, range } = master.body["recurrence"] as { pattern: Body; range: Body };
  assert.deepEqual([pattern["type"], pattern["interval"], pattern["daysOfWeek"]], ["weekly", 1, ["friday"]]);
  assert.deepEqual([range["type"], range["startDate"], range["endDate"]], ["endDate", "2026-01-23", "2026-09-18"]);
});

test("a cancelled occurrence is gone from the series and noted in its master", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  assert.equal((await ana.ask(path`/me/events/${ids.teamWeeklyNext}/cancel`, post("Holiday."))).status, 202);
  assert.ok(!(await startsOf(ana)).includes("2026-03-27T10:00"));
  assert.equal((await ana.ask(path`/me/events/${ids.teamWeeklyNext}`)).status, 404);
  const master = await ana.ask(`${path`/me/events/${ids.teamWeekly}`}?$select=subject,cancelledOccurrences`);
  assert.deepEqual(master.body["cancelledOccurrences"], [`OID.${ids.teamWeekly}.2026-03-27`]);
  assert.equal((await sandbox.outbox()).length, 6);
  const leesView = await lee.all(`/me/calendarView?${month}`);
  const cancelled = leesView.filter((event) => event["isCancelled"] === true).map((event) => event["subject"]);
  assert.ok(
    cancelled.includes("Canceled: Team weekly") && leesView.some((event) => event["subject"] === "Team weekly"),
  );
});

test("cancelling the master cancels all of the series and mails each person once", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  assert.equal((await ana.ask(path`/me/events/${ids.teamWeekly}/cancel`, post("No more."))).status, 202);
  for (const id of [ids.teamWeekly, ids.teamWeeklyMoved, ids.teamWeeklyNext]) {
    assert.equal((await ana.ask(path`/me/events/${id}`)).status, 404);
  }
  const outbox = await sandbox.outbox();
  const addresses = outbox.map((message) => message.to);
  assert.equal(addresses.length, 6, "five people and a room");
  assert.equal(new Set(addresses).size, 6);
  assert.ok(addresses.includes("room.porto@contoso.com"));
});

test("an attendee cannot cancel an occurrence", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const [first] = await ana.all(`${path`/me/events/${ids.standUp}/instances`}?${month}`);
  const answer = await ana.ask(path`/me/events/${String(first?.["id"])}/cancel`, post("x"));
  assert.equal(answer.status, 400, answer.text);
  assert.deepEqual(await sandbox.outbox(), []);
});
