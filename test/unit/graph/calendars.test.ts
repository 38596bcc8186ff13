/** Which calendars there are: one's own in their groups, another mailbox's, and those of Microsoft 365 groups. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { CalendarSource, Mailbox } from "../../../src/agenda/item.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ScriptedAnswer, ScriptedGraph, TestClient } from "./scriptedGraph.ts";

const me: Mailbox = { kind: "me" };
const lee: Mailbox = { kind: "user", id: "Lee.Park+x@contoso.com" };
const team: Mailbox = { kind: "group", id: "02bd9fd6-8f93-4758-87c3-1fb73740a315" };
const leesRoot = "/v1.0/users/Lee.Park%2Bx%40contoso.com";
const teamsRoot = "/v1.0/groups/02bd9fd6-8f93-4758-87c3-1fb73740a315";

const main = {
  id: "A=",
  name: "Calendar",
  isDefaultCalendar: true,
  canEdit: true,
  owner: { address: "ana@x.example" },
};
const family = { id: "a=", name: "Family", isDefaultCalendar: false, canEdit: true };
const shared = { id: "B/", name: "Kids", canEdit: false, owner: { name: "Alex", address: "alex@x.example" } };

/** A Graph that answers by path, and 404 for any other; a number is the status of a refusal. */
async function startGraph(
  context: TestContext,
  answers: Readonly<Record<string, unknown>>,
): Promise<TestClient & { readonly graph: ScriptedGraph; readonly paths: () => readonly string[] }> {
  const pathOf = (address: string): string => address.split("?")[0] ?? "";
  const graph = await startScriptedGraph(context, ({ path }): ScriptedAnswer => {
    const body = answers[pathOf(path)] ?? 404;
    return typeof body === "number" ? { status: body, body: { error: { code: "ErrorItemNotFound" } } } : { body };
  });
  const paths = (): readonly string[] => graph.received.map(({ path }) => pathOf(path)).sort();
  return { ...testClient(context, graph.origin), graph, paths };
}

const list = (...value: readonly unknown[]): object => ({ value });
const named = (calendars: readonly CalendarSource[]): readonly (readonly unknown[])[] =>
  calendars.map(({ name, calendarGroup }) => [name, calendarGroup]);

test("one's own calendars come with the names of their groups, which are asked for once", async (context) => {
  const { client, paths } = await startGraph(context, {
    "/v1.0/me/calendars": list(main, family, shared),
    "/v1.0/me/calendarGroups": list({ id: "g1", name: "My Calendars" }, { id: "g/2", name: "Other Calendars" }),
    "/v1.0/me/calendarGroups/g1/calendars": list(main),
    "/v1.0/me/calendarGroups/g%2F2/calendars": list(shared),
  });
  const expected = [
    ["Calendar", "My Calendars"],
    ["Family", undefined],
    ["Kids", "Other Calendars"],
  ];
  const { items, notes } = await client.listCalendars(me);
  assert.deepEqual([named(items), notes], [expected, []]);
  for (const calendar of items) assert.deepEqual(calendar.mailbox, me);
  assert.deepEqual(named((await client.listCalendars(me)).items), expected);
  assert.deepEqual(paths(), [
    "/v1.0/me/calendarGroups",
    "/v1.0/me/calendarGroups/g%2F2/calendars",
    "/v1.0/me/calendarGroups/g1/calendars",
    "/v1.0/me/calendars",
    "/v1.0/me/calendars",
  ]);
});

test("a single calendar group is not asked for its calendars", async (context) => {
  const { client, paths } = await startGraph(context, {
    "/v1.0/me/calendars": list(main),
    "/v1.0/me/calendarGroups": list({ id: "g1", name: "My Calendars" }),
  });
  assert.deepEqual(named((await client.listCalendars(me)).items), [["Calendar", undefined]]);
  assert.deepEqual(paths(), ["/v1.0/me/calendarGroups", "/v1.0/me/calendars"]);
});

test("calendars are listed although their groups cannot be, and that is said", async (context) => {
  for (const groups of [
    { "/v1.0/me/calendarGroups": 403 },
    { "/v1.0/me/calendarGroups": list({ id: "1" }, { id: "2" }) },
  ]) {
    const { client } = await startGraph(context, { "/v1.0/me/calendars": list(main), ...groups });
    const { items, notes } = await client.listCalendars(me);
    assert.deepEqual([named(items), notes], [[["Calendar", undefined]], ["The calendar groups could not be read."]]);
  }
});

test("another mailbox's calendars are listed by its address, with the permission for what is shared", async (context) => {
  const { client, paths, tokenRequests } = await startGraph(context, { [`${leesRoot}/calendars`]: list(main, family) });
  const { items } = await client.listCalendars(lee);
  assert.deepEqual(named(items), [
    ["Calendar", undefined],
    ["Family", undefined],
  ]);
  for (const calendar of items) assert.deepEqual(calendar.mailbox, lee);
  assert.deepEqual(paths(), [`${leesRoot}/calendars`]);
  assert.deepEqual(tokenRequests, [{ scopes: ["Calendars.Read", "Calendars.Read.Shared"] }]);
});

