/**
 * Microsoft's own client and ours get the same errors from the same sandbox, and read the same out of them: that shows
 * that the sandbox's errors have the shape that a client of Graph expects, and that ours looks in the right places.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GraphError as OfficialError } from "@microsoft/microsoft-graph-client";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { absentId, ana, type BothClients, fourWeeks, lee, startBoth } from "./bothClients.ts";
import { listAll } from "./officialClient.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";

/** What both clients know of an error. */
interface Seen {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly hasRequestId: boolean;
}

async function seenByOfficial(work: Promise<unknown>): Promise<Seen> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof OfficialError, `no error: ${String(error)}`);
  return { status: error.statusCode, code: error.code ?? undefined, hasRequestId: isId(error.requestId) };
}

async function seenByOurs(work: Promise<unknown>): Promise<Seen> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(isGraphError(error), `no error: ${String(error)}`);
  const { code, requestId, status } = error.facts;
  return { status, code, hasRequestId: isId(requestId) };
}

function isId(text: string | null | undefined): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(text ?? "");
}

/** Reads that fail: what is asked of both, and what comes of it. */
const failingReads = [
  { name: "an id that is nobody's", id: absentId, status: 404, code: "ErrorItemNotFound" },
  { name: "an id that is none", id: "no id", status: 400, code: "ErrorInvalidIdMalformed" },
];
for (const { code, id, name, status } of failingReads) {
  test(`${name} is the same error for both`, async (context) => {
    const { official, ours } = await startBoth(context, ana);
    const expected: Seen = { status, code, hasRequestId: true };
    assert.deepEqual(await seenByOfficial(official.api(`/me/events/${encodeURIComponent(id)}`).get()), expected);
    assert.deepEqual(await seenByOurs(ours.readItem(eventTarget(id))), expected);
  });
}

test("a business that one does not work at is the same error for both", async (context) => {
  const { official, ours } = await startBoth(context, lee);
  let refused = 0;
  for (const business of (await ours.listBusinesses()).items) {
    const path = `/solutions/bookingBusinesses/${encodeURIComponent(business.id)}/appointments`;
    const attempt = await seenByOfficial(official.api(path).get()).catch(() => undefined);
    if (attempt === undefined) continue;
    refused += 1;
    assert.deepEqual(attempt, { status: 403, code: "ErrorAccessDenied", hasRequestId: true });
    assert.deepEqual(await seenByOurs(ours.listBookings(business, fourWeeks)), attempt);
  }
  assert.ok(refused > 0);
});

test("who is not the organizer is refused in the same words", async (context) => {
  for (const notOrganizerCode of ["ErrorInvalidRequest", "ErrorAccessDenied", "ErrorCalendarIsNotOrganizer"] as const) {
    const { official, ours, outbox } = await startBoth(context, lee, { guesses: { notOrganizerCode } });
    const event = await findInvitation({ ours });
    const path = `/me/events/${encodeURIComponent(event.id)}/cancel`;
    const error: unknown = await official
      .api(path)
      .headers({ Prefer: 'IdType="ImmutableId"' })
      .post({ Comment: "" })
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof OfficialError);
    assert.equal(error.message, "Your request can't be completed. You need to be an organizer to cancel a meeting.");
    const outcome = await sendCancellation(ours, eventTarget(event.id), "");
    assert.ok(outcome.kind === "refused");
    const { code, message, status } = outcome.refusal;
    assert.deepEqual({ code, message, status }, { code: error.code, message: error.message, status: error.statusCode });
    assert.equal(code, notOrganizerCode);
    assert.equal((await outbox()).length, 0);
  }
});

async function findInvitation({ ours }: Pick<BothClients, "ours">): Promise<CalendarEvent> {
  for (const calendar of (await ours.listCalendars({ kind: "me" })).items) {
    const { items } = await ours.listEvents(calendar, fourWeeks);
    const found = items.find((event) => !event.isOrganizer && !event.isCancelled);
    if (found !== undefined) return found;
  }
  throw new Error("There is no invitation.");
}

