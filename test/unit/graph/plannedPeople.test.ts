/**
 * From the calendar to the outbox through the document: whoever a plan counts is mailed and nobody else, with the words
 * that stand in its blocks, and what is not in it, or has been deleted from it, is not touched.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import fc from "fast-check";
import type { AgendaItem } from "../../../src/agenda/item.ts";
import type { Viewer } from "../../../src/agenda/viewer.ts";
import { laneOf } from "../../../src/cancellation/lane.ts";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import { seriesTarget } from "../../../src/cancellation/route.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../../src/cancellation/plan.ts";
import { removeBlocks } from "../../../src/cancellation/planDocument/planEdits.ts";
import { readPlanDocument } from "../../../src/cancellation/planDocument/readPlanDocument.ts";
import { writePlanDocument } from "../../../src/cancellation/planDocument/writePlanDocument.ts";
import { planPeople } from "../../../src/cancellation/planPeople.ts";
import { targetKey } from "../../../src/cancellation/target.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { scopeOf } from "../../../src/cancellation/planDocument/drift.ts";
import { ana, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";

const viewer: Viewer = {
  now: Date.UTC(2026, 10, 23, 7),
  timeZone: "Europe/Vienna",
  locale: "en-GB",
  ownAddresses: [ana],
};

async function listEverything({ graph }: World): Promise<readonly AgendaItem[]> {
  const { items: calendars } = await graph.listCalendars({ kind: "me" });
  const { items: businesses } = await graph.listBusinesses();
  const none: readonly AgendaItem[] = [];
  const lists: readonly { readonly items: readonly AgendaItem[] }[] = await Promise.all([
    ...calendars.filter(({ canEdit }) => canEdit).map(async (calendar) => graph.listEvents(calendar, fourWeeks)),
    ...businesses.map(async (business) => graph.listBookings(business, fourWeeks).catch(() => ({ items: none }))),
  ]);
  return lists.flatMap(({ items }) => items);
}

/** What can be done to an item, read afresh, as a plan would have it; undefined for what is left out. */
function plan(item: AgendaItem): PlannedItem | undefined {
  const preferences = { nonOrganizer: "decline", ignoresLeadTime: true } as const;
  const lane = laneOf(item, { viewer, preferences });
  if (lane.kind === "impossible") return undefined;
  const action = lane.kind === "decline" ? { kind: lane.kind, sendsReply: lane.sendsReply } : { kind: lane.kind };
  return { target: targetOf(item), action, item, scope: scopeOf(item), message: "{subject} is called off." };
}

/** What is planned of a chosen meeting of one's own series: this meeting, the series from here on, or all of it. */
type Extent = "occurrence" | "following" | "series";

/** The target of an item, or of the series that it is a part of. */
function targetFor(item: AgendaItem, extent: Extent): CancelTarget {
  const target = targetOf(item);
  if (extent === "occurrence" || item.kind !== "event" || target.kind !== "event" || !item.isOrganizer) return target;
  return item.seriesMasterId === undefined ? target : seriesTarget(target, item.seriesMasterId);
}

/** A series that is to end on the last day before the second week, if that is what is meant. */
function withExtent(planned: PlannedItem, extent: Extent): PlannedItem {
  const { item } = planned;
  if (extent !== "following" || item.kind !== "event" || item.recurrence === undefined) return planned;
  const { pattern, startDate, timeZone } = item.recurrence;
  const range = { type: "endDate", startDate, endDate: "2026-11-29" } as const;
  const recurrence = { pattern, range: { ...range, ...(timeZone !== undefined && { recurrenceTimeZone: timeZone }) } };
  return { ...planned, action: { kind: "endSeries", recurrence }, message: "" };
}

/** Whether an item is one of those that are planned, or a meeting of a series that is. */
function isMeant(item: AgendaItem, planned: readonly PlannedItem[]): boolean {
  return planned.some(({ item: { id } }) => id === item.id || (item.kind === "event" && id === item.seriesMasterId));
}

/** Plans the chosen items, deletes some blocks, and sends the rest. */
async function assertPeopleMailed(
  context: TestContext,
  choose: (index: number) => boolean,
  remove: (index: number) => boolean,
  extent: Extent,
): Promise<void> {
  const world = await startWorld(context, ana, { leadTimeBinds: "nobody" });
  const listed = await listEverything(world);
  const chosen = listed.filter((_item, index) => choose(index)).map((item) => targetFor(item, extent));
  const reads = await world.graph.readItems([...new Map(chosen.map((target) => [targetKey(target), target])).values()]);
  const read = reads.flatMap((one) => (one.kind === "read" ? [one.item] : []));
  const items = read
    .map(plan)
    .filter((planned) => planned !== undefined)
    .map((planned) => withExtent(planned, extent));
  const text = writePlanDocument(
    { id: "plan-1", items, message: "{subject} is called off.", leftOut: [] },
    { viewer, account: ana, graphOrigin: world.addresses.graphOrigin },
  );
  const whole = readPlanDocument(text);
  assert.deepEqual(whole.problems, []);
  const edits = removeBlocks(
    whole,
    whole.blocks.filter((_block, index) => remove(index)),
  );
  const edited = edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((before, edit) => before.slice(0, edit.span.start) + edit.newText + before.slice(edit.span.end), text);
  const left = readPlanDocument(edited);
  const keys = left.blocks.map(({ target }) => targetKey(target));
  const sent = items.filter(({ target }) => keys.includes(targetKey(target)));
  assert.equal(left.blocks.length, items.filter((_item, index) => !remove(index)).length);

  const byMailbox = Map.groupBy(left.blocks, ({ target }) => mailboxName(target, [ana]));
  for (const blocks of byMailbox.values()) {
    const requests = blocks.map(({ target, action, message }) => ({ target, action, message }));
    for (const outcome of await world.graph.sendPlanned(requests)) assert.equal(outcome.kind, "sent");
  }

  const { people, rooms, lookedThrough } = planPeople(sent, viewer);
  assert.equal(lookedThrough, "all", "nobody is left uncounted");
  const counted = [...people, ...rooms].map(({ address }) => address.toLowerCase());
  const mailed = (await world.outbox()).map(({ to }) => to.toLowerCase());
  assert.deepEqual([...new Set(mailed)].toSorted(), counted.toSorted());
  const after = new Set((await listEverything({ ...world, graph: world.afresh() })).map(({ id }) => id));
  const isEnded = ({ action }: PlannedItem): boolean => action.kind === "endSeries";
  for (const item of listed) {
    const isFirstWeek = item.span.kind === "timed" && item.span.startUtc < Date.UTC(2026, 10, 30);
    const isKept = !isMeant(item, sent) || (isFirstWeek && isMeant(item, sent.filter(isEnded)));
    assert.equal(after.has(item.id), isKept, targetOf(item).itemPath);
  }
}

test("whoever a plan counts is mailed and nobody else, and what is not in it is not touched", async (context) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 7 }),
      fc.nat(),
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom<Extent>("occurrence", "following", "series"),
      async (every, first, cut, extent) => {
        await assertPeopleMailed(
          context,
          (index) => index % every === first % every,
          (index) => index % cut === 1,
          extent,
        );
      },
    ),
    {
      numRuns: 12,
      // Everything: among it the series that has a meeting with guests of its own.
      examples: [
        [1, 0, 1_000, "series"],
        [1, 0, 1_000, "following"],
      ],
    },
  );
});
