/** Which reads are known, and that what is offered for them is what Graph has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readGraphMetadata } from "../../contract/graphMetadata.ts";
import { resourceAt } from "../../contract/resourcePath.ts";
import { orders, selectableProperties } from "../../../src/editor/graphProperties.ts";
import { findGraphRead } from "../../../src/editor/graphRead.ts";

const graph = "https://graph.microsoft.com";
const business = "/solutions/bookingBusinesses/d%40contoso.com";

const reads: readonly (readonly [path: string, kind: string, page: string, permission: string])[] = [
  ["/me/events", "events", "user-list-events", "Calendars.ReadBasic"],
  ["/users/lee%40contoso.com/calendars/AB%3D/events", "events", "user-list-events", "Calendars.ReadBasic"],
  ["/groups/1/events", "events", "group-list-events", "Group.Read.All"],
  ["/me/events/AAMk%2F1%3D", "event", "event-get", "Calendars.ReadBasic"],
  ["/me/calendar/calendarView", "calendarView", "user-list-calendarview", "Calendars.ReadBasic"],
  ["/groups/1/calendarView", "calendarView", "group-list-calendarview", "Group.Read.All"],
  ["/me/events/1/instances", "instances", "event-list-instances", "Calendars.ReadBasic"],
  ["/me/calendars", "calendars", "user-list-calendars", "Calendars.ReadBasic"],
  ["/me/calendarGroups/1/calendars", "calendars", "user-list-calendars", "Calendars.ReadBasic"],
  ["/me/calendarGroups", "calendarGroups", "user-list-calendargroups", "Calendars.ReadBasic"],
  ["/solutions/bookingBusinesses", "businesses", "bookingbusiness-list", "Bookings.Read.All"],
  [business, "business", "bookingbusiness-get", "Bookings.Read.All"],
  [`${business}/appointments`, "appointments", "bookingbusiness-list-appointments", "Bookings.Read.All"],
  [`${business}/appointments/1`, "appointment", "bookingappointment-get", "Bookings.Read.All"],
  [`${business}/calendarView`, "bookingsView", "bookingbusiness-list-calendarview", "Bookings.Read.All"],
  [`${business}/services`, "services", "bookingbusiness-list-services", "Bookings.Read.All"],
  [`${business}/staffMembers`, "staffMembers", "bookingbusiness-list-staffmembers", "Bookings.Read.All"],
  [`${business}/customers`, "customers", "bookingbusiness-list-customers", "Bookings.Read.All"],
];

test("reads of calendars and Bookings are known, however their address is written", () => {
  for (const [path, kind, page, permission] of reads) {
    for (const url of [`${graph}/v1.0${path}`, `${graph}/beta${path.toUpperCase()}?x={{y}}`, `{{host}}${path}`, path]) {
      const read = findGraphRead("get", url);
      assert.deepEqual([read?.kind, read?.page, read?.permission], [kind, page, permission], url);
    }
  }
});

test("anything else is not", () => {
  for (const url of [
    "https://api.example.com/v1.0/me/events",
    `${graph}/me/events`,
    `${graph}/v1.0/me/messages`,
    `${graph}/v1.0/me/events/1/cancel`,
    `${graph}/v1.0/groups/1/calendars`,
    `${graph}/v1.0/me/calendarView/delta`,
    "nothing",
  ]) {
    assert.equal(findGraphRead("GET", url), undefined, url);
  }
  assert.equal(findGraphRead("POST", `${graph}/v1.0/me/events`), undefined);
});

test("every read, and every property offered for it, is one that Graph's metadata has", () => {
  const metadata = readGraphMetadata();
  for (const [path, kind] of reads) {
    const read = findGraphRead("GET", path);
    const resource = resourceAt(metadata, "GET", `/v1.0${path}`);
    assert.ok(read !== undefined && (resource.kind === "list" || resource.kind === "item"), path);
    assert.equal(kind.endsWith("s") || kind.endsWith("View"), resource.kind === "list" || kind === "business", path);
    const known = new Set(metadata.lineage(resource.type).flatMap(({ properties }) => [...properties.keys()]));
    const named = [...selectableProperties(read.kind), ...orders(read.kind).map((order) => /^\w+/.exec(order)?.[0])];
    assert.deepEqual(
      named.filter((name) => name !== undefined && !known.has(name)),
      [],
      path,
    );
    assert.equal(read.options.includes("$select"), selectableProperties(read.kind).length > 0, path);
    assert.equal(read.options.includes("$orderby"), orders(read.kind).length > 0, path);
  }
});
