/** Businesses: many of them, found by name, and what is in one of them, by id. */
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

const businesses = "/solutions/bookingBusinesses";
const dental = path`/solutions/bookingBusinesses/${ids.dental}`;

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

test("no more than 500 businesses are listed, by name only and without a link; others are found by name", async () => {
  await using many = await sandboxUnderTest({ load: { businesses: 600 } });
  const client = await many.as("ana");
  const page = await client.ask(`${businesses}?$top=999`);
  assert.equal(itemsOf(page).length, 500);
  assert.deepEqual(Object.keys(page.body).toSorted(), ["@odata.context", "value"]);
  assert.deepEqual(Object.keys(itemsOf(page)[0] ?? {}), ["id", "displayName"]);
  const found = await client.ask(`${businesses}?query=branch%20600`);
  assert.deepEqual(found.body["value"], [{ id: "Branch600@contoso.com", displayName: "Contoso Branch 600" }]);
  assert.equal((await client.ask(`${businesses}/Branch600@contoso.com`)).status, 403);
});

test("where that is guessed, too many businesses are refused instead", async () => {
  await using many = await sandboxUnderTest({ load: { businesses: 600 }, guesses: { tooManyBusinesses: "refuse" } });
  const client = await many.as("ana");
  const answer = await client.ask(businesses);
  assert.deepEqual([answer.status, codeOf(answer)], [400, "ErrorExceededFindCountLimit"]);
  assert.equal((await client.ask(`${businesses}?query=dental`)).status, 200);
});

test("a business has its hours, policy and page settings", async () => {
  const { body } = await ana.ask(dental);
  const policy = body["schedulingPolicy"] as Body;
  const settings = body["bookingPageSettings"] as Body;
  const hours = body["businessHours"] as readonly Body[];
  assert.match(String(policy["minimumLeadTime"]), /^PT\d+H$/u);
  assert.equal(settings["businessTimeZone"], "Europe/Lisbon");
  assert.deepEqual(
    hours.map((day) => (day["timeSlots"] as readonly unknown[]).length),
    [1, 1, 1, 1, 1, 0, 0],
  );
});

for (const part of ["staffMembers", "services", "customers"]) {
  test(`each of ${part} is read by its id, as it is listed`, async () => {
    const listed = await ana.all(`${dental}/${part}`);
    assert.ok(listed.length > 3);
    for (const item of listed.slice(0, 3)) {
      const { "@odata.context": context, ...read } = (await ana.ask(`${dental}/${part}/${String(item["id"])}`)).body;
      assert.match(String(context), new RegExp(`/${part}/\\$entity$`, "u"));
      assert.deepEqual(read, item);
    }
    const selected = await ana.all(`${dental}/${part}?$select=displayName`);
    assert.deepEqual(
      Object.keys(selected[0] ?? {}).filter((name) => !name.startsWith("@")),
      ["id", "displayName"],
    );
    assert.equal((await ana.ask(`${dental}/${part}/${ids.ana}`)).status, 404);
    assert.equal((await ana.ask(`${dental}/${part}?$filter=x`)).status, 400);
  });
}

test("customers that are only named by their ids are all among the business's customers", async () => {
  await using other = await sandboxUnderTest({ guesses: { appointmentCustomers: "ids only" } });
  const client = await other.as("ana");
  const known = new Set((await client.all(`${dental}/customers`)).map(({ id }) => id));
  const appointments = await client.all(`${dental}/appointments`);
  const customers = appointments.flatMap((appointment) => appointment["customers"] as readonly Body[]);
  assert.ok(customers.length > appointments.length - 1);
  for (const customer of customers) {
    assert.deepEqual(Object.keys(customer), ["@odata.type", "customerId"]);
    assert.ok(known.has(customer["customerId"]));
  }
});