test("of a mailbox that has shared no more than its main calendar, that one is listed", async (context) => {
  for (const status of [403, 404]) {
    const { client } = await startGraph(context, {
      [`${leesRoot}/calendars`]: status,
      [`${leesRoot}/calendar`]: { ...main, isDefaultCalendar: undefined },
    });
    const { items } = await client.listCalendars(lee);
    assert.deepEqual([named(items), items[0]?.isDefault], [[["Calendar", undefined]], true]);
  }
  const { client } = await startGraph(context, { [`${leesRoot}/calendars`]: 403, [`${leesRoot}/calendar`]: 403 });
  await assert.rejects(client.listCalendars(lee), (error) => isGraphError(error) && error.reason === "forbidden");
});

test("a group has one calendar, called like the group", async (context) => {
  const owned = { ...main, canEdit: undefined, owner: { name: "Reading", address: "reading@x.example" } };
  const answers: readonly Readonly<Record<string, unknown>>[] = [
    { [`${teamsRoot}/calendar`]: owned },
    { [`${teamsRoot}/calendar`]: { ...owned, owner: null }, [teamsRoot]: { id: team.id, displayName: "Reading" } },
  ];
  for (const answer of answers) {
    const { client, paths, tokenRequests } = await startGraph(context, answer);
    const { items } = await client.listCalendars(team);
    assert.deepEqual(
      items.map(({ id, name, mailbox, canEdit }) => [id, name, mailbox, canEdit]),
      [["A=", "Reading", team, true]],
    );
    assert.deepEqual(paths(), Object.keys(answer).sort());
    for (const { scopes } of tokenRequests) assert.deepEqual(scopes, ["Group.Read.All"]);
  }
});

test("the groups that one is a member of are listed to the last page, without those that have no calendar", async (context) => {
  const memberOf = "/v1.0/me/memberOf/microsoft.graph.group";
  const graph = await startScriptedGraph(context, ({ number }, origin) =>
    number === 1
      ? {
          body: {
            ...list(
              { id: "1", displayName: "Reading", mail: "r@x.example", groupTypes: ["Unified"] },
              { id: "2", displayName: "All staff", groupTypes: [] },
              "no group",
            ),
            "@odata.nextLink": `${origin}${memberOf}?$skiptoken=x`,
          },
        }
      : { body: list({ id: "3", displayName: "Board", mail: null, groupTypes: ["DynamicMembership", "Unified"] }) },
  );
  const { client, tokenRequests } = testClient(context, graph.origin);
  assert.deepEqual(await client.listGroups(), {
    items: [
      { id: "1", name: "Reading", address: "r@x.example" },
      { id: "3", name: "Board" },
    ],
    notes: [],
  });
  assert.equal(tokenRequests[0]?.scopes.join(), "Group.Read.All");
  for (const { path, headers } of graph.received) {
    assert.ok(path.startsWith(`${memberOf}?`), path);
    assert.equal(headers["consistencylevel"], "eventual");
  }
  assert.match(graph.received[0]?.path ?? "", /[?&]\$count=true(?:&|$)/);
});

const event = {
  id: "E1",
  subject: "Lunch",
  isOrganizer: true,
  start: { dateTime: "2026-11-24T12:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2026-11-24T13:00:00.0000000", timeZone: "UTC" },
};

test("an event is read in its own mailbox, and knows which that is", async (context) => {
  const expected: readonly (readonly [Mailbox, string, string])[] = [
    [me, "/v1.0/me/events/E%2F1", "Calendars.Read"],
    [lee, `${leesRoot}/events/E%2F1`, "Calendars.Read,Calendars.Read.Shared"],
    [team, `${teamsRoot}/events/E%2F1`, "Group.Read.All"],
  ];
  for (const [mailbox, path, scopes] of expected) {
    const { client, graph, paths, tokenRequests } = await startGraph(context, { [path]: event });
    const item = await client.readItem(eventTarget("E/1", { mailbox }));
    assert.ok(item.kind === "event" && !("calendarId" in item));
    assert.deepEqual(item.mailbox, mailbox);
    assert.deepEqual(paths(), [path]);
    assert.equal(graph.received[0]?.headers["prefer"], 'outlook.timezone="UTC", IdType="ImmutableId"');
    assert.equal(tokenRequests[0]?.scopes.join(), scopes);
  }
});

test("a mailbox that no path can carry is not asked for", async (context) => {
  const { client, paths } = await startGraph(context, {});
  for (const id of ["", ".", ".."]) {
    await assert.rejects(client.listCalendars({ kind: "user", id }), /No path can carry the id/);
    const calendar: CalendarSource = {
      kind: "calendar",
      id: "A",
      mailbox: { kind: "user", id },
      name: "",
      isDefault: true,
      canEdit: true,
    };
    await assert.rejects(client.listEvents(calendar, someWeek), /No path can carry the id/);
  }
  assert.deepEqual(paths(), []);
});
