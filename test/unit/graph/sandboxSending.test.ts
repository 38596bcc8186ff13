/** Everything that can be planned, sent to the sandbox: who is mailed, what is found afterwards, and that it is done once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedAction } from "../../../src/cancellation/plan.ts";
import { itemsPerRequest } from "../../../src/cancellation/plannedRequest.ts";
import type { PlannedRequest } from "../../../src/cancellation/plannedRequest.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import type { FaultAction } from "../../../src/sandbox/server/faults.ts";
import { inShort } from "./chainingGraph.ts";
import { ana, find, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";

async function ownEvents({ graph }: World): Promise<readonly CalendarEvent[]> {
  const { items } = await graph.listCalendars({ kind: "me" });
  const lists = await Promise.all(items.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  return lists.flatMap((list) => list.items);
}

const isMine = (event: CalendarEvent): boolean =>
  event.isOrganizer && event.series === "single" && event.attendees.length > 0;
const isInvitation = (event: CalendarEvent): boolean =>
  !event.isOrganizer && !event.isCancelled && event.series === "single";

/** The end of a series on the day before the last of its occurrences that are listed. */
async function endOfSeries({ graph }: World, events: readonly CalendarEvent[]): Promise<PlannedRequest> {
  const occurrence = find(events, (event) => event.series === "occurrence" && event.isOrganizer);
  const target = eventTarget(occurrence.seriesMasterId ?? "");
  const master = await graph.readItem(target);
  assert.ok(master.kind === "event" && master.recurrence?.endDate !== undefined);
  const { pattern, startDate, timeZone } = master.recurrence;
  const own = events.filter(({ seriesMasterId }) => seriesMasterId === occurrence.seriesMasterId);
  const lastUtc = Math.max(...own.map(({ span }) => (span.kind === "timed" ? span.startUtc : 0)));
  const endDate = new Date(lastUtc - 86_400_000).toISOString().slice(0, 10);
  const range = {
    type: "endDate",
    startDate,
    endDate,
    ...(timeZone !== undefined && { recurrenceTimeZone: timeZone }),
  };
  return {
    target,
    action: { kind: "endSeries", recurrence: { pattern, range: { ...range, type: "endDate" } } },
    message: "",
  };
}

interface Row {
  readonly what: string;
  readonly plan: (world: World, events: readonly CalendarEvent[]) => Promise<PlannedRequest>;
  /** How many people are mailed, and with what; undefined for as many as there are. */
  readonly mails: { readonly count?: number; readonly kind?: string; readonly text?: string };
}

const onInvitation =
  (action: PlannedAction, message: string): Row["plan"] =>
  async (_world, events) => ({ target: targetOf(find(events, isInvitation)), action, message });

const rows: readonly Row[] = [
  {
    what: "an invitation is declined with a reply",
    plan: onInvitation({ kind: "decline", sendsReply: true }, "Ill"),
    mails: { count: 1, kind: "declined", text: "Ill" },
  },
  {
    what: "an invitation is declined without a reply",
    plan: onInvitation({ kind: "decline", sendsReply: false }, "Ill"),
    mails: { count: 0 },
  },
  { what: "an invitation is removed", plan: onInvitation({ kind: "remove" }, ""), mails: { count: 0 } },
  {
    what: "an event of one's own alone is removed",
    plan: async (_world, events) => ({
      target: targetOf(find(events, (event) => event.isOrganizer && event.attendees.length === 0)),
      action: { kind: "remove" },
      message: "",
    }),
    mails: { count: 0 },
  },
  { what: "a series ends earlier", plan: endOfSeries, mails: { kind: "eventUpdated" } },
];

for (const { what, plan, mails } of rows) {
  for (const deletedByImmutableId of ["found", "not found"] as const) {
    test(`${what}, and that is found out; in Deleted Items: ${deletedByImmutableId}`, async (context) => {
      const world = await startWorld(context, ana, { deletedByImmutableId });
      const item = await plan(world, await ownEvents(world));
      const method = ["cancel", "decline"].includes(item.action.kind) ? "POST" : "(DELETE|PATCH)";
      const lost = async (when: "before" | "after"): Promise<void> => {
        const action = { kind: "reset", when } as const;
        const methods = method === "POST" ? ["POST"] : ["DELETE", "PATCH"];
        await world.faultsToCome(methods.map((one) => ({ match: { method: one }, times: 1, action })));
        assert.deepEqual((await world.graph.sendPlanned([item])).map(inShort), ["unsure connectionLost"]);
        await world.faultsToCome([]);
      };
      await lost("before");
      assert.equal(await world.graph.lookUp(item), "stillThere");
      assert.equal((await world.outbox()).length, 0);
      await lost("after");
      assert.equal(await world.graph.lookUp(item), "gone");
      const outbox = await world.outbox();
      if (mails.count === undefined) assert.ok(outbox.length > 0);
      else assert.equal(outbox.length, mails.count);
      for (const message of outbox) {
        assert.equal(message.kind, mails.kind);
        if (mails.text !== undefined) assert.equal(message.text, mails.text);
      }
    });
  }
}

