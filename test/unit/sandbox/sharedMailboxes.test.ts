/** Mailboxes of others: opened as a whole, shared in part, or closed; and where shared calendars are listed. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { calendarGroupId } from "../../../src/sandbox/office/calendarGroups.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { reception } from "../../../src/sandbox/sampleOffice/sharedMailboxes.ts";
import { type SandboxUnderTest, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const week = "startDateTime=2026-03-18T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const reading = ["User.Read", "Calendars.ReadWrite", "Calendars.Read.Shared"];
const writing = ["User.Read", "Calendars.ReadWrite", "Calendars.ReadWrite.Shared"];
const receptions = "/users/reception@contoso.com";

let sandbox: SandboxUnderTest;
before(async () => {
  sandbox = await sandboxUnderTest();
});
after(() => sandbox[Symbol.asyncDispose]());

test("a mailbox with full access is read by its address, with the permission for shared calendars", async () => {
  const ana = await sandbox.as("ana", reading);
  const [calendar] = await ana.all(`${receptions}/calendars`);
  assert.deepEqual(
    [calendar?.["name"], calendar?.["canEdit"], calendar?.["owner"]],
    ["Calendar", true, reception.owner],
  );
  const events = await ana.all(`${receptions}/calendarView?${week}`);
  assert.deepEqual(
    events.map((event) => [event["subject"], event["isOrganizer"]]),
    [
      ["Visitors: Fabrikam audit", true],
      ["Visitor: Tom Becker, Tailspin Toys", true],
      ["Front desk training", true],
    ],
  );
  const without = await sandbox.as("ana", ["Calendars.ReadWrite"]);
  assert.equal((await without.ask(`${receptions}/calendarView?${week}`)).status, 403);
});

test("cancelling there takes the permission to change shared calendars", async () => {
  await using own = await sandboxUnderTest();
  const reader = await own.as("ana", reading);
  const [event] = await reader.all(`${receptions}/calendarView?${week}`);
  const cancel = `${receptions}${path`/events/${String(event?.["id"])}/cancel`}`;
  const post = { method: "POST", body: { Comment: "Closed." } };
  assert.equal((await reader.ask(cancel, post)).status, 403);
  assert.deepEqual(await own.outbox(), []);
  assert.equal((await (await own.as("ana", writing)).ask(cancel, post)).status, 202);
  const [message] = await own.outbox();
  assert.equal(message?.from, "reception@contoso.com");
});

test("nobody opens a mailbox that nothing of is shared with them", async () => {
  const ana = await sandbox.as("ana", writing);
  for (const stranger of ["management@contoso.com", "maria.rossi@outlook.com"]) {
    assert.equal((await ana.ask(`/users/${stranger}/calendars`)).status, 403, stranger);
    assert.equal((await ana.ask(`/users/${stranger}/calendarView?${week}`)).status, 403, stranger);
  }
});

test("of somebody else's mailbox, only what is shared is there, as it is shared", async () => {
  const ana = await sandbox.as("ana", writing);
  const lees = await ana.all("/users/lee.park@contoso.com/calendars");
  assert.deepEqual(
    lees.map((calendar) => [calendar["name"], calendar["canEdit"]]),
    [["Calendar", false]],
  );
  const events = await ana.all(`/users/lee.park@contoso.com/calendarView?${week}`);
  assert.ok(events.some((event) => event["subject"] === "Private Appointment"));
  const own = events.find((event) => event["subject"] === "Code review hour");
  const cancel = path`/users/lee.park@contoso.com/events/${String(own?.["id"])}/cancel`;
  assert.equal((await ana.ask(cancel, { method: "POST", body: {} })).status, 403, "for reading only");
});

test("calendars of others are in a group of their own", async () => {
  const ana = await sandbox.as("ana");
  const groups = await ana.all("/me/calendarGroups");
  assert.deepEqual(
    groups.map((group) => group["name"]),
    ["My Calendars", "Other Calendars"],
  );
  const namesIn = async (name: "My Calendars" | "Other Calendars") =>
    (await ana.all(path`/me/calendarGroups/${calendarGroupId({ id: ids.ana }, name)}/calendars`)).map(
      (calendar) => calendar["name"],
    );
  assert.deepEqual(await namesIn("My Calendars"), ["Calendar", "Projects"]);
  assert.deepEqual(await namesIn("Other Calendars"), ["Lee Park"]);
  const one = path`/me/calendarGroups/${calendarGroupId({ id: ids.ana }, "Other Calendars")}`;
  assert.equal((await ana.ask(one)).body["name"], "Other Calendars");
  assert.equal((await ana.ask(`${one}${path`/calendars/${ids.projectsCalendar}`}`)).status, 404, "in the other group");
  assert.equal((await ana.ask(path`/me/calendarGroups/${ids.designReview}/calendars`)).status, 404);
});

test("a calendar can be shared for editing", async () => {
  await using own = await sandboxUnderTest();
  const lee = await own.as("lee");
  const shared = (await lee.all("/me/calendars")).find((calendar) => calendar["name"] === reception.owner.name);
  assert.deepEqual([shared?.["canEdit"], shared?.["isDefaultCalendar"]], [true, false]);
  const root = path`/me/calendars/${String(shared?.["id"])}`;
  const [event] = await lee.all(`${root}/calendarView?${week}`);
  const cancelled = await lee.ask(`${root}${path`/events/${String(event?.["id"])}/cancel`}`, {
    method: "POST",
    body: {},
  });
  assert.equal(cancelled.status, 202, cancelled.text);
});
