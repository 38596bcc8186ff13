/** Much data: that it is all there, in few pages or many, and that a refresh of it is one short answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, itemsOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const year = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2027-03-18T00:00:00Z";
const load = { events: 3000, appointments: 500 };

test("a year of events is listed in pages, and a refresh tells one change", async () => {
  await using sandbox = await sandboxUnderTest({ load });
  const ana = await sandbox.as("ana");
  const seen = new Map<unknown, Body>();
  let link = `/me/calendarView/delta?${year}`;
  let pages = 0;
  for (; !link.includes("deltatoken"); pages += 1) {
    const page = await ana.ask(link, { headers: { prefer: "odata.maxpagesize=500" } });
    for (const item of itemsOf(page)) seen.set(item["id"], item);
    link = String(page.body["@odata.nextLink"] ?? page.body["@odata.deltaLink"]);
  }
  assert.equal(pages, 7);
  const loaded = [...seen.values()].filter((event) => /^\w+ \d+$/u.test(String(event["subject"])));
  assert.equal(loaded.length, load.events);
  assert.ok(
    loaded.some((event) => event["isAllDay"] === true) && loaded.some((event) => event["isOrganizer"] !== true),
  );

  assert.deepEqual(itemsOf(await ana.ask(link)), []);
  const hers = loaded.find((event) => event["isOrganizer"] === true);
  const id = String(hers?.["id"]);
  assert.equal((await ana.ask(path`/me/events/${id}/cancel`, { method: "POST", body: {} })).status, 202);
  assert.deepEqual(
    itemsOf(await ana.ask(link)).map((item) => [item["id"], typeof item["@removed"]]),
    [[id, "object"]],
  );
});

test("many appointments are listed over all their pages", async () => {
  await using sandbox = await sandboxUnderTest({ load, guesses: { bookingPageSize: 100 } });
  const ana = await sandbox.as("ana");
  const view = `${path`/solutions/bookingBusinesses/${ids.dental}/calendarView`}?start=2026-03-18&end=2027-03-18`;
  const appointments = await ana.all(view);
  assert.ok(appointments.length >= load.appointments);
  assert.equal(new Set(appointments.map(({ id }) => id)).size, appointments.length);
});
