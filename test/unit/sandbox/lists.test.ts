/** Pages, selected properties, time zones and windows of time. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import {
  type Body,
  type Client,
  type SandboxUnderTest,
  codeOf,
  itemsOf,
  path,
  sandboxUnderTest,
} from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const view = `/me/calendarView?${week}`;
const appointments = path`/solutions/bookingBusinesses/${ids.dental}/appointments`;

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

const sizes: readonly (readonly [asked: string, prefer: string, size: number, hasNext: boolean])[] = [
  [view, "", 10, true],
  [`${view}&$top=3`, "", 3, true],
  [`${view}&top=3`, "", 3, true],
  [`${view}&$top=1000`, "", 34, false],
  [view, "odata.maxpagesize=7", 7, true],
  [view, 'IdType="ImmutableId", odata.maxpagesize=500', 34, false],
  ["/me/calendars", "", 3, false],
  [appointments, "", 10, true],
  [`${appointments}?$top=12`, "", 12, false],
  [
    `${path`/solutions/bookingBusinesses/${ids.dental}/calendarView`}?start=2026-03-18T00:00:00Z&end=2026-03-25T00:00:00Z`,
    "",
    10,
    true,
  ],
  [path`/solutions/bookingBusinesses/${ids.dental}/customers`, "", 12, false],
];

for (const [asked, prefer, size, hasNext] of sizes) {
  test(`the first page of ${asked.slice(0, 60)} ${prefer} has ${size} items and ${hasNext ? "a" : "no"} link`, async () => {
    const page = await ana.ask(asked, { headers: prefer === "" ? {} : { prefer } });
    assert.equal(itemsOf(page).length, size, page.text);
    assert.equal(typeof page.body["@odata.nextLink"], hasNext ? "string" : "undefined");
    assert.equal(page.headers.get("preference-applied"), prefer === "" ? null : prefer);
  });
}

test("all pages together are the whole list, each item once", async () => {
  const whole = itemsOf(await ana.ask(`${view}&$top=1000`)).map((event) => event["id"]);
  for (const asked of [view, `${view}&$top=4`]) {
    assert.deepEqual(
      (await ana.all(asked)).map((event) => event["id"]),
      whole,
    );
  }
});

test("a link is whole, opaque and on the sandbox's own origin", async () => {
  const page = await ana.ask(`${view}&$select=subject`);
  const link = new URL(String(page.body["@odata.nextLink"]));
  assert.equal(link.origin, sandbox.sandbox.addresses.graphOrigin);
  assert.deepEqual([...link.searchParams.keys()], ["$skiptoken"]);
  const next = await ana.ask(link.href);
  assert.deepEqual(Object.keys(itemsOf(next)[0] ?? {}).toSorted(), ["@odata.etag", "id", "subject"]);
  const spoilt = await ana.ask(`/me/calendarView?$skiptoken=${link.searchParams.get("$skiptoken")?.slice(4) ?? ""}`);
  assert.deepEqual([spoilt.status, codeOf(spoilt)], [400, "BadRequest"]);
});

test("one calendar's view begins with an empty page that has a link", async () => {
  const projects = `${path`/me/calendars/${ids.projectsCalendar}/calendarView`}?${week}`;
  const page = await ana.ask(projects);
  assert.deepEqual(itemsOf(page), []);
  assert.equal(typeof page.body["@odata.nextLink"], "string");
  assert.equal((await ana.all(projects)).length, 5);
  const none = await ana.ask(projects.replaceAll("2026-03", "2019-03"));
  assert.equal(none.body["@odata.nextLink"], undefined, "no link when there is nothing");
});

const filters: readonly (readonly [filter: string, subjects: readonly string[]])[] = [
  ["subject eq 'Design review'", ["Design review"]],
  ["Subject EQ 'design review'", []],
  ["start/dateTime ge '2026-03-19T14:00:00' and start/dateTime lt '2026-03-19T14:30:00Z'", ["Design review"]],
  ["start/dateTime ge '2026-03-19T15:00:00+01:00' and end/dateTime le '2026-03-19T15:00'", ["Design review"]],
  ["isOrganizer eq true and isAllDay eq true", ["Trade fair", "Quarterly report is due"]],
  ["isCancelled eq true", ["Canceled: Budget check"]],
  [`seriesMasterId eq '${ids.teamWeekly}'`, ["Team weekly"]],
  ["type eq 'exception'", ["Team weekly"]],
  ["subject eq 'it''s and that'", []],
];

for (const [filter, subjects] of filters) {
  test(`the filter ${filter.slice(0, 80)} lets ${subjects.join() || "nothing"} through`, async () => {
    const events = await ana.all(`${view}&$filter=${encodeURIComponent(filter)}`);
    assert.deepEqual(
      events.map((event) => event["subject"]),
      subjects,
    );
  });
}

test("an event is found by its iCalUId, also over pages, counted and ordered", async () => {
  const { iCalUId } = (await ana.ask(path`/me/events/${ids.designReview}`)).body;
  const found = await ana.ask(`/me/events?$filter=iCalUId eq '${String(iCalUId)}'&$count=true&$select=id`);
  assert.deepEqual([found.body["@odata.count"], itemsOf(found)[0]?.["id"]], [1, ids.designReview]);
  const filtered = `${view}&$filter=isOrganizer eq true&$orderby=subject desc&$top=3`;
  const subjects = (await ana.all(filtered)).map((event) => String(event["subject"]));
  assert.ok(subjects.length > 10);
  assert.deepEqual(subjects, subjects.toSorted().toReversed());
});

test("in a calendar view, timestamps are there but cannot be selected", async () => {
  const selected = itemsOf(await ana.ask(`${view}&$select=subject,createdDateTime,lastModifiedDateTime`));
  assert.deepEqual(Object.keys(selected[0] ?? {}).toSorted(), ["@odata.etag", "id", "subject"]);
  assert.equal(typeof itemsOf(await ana.ask(view))[0]?.["createdDateTime"], "string");
  const listed = itemsOf(await ana.ask("/me/events?$select=createdDateTime"));
  assert.equal(typeof listed[0]?.["createdDateTime"], "string");
});

test("the number of all items is given when it is asked for", async () => {
  assert.equal((await ana.ask(`${view}&$count=true`)).body["@odata.count"], 34);
});

test("selected properties only, in any casing, with the id", async () => {
  const event = (await ana.ask(`${path`/me/events/${ids.designReview}`}?$select=Subject,start/dateTime,isorganizer`))
    .body;
  assert.deepEqual(Object.keys(event).toSorted(), [
    "@odata.context",
    "@odata.etag",
    "id",
    "isOrganizer",
    "start",
    "subject",
  ]);
});

const wrongQueries: readonly (readonly [query: string, code: string])[] = [
  ["/me/calendarView", "ErrorInvalidParameter"],
  ["/me/calendarView?startDateTime=2026-03-18T00:00:00Z", "ErrorInvalidParameter"],
  ["/me/calendarView?startDateTime=yesterday&endDateTime=2026-03-18", "ErrorInvalidParameter"],
  ["/me/calendarView?startDateTime=2026-03-19&endDateTime=2026-03-18", "ErrorInvalidParameter"],
  ["/me/calendarView?startDateTime=2016-03-19&endDateTime=2026-03-18", "ErrorCalendarViewRangeTooBig"],
  [`${view}&$top=0`, "BadRequest"],
  [`${view}&$top=1001`, "BadRequest"],
  [`${view}&$top=many`, "BadRequest"],
  [`${view}&$select=subject,colour`, "RequestBroker--ParseUri"],
  [`${view}&$filter=importance eq 'high'`, "SandboxNotSupported"],
  [`${view}&$filter=startswith(subject,'D')`, "BadRequest"],
  [`${view}&$filter=subject eq 'A' or subject eq 'B'`, "BadRequest"],
  [`${view}&$filter=subject has 'A'`, "SandboxNotSupported"],
  [`${view}&$filter=subject eq A`, "BadRequest"],
  [`${view}&$filter=isOrganizer eq 'true'`, "BadRequest"],
  [`${view}&$filter=start/dateTime ge 2026-03-18`, "BadRequest"],
  [`${view}&$filter=start/dateTime ge 'tomorrow'`, "ErrorInvalidParameter"],
  [`${view}&$search=review`, "SandboxNotSupported"],
  [`${view}&$expand=attachments`, "SandboxNotSupported"],
  [`${view}&$orderby=subject sideways`, "SandboxNotSupported"],
  [`${view}&$orderby=importance`, "SandboxNotSupported"],
  [
    path`/solutions/bookingBusinesses/${ids.dental}/calendarView?startDateTime=2026-03-18&endDateTime=2026-03-19`,
    "ErrorInvalidParameter",
  ],
];

for (const [query, code] of wrongQueries) {
  test(`refuses ${query.slice(0, 90)} with 400 ${code}`, async () => {
    const answer = await ana.ask(query.replace("%3F", "?"));
    assert.deepEqual([answer.status, codeOf(answer)], [400, code], answer.text);
  });
}

const zones: readonly (readonly [prefer: string, start: string, zone: string])[] = [
  ["", "2026-03-19T14:00:00.0000000", "UTC"],
  ['outlook.timezone="Pacific Standard Time"', "2026-03-19T07:00:00.0000000", "Pacific Standard Time"],
  ['outlook.timezone="America/Los_Angeles"', "2026-03-19T07:00:00.0000000", "America/Los_Angeles"],
  ['outlook.timezone="India Standard Time"', "2026-03-19T19:30:00.0000000", "India Standard Time"],
  ['Outlook.Timezone = "Tokyo Standard Time"', "2026-03-19T23:00:00.0000000", "Tokyo Standard Time"],
];

for (const [prefer, start, zone] of zones) {
  test(`an event's start with Prefer ${prefer || "unset"}`, async () => {
    const answer = await ana.ask(path`/me/events/${ids.designReview}`, { headers: prefer === "" ? {} : { prefer } });
    assert.deepEqual(answer.body["start"], { dateTime: start, timeZone: zone });
    const applied = prefer === "" ? null : `outlook.timezone="${zone}"`;
    assert.equal(answer.headers.get("preference-applied"), applied);
  });
}

test("a zone that does not exist is refused", async () => {
  const answer = await ana.ask(view, { headers: { prefer: 'outlook.timezone="Atlantis Standard Time"' } });
  assert.deepEqual([answer.status, codeOf(answer)], [400, "TimeZoneNotSupportedException"]);
});

test("a whole day is midnight to midnight in every zone", async () => {
  for (const zone of ["UTC", "Tokyo Standard Time", "America/Los_Angeles"]) {
    const events = await ana.all(`${view}&$top=1000`, { prefer: `outlook.timezone="${zone}"` });
    const fair = events.find((event) => event["subject"] === "Trade fair");
    assert.deepEqual(fair?.["start"], { dateTime: "2026-03-20T00:00:00.0000000", timeZone: zone });
    assert.deepEqual(fair["end"], { dateTime: "2026-03-23T00:00:00.0000000", timeZone: zone });
  }
});

test("an event remembers the zone that it was made in", async () => {
  const events = await ana.all(view);
  const zoneOf = (subject: string) => events.find((event) => event["subject"] === subject)?.["originalStartTimeZone"];
  assert.equal(zoneOf("Call with Seattle"), "Pacific Standard Time");
  assert.equal(zoneOf("Handover to Tokyo"), "Tokyo Standard Time");
});

const windows: readonly (readonly [start: string, end: string, subjects: readonly string[]])[] = [
  ["2026-03-19T14:00:00Z", "2026-03-19T15:00:00Z", ["Design review"]],
  ["2026-03-19T15:30:00%2B01:00", "2026-03-19T15:45:00%2B01:00", ["Design review"]],
  ["2026-03-19T07:30:00-07:00", "2026-03-19T07:31:00-07:00", ["Design review"]],
  ["2026-03-19T15:30:00+01:00", "2026-03-19T15:45:00+01:00", ["Design review"]],
  ["2026-03-19T15:00:00", "2026-03-19T16:00:00", []],
];

for (const [start, end, subjects] of windows) {
  test(`the view from ${start} to ${end} has ${subjects.join() || "nothing"}`, async () => {
    const prefer = { prefer: 'outlook.timezone="Tokyo Standard Time"' };
    const events = await ana.all(`/me/calendarView?startDateTime=${start}&endDateTime=${end}`, prefer);
    assert.deepEqual(
      events.map((event) => event["subject"]),
      subjects,
    );
  });
}

test("an appointment's times end in Z, and are called start and end where that is guessed", async () => {
  const timesOf = (item: Body | undefined) => Object.keys(item ?? {}).filter((name) => /^(start|end)/u.test(name));
  const range = "start=2026-03-18T00:00:00Z&end=2026-03-25T00:00:00Z";
  const bookingView = `${path`/solutions/bookingBusinesses/${ids.dental}/calendarView`}?${range}`;
  const one = await ana.ask(`${appointments}/${encodeURIComponent(ids.dentalCheckUp)}`);
  assert.deepEqual(one.body["startDateTime"], { dateTime: "2026-03-19T09:30:00.0000000Z", timeZone: "UTC" });
  assert.equal(one.body["serviceNotes"], "Allergic to latex.");
  assert.deepEqual(timesOf(itemsOf(await ana.ask(bookingView))[0]), ["startDateTime", "endDateTime"]);
  await using other = await sandboxUnderTest({ guesses: { bookingTimeNames: "start" } });
  const client = await other.as("ana");
  assert.deepEqual(timesOf(itemsOf(await client.ask(bookingView))[0]), ["start", "end"]);
});

test("a list of businesses only has their names, and is found by query", async () => {
  const found = await ana.ask("/solutions/bookingBusinesses?query=DENTAL");
  assert.deepEqual(found.body["value"], [{ id: ids.dental, displayName: "Contoso Dental" }]);
  const business = await ana.ask(path`/solutions/bookingBusinesses/${ids.dental.toLowerCase()}`);
  assert.equal(business.body["id"], ids.dental, "answered in its own casing");
});

test("who else is invited is hidden from those invited, if the organizer wants it so", async () => {
  const briefing = (await ana.all(view)).find((event) => String(event["subject"]).startsWith("Salary round"));
  assert.equal(briefing?.["hideAttendees"], true);
  assert.equal((briefing["attendees"] as readonly unknown[]).length, 1);
});
