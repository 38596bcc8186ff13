/** What has changed in a calendar view: all of it at first, then only changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Answer, type Body, type Client, codeOf, itemsOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const view = `/me/calendarView/delta?${week}`;
const bigPages = { prefer: "odata.maxpagesize=500" };

interface Round {
  readonly items: readonly Body[];
  readonly pages: number;
  readonly deltaLink: string;
}

/** All pages of a round. */
async function roundOf(client: Client, asked: string, headers: Readonly<Record<string, string>> = {}): Promise<Round> {
  const items: Body[] = [];
  let pages = 0;
  for (let next = asked; ; pages += 1) {
    const page: Answer = await client.ask(next, { headers });
    assert.equal(page.status, 200, page.text);
    assert.ok(pages < 50, "pages come to an end");
    items.push(...itemsOf(page));
    const { "@odata.nextLink": nextLink, "@odata.deltaLink": deltaLink } = page.body;
    assert.equal((nextLink === undefined) !== (deltaLink === undefined), true, "one of both links");
    if (typeof deltaLink === "string") return { items, pages: pages + 1, deltaLink };
    next = String(nextLink);
  }
}

const idsOf = (items: readonly Body[]): readonly string[] => items.map((item) => String(item["id"])).toSorted();

test("the first round has what the view has, and the masters of its series", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const listed = await ana.all(`/me/calendarView?${week}&$top=1000`);
  const { items, pages } = await roundOf(ana, view);
  assert.ok(pages > 3, "ten on a page");
  const masters = items.filter((item) => item["type"] === "seriesMaster");
  assert.deepEqual(idsOf(items.filter((item) => item["type"] !== "seriesMaster")), idsOf(listed));
  assert.deepEqual(
    new Set(masters.map((item) => item["id"])),
    new Set(listed.flatMap((item) => (item["seriesMasterId"] === null ? [] : [item["seriesMasterId"]]))),
  );
  assert.equal((await roundOf(ana, view, bigPages)).pages, 1);
});

test("an occurrence has its times and its master only; other events are whole", async () => {
  await using sandbox = await sandboxUnderTest();
  const { items } = await roundOf(await sandbox.as("ana"), view, bigPages);
  const keysOf = (type: string) => Object.keys(items.find((item) => item["type"] === type) ?? {}).toSorted();
  assert.deepEqual(keysOf("occurrence"), [
    "@odata.etag",
    "@odata.type",
    "end",
    "id",
    "seriesMasterId",
    "start",
    "type",
  ]);
  for (const type of ["singleInstance", "exception", "seriesMaster"]) {
    assert.ok(keysOf(type).includes("subject") && keysOf(type).includes("attendees"), type);
  }
  assert.ok(items.every((item) => item["@odata.type"] === "#microsoft.graph.event"));
});

test("the answer's headers and context are those of delta", async () => {
  await using sandbox = await sandboxUnderTest();
  const page = await (await sandbox.as("ana")).ask(view, { headers: bigPages });
  assert.equal(page.headers.get("preference-applied"), "odata.track-changes, odata.maxpagesize=500");
  assert.match(String(page.body["@odata.context"]), /\$metadata#Collection\(event\)$/u);
  const link = new URL(String(page.body["@odata.deltaLink"]));
  assert.deepEqual(
    [link.origin, [...link.searchParams.keys()]],
    [sandbox.sandbox.addresses.graphOrigin, ["$deltatoken"]],
  );
});

test("afterwards only changes are told, each once", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  const first = await roundOf(ana, view, bigPages);
  const unchanged = await roundOf(ana, first.deltaLink);
  assert.deepEqual([unchanged.items, unchanged.pages], [[], 1]);

  await ana.ask(path`/me/events/${ids.designReview}/cancel`, { method: "POST", body: {} });
  const gone = await roundOf(ana, unchanged.deltaLink);
  assert.deepEqual(gone.items, [
    { "@odata.type": "#microsoft.graph.event", id: ids.designReview, "@removed": { reason: "deleted" } },
  ]);
  const leesCopy = await roundOf(lee, view, bigPages);
  assert.equal(leesCopy.items.find((item) => item["id"] === ids.designReviewOfLee)?.["isCancelled"], true);

  const declined = await ana.ask(path`/me/events/${ids.roadmapSync}/decline`, { method: "POST", body: {} });
  assert.equal(declined.status, 202, declined.text);
  const leesChanges = await roundOf(lee, leesCopy.deltaLink);
  assert.deepEqual(
    leesChanges.items.map((item) => item["subject"]),
    ["Roadmap sync"],
  );
  assert.deepEqual((await roundOf(lee, leesChanges.deltaLink)).items, []);
  // An older link still tells all that happened since.
  assert.deepEqual(idsOf((await roundOf(ana, first.deltaLink)).items), [ids.designReview, ids.roadmapSync].toSorted());
});

