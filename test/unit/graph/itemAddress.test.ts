import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import { matchCancelRoute } from "../../../src/cancellation/route.ts";
import { itemAddress } from "../../../src/graph/itemAddress.ts";

/** Asserts where the item of a cancel request is read. */
function assertRead(cancelPath: string, readPath: string, mailbox: string): void {
  const target = matchCancelRoute("POST", `https://graph.microsoft.com${cancelPath}`)?.target;
  assert.ok(target !== undefined, cancelPath);
  assert.equal(itemAddress("https://graph.microsoft.com", target), `https://graph.microsoft.com${readPath}`);
  assert.equal(mailboxName(target), mailbox);
}

test("an item is read at the address that Graph documents for reading it", () => {
  assertRead("/v1.0/me/events/A%2FB%3D/cancel", "/v1.0/me/events/A%2FB%3D", "me");
  assertRead("/beta/me/calendar/events/A/cancel", "/beta/me/calendar/events/A", "me");
  assertRead(
    "/v1.0/users/Ana@contoso.com/calendars/C/calendarView/A/cancel",
    "/v1.0/users/Ana%40contoso.com/calendars/C/events/A",
    "user ana@contoso.com",
  );
  assertRead("/v1.0/me/events/MASTER/instances/A/cancel", "/v1.0/me/events/A", "me");
  assertRead("/v1.0/users/events/events/A/cancel", "/v1.0/users/events/events/A", "user events");
  assertRead("/v1.0/groups/G/calendarView/A/cancel", "/v1.0/groups/G/events/A", "group g");
  assertRead("/v1.0/me/messages/M/event/cancel", "/v1.0/me/messages/M/event", "me");
  const business = "/v1.0/solutions/bookingBusinesses/F%40contoso.com";
  assertRead(`${business}/appointments/A/cancel`, `${business}/appointments/A`, "business f@contoso.com");
  assertRead(`${business}/calendarView/A/cancel`, `${business}/appointments/A`, "business f@contoso.com");
});
