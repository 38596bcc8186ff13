/** PATCH of an event: ending a series early, changing its words, and everything that is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, type Client, type SandboxUnderTest, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const series = path`/me/events/${ids.teamWeekly}`;
const review = path`/me/events/${ids.designReview}`;
const ever = "startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";

const pattern = { type: "weekly", interval: 1, daysOfWeek: ["friday"], firstDayOfWeek: "sunday" };
const range = { type: "endDate", startDate: "2026-01-23", endDate: "2026-03-27" };
const earlierEnd = { pattern, range };

async function startsOf(client: Client, subject: string): Promise<readonly string[]> {
  const events = (await client.all(`/me/calendarView?${ever}&$top=1000`)).filter(
    (event) => event["subject"] === subject,
  );
  return events.map((event) => (event["start"] as { dateTime: string }).dateTime.slice(0, 10));
}

async function patch(client: Client, event: string, body: string | Body, headers = {}) {
  const type = typeof body === "string" ? { "content-type": "application/json" } : {};
  return client.ask(event, { method: "PATCH", body, headers: { ...type, ...headers } });
}

async function assertMailed(sandbox: SandboxUnderTest, times: number): Promise<void> {
  const outbox = await sandbox.outbox();
  assert.deepEqual([...new Set(outbox.map(({ kind }) => kind))], times === 0 ? [] : ["eventUpdated"]);
  const people = new Set(outbox.map(({ to }) => to));
  assert.equal(outbox.length, people.size * times);
  assert.equal(people.size, times === 0 ? 0 : 6);
}

for (const mailsPerException of [true, false]) {
  test(`a series that ends earlier keeps what was before, ${mailsPerException ? "and mails about its exception too" : "and mails once"}`, async () => {
    await using sandbox = await sandboxUnderTest({ guesses: { updateMailsPerException: mailsPerException } });
    const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
    const before = await startsOf(ana, "Team weekly");
    const answer = await patch(ana, series, { recurrence: earlierEnd });
    assert.equal(answer.status, 200, answer.text);
    const changed = answer.body["recurrence"] as { range: Body };
    assert.equal(changed.range["endDate"], "2026-03-27");

    const expected = before.filter((day) => day <= "2026-03-27");
    assert.ok(expected.length === 10 && before.length > 30);
    for (const client of [ana, lee]) assert.deepEqual(await startsOf(client, "Team weekly"), expected);
    await assertMailed(sandbox, mailsPerException ? 2 : 1);
    assert.ok((await sandbox.outbox()).every(({ text, about }) => text === "" && about === "Team weekly"));
  });
}

test("an exception after the end goes too, and what was cancelled before it stays noted", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const toCancel = path`/me/events/${ids.teamWeeklyNext}/cancel`;
  await ana.ask(toCancel, { method: "POST", body: {} });
  const end = { ...range, endDate: "2026-03-13" };
  assert.equal((await patch(ana, series, { recurrence: { pattern, range: end } })).status, 200);
  assert.equal((await ana.ask(path`/me/events/${ids.teamWeeklyMoved}`)).status, 404);
  const master = await ana.ask(`${series}?$select=cancelledOccurrences`);
  assert.deepEqual(master.body["cancelledOccurrences"], [], "the cancelled one is after the end");
});

test("subject and place change for everybody, with a mail to each; an occurrence becomes an exception", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  const change = { subject: "Design review II", location: { displayName: "Room Lisbon" } };
  const before = (await ana.ask(review)).body["@odata.etag"];
  const answer = await patch(ana, review, change);
  assert.equal(answer.status, 200, answer.text);
  assert.notEqual(answer.body["@odata.etag"], before);
  const copy = (await lee.ask(path`/me/events/${ids.designReviewOfLee}`)).body;
  assert.deepEqual([copy["subject"], (copy["location"] as Body)["displayName"]], ["Design review II", "Room Lisbon"]);
  assert.equal((await sandbox.outbox()).length, 12);
  const occurrence = await patch(ana, path`/me/events/${ids.teamWeeklyNext}`, { subject: "Team weekly, short" });
  assert.equal(occurrence.body["type"], "exception");
});

test("a change of a series' subject reaches the occurrences that had it", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const all = await startsOf(ana, "Team weekly");
  await patch(ana, path`/me/events/${ids.teamWeeklyNext}`, { subject: "Short" });
  await patch(ana, series, { subject: "Round" });
  assert.equal((await startsOf(ana, "Round")).length, all.length - 1);
  assert.deepEqual(await startsOf(ana, "Short"), ["2026-03-27"]);
});

interface Refusal {
  readonly what: string;
  readonly event?: string;
  readonly body: string | Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly guesses?: Partial<Guesses>;
  /** A status without a code is success. */
  readonly ends: readonly [status: number, code?: string];
}

const attendeesCopy = path`/me/events/${ids.roadmapSync}`;
const withRange = (changes: Body) => ({ recurrence: { pattern, range: { ...range, ...changes } } });
const readOnly = { isCancelled: true };
const foreign = { "if-match": 'W/"somebody has changed it"' };

