import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CalendarSource } from "../../../src/agenda/item.ts";
import { ModelCalendar } from "./modelCalendar.ts";
import { someCalendar, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { asked, inOrder, seenIn, usualManners, watch } from "./watchedCalendar.ts";

test("a calendar that has not changed is refreshed with one request", async (context) => {
  const { model, assertList, graph } = await watch(context, { pageSize: 100 });
  for (let index = 0; index < 450; index += 1) model.addSingle(`e${index}`, index % 168);
  await assertList(["first", "first", "first", "first", "first"]);
  await assertList(["changes"]);
  await assertList(["changes"]);
  for (const { headers, path } of graph.received) {
    const prefer =
      'outlook.timezone="UTC", IdType="ImmutableId", odata.maxpagesize=500, outlook.body-content-type="text"';
    assert.equal(headers["prefer"], prefer);
    assert.doesNotMatch(path, /\$/);
  }
  assert.match(
    graph.received[0]?.path ?? "",
    /^\/v1\.0\/me\/calendars\/AAMk%2B%2F%3D\/calendarView\/delta\?startDateTime=2026-11-23T00:00:00\.000Z&endDateTime=2026-11-30T00:00:00\.000Z$/,
  );
});

test("what was added, moved, changed and removed is told in one request", async (context) => {
  const { model, assertList } = await watch(context);
  for (const hour of [1, 2, 3, 4]) model.addSingle(`e${hour}`, hour);
  await assertList(["first"]);
  model.addSingle("new", 7);
  model.rename(0);
  model.move(1, 50);
  model.move(2, 5000);
  model.remove(3);
  model.addSingle("elsewhere", 5000);
  await assertList(["changes"]);
  await assertList(["changes"]);
  model.move(2, 3);
  await assertList(["changes"]);
});

test("the occurrences of a series are read in full, and read again when the series changes", async (context) => {
  const { model, assertList } = await watch(context);
  model.addSingle("e", 5);
  model.addSeries("m", [1, 25, 49, 5000]);
  await assertList(["first", "series m"]);
  await assertList(["changes"]);
  model.cancelOccurrence(1);
  await assertList(["changes", "series m"]);
  model.moveOccurrence(0, 90);
  model.rename(1);
  await assertList(["changes", "series m"]);
  model.addSeries("n", [3, 27]);
  await assertList(["changes", "series n"]);
  model.rename(1);
  model.rename(2);
  // Two series, and a view of one page: the view is less to ask for.
  await assertList(["changes", "view"]);
  model.remove(1);
  await assertList(["changes", "series m"]);
  model.move(1, 5000);
  await assertList(["changes", "series n"]);
  await assertList(["changes"]);
});

test("a list of changes that comes in full is taken as it is", async (context) => {
  const { model, assertList } = await watch(context, { slimOccurrences: false, cancelledOccurrence: "removed" });
  model.addSeries("m", [1, 25, 49]);
  model.addSeries("n", [2, 26]);
  await assertList(["first"]);
  model.cancelOccurrence(1);
  await assertList(["changes"]);
});

test("a single event that becomes a series is seen once a day, also if its master is not told of", async (context) => {
  for (const tellsMaster of [true, false]) {
    const { model, assertList } = await watch(context, { tellsMaster, removesOutside: tellsMaster });
    model.addSingle("e", 5);
    await assertList(["first"]);
    model.repeat(0);
    await assertList(["changes", "series e"]);
  }
});

test("after any changes the list is what a full reading gives", async (context) => {
  const pick = fc.nat({ max: 20 });
  const hour = fc.constantFrom(-40, 0, 5, 100, 167, 168, 400);
  const change = fc.oneof(
    fc.record({ kind: fc.constant("addSingle" as const), hour }),
    fc.record({ kind: fc.constant("addSeries" as const), hours: fc.uniqueArray(hour, { minLength: 1, maxLength: 5 }) }),
    fc.record({ kind: fc.constantFrom("rename" as const, "remove", "repeat", "cancelOccurrence"), pick }),
    fc.record({ kind: fc.constantFrom("move" as const, "moveOccurrence"), pick, hour }),
    fc.record({ kind: fc.constantFrom("forgetLinks" as const, "refresh", "refresh", "refresh") }),
  );
  const manners = fc.record({
    slimOccurrences: fc.boolean(),
    cancelledOccurrence: fc.constantFrom("series" as const, "removed", "both"),
    removesOccurrences: fc.boolean(),
    tellsMaster: fc.boolean(),
    removesOutside: fc.boolean(),
    pageSize: fc.constantFrom(2, 500),
  });
  let model = new ModelCalendar(usualManners, someWeek);
  const graph = await startScriptedGraph(context, (request, origin) => model.answer(request, origin));
  const property = fc.asyncProperty(manners, fc.array(change, { maxLength: 30 }), async (chosen, changes) => {
    model = new ModelCalendar(chosen, someWeek);
    const { client } = testClient(context, graph.origin);
    for (const [index, one] of [...changes, { kind: "refresh" } as const].entries()) {
      switch (one.kind) {
        case "addSingle":
          model.addSingle(`e${index}`, one.hour);
          break;
        case "addSeries":
          model.addSeries(`m${index}`, one.hours);
          break;
        case "rename":
        case "remove":
        case "repeat":
        case "cancelOccurrence":
          model[one.kind](one.pick);
          break;
        case "move":
        case "moveOccurrence":
          model[one.kind](one.pick, one.hour);
          break;
        case "forgetLinks":
          model.forgetLinks();
          break;
        case "refresh":
          assert.deepEqual(seenIn(await client.listEvents(someCalendar, someWeek)), inOrder(model.seen()));
          break;
        default:
          one satisfies never;
      }
    }
    await client.dispose();
  });
  await fc.assert(property, { numRuns: 150 });
});

test("of a group's calendar changes are never asked for", async (context) => {
  const { model, assertList } = await watch(context);
  const group: CalendarSource = {
    ...someCalendar,
    mailbox: { kind: "group", id: "2bb6a1d0-0000-0000-0000-000000000000" },
  };
  model.addSeries("m", [1, 25]);
  await assertList(["view"], group);
  await assertList(["view"], group);
});

test("calls for the same span follow one another, others do not wait, and one can be called off", async (context) => {
  const { model, graph } = await watch(context);
  model.addSingle("e", 1);
  const { client } = testClient(context, graph.origin);
  const abort = new AbortController();
  const otherWeek = { ...someWeek, endUtc: someWeek.endUtc - 1 };
  const listings = [
    client.listEvents(someCalendar, someWeek),
    client.listEvents(someCalendar, someWeek),
    client.listEvents(someCalendar, someWeek),
    client.listEvents(someCalendar, otherWeek),
  ];
  const calledOff = assert.rejects(client.listEvents(someCalendar, someWeek, abort.signal), /not wanted/);
  abort.abort(new Error("not wanted"));
  for (const { items } of await Promise.all(listings)) assert.equal(items.length, 1);
  await calledOff;
  assert.deepEqual(asked(graph.received).toSorted(), ["changes", "changes", "first", "first"]);
});
