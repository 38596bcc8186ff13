/** Answers to invitations: whom they tell, when a new time may be proposed, and where nobody is asked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const copy = path`/me/events/${ids.designReviewOfLee}`;
const review = path`/me/events/${ids.designReview}`;
const proposal = {
  start: { dateTime: "2026-03-23T10:00:00", timeZone: "GMT Standard Time" },
  end: { dateTime: "2026-03-23T11:00:00", timeZone: "GMT Standard Time" },
};

for (const [action, answer] of [
  ["accept", "accepted"],
  ["tentativelyAccept", "tentativelyAccepted"],
  ["decline", "declined"],
] as const) {
  test(`${action} tells the organizer, whose copy then shows it`, async () => {
    await using sandbox = await sandboxUnderTest();
    const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
    assert.equal((await lee.ask(`${copy}/${action}`, { method: "POST", body: { comment: "So be it." } })).status, 202);
    const [message, ...others] = await sandbox.outbox();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [message?.kind, message?.from, message?.to, message?.text],
      [answer, "lee.park@contoso.com", "ana.silva@contoso.com", "So be it."],
    );
    assert.equal((await attendeeOf(ana)).status["response"], answer);
    assert.equal((await lee.ask(copy)).status, action === "decline" ? 404 : 200);
  });
}

test("a proposed time is shown to the organizer", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  const body = { sendResponse: true, proposedNewTime: proposal };
  assert.equal((await lee.ask(`${copy}/tentativelyAccept`, { method: "POST", body })).status, 202);
  assert.deepEqual((await attendeeOf(ana)).proposedNewTime, {
    start: { dateTime: "2026-03-23T10:00:00.0000000", timeZone: "UTC" },
    end: { dateTime: "2026-03-23T11:00:00.0000000", timeZone: "UTC" },
  });
});

interface Refusal {
  readonly what: string;
  readonly path: string;
  readonly body: Body;
  readonly ends: readonly [status: number, code: string];
}

const invited = path`/me/events/${ids.roadmapSync}`;
const refusals: readonly Refusal[] = [
  { what: "the organizer answers", path: `${review}/decline`, body: {}, ends: [400, "ErrorInvalidRequest"] },
  {
    what: "a time is proposed and the answer is not sent",
    path: `${path`/me/events/${ids.budgetCheck}`}/decline`,
    body: { sendResponse: false, proposedNewTime: proposal },
    ends: [400, "ErrorInvalidParameter"],
  },
  {
    what: "a time is proposed and the meeting does not allow it",
    path: `${invited}/decline`,
    body: { proposedNewTime: proposal },
    ends: [400, "ErrorInvalidParameter"],
  },
  {
    what: "a time is proposed that ends before it begins",
    path: `${path`/me/events/${ids.budgetCheck}`}/decline`,
    body: { proposedNewTime: { start: proposal.end, end: proposal.start } },
    ends: [400, "ErrorInvalidParameter"],
  },
  {
    what: "a time is proposed while accepting",
    path: `${invited}/accept`,
    body: { proposedNewTime: proposal },
    ends: [400, "BadRequest"],
  },
  {
    what: "sendResponse is no boolean",
    path: `${invited}/decline`,
    body: { sendResponse: "yes" },
    ends: [400, "ErrorInvalidParameter"],
  },
  {
    what: "it is a group's calendar",
    path: path`/groups/${ids.facilitiesGroup}/events/${ids.fireDrill}/decline`,
    body: {},
    ends: [400, "BadRequest"],
  },
];

for (const { what, path: asked, body, ends } of refusals) {
  test(`refused when ${what}`, async () => {
    await using sandbox = await sandboxUnderTest();
    const answer = await (await sandbox.as("ana")).ask(asked, { method: "POST", body });
    assert.deepEqual([answer.status, codeOf(answer)], ends, answer.text);
    assert.deepEqual(await sandbox.outbox(), []);
  });
}

test("a meeting says whether other times may be proposed", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  assert.equal((await ana.ask(invited)).body["allowNewTimeProposals"], false);
  assert.equal((await ana.ask(review)).body["allowNewTimeProposals"], true);
});

interface WireAttendee {
  readonly emailAddress: Body;
  readonly status: Body;
  readonly proposedNewTime?: unknown;
}

async function attendeeOf(organizer: { ask(path: string): Promise<{ body: Body }> }): Promise<WireAttendee> {
  const attendees = (await organizer.ask(review)).body["attendees"] as readonly WireAttendee[];
  const lee = attendees.find(({ emailAddress }) => emailAddress["address"] === "lee.park@contoso.com");
  assert.ok(lee !== undefined);
  return lee;
}