const refusals: readonly Refusal[] = [
  { what: "isCancelled", event: review, body: readOnly, ends: [400, "ErrorInvalidPropertySet"] },
  {
    what: "isCancelled, when that is ignored",
    event: review,
    body: readOnly,
    guesses: { updateOfReadOnly: "ignore" },
    ends: [200],
  },
  { what: "a property that does not exist", event: review, body: { status: "x" }, ends: [400, "RequestBodyRead"] },
  {
    what: "a property that the sandbox leaves alone",
    event: review,
    body: { attendees: [] },
    ends: [400, "SandboxNotSupported"],
  },
  { what: "a subject that is no text", event: review, body: { subject: 5 }, ends: [400, "RequestBodyRead"] },
  { what: "a place that is a text", event: review, body: { location: "here" }, ends: [400, "RequestBodyRead"] },
  { what: "half of the JSON", event: review, body: '{"subject":', ends: [400, "BadRequest"] },
  { what: "a list", event: review, body: "[]", ends: [400, "BadRequest"] },
  { what: "no body", event: review, body: "", ends: [400, "BadRequest"] },
  {
    what: "another type of body",
    event: review,
    body: "{}",
    headers: { "content-type": "text/plain" },
    ends: [415, "BadRequest"],
  },
  { what: "an attendee's copy", event: attendeesCopy, body: { subject: "x" }, ends: [403, "ErrorAccessDenied"] },
  {
    what: "an attendee's copy, when that is theirs",
    event: attendeesCopy,
    body: { subject: "x" },
    guesses: { updateByAttendee: "own copy" },
    ends: [200],
  },
  {
    what: "an etag of before",
    event: review,
    body: { subject: "x" },
    headers: foreign,
    ends: [412, "ErrorIrresolvableConflict"],
  },
  {
    what: "an etag of before, when nobody looks",
    event: review,
    body: { subject: "x" },
    headers: foreign,
    guesses: { ifMatch: "ignored" },
    ends: [200],
  },
  { what: "any etag", event: review, body: { subject: "x" }, headers: { "if-match": "*" }, ends: [200] },
  {
    what: "the recurrence of a single event",
    event: review,
    body: { recurrence: earlierEnd },
    ends: [400, "SandboxNotSupported"],
  },
  { what: "no recurrence any more", body: { recurrence: null }, ends: [400, "RequestBodyRead"] },
  { what: "a recurrence without its pattern", body: { recurrence: { range } }, ends: [400, "ErrorInvalidRequest"] },
  {
    what: "a recurrence without its pattern, when it is merged",
    body: { recurrence: { range } },
    guesses: { recurrenceWithoutPattern: "merge" },
    ends: [200],
  },
  { what: "a recurrence without its range", body: { recurrence: { pattern } }, ends: [400, "RequestBodyRead"] },
  {
    what: "another pattern",
    body: { recurrence: { pattern: { ...pattern, interval: 2 }, range } },
    ends: [400, "SandboxNotSupported"],
  },
  { what: "an invented part of the range", body: withRange({ until: "x" }), ends: [400, "RequestBodyRead"] },
  { what: "a range without end", body: withRange({ type: "noEnd" }), ends: [400, "SandboxNotSupported"] },
  { what: "another first day", body: withRange({ startDate: "2026-01-30" }), ends: [400, "SandboxNotSupported"] },
  { what: "a later end", body: withRange({ endDate: "2027-01-01" }), ends: [400, "SandboxNotSupported"] },
  { what: "an end with a time", body: withRange({ endDate: "2026-03-27T00:00:00Z" }), ends: [400, "RequestBodyRead"] },
  {
    what: "an end before the beginning",
    body: withRange({ endDate: "2026-01-01" }),
    ends: [400, "ErrorCalendarEndDateIsEarlierThanStartDate"],
  },
  {
    what: "a zone that does not exist",
    body: withRange({ recurrenceTimeZone: "Mars" }),
    ends: [400, "RequestBodyRead"],
  },
];

for (const { what, event = series, body, headers = {}, guesses, ends } of refusals) {
  const [status, code] = ends;
  test(`PATCH with ${what}: ${ends.join(" ")}`, async () => {
    await using sandbox = await sandboxUnderTest(guesses === undefined ? {} : { guesses });
    const ana = await sandbox.as("ana");
    const answer = await patch(ana, event, body, headers);
    assert.equal(answer.status, status, answer.text);
    if (code === undefined) return;
    assert.equal(codeOf(answer), code);
    assert.deepEqual(await sandbox.outbox(), []);
  });
}

for (const [endBeforeFirstOccurrence, status] of [
  ["refuse", 400],
  ["accept", 200],
] as const) {
  test(`an end before everything that is left of a series: ${status}`, async () => {
    await using sandbox = await sandboxUnderTest({ guesses: { endBeforeFirstOccurrence } });
    const ana = await sandbox.as("ana");
    const [first] = await ana.all(`${series}/instances?startDateTime=2026-01-01&endDateTime=2026-01-31`);
    await ana.ask(path`/me/events/${String(first?.["id"])}/cancel`, { method: "POST", body: {} });
    const answer = await patch(ana, series, withRange({ endDate: "2026-01-24" }));
    assert.equal(answer.status, status, answer.text);
    if (status === 400) assert.equal(codeOf(answer), "ErrorRecurrenceHasNoOccurrence");
  });
}

test("an attendee's change is not seen by others", async () => {
  await using sandbox = await sandboxUnderTest({ guesses: { updateByAttendee: "own copy" } });
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  await patch(lee, path`/me/events/${ids.designReviewOfLee}`, { subject: "Boring" });
  assert.equal((await ana.ask(review)).body["subject"], "Design review");
  assert.deepEqual(await sandbox.outbox(), []);
});
