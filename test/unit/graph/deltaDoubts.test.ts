import assert from "node:assert/strict";
import { test } from "node:test";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import { ModelCalendar } from "./modelCalendar.ts";
import { someCalendar, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ScriptedAnswer } from "./scriptedGraph.ts";
import { asked, usualManners, watch } from "./watchedCalendar.ts";

test("where links to changes are no longer known, everything is read again", async (context) => {
  const { model, assertList } = await watch(context);
  model.addSingle("e", 5);
  await assertList(["first"]);
  model.forgetLinks();
  model.addSingle("f", 6);
  await assertList(["changes", "first"]);
  await assertList(["changes"]);
});

test("where changes are not told of, the view is read, and changes are not asked for again", async (context) => {
  for (const status of [400, 403, 404, 405, 410, 501]) {
    const { model, assertList } = await watch(context, {}, ({ path }) =>
      path.includes("/delta") ? { status, body: { error: { code: "UnsupportedQuery" } } } : undefined,
    );
    model.addSeries("m", [1, 25]);
    await assertList(["first", "view"]);
    model.cancelOccurrence(0);
    await assertList(["view"]);
  }
});

test("a calendar that stops telling of changes is read as a view from then on", async (context) => {
  let tells = true;
  const { model, assertList } = await watch(context, {}, ({ path }) =>
    !tells && path.includes("/delta") ? { status: 400 } : undefined,
  );
  model.addSingle("e", 5);
  await assertList(["first"]);
  tells = false;
  model.rename(0);
  await assertList(["changes", "first", "view"]);
  await assertList(["view"]);
});

test("a series that changes while it is listed is read again", async (context) => {
  const { model, assertList } = await watch(context, {}, ({ path }, origin) => {
    if (!path.includes("/delta?startDateTime")) return undefined;
    const before = new ModelCalendar({ ...usualManners, slimOccurrences: false }, someWeek);
    before.addSeries("m", [1, 25, 49]);
    const rows = rowsOf(before.answer({ path, method: "GET", headers: {}, body: "", number: 1 }, origin));
    return { body: { value: [...rows, rows.at(-1)], "@odata.deltaLink": `${origin}/v1.0/me/delta?since=1` } };
  });
  model.addSeries("m", [1, 49]);
  await assertList(["first", "series m"]);
});

function rowsOf(answer: ScriptedAnswer): readonly unknown[] {
  assert.ok(typeof answer === "object");
  return (answer.body as { readonly value: readonly unknown[] }).value;
}

test("a calendar that is gone or forbidden is an error, and is asked anew each time", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 403 }));
  const { client } = testClient(context, graph.origin);
  for (const requests of [2, 4]) {
    await assertFails(client.listEvents(someCalendar, someWeek), "forbidden");
    assert.equal(graph.received.length, requests);
  }
});

async function assertFails(listing: Promise<unknown>, reason: GraphErrorReason): Promise<void> {
  await assert.rejects(listing, (error) => isGraphError(error) && error.reason === reason);
}

