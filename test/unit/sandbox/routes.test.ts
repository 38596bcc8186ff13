/** Which paths and methods the sandbox's Graph answers, and how it answers those that it does not. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { invitationId } from "../../../src/sandbox/graph/mailboxAccess.ts";
import { calendarGroupId } from "../../../src/sandbox/office/calendarGroups.ts";
import { createSampleOffice } from "../../../src/sandbox/sampleOffice/sampleOffice.ts";
import { sampleIds } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import {
  type Answer,
  type Client,
  type SandboxUnderTest,
  codeOf,
  nowUtc,
  path,
  sandboxUnderTest,
  timeZone,
} from "./sandboxUnderTest.ts";

const ids = sampleIds;
const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const bookingWeek = "start=2026-03-18T00:00:00Z&end=2026-03-25T00:00:00Z";
const group = calendarGroupId({ id: ids.ana }, "My Calendars");
const [anasMailbox] = createSampleOffice(nowUtc, timeZone).mailboxes;
const review = anasMailbox?.events.get(ids.designReview);
assert.ok(anasMailbox !== undefined && review !== undefined);
const invitation = invitationId(anasMailbox, review);

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

const reads: readonly string[] = [
  "/me",
  "/me/calendar",
  "/me/calendars",
  path`/me/calendars/${ids.projectsCalendar}`,
  "/me/calendarGroups",
  path`/me/calendarGroups/${group}/calendars`,
  "/me/events",
  "/me/calendar/events",
  path`/me/calendars/${ids.projectsCalendar}/events`,
  path`/me/calendarGroups/${group}/calendars/${ids.projectsCalendar}/events`,
  path`/me/events/${ids.designReview}`,
  path`/me/calendar/events/${ids.designReview}`,
  path`/me/calendars/${ids.anasCalendar}/events/${ids.designReview}`,
  `/me/calendarView?${week}`,
  `/me/calendar/calendarView?${week}`,
  `${path`/me/calendars/${ids.sharedCalendar}/calendarView`}?${week}`,
  `${path`/me/events/${ids.teamWeekly}/instances`}?${week}`,
  path`/me/events/${ids.teamWeekly}/instances/${ids.teamWeeklyNext}`,
  path`/me/messages/${invitation}/event`,
  path`/users/${ids.ana}/events/${ids.designReview}`,
  "/users/ana.silva@contoso.com/calendars",
  "/users/ANA.SILVA%40contoso.com/calendars",
  `/users('ana.silva@contoso.com')/calendarView?${week}`,
  `/users('${ids.ana}')/events('${encodeURIComponent(ids.designReview)}')`,
  "/ME/CALENDARS",
  path`/Me/Events/${ids.designReview}/`,
  `/beta/me/calendarview?${week.toLowerCase().replaceAll("t00", "T00").replaceAll("z", "Z")}`,
  `${path`/groups/${ids.facilitiesGroup}/calendarView`}?${week}`,
  path`/groups/${ids.facilitiesGroup}/events/${ids.fireDrill}`,
  "/solutions/bookingBusinesses",
  "/solutions/bookingBusinesses?query=physio",
  path`/solutions/bookingBusinesses/${ids.dental}`,
  path`/solutions/bookingBusinesses/${ids.dental.toUpperCase()}/appointments`,
  path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalCheckUp}`,
  `${path`/solutions/bookingBusinesses/${ids.dental}/calendarView`}?${bookingWeek}`,
  path`/solutions/bookingBusinesses/${ids.dental}/staffMembers`,
  path`/solutions/bookingBusinesses/${ids.dental}/services`,
  path`/solutions/bookingBusinesses/${ids.dental}/customers`,
  path`/beta/bookingBusinesses/${ids.dental}`,
];

for (const readable of reads) {
  test(`answers GET ${shortened(readable)}`, async () => {
    const answer = await ana.ask(readable);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(typeof answer.body["@odata.context"], "string");
  });
}

const cancels: readonly string[] = [
  path`/me/events/${ids.designReview}/cancel`,
  path`/users/${ids.ana}/events/${ids.designReview}/cancel`,
  path`/users/ana.silva@contoso.com/events/${ids.designReview}/cancel`,
  path`/me/calendar/events/${ids.designReview}/cancel`,
  path`/users/${ids.ana}/calendar/events/${ids.designReview}/cancel`,
  path`/me/calendars/${ids.anasCalendar}/events/${ids.designReview}/cancel`,
  path`/users/${ids.ana}/calendars/${ids.anasCalendar}/events/${ids.designReview}/cancel`,
  path`/me/calendargroup/calendars/${ids.anasCalendar}/events/${ids.designReview}/cancel`,
  path`/me/calendargroups/${group}/calendars/${ids.anasCalendar}/events/${ids.designReview}/cancel`,
  path`/users/${ids.ana}/calendarGroups/${group}/calendars/${ids.anasCalendar}/calendarView/${ids.designReview}/cancel`,
  path`/me/calendarView/${ids.designReview}/cancel`,
  path`/me/calendar/calendarView/${ids.designReview}/cancel`,
  path`/me/messages/${invitation}/event/cancel`,
  path`/me/messages/${invitation}/microsoft.graph.eventMessage/event/cancel`,
  path`/me/messages/${invitation}/event/calendar/events/${ids.designReview}/cancel`,
  path`/me/messages/${invitation}/event/calendar/calendarView/${ids.designReview}/cancel`,
  path`/me/events/${ids.teamWeekly}/instances/${ids.teamWeeklyNext}/cancel`,
  path`/me/calendarView/${ids.teamWeekly}/instances/${ids.teamWeeklyNext}/cancel`,
  path`/me/events/${ids.teamWeekly}/exceptionOccurrences/${ids.teamWeeklyMoved}/cancel`,
  path`/me/events/${ids.designReview}/microsoft.graph.cancel`,
  `/me/events('${encodeURIComponent(ids.designReview)}')/cancel`,
  path`/beta/me/events/${ids.designReview}/cancel`,
  path`/groups/${ids.facilitiesGroup}/events/${ids.fireDrill}/cancel`,
  path`/groups/${ids.facilitiesGroup}/calendar/events/${ids.fireDrill}/cancel`,
  path`/groups/${ids.facilitiesGroup}/calendarView/${ids.fireDrill}/cancel`,
  path`/me/joinedGroups/${ids.facilitiesGroup}/events/${ids.fireDrill}/cancel`,
  path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalCheckUp}/cancel`,
  path`/solutions/bookingBusinesses/${ids.dental}/calendarView/${ids.dentalCheckUp}/cancel`,
  path`/beta/bookingBusinesses/${ids.dental}/appointments/${ids.dentalCheckUp}/cancel`,
];

for (const cancellable of cancels) {
  test(`cancels through POST ${shortened(cancellable)}`, async () => {
    await using own = await sandboxUnderTest();
    const client = await own.as("ana");
    const isBooking = cancellable.toLowerCase().includes("bookingbusinesses");
    const body = isBooking ? { cancellationMessage: "Closed." } : { Comment: "Closed." };
    const answer = await client.ask(cancellable, { method: "POST", body });
    assert.equal(answer.status, isBooking ? 204 : 202, answer.text);
    assert.equal(answer.text, "");
    const again = await client.ask(cancellable, { method: "POST", body });
    assert.equal(again.status, 404, again.text);
    const outbox = await own.outbox();
    assert.ok(outbox.length > 0 && outbox.every((message) => message.text === "Closed."));
  });
}

interface Refused {
  readonly method?: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly says?: RegExp;
}

const refused: readonly Refused[] = [
  { path: "/", status: 400, code: "BadRequest" },
  { path: "/me/contacts", status: 400, code: "BadRequest", says: /segment 'contacts'/u },
  { path: path`/me/events/${ids.designReview}/nonsense`, status: 400, code: "BadRequest", says: /segment 'nonsense'/u },
  { path: "/me/events/%E0%A4%A", status: 400, code: "BadRequest" },
  {
    path: path`/v1.0/bookingBusinesses/${ids.dental}`,
    status: 400,
    code: "BadRequest",
    says: /segment 'bookingBusinesses'/u,
  },
  { method: "PUT", path: path`/me/events/${ids.designReview}`, status: 405, code: "Request_BadRequest" },
  { method: "POST", path: "/me/calendars", status: 405, code: "Request_BadRequest" },
  { path: path`/me/events/${ids.designReview}/cancel`, status: 405, code: "Request_BadRequest" },
  { path: "/me/events/not-an-id", status: 400, code: "ErrorInvalidIdMalformed" },
  { path: "/me/events/AAMkAD%24%24%24AAA%3D", status: 400, code: "ErrorInvalidIdMalformed" },
  { path: path`/me/events/${"AAMkADKnAAA"}`, status: 400, code: "ErrorInvalidIdMalformed" },
  { path: path`/me/events/${"AAMkADKnAAA="}`, status: 404, code: "ErrorItemNotFound" },
  { path: path`/me/events/${swapCase(ids.designReview)}`, status: 404, code: "ErrorItemNotFound" },
  { path: path`/me/events/${ids.designReviewOfLee.replace("=", "")}===`, status: 400, code: "ErrorInvalidIdMalformed" },
  { path: path`/me/calendars/${ids.designReview}`, status: 404, code: "ErrorItemNotFound" },
  { path: path`/me/events/${ids.standUp}/instances/${ids.teamWeeklyNext}`, status: 404, code: "ErrorItemNotFound" },
  { path: "/users/nobody@contoso.com/calendars", status: 404, code: "ErrorInvalidUser" },
  { path: "/solutions/bookingBusinesses/Nobody@contoso.com", status: 404, code: "ErrorItemNotFound" },
];

for (const { method = "GET", path: asked, status, code, says = /./u } of refused) {
  test(`refuses ${method} ${shortened(asked)} with ${status} ${code}`, async () => {
    assertRefused(await ana.ask(asked, { method }), status, code, says);
  });
}

function assertRefused(answer: Answer, status: number, code: string, says: RegExp): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(codeOf(answer), code);
  assert.match(answer.text, says);
  const { innerError } = answer.body["error"] as { innerError: Record<string, string> };
  assert.equal(innerError["request-id"], answer.headers.get("request-id"));
  assert.match(innerError["date"] ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u);
}

/** The same id but for the casing of one letter. */
function swapCase(id: string): string {
  return id.replace(/[a-z](?=[^a-z]*$)/u, (letter) => letter.toUpperCase());
}

function shortened(text: string): string {
  return text.replaceAll(/AAMkAD[\w%-]{20,}/gu, "<id>");
}