const everyRead: Fault["match"] = { method: "GET", path: "/v1.0/me/calendars" };

/** As HTTP writes dates: without fractions of a second. */
function inASecond(): string {
  return new Date(Date.now() + 1000).toUTCString();
}

/** Faults after which both get what they have asked for. */
const passing: readonly { readonly name: string; readonly fault: () => Fault; readonly attempts: number }[] = [
  {
    name: "429 with Retry-After in seconds",
    fault: () => ({
      match: everyRead,
      times: 2,
      action: { kind: "status", status: 429, code: "ApplicationThrottled", retryAfter: "0" },
    }),
    attempts: 3,
  },
  {
    name: "429 with Retry-After as a date",
    fault: () => ({
      match: everyRead,
      times: 1,
      action: { kind: "status", status: 429, code: "ApplicationThrottled", retryAfter: inASecond() },
    }),
    attempts: 2,
  },
  {
    name: "503 with a page instead of JSON",
    fault: () => ({ match: everyRead, times: 1, action: { kind: "status", status: 503, html: true, retryAfter: "0" } }),
    attempts: 2,
  },
];
for (const { attempts, fault, name } of passing) {
  test(`${name} passes for both`, async (context) => {
    const { faultsToCome, front, official, ours } = await startBoth(context, ana);
    await faultsToCome([fault()]);
    const rows = await listAll<{ readonly id: string }>(official, "/me/calendars");
    assert.equal(front.passed.length, attempts);
    await faultsToCome([fault()]);
    const { items } = await ours.listCalendars({ kind: "me" });
    assert.equal(items.length, rows.length);
  });
}

/** Faults that stay. Ours gives up on a 401 after one new token. */
const staying: readonly { readonly name: string; readonly action: Fault["action"]; readonly seen: Seen }[] = [
  {
    name: "401",
    action: { kind: "status", status: 401, code: "InvalidAuthenticationToken", message: "Access token is empty." },
    seen: { status: 401, code: "InvalidAuthenticationToken", hasRequestId: true },
  },
  {
    name: "403",
    action: { kind: "status", status: 403, code: "ErrorAccessDenied", message: "Access is denied." },
    seen: { status: 403, code: "ErrorAccessDenied", hasRequestId: true },
  },
  {
    name: "500 without a word",
    action: { kind: "status", status: 500, code: "UnknownError", message: "" },
    seen: { status: 500, code: "UnknownError", hasRequestId: true },
  },
  {
    name: "400 with an empty code",
    action: { kind: "status", status: 400, code: "", message: "" },
    seen: { status: 400, code: "", hasRequestId: true },
  },
];
for (const { action, name, seen } of staying) {
  test(`${name} is the same error for both`, async (context) => {
    const { faultsToCome, official, ours } = await startBoth(context, ana);
    await faultsToCome([{ match: everyRead, ...(action !== undefined && { action }) }]);
    assert.deepEqual(await seenByOfficial(official.api("/me/calendars").get()), seen);
    assert.deepEqual(await seenByOurs(ours.listCalendars({ kind: "me" })), seen);
  });
}

test("a claims challenge ends the official client's request, and ours answers it", async (context) => {
  const { faultsToCome, official, ours } = await startBoth(context, ana);
  await faultsToCome([{ match: everyRead, times: 1, action: { kind: "claims" } }]);
  const error: unknown = await official
    .api("/me/calendars")
    .get()
    .catch((reason: unknown) => reason);
  assert.ok(error instanceof OfficialError);
  assert.equal(error.statusCode, 401);
  const headers: unknown = error.headers;
  assert.ok(headers instanceof Headers);
  const challenge = headers.get("www-authenticate") ?? "";
  const [, claims = ""] = /claims="([^"]+)"/u.exec(challenge) ?? [];
  assert.deepEqual(Object.keys(JSON.parse(Buffer.from(claims, "base64").toString()) as object), ["access_token"]);
  assert.ok((await ours.listCalendars({ kind: "me" })).items.length > 0);
});
