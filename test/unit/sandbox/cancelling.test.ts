/** What cancelling, answering and deleting change, and who would have been mailed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import type { SandboxOptions } from "../../../src/sandbox/sandboxContract.ts";
import { type Asking, type SandboxUnderTest, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const cancelReview = path`/me/events/${ids.designReview}/cancel`;
const check = path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalCheckUp}`;
const awkwardText = 'He said "no".\nLine two\t{{user}} \\ 🙂 اجتماع <b>&amp;';

async function assertMailed(sandbox: SandboxUnderTest, addresses: readonly string[], text: string): Promise<void> {
  const outbox = await sandbox.outbox();
  assert.deepEqual(outbox.map((message) => message.to).toSorted(), addresses.toSorted());
  assert.deepEqual(
    outbox.map((message) => message.number),
    addresses.map((_, index) => index + 1),
  );
  for (const message of outbox) assert.equal(message.text, text);
}

test("a cancelled meeting is gone for its organizer and marked for those invited, who are mailed once each", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee, maria] = await Promise.all([sandbox.as("ana"), sandbox.as("lee"), sandbox.as("maria")]);
  const before = await ana.ask(path`/me/events/${ids.designReview}`);
  const invited = before.body["attendees"] as readonly { emailAddress: { address: string } }[];
  assert.equal(invited.length, 12);

  assert.equal((await ana.ask(cancelReview, { method: "POST", body: { Comment: awkwardText } })).status, 202);

  assert.equal((await ana.ask(path`/me/events/${ids.designReview}`)).status, 404);
  const copy = await lee.ask(path`/me/events/${ids.designReviewOfLee}`);
  assert.equal(copy.body["subject"], "Canceled: Design review");
  assert.equal(copy.body["isCancelled"], true);
  const marias = (await maria.all("/me/events")).find((event) => event["subject"] === "Canceled: Design review");
  assert.equal(marias?.["isCancelled"], true);
  await assertMailed(
    sandbox,
    invited.map((attendee) => attendee.emailAddress.address),
    awkwardText,
  );
  const [first] = await sandbox.outbox();
  assert.deepEqual(
    { kind: first?.kind, from: first?.from, about: first?.about, itemId: first?.itemId },
    { kind: "eventCancelled", from: "ana.silva@contoso.com", about: "Design review", itemId: ids.designReview },
  );
});

test("a cancelled booking is gone, and its customer and staff are mailed once each", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const answer = await ana.ask(`${check}/cancel`, { method: "POST", body: { cancellationMessage: awkwardText } });
  assert.equal(answer.status, 204, answer.text);
  assert.equal((await ana.ask(check)).status, 404);
  await assertMailed(sandbox, ["oscar.lind@adatum.com", "peter.lang@contoso.com"], awkwardText);
  const [first] = await sandbox.outbox();
  assert.deepEqual(
    { kind: first?.kind, from: first?.from, about: first?.about },
    {
      kind: "bookingCancelled",
      from: ids.dental,
      about: "Check-up",
    },
  );
});

test("a group booking is cancelled for all of its customers", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await ana.ask(path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalWorkshop}/cancel`, {
    method: "POST",
    body: {},
  });
  assert.equal((await sandbox.outbox()).length, 7);
});

test("a customer without an address is not mailed", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  await ana.ask(path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalByPhone}/cancel`, {
    method: "POST",
    body: {},
  });
  await assertMailed(sandbox, ["peter.lang@contoso.com"], "");
});

interface Attempt {
  readonly what: string;
  readonly as?: "ana" | "lee";
  readonly path?: string;
  readonly asking: Asking;
  readonly options?: SandboxOptions;
  readonly status: number;
  readonly code?: string;
}

const post = (body?: Asking["body"], headers?: Asking["headers"]): Asking => ({
  method: "POST",
  ...(body === undefined ? {} : { body }),
  ...(headers === undefined ? {} : { headers }),
});
const json = { "content-type": "application/json" };

const attempts: readonly Attempt[] = [
  { what: "comment in lower case", asking: post({ comment: "x" }), status: 202 },
  { what: "a null comment", asking: post({ Comment: null }), status: 202 },
  { what: "an empty object", asking: post({}), status: 202 },
  { what: "no body at all", asking: post(), status: 202 },
  {
    what: "no body at all, when that is refused",
    asking: post(),
    options: { guesses: { emptyActionBody: "refuse" } },
    status: 400,
    code: "BadRequest",
  },
  {
    what: "JSON with a charset",
    asking: post('{"Comment":"x"}', { "content-type": "application/json; charset=utf-8" }),
    status: 202,
  },
  { what: "a body without content type", asking: post('{"Comment":"x"}'), status: 415, code: "BadRequest" },
  {
    what: "a body of another type",
    asking: post('{"Comment":"x"}', { "content-type": "text/plain" }),
    status: 415,
    code: "BadRequest",
  },
  { what: "malformed JSON", asking: post('{"Comment":"x"', json), status: 400, code: "BadRequest" },
  { what: "a JSON array", asking: post("[]", json), status: 400, code: "BadRequest" },
  { what: "a comment that is no text", asking: post({ Comment: 5 }), status: 400, code: "BadRequest" },
  {
    what: "the property of the other action",
    asking: post({ cancellationMessage: "x" }),
    status: 400,
    code: "BadRequest",
  },
  {
    what: "an unknown property, when it is ignored",
    asking: post({ nonsense: "x" }),
    options: { guesses: { unknownActionParameter: "ignore" } },
    status: 202,
  },
  {
    what: "an unknown property, when it breaks the server",
    asking: post({ nonsense: "x" }),
    options: { guesses: { unknownActionParameter: 500 } },
    status: 500,
    code: "UnknownError",
  },
  {
    what: "the status of the metadata",
    asking: post({}),
    options: { guesses: { eventCancelStatus: 204 } },
    status: 204,
  },
  {
    what: "an attendee",
    as: "lee",
    path: path`/me/events/${ids.designReviewOfLee}/cancel`,
    asking: post({}),
    status: 400,
    code: "ErrorInvalidRequest",
  },
  {
    what: "an attendee, with another code",
    path: path`/me/events/${ids.roadmapSync}/cancel`,
    asking: post({}),
    options: { guesses: { notOrganizerCode: "ErrorCalendarIsNotOrganizer" } },
    status: 400,
    code: "ErrorCalendarIsNotOrganizer",
  },
  {
    what: "a copy that was cancelled by its organizer",
    path: path`/me/events/${ids.budgetCheck}/cancel`,
    asking: post({}),
    status: 400,
    code: "ErrorInvalidRequest",
  },
  {
    what: "an appointment with nobody else",
    path: path`/me/events/${ids.focusTime}/cancel`,
    asking: post({}),
    status: 202,
  },
  {
    what: "an appointment with nobody else, when that is refused",
    path: path`/me/events/${ids.focusTime}/cancel`,
    asking: post({}),
    options: { guesses: { cancelWithoutAttendees: "refuse" } },
    status: 400,
    code: "ErrorInvalidRequest",
  },
  {
    what: "a booking with the property of the other action",
    path: `${check}/cancel`,
    asking: post({ Comment: "x" }),
    status: 400,
    code: "BadRequest",
  },
  {
    what: "somebody else's mailbox",
    path: path`/users/lee.park@contoso.com/events/${ids.designReviewOfLee}/cancel`,
    asking: post({}),
    status: 403,
    code: "ErrorAccessDenied",
  },
  {
    what: "a business, by somebody who is not on its staff",
    as: "lee",
    path: `${check}/cancel`,
    asking: post({}),
    status: 403,
    code: "ErrorAccessDenied",
  },
];

for (const { what, as = "ana", path: asked = cancelReview, asking, options, status, code } of attempts) {
  test(`cancel with ${what}: ${status}`, async () => {
    await using sandbox = await sandboxUnderTest(options);
    const answer = await (await sandbox.as(as)).ask(asked, asking);
    assert.equal(answer.status, status, answer.text);
    if (code === undefined) return;
    assert.equal(codeOf(answer), code);
    assert.deepEqual(await sandbox.outbox(), [], "nobody is mailed");
  });
}

test("an attendee is told so with the documented sentence", async () => {
  await using sandbox = await sandboxUnderTest();
  const answer = await (await sandbox.as("ana")).ask(path`/me/events/${ids.roadmapSync}/cancel`, post({}));
  const { message } = answer.body["error"] as { message: string };
  assert.equal(message, "Your request can't be completed. You need to be an organizer to cancel a meeting.");
});

test("a meeting in a calendar shared for reading cannot be cancelled through it", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const shared = await ana.all(path`/me/calendars/${ids.sharedCalendar}/events`);
  const organised = shared.find((event) => event["subject"] === "Code review hour");
  const answer = await ana.ask(
    path`/me/calendars/${ids.sharedCalendar}/events/${String(organised?.["id"])}/cancel`,
    post({}),
  );
  assert.equal(answer.status, 403, answer.text);
  const hidden = shared.filter((event) => event["sensitivity"] === "private");
  assert.deepEqual(
    hidden.map((event) => event["subject"]),
    ["Private Appointment"],
  );
});

test("a declined meeting leaves the calendar and tells its organizer", async () => {
  await using sandbox = await sandboxUnderTest();
  const lee = await sandbox.as("lee");
  const answer = await lee.ask(
    path`/me/events/${ids.designReviewOfLee}/decline`,
    post({ comment: "Away.", sendResponse: true }),
  );
  assert.equal(answer.status, 202, answer.text);
  assert.equal((await lee.ask(path`/me/events/${ids.designReviewOfLee}`)).status, 404);
  await assertMailed(sandbox, ["ana.silva@contoso.com"], "Away.");
  const own = await (await sandbox.as("ana")).ask(path`/me/events/${ids.designReview}`);
  const attendees = own.body["attendees"] as readonly {
    status: { response: string };
    emailAddress: { address: string };
  }[];
  assert.equal(
    attendees.find((attendee) => attendee.emailAddress.address === "lee.park@contoso.com")?.status.response,
    "declined",
  );
});

test("answers that Graph refuses, and answers that mail nobody", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  const asOrganizer = await ana.ask(path`/me/events/${ids.designReview}/decline`, post({}));
  assert.deepEqual([asOrganizer.status, codeOf(asOrganizer)], [400, "ErrorInvalidRequest"]);
  const proposal = post({ sendResponse: false, proposedNewTime: {} });
  const silentProposal = await lee.ask(path`/me/events/${ids.designReviewOfLee}/tentativelyAccept`, proposal);
  assert.deepEqual([silentProposal.status, codeOf(silentProposal)], [400, "ErrorInvalidParameter"]);
  const accepted = await lee.ask(
    path`/me/events/${ids.designReviewOfLee}/tentativelyAccept`,
    post({ SendResponse: false }),
  );
  assert.equal(accepted.status, 202);
  const copy = await lee.ask(path`/me/events/${ids.designReviewOfLee}`);
  assert.deepEqual((copy.body["responseStatus"] as { response: string }).response, "tentativelyAccepted");
  assert.deepEqual(await sandbox.outbox(), []);
});

test("deleting mails a cancellation for an organizer and nobody for an attendee", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  assert.equal((await ana.ask(path`/me/events/${ids.budgetCheck}`, { method: "DELETE" })).status, 204);
  assert.deepEqual(await sandbox.outbox(), []);
  assert.equal((await ana.ask(path`/me/events/${ids.designReview}`, { method: "DELETE" })).status, 204);
  assert.equal((await sandbox.outbox()).length, 12);
  assert.equal((await ana.ask(path`/me/events/${ids.designReview}`, { method: "DELETE" })).status, 404);
});

for (const [mails, count] of [
  [true, 2],
  [false, 0],
] as const) {
  test(`deleting a booking mails ${count} people when bookingDeleteMails is ${mails}`, async () => {
    await using sandbox = await sandboxUnderTest({ guesses: { bookingDeleteMails: mails } });
    const ana = await sandbox.as("ana");
    assert.equal((await ana.ask(check, { method: "DELETE" })).status, 204);
    assert.equal((await ana.ask(check)).status, 404);
    assert.equal((await sandbox.outbox()).length, count);
  });
}
