/** Groups: who is in them, what they are, and their calendars. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Body, type Client, type SandboxUnderTest, codeOf, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const cast = "/me/memberOf/microsoft.graph.group";
const eventual = { consistencylevel: "eventual" };
const unified = "$count=true&$filter=groupTypes/any(c:c eq 'Unified')";

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

const namesOf = (items: readonly Body[]): readonly unknown[] => items.map((item) => item["displayName"]);

test("memberships are all kinds of groups, each with its type", async () => {
  const groups = await ana.all("/me/memberOf");
  assert.deepEqual(namesOf(groups), ["Contoso Facilities", "Contoso All Staff", "Contoso Launch Team"]);
  assert.ok(groups.every((group) => group["@odata.type"] === "#microsoft.graph.group"));
  const lees = await (await sandbox.as("lee")).all("/me/memberOf");
  assert.deepEqual(namesOf(lees), ["Contoso Facilities", "Contoso All Staff", "Contoso Book Club"]);
});

test("Microsoft 365 groups are filtered and selected, in pages", async () => {
  const asked = `${cast}?${unified}&$select=id,displayName,mail&$top=1`;
  const page = await ana.ask(asked, { headers: eventual });
  assert.deepEqual(page.body["value"], [
    { id: ids.facilitiesGroup, displayName: "Contoso Facilities", mail: "facilities@contoso.com" },
  ]);
  assert.equal(page.body["@odata.count"], 2);
  assert.deepEqual(namesOf(await ana.all(asked, eventual)), ["Contoso Facilities", "Contoso Launch Team"]);
});

test("a filter needs ConsistencyLevel and $count, and any other filter is refused", async () => {
  for (const [asked, headers] of [
    [`${cast}?${unified}`, {}],
    [`${cast}?${unified.replace("$count=true&", "")}`, eventual],
    [cast, {}],
  ] as const) {
    const answer = await ana.ask(asked, { headers });
    assert.deepEqual([answer.status, codeOf(answer)], [400, "Request_UnsupportedQuery"], asked);
  }
  const other = await ana.ask(`${cast}?$count=true&$filter=displayName eq 'x'`, { headers: eventual });
  assert.deepEqual([other.status, codeOf(other)], [400, "SandboxNotSupported"]);
});

test("without a permission to read groups, only their ids are told", async () => {
  const stranger = await sandbox.as("ana", ["User.Read"]);
  const [group] = await stranger.all("/me/memberOf");
  const { "@odata.type": type, id, ...rest } = group ?? {};
  assert.deepEqual([type, id], ["#microsoft.graph.group", ids.facilitiesGroup]);
  assert.ok(Object.values(rest).every((value) => value === null || (value as unknown[]).length === 0));
  const read = await stranger.ask(path`/groups/${ids.facilitiesGroup}`);
  assert.deepEqual([read.status, codeOf(read)], [403, "ErrorAccessDenied"]);
});

test("a group is read by its id", async () => {
  const group = await ana.ask(path`/groups/${ids.facilitiesGroup.toUpperCase()}`);
  assert.deepEqual(
    [group.body["displayName"], group.body["groupTypes"], group.body["mailEnabled"]],
    ["Contoso Facilities", ["Unified"], true],
  );
  const none = await ana.ask(path`/groups/${ids.ana}`);
  assert.deepEqual([none.status, codeOf(none)], [404, "Request_ResourceNotFound"]);
});

test("a member reads the group's one calendar; it has no calendar groups", async () => {
  const launchTeam = String((await ana.all("/me/memberOf"))[2]?.["id"]);
  const calendar = await ana.ask(path`/groups/${launchTeam}/calendar`);
  assert.equal((calendar.body["owner"] as Body)["name"], "Contoso Launch Team");
  const events = await ana.all(`${path`/groups/${launchTeam}/calendar/calendarView`}?${week}`);
  assert.deepEqual(
    events.map((event) => event["subject"]),
    ["Launch rehearsal"],
  );
  assert.equal((await ana.ask(path`/groups/${launchTeam}/calendarGroups`)).status, 400);
});

test("who is not a member does not read a group's calendar, and a security group has none", async () => {
  const [, staff, bookClub] = await (await sandbox.as("lee")).all("/me/memberOf");
  const asked = async (group: Body | undefined) =>
    (await ana.ask(`${path`/groups/${String(group?.["id"])}/calendarView`}?${week}`)).status;
  assert.deepEqual([await asked(bookClub), await asked(staff)], [403, 404]);
});

test("a personal account is in no directory", async () => {
  assert.equal((await (await sandbox.as("maria")).ask("/me/memberOf")).status, 403);
});
