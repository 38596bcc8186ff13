import assert from "node:assert/strict";
import { test } from "node:test";
import { itemActions, microsoftCloudNames, scopesToCancel } from "../../../src/cancellation/itemAction.ts";
import type { ActionPermissions } from "../../../src/cancellation/itemAction.ts";
import { matchCancelRoute, matchItemRoute } from "../../../src/cancellation/route.ts";
import { catalogueRows, writeOutPaths } from "../../../src/cancellation/routeCatalogue.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";
import { readGraphFixture, readPublishedPaths } from "./publishedPaths.ts";

const page = "https://learn.microsoft.com/graph/api";
const appointment = "bookingBusinesses/a/appointments/1";

test("a route knows its body, its success, its page and where it is documented", () => {
  const facts = (method: string, url: string): unknown => {
    const route = matchItemRoute(method, url);
    return route && [route.acceptedProperties, route.success.documented, route.documented, route.docsUrl];
  };
  const comment = ["Comment", "comment"];
  const event = `${page}/event-cancel?view=graph-rest-1.0`;
  assert.deepEqual(facts("POST", "/me/events/1/cancel"), [comment, 202, "learn", event]);
  assert.deepEqual(facts("POST", "/me/calendarView/1/cancel"), [comment, 202, "metadata", event]);
  assert.deepEqual(facts("POST", "/me/messages/1/event/cancel"), [comment, 202, "legacy", event]);
  assert.deepEqual(facts("POST", `/solutions/${appointment}/cancel`), [
    ["cancellationMessage"],
    204,
    "learn",
    `${page}/bookingappointment-cancel?view=graph-rest-1.0`,
  ]);
  assert.deepEqual(facts("POST", `/beta/${appointment}/cancel`), [
    ["cancellationMessage"],
    204,
    "legacy",
    `${page}/bookingappointment-cancel?view=graph-rest-beta`,
  ]);
  const decline = `${page}/event-decline?view=graph-rest-1.0`;
  assert.deepEqual(facts("POST", "/me/events/1/decline"), [comment, 202, "learn", decline]);
  assert.deepEqual(facts("DELETE", "/beta/me/events/1"), [
    [],
    204,
    "learn",
    `${page}/event-delete?view=graph-rest-beta`,
  ]);
  const deletion = `${page}/bookingappointment-delete?view=graph-rest-1.0`;
  assert.deepEqual(facts("DELETE", `/solutions/${appointment}`), [[], 204, "learn", deletion]);
});