test("a failure in the middle of a list of changes loses none of them", async (context) => {
  const failures: readonly (readonly [ScriptedAnswer, GraphErrorReason])[] = [
    [{ status: 500 }, "serverError"],
    [{ status: 429, headers: { "retry-after": "3600" } }, "throttled"],
    [{ body: { value: [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/me" } }, "wrongOrigin"],
  ];
  for (const [failure, reason] of failures) {
    let spoilt = "";
    const { model, assertList } = await watch(context, { pageSize: 2 }, ({ path }) =>
      spoilt !== "" && path.includes(spoilt) ? failure : undefined,
    );
    for (const hour of [1, 2, 3]) model.addSingle(`e${hour}`, hour);
    await assertList(["first", "first"]);
    for (const each of [0, 1, 2]) model.rename(each);
    spoilt = "skip=2";
    await assertFails(assertList([]), reason);
    spoilt = "";
    await assertList(["changes", "changes"]);
  }
});

test("a row that is not understood has everything read again, and nothing is lost", async (context) => {
  const oddRows: readonly unknown[] = [
    "no row",
    { subject: "without an id" },
    { id: "e1", subject: "slim", start: {}, end: {} },
    { id: "x", type: "occurrence", seriesMasterId: null },
    { id: 7, "@removed": { reason: "deleted" } },
  ];
  for (const row of oddRows) {
    let isOdd = false;
    const { model, assertList } = await watch(context, {}, ({ path }, origin) =>
      isOdd && path.includes("since=")
        ? { body: { value: [row], "@odata.deltaLink": `${origin}/v1.0/me/calendarView/delta?since=4` } }
        : undefined,
    );
    for (const hour of [1, 2]) model.addSingle(`e${hour}`, hour);
    await assertList(["first"]);
    isOdd = true;
    model.rename(0);
    await assertList(["changes", "view"]);
  }
});

test("a page that is no page has everything read again", async (context) => {
  let isOdd = false;
  const { model, assertList } = await watch(context, {}, ({ path }) =>
    isOdd && path.includes("since=") ? { body: "<html>" } : undefined,
  );
  model.addSingle("e", 1);
  await assertList(["first"]);
  isOdd = true;
  model.rename(0);
  await assertList(["changes", "first"]);
});

test("a series that cannot be read has everything read again", async (context) => {
  const answers: readonly ScriptedAnswer[] = [
    { status: 404, body: { error: { code: "ErrorItemNotFound" } } },
    { status: 400 },
    { body: { value: [{ id: "other", type: "singleInstance" }] } },
    { body: { value: [{ id: "other", type: "occurrence", seriesMasterId: "another" }] } },
  ];
  for (const answer of answers) {
    const { model, assertList } = await watch(context, {}, ({ path }) =>
      path.includes("/instances") ? answer : undefined,
    );
    model.addSeries("m", [1, 25]);
    await assertList(["first", "series m", "view"]);
    model.rename(0);
    await assertList(["changes", "series m", "view"]);
  }
});

test("a link that leads elsewhere, or none, is not kept", async (context) => {
  const elsewhere = await startScriptedGraph(context, () => ({ body: { value: [] } }));
  const links = [
    `${elsewhere.origin}/v1.0/me/calendarView/delta?$deltatoken=1`,
    "https://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=1",
    "/v1.0/me/calendarView/delta?$deltatoken=1",
    "",
    undefined,
  ];
  for (const link of links) {
    const graph = await startScriptedGraph(context, () => ({ body: { value: [], "@odata.deltaLink": link } }));
    const { client } = testClient(context, graph.origin);
    for (let time = 0; time < 2; time += 1)
      assert.deepEqual((await client.listEvents(someCalendar, someWeek)).items, []);
    assert.deepEqual(asked(graph.received), ["first", "first"]);
  }
  assert.equal(elsewhere.received.length, 0);
});

test("an event that cannot be read is told of at every refresh", async (context) => {
  const row = { id: "x", subject: "Broken", iCalUId: "u", isOrganizer: true, attendees: [], type: "singleInstance" };
  const graph = await startScriptedGraph(context, ({ path }, origin) => ({
    body: {
      value: path.includes("since=") ? [] : [row],
      "@odata.deltaLink": `${origin}/v1.0/me/calendarView/delta?since=1`,
    },
  }));
  const { client } = testClient(context, graph.origin);
  for (let time = 0; time < 2; time += 1) {
    const { items, notes } = await client.listEvents(someCalendar, someWeek);
    assert.deepEqual([items.length, notes.length], [0, 1]);
    assert.match(notes[0] ?? "", /Broken/);
  }
});

const someTime = { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" };

test("a row without an id is told of for as long as it is there", async (context) => {
  const whole = {
    iCalUId: "u",
    isOrganizer: true,
    attendees: [],
    type: "singleInstance",
    start: someTime,
    end: someTime,
  };
  const rows: unknown[] = [{ ...whole, id: "a" }, { type: "singleInstance" }];
  const graph = await startScriptedGraph(context, ({ path }, origin) => ({
    body: {
      value: path.includes("since=") ? [] : rows,
      ...(path.includes("/delta") && { "@odata.deltaLink": `${origin}/v1.0/me/calendarView/delta?since=1` }),
    },
  }));
  const { client } = testClient(context, graph.origin);
  const list = async (): Promise<readonly number[]> => {
    const { items, notes } = await client.listEvents(someCalendar, someWeek);
    return [items.length, notes.length];
  };
  assert.deepEqual(await list(), [1, 1]);
  assert.deepEqual(await list(), [1, 1]);
  rows.pop();
  assert.deepEqual(await list(), [1, 0]);
  assert.deepEqual(await list(), [1, 0]);
  assert.deepEqual(asked(graph.received), ["first", "view", "first", "view", "first", "changes"]);
});