test("all kinds of actions go in one request", async (context) => {
  const world = await startWorld(context, ana);
  const events = await ownEvents(world);
  const invitations = events.filter(isInvitation);
  const [first, second] = invitations;
  assert.ok(first !== undefined && second !== undefined);
  const items: readonly PlannedRequest[] = [
    { target: targetOf(find(events, isMine)), action: { kind: "cancel" }, message: "Ill" },
    { target: targetOf(first), action: { kind: "decline", sendsReply: true }, message: "Ill" },
    { target: targetOf(second), action: { kind: "remove" }, message: "" },
    await endOfSeries(world, events),
  ];
  const before = world.logLines.length;
  assert.deepEqual((await world.graph.sendPlanned(items)).map(inShort), ["sent", "sent", "sent", "sent"]);
  assert.equal(world.logLines.slice(before).filter((line) => line.includes("/$batch ")).length, 1);
  for (const item of items) assert.equal(await world.graph.lookUp(item), "gone", item.action.kind);
});

/** Sends a full request of cancellations while something goes wrong with some of them; asserts what comes of it. */
async function assertMany(context: TestContext, action: FaultAction, isWhole: boolean): Promise<void> {
  const world = await startWorld(context, ana);
  const events = (await ownEvents(world)).filter(isMine).slice(0, itemsPerRequest);
  assert.ok(events.length > 5);
  const path = isWhole ? "batch$" : "/cancel$";
  // Who is refused for the token twice has been refused.
  const isAboutToken = action.kind === "claims" || (action.kind === "status" && action.status === 401);
  const skips = isWhole ? [0] : isAboutToken ? [1] : [1, 2];
  await world.faultsToCome(skips.map((skip) => ({ match: { method: "POST", path }, skip, times: 1, action })));
  const items = events.map((event): PlannedRequest => ({
    target: targetOf(event),
    action: { kind: "cancel" },
    message: event.id,
  }));
  const outcomes = await world.graph.sendPlanned(items);
  const outbox = await world.outbox();
  for (const [index, event] of events.entries()) {
    const outcome = outcomes[index] ?? assert.fail();
    const mailed = outbox.filter(({ text }) => text === event.id).length;
    const said = `${JSON.stringify(action)}: ${inShort(outcome)}, ${mailed} mails`;
    if (outcome.kind === "sent") assert.equal(mailed, event.attendees.length, said);
    else if (outcome.kind === "unsure") assert.ok([0, event.attendees.length].includes(mailed), said);
    else assert.equal(mailed, 0, said);
  }
  const kinds = new Set(outcomes.map(({ kind }) => kind));
  const isHarmless = isAboutToken || (action.kind === "status" && action.status === 429);
  assert.equal(kinds.size === 1 && kinds.has("sent"), isHarmless, JSON.stringify([...kinds]));
}

test("whatever strikes single requests of a batch, each outcome is true and nothing is sent twice", async (context) => {
  const actions: readonly FaultAction[] = [
    { kind: "status", status: 429, retryAfter: "0" },
    { kind: "status", status: 401 },
    { kind: "claims" },
    { kind: "status", status: 404, code: "ErrorItemNotFound" },
    { kind: "status", status: 409, html: true },
    { kind: "status", status: 500, afterwards: true, retryAfter: "0" },
    { kind: "status", status: 503, retryAfter: "0" },
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
    { kind: "leaveOut", when: "before" },
    { kind: "leaveOut", when: "after" },
    { kind: "truncate" },
  ];
  for (const action of actions) await assertMany(context, action, false);
});

test("whatever strikes a batch as a whole, each outcome is true and nothing is sent twice", async (context) => {
  const actions: readonly FaultAction[] = [
    { kind: "status", status: 429, retryAfter: "0" },
    { kind: "claims" },
    { kind: "status", status: 403, code: "ErrorAccessDenied" },
    { kind: "status", status: 500, afterwards: true },
    { kind: "status", status: 503, html: true },
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
    { kind: "truncate" },
    { kind: "halfJson" },
  ];
  for (const action of actions) await assertMany(context, action, true);
});