test("what is asked for in order to cancel depends on whose mailbox it is in", () => {
  const asserted = (url: string, asked: readonly string[]): void => {
    const route = matchCancelRoute("POST", `${url}/cancel`);
    assert.deepEqual(route?.scopes, asked, url);
    assert.deepEqual(route && scopesToCancel(route.target), asked, url);
    for (const scope of asked) assert.ok(route?.permissions.work.includes(scope), url);
  };
  asserted("/me/events/1", ["Calendars.ReadWrite"]);
  asserted("/me/messages/1/event", ["Calendars.ReadWrite"]);
  asserted("/users/a/events/1", ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"]);
  asserted("/groups/a/events/1", ["Calendars.ReadWrite", "Group.ReadWrite.All"]);
  asserted("/me/joinedGroups/a/events/1", ["Calendars.ReadWrite", "Group.ReadWrite.All"]);
  asserted(`/solutions/${appointment}`, ["BookingsAppointment.ReadWrite.All"]);
});

test("a route knows the clouds that have it", () => {
  const asserted = (url: string, clouds: readonly string[]): void => {
    assert.deepEqual(matchItemRoute("POST", url)?.clouds, clouds, url);
  };
  const withoutChina = ["global", "usGovernment", "usGovernmentDod"];
  asserted("/me/events/1/cancel", [...withoutChina, "china"]);
  asserted("/me/events/1/decline", [...withoutChina, "china"]);
  asserted("/me/events/1/instances/2/cancel", [...withoutChina, "china"]);
  asserted(`/solutions/${appointment}/cancel`, withoutChina);
  asserted(`https://microsoftgraph.chinacloudapi.cn/v1.0/solutions/${appointment}/cancel`, withoutChina);
  asserted("/v1.0/me/events/1/exceptionOccurrences/2/cancel", ["global"]);
  asserted("/v1.0/groups/g/events/1/exceptionOccurrences/2/instances/3/cancel", ["global"]);
  asserted("/beta/me/events/1/exceptionOccurrences/2/cancel", [...withoutChina, "china"]);
});

test("the clouds of the catalogue are those that a person can sign in to, Bookings where they have it", () => {
  assert.deepEqual(
    microsoftCloudNames,
    microsoftClouds.map(({ id }) => id),
  );
  const withBookings = microsoftClouds.filter(({ hasBookings }) => hasBookings).map(({ id }) => id);
  for (const { item, clouds } of itemActions) {
    assert.deepEqual(clouds, item === "booking" ? withBookings : microsoftCloudNames);
  }
});

test("every row of the catalogue names its mailbox and its item in the words that the recognition knows", () => {
  for (const row of catalogueRows) {
    assert.match(
      row.path,
      row.item === "booking" ? /\{business\}.*\{appointment\}$/ : /\{event\}$|\{message\}.*\/event$/,
    );
    assert.match(row.path, row.item === "booking" ? /ookingBusinesses/ : /^\/(?:\(me\||me\/)/);
    for (const version of Object.keys(row.onlyIn ?? {})) assert.ok(row.versions.some((known) => known === version));
  }
});

test("every path of the catalogue is one that was published", () => {
  const shape = (path: string): string =>
    path
      .replace(/\/$/, "")
      .replaceAll(/\{[^}]*\}/g, "{}")
      .toLowerCase();
  const published = new Set(
    readPublishedPaths().flatMap(({ path, versions }) =>
      versions.map((version) => `${version}${shape(path.replace(/\/(?:cancel|decline)$/, ""))}`),
    ),
  );
  const unknown = writeOutPaths(catalogueRows).filter(({ row, segments }) => {
    const path = shape(segments.map((one) => (one.kind === "word" ? `/${one.word}` : "/{}")).join(""));
    return !row.versions.some((version) => published.has(`${version}${path}`));
  });
  assert.deepEqual(
    unknown.map(({ row }) => row.path),
    [],
  );
});

test("every action with a body is one that Graph's metadata binds to the item, with the message as a parameter", () => {
  const metadata = readGraphFixture("../metadata/calendar-and-bookings-v1.0.csdl.xml");
  const actions = [...metadata.matchAll(/<Action Name="(\w+)".*?<\/Action>/gs)].map(([xml, name]) => ({ xml, name }));
  const withBody = itemActions.filter(({ method }) => method === "POST");
  for (const { name, item, message, success } of withBody) {
    const type = `Type="graph.${item === "event" ? "event" : "bookingAppointment"}"`;
    const bound = actions.filter((action) => action.name === name && action.xml.includes(type));
    assert.equal(bound.length, 1, `${name} ${item}`);
    assert.match(bound[0]?.xml ?? "", new RegExp(`Name="${message?.name}" Type="Edm.String"`));
    assert.equal(bound[0]?.xml.includes("ReturnType"), success.metadata !== 204);
  }
});

/** Where the catalogue leaves Graph's own table; itemAction.ts says why. */
const deviations: Readonly<Record<string, Partial<ActionPermissions>>> = {
  user: { work: ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"], personal: [] },
  group: { personal: [], application: [] },
  business: {
    application: ["BookingsAppointment.ReadWrite.All", "Bookings.ReadWrite.All", "Bookings.Manage.All"],
  },
};

test("who may delete and decline is what Graph's own table says, but for the deviations with a reason", () => {
  const blocks = readGraphFixture("delete-and-decline-permissions.txt")
    .split(/\n(?=POST |DELETE )/)
    .slice(1);
  assert.ok(blocks.length > 10);
  for (const block of blocks) {
    const [head = "", ...lines] = block.trimEnd().split("\n");
    const [method = "", path = ""] = head.split(" ");
    const route = matchItemRoute(method, path);
    assert.ok(route, head);
    for (const [kind, name] of [
      ["work", "DelegatedWork"],
      ["personal", "DelegatedPersonal"],
      ["application", "Application"],
    ] as const) {
      const listed = lines.filter((line) => new RegExp(`\\[.*\\b${name}\\b.*\\]`).test(line));
      const scope = (line: string): string => line.trim().split(" ")[0] ?? "";
      const least = listed.filter((line) => line.split("least=")[1]?.includes(name) === true).map(scope);
      const expected: readonly string[] = deviations[route.mailbox]?.[kind] ?? listed.map(scope);
      assert.deepEqual(route.permissions[kind].toSorted(), expected.toSorted(), `${head} ${kind}`);
      const first: string | undefined = route.permissions[kind][0];
      if (first !== undefined) assert.deepEqual([first], least, `${head} ${kind}`);
    }
  }
});
