/**
 * Microsoft's own client and ours cancel the same items of two equal sandboxes: the same people get the same messages,
 * and afterwards the same is gone.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { AgendaItem, Booking, CalendarEvent } from "../../src/agenda/item.ts";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import type { CancelTarget } from "../../src/cancellation/target.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import { ana, type BothClients, fourWeeks, startBoth } from "./bothClients.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";

const immutable = { Prefer: 'IdType="ImmutableId"' };
const message = '“Ill” {{today}}, \\ "quoted"\r\nSee you – 再見 😀';

/** A kind of item, and how to recognise one. */
interface Kind {
  readonly name: string;
  readonly fits: (item: AgendaItem) => boolean;
}

const ownMeeting = (series: CalendarEvent["series"]) => (item: AgendaItem) =>
  item.kind === "event" && item.series === series && item.isOrganizer && item.attendees.length > 0;
const bookingOf = (fits: (booking: Booking) => boolean) => (item: AgendaItem) => item.kind === "booking" && fits(item);

const kinds: readonly Kind[] = [
  { name: "a single meeting", fits: ownMeeting("single") },
  { name: "one occurrence of a series", fits: ownMeeting("occurrence") },
  { name: "a changed occurrence", fits: ownMeeting("exception") },
  { name: "a booking of one customer", fits: bookingOf(({ maximumCustomers }) => maximumCustomers === 1) },
  { name: "a booking of several customers", fits: bookingOf(({ customers }) => customers.length > 1) },
];

/** The first item of a kind, in the order of Graph. */
async function findItem(graph: GraphClient, { fits, name }: Kind): Promise<AgendaItem> {
  for (const calendar of (await graph.listCalendars({ kind: "me" })).items) {
    const found = (await graph.listEvents(calendar, fourWeeks)).items.find(fits);
    if (found !== undefined) return found;
  }
  for (const business of (await graph.listBusinesses()).items) {
    const found = (await graph.listBookings(business, fourWeeks)).items.find(fits);
    if (found !== undefined) return found;
  }
  throw new Error(`There is not ${name}.`);
}

function targetOf(item: AgendaItem): CancelTarget {
  return item.kind === "event" ? eventTarget(item.id) : bookingTarget(item.businessId, item.id);
}

/** Cancels as Microsoft's documentation shows it. */
async function cancelOfficially({ official }: BothClients, item: AgendaItem, text: string): Promise<unknown> {
  const id = encodeURIComponent(item.id);
  return item.kind === "event"
    ? await official.api(`/me/events/${id}/cancel`).headers(immutable).post({ Comment: text })
    : await official
        .api(`/solutions/bookingBusinesses/${encodeURIComponent(item.businessId)}/appointments/${id}/cancel`)
        .post({ cancellationMessage: text });
}

/** The outbox, without the moment of sending. */
async function mailed({ outbox }: BothClients): Promise<readonly object[]> {
  return (await outbox()).map(({ sentAt, ...sent }) => {
    assert.ok(!Number.isNaN(Date.parse(sentAt)));
    return sent;
  });
}

async function startTwice(context: TestContext): Promise<readonly [BothClients, BothClients]> {
  return [await startBoth(context, ana), await startBoth(context, ana)];
}

for (const kind of kinds) {
  test(`${kind.name}: the same people get the same message from both`, async (context) => {
    const [one, other] = await startTwice(context);
    const item = await findItem(one.ours, kind);
    const same = await findItem(other.ours, kind);
    assert.deepEqual(same, item);

    const outcome = await sendCancellation(one.ours, targetOf(item), message);
    assert.equal(outcome.kind, "sent");
    await cancelOfficially(other, item, message);

    const sent = await mailed(one);
    assert.ok(sent.length > 0);
    assert.deepEqual(await mailed(other), sent);
    for (const { ours } of [one, other])
      assert.equal(await ours.lookUp({ target: targetOf(item), action: { kind: "cancel" } }), "gone");
  });
}

test("without a message both send the same", async (context) => {
  const [one, other] = await startTwice(context);
  const item = await findItem(one.ours, { name: "a single meeting", fits: ownMeeting("single") });
  assert.equal((await sendCancellation(one.ours, targetOf(item), "")).kind, "sent");
  await cancelOfficially(other, item, "");
  assert.deepEqual(await mailed(other), await mailed(one));
});

test("what one has cancelled the other cannot cancel again", async (context) => {
  const both = await startBoth(context, ana);
  for (const kind of kinds) {
    const item = await findItem(both.ours, kind);
    assert.equal((await sendCancellation(both.ours, targetOf(item), message)).kind, "sent");
    const before = (await both.outbox()).length;
    await assert.rejects(cancelOfficially(both, item, message), { statusCode: 404, code: "ErrorItemNotFound" });
    assert.equal((await both.outbox()).length, before);
  }
});
