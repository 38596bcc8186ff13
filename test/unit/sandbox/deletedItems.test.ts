/** What is left of an event that was cancelled, deleted, deleted for good or declined: where, for whom, and who was told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import { immutableIdOf } from "../../../src/sandbox/office/immutableId.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Answer, type Asking, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const prefer = { prefer: 'IdType="ImmutableId"' };
const review = path`/me/events/${ids.designReview}`;
const reviewForEver = path`/me/events/${immutableIdOf(ids.designReview)}`;
const month = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-04-18T00:00:00Z";
const cancels: Asking = { method: "POST", body: { Comment: "x" } };

interface Row {
  readonly what: string;
  readonly as?: "ana" | "lee";
  readonly path: string;
  readonly asking: Asking;
  readonly guesses?: Partial<Guesses>;
  readonly mails: number;
  /** What is read by the immutable id afterwards: a status, and how the subject then begins. */
  readonly afterwards: readonly [status: number, isCancelled?: boolean];
}

const meeting = ids.designReview;
const rows: readonly Row[] = [
  { what: "cancelled", path: `${review}/cancel`, asking: cancels, mails: 12, afterwards: [200, true] },
  { what: "deleted", path: review, asking: { method: "DELETE" }, mails: 12, afterwards: [200, true] },
  {
    what: "cancelled, when Deleted Items are not found by any id",
    path: `${review}/cancel`,
    asking: cancels,
    guesses: { deletedByImmutableId: "not found" },
    mails: 12,
    afterwards: [404],
  },
  {
    what: "cancelled, when the organizer's copy does not say so",
    path: `${review}/cancel`,
    asking: cancels,
    guesses: { deletedLooksCancelled: false },
    mails: 12,
    afterwards: [200, false],
  },
  {
    what: "deleted for good",
    path: `${review}/permanentDelete`,
    asking: { method: "POST" },
    mails: 12,
    afterwards: [404],
  },
  {
    what: "deleted for good, when that mails nobody",
    path: `${review}/permanentDelete`,
    asking: { method: "POST" },
    guesses: { permanentDeleteMails: false },
    mails: 0,
    afterwards: [404],
  },
];

for (const { what, path: asked, asking, guesses, mails, afterwards } of rows) {
  test(`a meeting that was ${what}`, async () => {
    await using sandbox = await sandboxUnderTest(guesses === undefined ? {} : { guesses });
    const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
    assert.ok((await ana.ask(asked, asking)).status < 300);

    assertNotFound(await ana.ask(review));
    const listed = await ana.all(`/me/calendarView?${month}`);
    assert.ok(listed.every((event) => event["id"] !== meeting));
    const kept = await ana.ask(reviewForEver, { headers: prefer });
    const [status, isCancelled] = afterwards;
    assert.equal(kept.status, status, kept.text);
    assert.equal(kept.body["isCancelled"], isCancelled);
    if (status === 200) assert.equal(kept.body["id"], immutableIdOf(meeting), "by the id that it was asked for");

    const copy = await lee.ask(path`/me/events/${ids.designReviewOfLee}`);
    assert.equal(copy.body["isCancelled"], mails > 0, "those who were told see it");
    assert.equal((await sandbox.outbox()).length, mails);
  });
}

test("nothing can be done with what is in Deleted Items, by neither id", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await ana.ask(`${reviewForEver}/cancel`, { ...cancels, headers: prefer });
  const { length } = await sandbox.outbox();
  assert.equal(length, 12);
  for (const item of [review, reviewForEver]) {
    assertNotFound(await ana.ask(`${item}/cancel`, { ...cancels, headers: prefer }));
    assertNotFound(await ana.ask(`${item}/permanentDelete`, { method: "POST", headers: prefer }));
    assertNotFound(await ana.ask(item, { method: "DELETE", headers: prefer }));
    assertNotFound(await ana.ask(item, { method: "PATCH", body: { subject: "x" }, headers: prefer }));
    assertNotFound(await ana.ask(`${item}/calendar`, { headers: prefer }));
  }
  assertNotFound(
    await ana.ask(path`/me/calendars/${ids.anasCalendar}/events/${immutableIdOf(meeting)}`, { headers: prefer }),
  );
  assert.equal((await sandbox.outbox()).length, length, "nobody is told twice");
});

test("an attendee who deletes or declines loses their own copy alone", async () => {
  for (const [asking, action] of [
    [{ method: "DELETE" }, ""],
    [{ method: "POST", body: { sendResponse: false } }, "/decline"],
  ] as const) {
    await using sandbox = await sandboxUnderTest();
    const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
    const copy = path`/me/events/${ids.designReviewOfLee}`;
    assert.ok((await lee.ask(copy + action, asking)).status < 300);
    assertNotFound(await lee.ask(copy));
    const kept = await lee.ask(path`/me/events/${immutableIdOf(ids.designReviewOfLee)}`, { headers: prefer });
    assert.deepEqual([kept.status, kept.body["isCancelled"]], [200, false]);
    assert.equal((await ana.ask(review)).status, 200);
    assert.deepEqual(await sandbox.outbox(), []);
  }
});

test("a cancelled occurrence and a cancelled series are kept, and the series notes its occurrence", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const kept = async (id: string) => (await ana.ask(path`/me/events/${immutableIdOf(id)}`, { headers: prefer })).body;
  await ana.ask(path`/me/events/${ids.teamWeeklyNext}/cancel`, cancels);
  const master = await ana.ask(`${path`/me/events/${ids.teamWeekly}`}?$select=cancelledOccurrences`);
  assert.deepEqual(master.body["cancelledOccurrences"], [`OID.${ids.teamWeekly}.2026-03-27`]);
  assert.equal((await kept(ids.teamWeeklyNext))["isCancelled"], true);
  await ana.ask(path`/me/events/${ids.teamWeekly}/cancel`, cancels);
  for (const id of [ids.teamWeekly, ids.teamWeeklyMoved]) assert.equal((await kept(id))["isCancelled"], true);
});

function assertNotFound(answer: Answer): void {
  assert.deepEqual([answer.status, codeOf(answer)], [404, "ErrorItemNotFound"]);
}
