/** Where events are that were found by their ids: in a calendar, or in Deleted Items, where they can still be read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { eventTarget, seriesTarget } from "../../../src/cancellation/route.ts";
import type { EventHome, FoundEvent } from "../../../src/graph/graphContract.ts";
import { ana, find, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

/** Ana's own events of all her calendars, by their ids alone. */
async function ownEvents({ graph }: World): Promise<readonly FoundEvent[]> {
  const { items: calendars } = await graph.listCalendars({ kind: "me" });
  const lists = await Promise.all(calendars.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  return lists.flatMap(({ items }) => items.map((item) => ({ target: eventTarget(item.id), item })));
}

function named({ kind, ...home }: EventHome): string {
  return "calendar" in home ? `${kind} in ${home.calendar.name}` : kind;
}

for (const deletedLooksCancelled of [true, false]) {
  test(`what lies in Deleted Items is found nowhere, ${deletedLooksCancelled ? "" : "also where it looks as before"}`, async (context) => {
    const world = await startWorld(context, ana, { deletedLooksCancelled });
    const events = await ownEvents(world);
    const single = find(
      events,
      ({ item }) => item.isOrganizer && item.series === "single" && item.attendees.length > 0,
    );
    const part = find(events, ({ item }) => item.isOrganizer && item.series === "occurrence");
    const whole = seriesTarget(part.target, part.item.seriesMasterId ?? "");
    const master = (await world.graph.readItem(whole)) as CalendarEvent;
    const asked = [single, { target: whole, item: master }, find(events, ({ item }) => item.subject === "Focus time")];
    assert.deepEqual((await world.graph.findEventHomes(asked)).map(named), Array(3).fill("listed in Calendar"));
    for (const { target } of asked.slice(0, 2)) {
      const [outcome] = await world.graph.sendPlanned([{ target, action: { kind: "cancel" }, message: "" }]);
      assert.equal(outcome?.kind, "sent");
    }
    assert.ok(await world.graph.readItem(single.target), "it is still read by its id");
    assert.deepEqual((await world.graph.findEventHomes(asked)).map(named), [
      "nowhere",
      "nowhere",
      "listed in Calendar",
    ]);
  });
}

test("every event is found in its own calendar, in few requests", async (context) => {
  const world = await startWorld(context, ana);
  const events = await ownEvents(world);
  const before = world.logLines.length;
  const homes = await world.graph.findEventHomes(events);
  assert.ok(events.length > 60);
  assert.deepEqual(
    homes.filter(({ kind }) => kind !== "listed"),
    [],
  );
  for (const [index, home] of homes.entries()) {
    const { item } = events[index] ?? assert.fail();
    assert.equal(home.kind === "listed" && home.calendar?.id, item.calendarId);
  }
  assert.ok(world.logLines.length - before < events.length / 4, `${world.logLines.length - before} requests`);
});

test("nothing is concluded from what could not be read", async (context) => {
  const { item } = find(await ownEvents(await startWorld(context, ana)), () => true);
  const graph = await startScriptedGraph(context, () => ({
    status: 403,
    body: { error: { code: "ErrorAccessDenied" } },
  }));
  const { client } = testClient(context, graph.origin);
  assert.deepEqual(await client.findEventHomes([{ target: eventTarget(item.id), item }]), [{ kind: "unknown" }]);
  // An event that is in no calendar by its own word is looked for in all of them.
  const lost = await startScriptedGraph(context, ({ path }) => {
    if (path.endsWith("/calendar") || path.includes("/calendar?"))
      return { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
    if (path.includes("/me/calendars?"))
      return {
        body: {
          value: [
            { id: "one", name: "One" },
            { id: "two", name: "Two" },
          ],
        },
      };
    return { body: { value: path.includes("/two/") ? [{ id: item.id }] : [] } };
  });
  const [home] = await testClient(context, lost.origin).client.findEventHomes([{ target: eventTarget(item.id), item }]);
  assert.equal(home && named(home), "listed in Two");
  // And one that says it is in a calendar that does not list it is in none.
  const kept = await startScriptedGraph(context, ({ path }) =>
    path.includes("/calendar?") ? { body: { id: "one", name: "One" } } : { body: { value: [] } },
  );
  const { client: asking } = testClient(context, kept.origin);
  assert.deepEqual(await asking.findEventHomes([{ target: eventTarget(item.id), item }]), [{ kind: "nowhere" }]);
  const stopped = AbortSignal.abort(new Error("stopped"));
  await assert.rejects(asking.findEventHomes([{ target: eventTarget(item.id), item }], stopped), /stopped/u);
});
