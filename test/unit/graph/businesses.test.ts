/** What is asked of Bookings about businesses, and whom the ids in their appointments mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { bookingTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { rowsOf, sample } from "./sampleAnswers.ts";
import { someBusiness, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { TestClient } from "./scriptedGraph.ts";

const root = "/v1.0/solutions/bookingBusinesses";
const fabrikam = `${root}/Fabrikam%40contoso.com`;
const jordan = "7ed53fa5-9ef2-4f2f-975b-27447440bc09";
const dana = "8ee1c803-a1fa-406d-8259-7ab53233f148";

/** A Bookings that answers by path with samples; a number is the status of a refusal. */
async function startBookings(
  context: TestContext,
  answers: Readonly<Record<string, unknown>>,
): Promise<TestClient & { readonly paths: () => readonly string[]; readonly preferences: () => readonly unknown[] }> {
  const graph = await startScriptedGraph(context, ({ path }) => {
    const body = answers[path.split("?")[0] ?? ""] ?? 404;
    return typeof body === "number" ? { status: body, body: { error: { code: "" } } } : { body };
  });
  return {
    ...testClient(context, graph.origin),
    paths: () => graph.received.map(({ path }) => path),
    preferences: () => graph.received.map(({ headers }) => headers["prefer"]),
  };
}

const appointment = {
  id: "1",
  serviceName: "Haircut",
  startDateTime: { dateTime: "2026-11-24T09:00:00.0000000Z", timeZone: "UTC" },
  endDateTime: { dateTime: "2026-11-24T10:00:00.0000000Z", timeZone: "UTC" },
  staffMemberIds: [dana],
  customers: [{ customerId: jordan }],
};

test("businesses are searched by name", async (context) => {
  const { client, paths } = await startBookings(context, { [root]: sample("bookingBusiness-list-query") });
  await client.listBusinesses();
  await client.listBusinesses("");
  await client.listBusinesses("Adventure & Söhne");
  assert.deepEqual(paths(), [root, root, `${root}?query=Adventure%20%26%20S%C3%B6hne`]);
});

test("a list of 500 says that there may be more", async (context) => {
  const value = Array.from({ length: 500 }, (_, index) => ({ id: `b${index}@x.example`, displayName: `B${index}` }));
  const whole = await startBookings(context, { [root]: { value } });
  const { items, notes } = await whole.client.listBusinesses();
  assert.deepEqual(
    [items.length, notes],
    [500, ["Microsoft Graph lists no more than 500 businesses. Search by name to find others."]],
  );
  const shorter = await startBookings(context, { [root]: { value: value.slice(1) } });
  assert.deepEqual((await shorter.client.listBusinesses()).notes, []);
});

test("a business is read with its services and staff", async (context) => {
  const [business] = rowsOf("bookingBusiness-get");
  const { client, paths, preferences, tokenRequests } = await startBookings(context, {
    [fabrikam]: business,
    [`${fabrikam}/services`]: sample("bookingService-list"),
    [`${fabrikam}/staffMembers`]: sample("bookingStaffMember-list"),
  });
  const details = await client.readBusiness(someBusiness);
  assert.deepEqual(
    [details.id, details.phone, details.minimumLeadTimeMinutes, details.notes],
    ["Fabrikam@contoso.com", "206-555-0100", 1440, []],
  );
  assert.deepEqual(
    details.services.map(({ name }) => name),
    ["Initial service", "Catered bento", "Kaiseki"],
  );
  assert.deepEqual(
    details.staff.map(({ name }) => name),
    ["Dana Swope", "Samantha Booth"],
  );
  assert.equal(paths().length, 3);
  assert.deepEqual(
    preferences().filter((prefer) => prefer !== undefined),
    ["include-unknown-enum-members"],
  );
  for (const { scopes } of tokenRequests) assert.deepEqual(scopes, ["Bookings.Read.All"]);
});

test("a part of a business that may not be read is missing and noted; if none may, that is the error", async (context) => {
  const partly = await startBookings(context, {
    [fabrikam]: 403,
    [`${fabrikam}/services`]: sample("bookingService-list"),
    [`${fabrikam}/staffMembers`]: 403,
  });
  const { name, services, staff, notes } = await partly.client.readBusiness(someBusiness);
  assert.deepEqual([name, services.length, staff], ["Fabrikam", 3, []]);
  assert.deepEqual(notes, ["This account may not read its details.", "This account may not read its staff."]);
  const closed = { [fabrikam]: 403, [`${fabrikam}/services`]: 403, [`${fabrikam}/staffMembers`]: 403 };
  const gone = { ...closed, [`${fabrikam}/services`]: 404 };
  for (const [answers, reason] of [
    [closed, "forbidden"],
    [gone, "notFound"],
  ] as const) {
    const { client } = await startBookings(context, answers);
    await assert.rejects(client.readBusiness(someBusiness), (error) => isGraphError(error) && error.reason === reason);
  }
});

test("customers are looked up once, and only where an appointment does not name them", async (context) => {
  const customers = `${fabrikam}/customers`;
  const answers = {
    [`${fabrikam}/staffMembers`]: sample("bookingStaffMember-list"),
    [customers]: sample("bookingCustomer-list"),
  };
  const calendarView = `${fabrikam}/calendarView`;
  const nameless = await startBookings(context, { ...answers, [calendarView]: { value: [appointment, appointment] } });
  for (let round = 0; round < 2; round += 1) {
    const { items } = await nameless.client.listBookings(someBusiness, someWeek);
    assert.deepEqual(
      items.map((booking) => [booking.customers, booking.staff, booking.notes]),
      [
        [
          [{ name: "Jordan Miller", address: "jordanm@contoso.com" }],
          [{ name: "Dana Swope", address: "danas@contoso.com" }],
          [],
        ],
      ],
    );
  }
  assert.equal(nameless.paths().filter((path) => path === customers).length, 1);
  const named = { ...appointment, customers: [{ customerId: jordan, name: "J" }] };
  const other = await startBookings(context, { ...answers, [calendarView]: { value: [named] } });
  await other.client.listBookings(someBusiness, someWeek);
  assert.ok(!other.paths().includes(customers));
});

test("a single booking's people are looked up as well", async (context) => {
  const { client } = await startBookings(context, {
    [fabrikam]: { id: "fabrikam@CONTOSO.com", displayName: "Fabrikam" },
    [`${fabrikam}/appointments/1`]: appointment,
    [`${fabrikam}/staffMembers`]: 403,
    [`${fabrikam}/customers`]: sample("bookingCustomer-list"),
  });
  const item = await client.readItem(bookingTarget("Fabrikam@contoso.com", "1"));
  assert.ok(item.kind === "booking");
  assert.deepEqual(
    [item.businessName, item.customers, item.notes],
    [
      "Fabrikam",
      [{ name: "Jordan Miller", address: "jordanm@contoso.com" }],
      ["1 of its 1 staff could not be looked up."],
    ],
  );
});
