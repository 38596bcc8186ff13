import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import fc from "fast-check";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphClient, InstantRange } from "../../../src/graph/graphContract.ts";
import { someBusiness, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "./scriptedGraph.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An appointment, in hours from the beginning of the range. */
interface Slot {
  readonly id: string;
  readonly hour: number;
  readonly hours: number;
  /** Its end cannot be read. Default false. */
  readonly isBroken?: boolean;
  /** Names its customer by an id only. Default false. */
  readonly isNameless?: boolean;
}

/** How a business answers where the documentation says nothing. */
interface Manners {
  readonly pageSize: number;
  /** Whether what only touches an edge of a range is in it. */
  readonly edgesCount: boolean;
}

const usualManners: Manners = { pageSize: 10, edgesCount: false };

function isIn({ hour, hours }: Slot, { startUtc, endUtc }: InstantRange, { edgesCount }: Manners): boolean {
  const start = someWeek.startUtc + hour * hourMs;
  const end = start + hours * hourMs;
  if (edgesCount) return start <= endUtc && end >= startUtc;
  return start < endUtc && (end > startUtc || (hours === 0 && start >= startUtc));
}

function rowOf({ id, hour, hours, isBroken, isNameless }: Slot): object {
  const time = (at: number): object => ({
    dateTime: new Date(someWeek.startUtc + at * hourMs).toISOString(),
    timeZone: "UTC",
  });
  return {
    id,
    serviceName: id,
    startDateTime: time(hour),
    endDateTime: isBroken === true ? {} : time(hour + hours),
    customers: [isNameless === true ? { customerId: "c" } : { name: "Lee" }],
  };
}

/** Answers for a business with these appointments. */
function answerFor(request: ReceivedRequest, origin: string, slots: readonly Slot[], manners: Manners): ScriptedAnswer {
  const url = new URL(request.path, origin);
  if (!url.pathname.endsWith("/calendarView")) return { body: { value: [{ id: "c", displayName: "Known" }] } };
  const instant = (name: string): number => Date.parse(url.searchParams.get(name) ?? "");
  const range = { startUtc: instant("start"), endUtc: instant("end") };
  const found = slots.filter((slot) => isIn(slot, range, manners)).map(rowOf);
  const skip = Number(url.searchParams.get("skip") ?? 0);
  const next = new URL(url);
  next.searchParams.set("skip", `${skip + manners.pageSize}`);
  const hasNext = skip + manners.pageSize < found.length;
  return {
    body: {
      value: found.slice(skip, skip + manners.pageSize),
      ...(hasNext && { "@odata.nextLink": next.href }),
    },
  };
}

/** What was asked for of the calendar: the day on which the range begins, and its length in days. */
function askedDays(requests: readonly ReceivedRequest[]): readonly string[] {
  return requests
    .filter(({ path }) => path.includes("/calendarView?"))
    .map(({ path }) => {
      const query = new URL(path, "http://localhost").searchParams;
      const [start, end] = [Date.parse(query.get("start") ?? ""), Date.parse(query.get("end") ?? "")];
      const days = (ms: number): string => (Math.round((ms / dayMs) * 100) / 100).toString();
      return `${days(start - someWeek.startUtc)}+${days(end - start)}${query.has("skip") ? " next" : ""}`;
    });
}

async function idsIn(client: GraphClient, range: InstantRange): Promise<readonly string[]> {
  const { items, notes } = await client.listBookings(someBusiness, range);
  return [...items.map(({ id }) => id), ...notes];
}

/** Hourly appointments. */
function slotsFrom(hour: number, count: number): readonly Slot[] {
  return Array.from({ length: count }, (_, index) => ({ id: `a${hour + index}`, hour: hour + index, hours: 1 }));
}

async function assertAsked(
  context: TestContext,
  slots: readonly Slot[],
  days: number,
  expected: readonly string[],
): Promise<void> {
  const graph = await startScriptedGraph(context, (request, origin) => answerFor(request, origin, slots, usualManners));
  const { client } = testClient(context, graph.origin);
  const range = { ...someWeek, endUtc: someWeek.startUtc + days * dayMs };
  assert.deepEqual(
    await idsIn(client, range),
    slots.map(({ id }) => id),
  );
  assert.deepEqual(askedDays(graph.received).toSorted(), expected.toSorted());
}

test("what is on one page is asked for once, whatever the span", async (context) => {
  await assertAsked(context, [], 7, ["0+7"]);
  await assertAsked(context, slotsFrom(30, 10), 7, ["0+7"]);
  await assertAsked(context, slotsFrom(30, 10), 360, ["0+360"]);
});

test("what is on several pages is asked for in four parts, and a short span in fewer", async (context) => {
  await assertAsked(context, slotsFrom(0, 11), 8, ["0+8", "0+2", "0+2 next", "2+2", "4+2", "6+2"]);
  await assertAsked(context, slotsFrom(0, 30), 2, ["0+2", "0+1", "0+1 next", "0+1 next", "1+1"]);
  await assertAsked(context, slotsFrom(0, 24), 1, ["0+1", "0+1 next", "0+1 next"]);
});

test("the parts are read side by side, four at a time", async (context) => {
  const slots = slotsFrom(0, 168);
  let atWork = 0;
  let most = 0;
  const graph = await startScriptedGraph(context, (request, origin) => (response) => {
    if (request.path.includes("/calendarView")) atWork += 1;
    most = Math.max(most, atWork);
    const answer = answerFor(request, origin, slots, usualManners);
    setTimeout(() => {
      if (request.path.includes("/calendarView")) atWork -= 1;
      response.end(JSON.stringify(typeof answer === "object" ? answer.body : ""));
    }, 10);
  });
  const { client } = testClient(context, graph.origin);
  assert.deepEqual(
    await idsIn(client, someWeek),
    slots.map(({ id }) => id),
  );
  assert.equal(most, 4);
  assert.equal(askedDays(graph.received).length, 1 + 4 * 5);
});

test("what is in two parts is shown once, and told once if it cannot be read", async (context) => {
  const slots = [
    ...slotsFrom(0, 12),
    { id: "over the edge", hour: 40, hours: 4 },
    { id: "all week", hour: -5, hours: 200 },
    { id: "unreadable", hour: 40, hours: 4, isBroken: true },
    { id: "nobody's", hour: 100, hours: 1, isNameless: true },
    { id: "nobody's, too", hour: 140, hours: 1, isNameless: true },
  ];
  const graph = await startScriptedGraph(context, (request, origin) => answerFor(request, origin, slots, usualManners));
  const { client } = testClient(context, graph.origin);
  const { items, notes } = await client.listBookings(someBusiness, someWeek);
  assert.deepEqual(
    items.map(({ id }) => id).toSorted(),
    slots.flatMap(({ id }) => (id === "unreadable" ? [] : [id])).toSorted(),
  );
  assert.equal(notes.length, 1);
  assert.match(notes[0] ?? "", /unreadable/);
  assert.deepEqual(
    items.filter(({ id }) => id.startsWith("nobody")).map(({ customers }) => customers[0]?.name),
    ["Known", "Known"],
  );
  assert.equal(graph.received.filter(({ path }) => path.endsWith("/customers")).length, 1);
});

test("a list in parts is what a list in one piece is", async (context) => {
  let slots: readonly Slot[] = [];
  let manners = usualManners;
  const graph = await startScriptedGraph(context, (request, origin) => answerFor(request, origin, slots, manners));
  const { client } = testClient(context, graph.origin);
  const slot = fc.record({
    // Also on the edges of parts, and without any length there.
    hour: fc.oneof(fc.integer({ min: -30, max: 200 }), fc.constantFrom(0, 42, 84, 126, 168)),
    hours: fc.oneof(fc.constantFrom(0, 1, 42, 300), fc.double({ min: 0, max: 60, noNaN: true })),
    isBroken: fc.constantFrom(false, false, false, true),
  });
  const property = fc.asyncProperty(
    fc.array(slot, { maxLength: 30 }),
    fc.record({ pageSize: fc.constantFrom(1, 3, 10), edgesCount: fc.boolean() }),
    fc.constantFrom(1, 2, 7),
    async (chosen, chosenManners, days) => {
      slots = chosen.map((one, index) => ({ ...one, id: `a${index}` }));
      manners = chosenManners;
      const range = { ...someWeek, endUtc: someWeek.startUtc + days * dayMs };
      const inRange = slots.filter((one) => isIn(one, range, manners));
      const { items, notes } = await client.listBookings(someBusiness, range);
      const readable = inRange.filter(({ isBroken }) => isBroken !== true);
      assert.deepEqual(items.map(({ id }) => id).toSorted(), readable.map(({ id }) => id).toSorted());
      assert.equal(notes.length, inRange.length - readable.length);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

test("where one part fails the list fails, and the other parts are given up", async (context) => {
  const slots = slotsFrom(0, 168);
  const graph = await startScriptedGraph(context, (request, origin) => {
    const isLastPart = askedDays([request])[0]?.startsWith("5.25+") === true;
    return isLastPart ? { status: 403 } : answerFor(request, origin, slots, { ...usualManners, pageSize: 1 });
  });
  const { client } = testClient(context, graph.origin);
  await assert.rejects(
    client.listBookings(someBusiness, someWeek),
    (error) => isGraphError(error) && error.reason === "forbidden",
  );
  // Meanwhile the other parts, of more than a hundred pages, could go on.
  for (let time = 0; time < 20; time += 1) await client.listBusinesses();
  const asked = askedDays(graph.received);
  assert.ok(asked.length < 20, `${asked.length} pages`);
});

test("a list in parts can be called off", async (context) => {
  const slots = slotsFrom(0, 168);
  const abort = new AbortController();
  const graph = await startScriptedGraph(context, (request, origin) => {
    if (request.number > 6) abort.abort(new Error("not wanted"));
    return answerFor(request, origin, slots, { ...usualManners, pageSize: 1 });
  });
  const { client } = testClient(context, graph.origin);
  await assert.rejects(client.listBookings(someBusiness, someWeek, abort.signal), /not wanted/);
  assert.ok(graph.received.length < 20, `${graph.received.length} requests`);
});
