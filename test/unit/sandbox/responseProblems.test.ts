/** What the check of the sandbox's answers finds: each row is a faultless answer with one fault planted. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { SandboxExchange } from "../../../src/sandbox/sandboxContract.ts";
import { readGraphMetadata } from "../../contract/graphMetadata.ts";
import { type Resource, resourceAt } from "../../contract/resourcePath.ts";
import { responseProblems } from "../../contract/responseProblems.ts";

const metadata = readGraphMetadata();
const samples = path.join(import.meta.dirname, "../../fixtures/graph-samples");
const anId = "5ffd41b7-7a2f-4b5e-8d43-0c1d6c6d0f4e";

const event = {
  "@odata.etag": 'W/"abc"',
  id: "AAMkADKnAAA=",
  createdDateTime: "2026-03-01T09:00:00.000Z",
  subject: "Review",
  isCancelled: false,
  reminderMinutesBeforeStart: 15,
  importance: "normal",
  seriesMasterId: null,
  start: { dateTime: "2026-03-20T10:00:00.0000000", timeZone: "UTC" },
  attendees: [{ type: "required", status: { response: "none", time: "0001-01-01T00:00:00Z" } }],
};
const staff = {
  "@odata.type": "#microsoft.graph.bookingStaffMember",
  id: anId,
  displayName: "Peter",
  isEmailNotificationEnabled: true,
  membershipStatus: "active",
  role: "administrator",
  useBusinessHours: true,
  availabilityIsAffectedByPersonalCalendar: true,
  workingHours: [{ day: "monday", timeSlots: [{ startTime: "08:00:00.0000000", endTime: "17:00:00.0000000" }] }],
};
const refusal = {
  code: "ErrorItemNotFound",
  message: "The specified object was not found in the store.",
  innerError: { date: "2026-03-18T09:10:00", "request-id": anId, "client-request-id": anId },
};
const origin = "http://127.0.0.1:41999/v1.0";
const context = `${origin}/$metadata#users('x')/events`;

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly prefer?: string;
  readonly requestBody?: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly isFault?: boolean;
}

function exchangeOf(given: Given): SandboxExchange {
  const { method = "GET", prefer, requestBody, status = 200, headers = {}, body, isFault = false } = given;
  return {
    method,
    path: given.path ?? "/v1.0/me/events/AAMkADKnAAA%3D",
    requestHeaders: prefer === undefined ? {} : { prefer },
    requestBody: requestBody === undefined ? "" : JSON.stringify(requestBody),
    status,
    headers: {
      "request-id": anId,
      "client-request-id": anId,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
    isFault,
  };
}

const item = (changes: object = {}): Given => ({
  body: { "@odata.context": `${context}/$entity`, ...event, ...changes },
});
const list = (changes: object = {}, value: unknown = [event]): Given => ({
  path: "/v1.0/me/calendarView?startDateTime=2026-03-01&endDateTime=2026-04-01",
  body: { "@odata.context": context, value, ...changes },
});
const delta = (changes: object, value: unknown = []): Given => ({
  path: "/v1.0/me/calendarView/delta?startDateTime=2026-03-01&endDateTime=2026-04-01",
  body: { "@odata.context": `${origin}/$metadata#Collection(event)`, value, ...changes },
});
const deltaLink = { "@odata.deltaLink": `${origin}/me/calendarView/delta?$deltatoken=x` };
const staffList = (changes: object = {}, prefer?: string): Given => ({
  path: "/v1.0/solutions/bookingBusinesses/a%40b.c/staffMembers",
  ...(prefer === undefined ? {} : { prefer }),
  body: {
    "@odata.context": `${origin}/$metadata#bookingBusinesses('a')/staffMembers`,
    value: [{ ...staff, ...changes }],
  },
});
const error = (changes: object = {}, more: object = {}): Given => ({
  status: 404,
  body: { error: { ...refusal, ...changes }, ...more },
});
const inBatch = (response: object, url = "/me/events/AAMkADKnAAA%3D"): Given => ({
  method: "POST",
  path: "/v1.0/$batch",
  requestBody: { requests: [{ id: "1", method: "GET", url }] },
  body: { responses: [{ id: "1", headers: { "Content-Type": "application/json" }, ...response }] },
});

const faultless: readonly (readonly [what: string, given: Given])[] = [
  ["an event", item()],
  ["a null where it may be", item({ subject: null })],
  ["a list", list()],
  ["a list with a link", list({ "@odata.nextLink": `${origin}/me/calendarView?$skiptoken=x` })],
  ["an empty list of changes", delta(deltaLink)],
  ["a removed event", delta(deltaLink, [{ id: "AAMk", "@removed": { reason: "deleted" } }])],
  ["a changed event that names its type", delta(deltaLink, [{ ...event, "@odata.type": "#microsoft.graph.event" }])],
  ["staff", staffList()],
  ["a role of later days, for those who ask for it", staffList({ role: "teamMember" }, "include-unknown-enum-members")],
  ["an error", error()],
  ["an error without a code", error({ code: "" })],
  ["no body where there is none", { method: "POST", path: "/v1.0/me/events/x/cancel", status: 202 }],
  ["a batch", inBatch({ status: 200, body: item().body })],
  ["a batch with an error", inBatch({ status: 404, body: error().body })],
  ["a fault, whatever it is", { ...error(), body: "<html>", isFault: true }],
];

for (const [what, given] of faultless) {
  test(`finds nothing in ${what}`, () => {
    assert.deepEqual(responseProblems(metadata, exchangeOf(given)), []);
  });
}

const faulty: readonly (readonly [what: string, given: Given, problem: RegExp])[] = [
  ["a wrong name", item({ isCanceled: false }), /event\.isCanceled is no property of event/u],
  ["a wrong casing", item({ Subject: "x" }), /event\.Subject is no property/u],
  [
    "a wrong name inside",
    item({ start: { ...event.start, zone: "UTC" } }),
    /start\.zone is no property of dateTimeTimeZone/u,
  ],
  [
    "a number as a text",
    item({ reminderMinutesBeforeStart: "15" }),
    /reminderMinutesBeforeStart is "15", not an Int32/u,
  ],
  ["a broken number", item({ reminderMinutesBeforeStart: 1.5 }), /not an Int32/u],
  ["a text as a boolean", item({ isCancelled: "false" }), /isCancelled is "false", not true or false/u],
  [
    "a time without offset",
    item({ createdDateTime: "2026-03-01T09:00:00" }),
    /createdDateTime is .*, not an Edm.DateTimeOffset/u,
  ],
  ["an object as a text", item({ subject: {} }), /subject is \{\}, not an Edm.String/u],
  ["a text as an object", item({ start: "2026" }), /start is "2026", not a dateTimeTimeZone/u],
  ["an object as a list", item({ attendees: {} }), /attendees is \{\}, not a list/u],
  ["a null list", item({ attendees: null }), /attendees is null, not a list/u],
  ["a null that may not be", item({ start: { dateTime: null, timeZone: "UTC" } }), /start\.dateTime cannot be null/u],
  ["an id that is missing", item({ id: undefined }), /event\.id is missing/u],
  ["a part that is missing", item({ start: { timeZone: "UTC" } }), /start\.dateTime is missing/u],
  [
    "a wrong member",
    item({ importance: "urgent" }),
    /importance \(importance\) is "urgent", not one of low, normal, high/u,
  ],
  ["a member in another casing", item({ importance: "Normal" }), /is "Normal", not one of/u],
  [
    "a wrong member inside a list",
    item({ attendees: [{ type: "room" }] }),
    /attendees\[0\]\.type \(attendeeType\) is "room"/u,
  ],
  [
    "an annotation in the wrong place",
    item({ start: { ...event.start, "@odata.etag": "x" } }),
    /has the annotation @odata\.etag/u,
  ],
  ["an unknown annotation", item({ "calendar@odata.navigationLink": "x" }), /has the annotation calendar@odata/u],
  ["a type named without need", item({ "@odata.type": "#microsoft.graph.event" }), /names its type, which event is/u],
  ["no context", { body: event }, /@odata\.context is undefined/u],
  ["a list's context for an item", { body: { "@odata.context": context, ...event } }, /@odata\.context is http/u],
  ["a context inside a list", list({}, [item().body]), /has the annotation @odata\.context/u],
  ["an item for a list", { ...list(), body: item().body }, /value is undefined, not a list/u],
  ["a wrong name in a list", list({}, [{ ...event, x: 1 }]), /value\[0\]\.x is no property/u],
  ["another property beside a list", list({ total: 1 }), /total is no part of a list/u],
  ["a count that nobody asked for", list({ "@odata.count": 1 }), /nobody asked for @odata\.count/u],
  ["a link to elsewhere", list({ "@odata.nextLink": `${origin}/me/events?$skiptoken=x` }), /does not go on with/u],
  [
    "a link that is not whole",
    list({ "@odata.nextLink": "/v1.0/me/calendarView?$skiptoken=x" }),
    /does not go on with/u,
  ],
  ["a delta link of a plain list", list(deltaLink), /only changes have @odata\.deltaLink/u],
  ["changes without a link", delta({}), /one of two links/u],
  [
    "something removed in a plain list",
    list({}, [{ id: "x", "@removed": { reason: "deleted" } }]),
    /annotation @removed/u,
  ],
  ["something removed without a reason", delta(deltaLink, [{ id: "x", "@removed": {} }]), /has no reason/u],
  ["an abstract item that does not name its type", staffList({ "@odata.type": undefined }), /does not name its type/u],
  [
    "an item of a foreign type",
    staffList({ "@odata.type": "#microsoft.graph.event" }),
    /which is no bookingStaffMemberBase/u,
  ],
  ["a property that is missing", staffList({ displayName: undefined }), /displayName is missing/u],
  ["a role of later days", staffList({ role: "teamMember" }), /gets as unknownFutureValue/u],
  [
    "a time of day with an offset",
    staffList({ workingHours: [{ day: "monday", timeSlots: [{ startTime: "08:00Z", endTime: "09:00:00" }] }] }),
    /startTime is "08:00Z", not an Edm\.TimeOfDay/u,
  ],
  [
    "a body where there is none",
    { method: "POST", path: "/v1.0/me/events/x/cancel", status: 202, body: {} },
    /should be no body/u,
  ],
  ["success on a path that Graph does not have", { ...item(), path: "/v1.0/me/events/x/recall" }, /no such path/u],
  ["success with a method that Graph does not have", { ...item(), method: "PUT" }, /no such path with this method/u],
  ["an error without a message", error({ message: undefined }), /a code and a message/u],
  ["an error with an invented part", error({ hint: "x" }), /hint is no part of an error/u],
  ["an error beside something else", error({}, { value: [] }), /value is no part of an error/u],
  ["an error without ids", error({ innerError: { date: "2026-03-18T09:10:00" } }), /names both request ids/u],
  [
    "an error with a zone in its date",
    error({ innerError: { ...refusal.innerError, date: "2026-03-18T09:10:00Z" } }),
    /a date without a zone/u,
  ],
  ["an answer without a request id", { ...item(), headers: { "request-id": "" } }, /the header request-id is/u],
  ["401 without a challenge", { ...error(), status: 401 }, /the header www-authenticate is missing/u],
  ["429 without a time", { ...error(), status: 429 }, /the header retry-after is missing/u],
  ["405 without the methods", { ...error(), status: 405 }, /the header allow is missing/u],
  ["a preference that nobody had", { ...item(), headers: { "preference-applied": "x" } }, /nobody preferred x/u],
  ["something else than JSON", { ...item(), headers: { "content-type": "text/html" } }, /is not called JSON/u],
  ["half of the JSON", { body: '{"id":' }, /it is not JSON/u],
  ["a redirect", { status: 302 }, /does not redirect/u],
  [
    "a fault inside a batch",
    inBatch({ status: 200, body: { ...event, x: 1 } }),
    /GET \/v1\.0\/me\/events\/AAMkADKnAAA%3D \(200\): event\.x/u,
  ],
  [
    "an answer in a batch that nobody asked",
    inBatch({ id: "2", status: 200, body: item().body }),
    /there is an answer 2/u,
  ],
  ["a batch with too few answers", { ...inBatch({}), body: { responses: [] } }, /1 questions have 0 answers/u],
];

for (const [what, given, problem] of faulty) {
  test(`finds ${what}`, () => {
    const problems = responseProblems(metadata, exchangeOf(given));
    assert.ok(
      problems.some((one) => problem.test(one)),
      problems.join("\n") || "nothing was found",
    );
  });
}

const ways: readonly (readonly [method: string, path: string, leadsTo: Resource])[] = [
  ["GET", "/v1.0/me", { kind: "item", type: "user" }],
  ["GET", "/V1.0/ME/Calendars", { kind: "list", type: "calendar" }],
  ["GET", "/beta/users('a%40b')/events('x')/instances?x=1", { kind: "list", type: "event" }],
  ["GET", "/v1.0/me/calendarGroups/a/calendars/b/calendarView", { kind: "list", type: "event" }],
  ["GET", "/v1.0/me/calendarView/delta()", { kind: "changes", type: "event" }],
  ["GET", "/v1.0/me/memberOf/microsoft.graph.group", { kind: "list", type: "group" }],
  ["GET", "/v1.0/me/messages/m/microsoft.graph.eventMessage/event", { kind: "item", type: "event" }],
  ["GET", "/v1.0/me/messages/m/microsoft.graph.event/event", { kind: "none" }],
  ["POST", "/v1.0/me/events/x/microsoft.graph.cancel", { kind: "nothing" }],
  ["GET", "/v1.0/me/events/x/cancel", { kind: "none" }],
  ["PATCH", "/v1.0/me/events/x", { kind: "item", type: "event" }],
  ["DELETE", "/v1.0/me/events/x", { kind: "nothing" }],
  ["DELETE", "/v1.0/me/events", { kind: "none" }],
  ["GET", "/v1.0/solutions/bookingBusinesses/a%40b.c/customers", { kind: "list", type: "bookingCustomerBase" }],
  ["POST", "/v1.0/solutions/bookingBusinesses/a/appointments/b/cancel", { kind: "nothing" }],
  ["POST", "/v1.0/$batch", { kind: "batch" }],
  ["GET", "/v1.0/me/contacts", { kind: "none" }],
  ["GET", "/v1.0/mean/events", { kind: "none" }],
];

for (const [method, at, leadsTo] of ways) {
  test(`${method} ${at} leads to ${JSON.stringify(leadsTo)}`, () => {
    assert.deepEqual(resourceAt(metadata, method, at), leadsTo);
  });
}

test("documented samples pass, but for what documentation shortens", async () => {
  const sample = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(samples, name), "utf8"));
  const event = await sample("event-get.json");
  const problems = responseProblems(metadata, exchangeOf({ path: "/v1.0/me/events/x?$select=subject", body: event }));
  assert.deepEqual(problems, []);
  const business = await sample("bookingBusiness-get.json");
  const found = responseProblems(metadata, exchangeOf({ path: "/v1.0/solutions/bookingBusinesses/x", body: business }));
  assert.deepEqual(found, []);
});
