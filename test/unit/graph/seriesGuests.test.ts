/** Who is invited to single meetings of a series: as far as Graph tells, and no further than can be borne. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { CalendarEvent, SeriesGuests } from "../../../src/agenda/item.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ScriptedAnswer } from "./scriptedGraph.ts";

const time = { dateTime: "2026-01-05T09:00:00.0000000", timeZone: "UTC" };
const range = { type: "endDate", startDate: "2026-01-05", endDate: "2026-12-18", recurrenceTimeZone: "UTC" };
const dayMs = 86_400_000;

function invited(...names: readonly string[]): readonly unknown[] {
  return names.map((name) => ({ type: "required", emailAddress: { name, address: `${name}@contoso.com` } }));
}

function meeting(id: string, type: string, attendees: unknown): unknown {
  return { id, type, start: time, end: time, attendees };
}

interface Series {
  /** What of the series is not as usual. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly instances: (path: string, origin: string) => ScriptedAnswer;
}

/** Reads a series; gives its guests, and where its meetings were asked for. */
async function read(
  context: TestContext,
  { change, instances }: Series,
): Promise<{ readonly guests: SeriesGuests | undefined; readonly paths: readonly string[] }> {
  const master = {
    id: "m",
    type: "seriesMaster",
    subject: "Weekly",
    start: time,
    end: time,
    isOrganizer: true,
    attendees: invited("lee"),
    recurrence: { pattern: { type: "weekly" }, range },
    ...change,
  };
  const graph = await startScriptedGraph(context, ({ path }, origin) =>
    path.includes("/instances") ? instances(path, origin) : { body: master },
  );
  const item = (await testClient(context, graph.origin).client.readItem(eventTarget("m"))) as CalendarEvent;
  const paths = graph.received.map(({ path }) => path).filter((path) => path.includes("/instances"));
  return { guests: item.guests, paths };
}

function spanOf(path: string): readonly [startUtc: number, endUtc: number] {
  const { searchParams } = new URL(path, "http://graph");
  return [Date.parse(searchParams.get("startDateTime") ?? ""), Date.parse(searchParams.get("endDateTime") ?? "")];
}

const noMeetings = (): ScriptedAnswer => ({ body: { value: [] } });

test("the people of changed meetings are known once each, without those of the series, from every page", async (context) => {
  const pages = [
    { value: [meeting("1", "occurrence", invited("nobody")), meeting("2", "exception", invited("LEE", "kim"))] },
    { value: [meeting("3", "exception", invited("kim", "ana")), meeting("4", "exception", [])] },
  ];
  const { guests, paths } = await read(context, {
    instances: (path, origin) => {
      const isSecond = path.includes("page=2");
      const next = { "@odata.nextLink": `${origin}/v1.0/me/events/m/instances?page=2` };
      return { body: { ...pages[isSecond ? 1 : 0], ...(isSecond ? {} : next) } };
    },
  });
  assert.deepEqual(
    guests?.attendees.map(({ name }) => name),
    ["kim", "ana"],
  );
  assert.equal(guests.lookedThrough, "all");
  assert.equal(paths.length, 2);
});

test("a series is looked through whole, with room for meetings that were moved, where Graph lists as much", async (context) => {
  const { guests, paths } = await read(context, { instances: noMeetings });
  assert.deepEqual(guests, { attendees: [], lookedThrough: "all" });
  const [startUtc, endUtc] = spanOf(paths[0] ?? "");
  assert.ok(startUtc <= Date.parse("2025-08-01") && endUtc >= Date.parse("2027-05-01"));
});

test("of a series that is long or has no end, the meetings around today are looked through", async (context) => {
  for (const endless of [
    { ...range, type: "noEnd" },
    { ...range, endDate: "2036-01-05" },
  ]) {
    const change = { recurrence: { pattern: { type: "weekly" }, range: endless } };
    const { guests, paths } = await read(context, { change, instances: noMeetings });
    assert.equal(guests?.lookedThrough, "near");
    const [startUtc, endUtc] = spanOf(paths[0] ?? "");
    const now = Math.max(Date.now(), Date.parse("2026-01-05T09:00:00Z"));
    assert.ok(startUtc <= now - 364 * dayMs && endUtc >= now + 729 * dayMs);
    assert.ok(endUtc - startUtc <= 1825 * dayMs, "Graph refuses more");
  }
});

test("what cannot be read is not said to have been looked through", async (context) => {
  const unread = await read(context, {
    instances: () => ({ body: { value: [meeting("1", "exception", "?"), meeting("2", "exception", invited("kim"))] } }),
  });
  assert.equal(unread.guests?.lookedThrough, "some");
  assert.deepEqual(
    unread.guests.attendees.map(({ name }) => name),
    ["kim"],
  );
  const endless = await read(context, {
    instances: (path, origin) => {
      const page = Number(new URL(path, origin).searchParams.get("page") ?? "0") + 1;
      const next = `${origin}/v1.0/me/events/m/instances?page=${page}`;
      return { body: { value: [meeting(`${page}`, "exception", invited(`guest${page}`))], "@odata.nextLink": next } };
    },
  });
  assert.equal(endless.guests?.lookedThrough, "some");
  assert.equal(endless.paths.length, 4, "no more pages are read than a meeting a day would need");
  const failed = await read(context, {
    instances: () => ({ status: 403, body: { error: { code: "ErrorAccessDenied" } } }),
  });
  assert.equal(failed.guests, undefined);
});

test("nobody asks for the guests of what is no series of one's own", async (context) => {
  for (const change of [{ isOrganizer: false }, { type: "occurrence" }, { type: "singleInstance" }]) {
    const { guests, paths } = await read(context, { change, instances: noMeetings });
    assert.deepEqual([guests, paths], [undefined, []]);
  }
});
