/**
 * Microsoft's own client writes and reads batches of the sandbox, in its own classes for them: what is in a batch is
 * answered as it is alone, and our client, which puts its batches together itself, gets the same.
 * Source: https://learn.microsoft.com/graph/json-batching, https://learn.microsoft.com/graph/sdks/batch-requests
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BatchRequestContent,
  type BatchRequestStep,
  type BatchResponseBody,
  BatchResponseContent,
  GraphError as OfficialError,
} from "@microsoft/microsoft-graph-client";
import type { Event } from "@microsoft/microsoft-graph-types";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { absentId, ana, type BothClients, fourWeeks, startBoth } from "./bothClients.ts";
import { factsOfEvent, factsOfEventRow } from "./eventFacts.ts";
import { asOurs } from "./sameAnswers.ts";

const mostInABatch = 20;

/** Sends a batch as Microsoft's documentation shows it. */
async function sendBatch(
  { official }: BothClients,
  steps: readonly BatchRequestStep[],
): Promise<ReadonlyMap<string, Response>> {
  const content = await new BatchRequestContent([...steps]).getContent();
  return new BatchResponseContent((await official.api("/$batch").post(content)) as BatchResponseBody).getResponses();
}

/** A step that reads an event. The client takes the host off again. */
function readStep(front: BothClients["front"], id: string, event: string): BatchRequestStep {
  const address = `${front.origin}/me/events/${encodeURIComponent(event)}`;
  return { id, request: new Request(address, { headers: asOurs }) };
}

/** A step that cancels an event. */
function cancelStep(front: BothClients["front"], id: string, event: string, comment: string): BatchRequestStep {
  const address = `${front.origin}/me/events/${encodeURIComponent(event)}/cancel`;
  const headers = { ...asOurs, "content-type": "application/json" };
  return { id, request: new Request(address, { method: "POST", headers, body: JSON.stringify({ comment }) }) };
}

async function ownMeetings({ ours }: BothClients): Promise<readonly CalendarEvent[]> {
  const calendars = (await ours.listCalendars({ kind: "me" })).items;
  const lists = await Promise.all(calendars.map(async (calendar) => ours.listEvents(calendar, fourWeeks)));
  const events = lists.flatMap(({ items }) => items);
  return events.filter((event) => event.isOrganizer && event.series === "single" && event.attendees.length > 0);
}

test("a full batch says of each event what it says alone, and what our batch says", async (context) => {
  const both = await startBoth(context, ana);
  const calendar = (await both.ours.listCalendars({ kind: "me" })).items.find(({ isDefault }) => isDefault);
  assert.ok(calendar !== undefined);
  const ids = (await both.ours.listEvents(calendar, fourWeeks)).items.slice(0, mostInABatch - 2).map(({ id }) => id);
  // Among good ones: an id that is nobody's, and one that is none.
  ids.splice(3, 0, absentId);
  ids.splice(9, 0, "no id");
  assert.equal(ids.length, mostInABatch);

  const answers = await sendBatch(
    both,
    ids.map((id, index) => readStep(both.front, String(index + 1), id)),
  );
  const reads = await both.ours.readItems(ids.map((id) => eventTarget(id)));
  assert.equal(answers.size, ids.length);
  const statuses = [...answers.values()].map(({ status }) => status);
  assert.deepEqual(new Set(statuses), new Set([200, 404, 400]));
  for (const [index, id] of ids.entries()) {
    const answer = answers.get(String(index + 1));
    const read = reads[index];
    assert.ok(answer !== undefined && read !== undefined);
    const alone: unknown = await both.official
      .api(`/me/events/${encodeURIComponent(id)}`)
      .headers(asOurs)
      .get()
      .catch((error: unknown) => error);
    if (alone instanceof OfficialError) {
      const { error } = (await answer.json()) as { readonly error: { readonly code: string } };
      assert.ok(read.kind === "failed" && isGraphError(read.error));
      const expected = { status: alone.statusCode, code: alone.code };
      assert.deepEqual({ status: answer.status, code: error.code }, expected);
      assert.deepEqual({ status: read.error.facts.status, code: read.error.facts.code }, expected);
    } else {
      assert.equal(answer.status, 200);
      const row = (await answer.json()) as Event;
      assert.ok(read.kind === "read" && read.item.kind === "event");
      assert.deepEqual(factsOfEventRow(row), factsOfEventRow(alone as Event));
      assert.deepEqual(factsOfEvent(read.item), factsOfEventRow(row));
    }
  }
});

test("one request of a batch can be throttled: the official client is told, ours asks for that one again", async (context) => {
  const both = await startBoth(context, ana);
  const [one, other] = await ownMeetings(both);
  assert.ok(one !== undefined && other !== undefined);
  const fault = {
    match: { method: "GET", path: encodeURIComponent(other.id) },
    times: 1,
    action: { kind: "status", status: 429, code: "ApplicationThrottled", retryAfter: "0" },
  } as const;
  await both.faultsToCome([fault]);
  const answers = await sendBatch(both, [readStep(both.front, "a", one.id), readStep(both.front, "b", other.id)]);
  assert.equal(answers.get("a")?.status, 200);
  assert.equal(answers.get("b")?.status, 429);
  assert.equal(answers.get("b")?.headers.get("retry-after"), "0");
  await both.faultsToCome([fault]);
  const reads = await both.ours.readItems([eventTarget(one.id), eventTarget(other.id)]);
  assert.deepEqual(
    reads.map((read) => (read.kind === "read" ? read.item.id : read.error)),
    [one.id, other.id],
  );
});

test("cancellations in a batch mail as single ones do, each once", async (context) => {
  const both = await startBoth(context, ana);
  const meetings = (await ownMeetings(both)).slice(0, 3);
  assert.equal(meetings.length, 3);
  const answers = await sendBatch(
    both,
    meetings.map(({ id }, index) => cancelStep(both.front, String(index), id, `Message ${index}`)),
  );
  for (const answer of answers.values()) assert.equal(answer.status, 202);
  const sent = (await both.outbox()).map(({ text, to }) => `${to}: ${text}`);
  const expected = meetings.flatMap(({ attendees }, index) =>
    attendees.map(({ address }) => `${address}: Message ${index}`),
  );
  assert.deepEqual(sent.toSorted(), expected.toSorted());
});

test("what depends on a failed request is not carried out", async (context) => {
  const both = await startBoth(context, ana);
  const [first, second] = await ownMeetings(both);
  assert.ok(first !== undefined && second !== undefined);
  const content = new BatchRequestContent([
    cancelStep(both.front, "good", first.id, "Gone"),
    cancelStep(both.front, "bad", absentId, "Gone"),
    cancelStep(both.front, "late", second.id, "Gone"),
  ]);
  content.addDependency("bad", "good");
  content.addDependency("late", "bad");
  const body = (await both.official.api("/$batch").post(await content.getContent())) as BatchResponseBody;
  const answers = new BatchResponseContent(body).getResponses();
  assert.deepEqual(
    ["good", "bad", "late"].map((id) => answers.get(id)?.status),
    [202, 404, 424],
  );
  assert.equal(new Set((await both.outbox()).map(({ itemId }) => itemId)).size, 1);
  const read = await both.ours.readItem(eventTarget(second.id));
  assert.ok(read.kind === "event" && !read.isCancelled);
});