test("a cancelled series is told as removed, its master too", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const { deltaLink } = await roundOf(ana, view, bigPages);
  await ana.ask(path`/me/events/${ids.teamWeekly}/cancel`, { method: "POST", body: {} });
  const { items } = await roundOf(ana, deltaLink, bigPages);
  assert.ok(items.every((item) => item["@removed"] !== undefined));
  assert.deepEqual(idsOf(items), [ids.teamWeekly, ids.teamWeeklyMoved].toSorted());
});

test("what has left the range is told as removed", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const month = "startDateTime=2026-03-26T00:00:00Z&endDateTime=2026-04-18T00:00:00Z";
  const { deltaLink } = await roundOf(ana, `/me/calendarView/delta?${month}`, bigPages);
  const cancelled = await ana.ask(path`/me/events/${ids.teamWeeklyNext}/cancel`, { method: "POST", body: {} });
  assert.equal(cancelled.status, 202);
  const { items } = await roundOf(ana, deltaLink, bigPages);
  assert.deepEqual(idsOf(items.filter((item) => item["@removed"] !== undefined)), [ids.teamWeeklyNext]);
  assert.deepEqual(
    idsOf(items.filter((item) => item["@removed"] === undefined)),
    [ids.teamWeekly],
    "its master changed",
  );
});

test("the first page can be empty although there is more", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const projects = `${path`/me/calendars/${ids.projectsCalendar}/calendarView/delta`}?${week}`;
  const page = await ana.ask(projects, { headers: bigPages });
  assert.deepEqual(itemsOf(page), []);
  assert.equal(typeof page.body["@odata.nextLink"], "string");
  assert.equal((await roundOf(ana, projects, bigPages)).items.length, 5);
});

const roots: readonly string[] = [
  "/me/calendarView/delta",
  "/me/calendarView/delta()",
  "/me/calendarView/microsoft.graph.delta()",
  "/me/calendar/calendarView/delta",
  path`/me/calendars/${ids.sharedCalendar}/calendarView/delta`,
  path`/users/${ids.ana}/calendarView/delta`,
  "/users/ana.silva@contoso.com/calendar/calendarView/delta",
  path`/users('${ids.ana}')/calendars/${ids.anasCalendar}/calendarView/delta`,
];

test("is asked for below every kind of calendar, but not of a group's", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  for (const root of roots) {
    const { items, deltaLink } = await roundOf(ana, `${root}?${week}`, bigPages);
    assert.ok(items.length > 0, root);
    assert.deepEqual((await roundOf(ana, deltaLink)).items, [], root);
  }
  const group = await ana.ask(`${path`/groups/${ids.facilitiesGroup}/calendarView/delta`}?${week}`);
  assert.deepEqual([group.status, codeOf(group)], [400, "BadRequest"]);
});

test("query options are refused, and so is a missing window", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  for (const option of ["$select=subject", "$filter=x", "$expand=x", "$orderby=x", "$search=x"]) {
    const answer = await ana.ask(`${view}&${option}`);
    assert.deepEqual([answer.status, codeOf(answer)], [400, "ErrorInvalidUrlQuery"], option);
  }
  const answer = await ana.ask("/me/calendarView/delta");
  assert.deepEqual([answer.status, codeOf(answer)], [400, "ErrorInvalidParameter"]);
});

test("a token that is not known, or somebody else's, or forgotten, has to be replaced by a new first round", async () => {
  await using sandbox = await sandboxUnderTest();
  const [ana, lee] = await Promise.all([sandbox.as("ana"), sandbox.as("lee")]);
  const { deltaLink } = await roundOf(ana, view, bigPages);
  const assertLost = async (client: Client, link: string) => {
    const answer = await client.ask(link);
    assert.deepEqual([answer.status, codeOf(answer)], [410, "SyncStateNotFound"]);
  };
  await assertLost(ana, "/me/calendarView/delta?$deltatoken=nonsense");
  await assertLost(ana, "/me/calendarView/delta?$skiptoken=nonsense");
  await assertLost(lee, deltaLink);
  await assertLost(ana, deltaLink.replace("/me/", path`/me/calendars/${ids.projectsCalendar}/`));
  await sandbox.flip("forgetDeltas");
  await assertLost(ana, deltaLink);
  assert.ok((await roundOf(ana, view, bigPages)).items.length > 0);
});

test("ids are of the kind that each request prefers, also those of what is removed", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const immutable = { prefer: 'IdType="ImmutableId", odata.maxpagesize=500' };
  const { items, deltaLink } = await roundOf(ana, view, immutable);
  const review = items.find((item) => item["subject"] === "Design review");
  const id = String(review?.["id"]);
  assert.notEqual(id, ids.designReview);
  const occurrence = items.find((item) => item["type"] === "occurrence");
  assert.ok(
    items.some((item) => item["id"] === occurrence?.["seriesMasterId"]),
    "its master goes by the same kind",
  );
  await ana.ask(path`/me/events/${ids.designReview}/cancel`, { method: "POST", body: {} });
  assert.deepEqual(idsOf((await roundOf(ana, deltaLink, immutable)).items), [id]);
});
