import assert from "node:assert/strict";
import { test } from "node:test";
import { matchCancelRoute, matchItemRoute } from "../../../src/cancellation/route.ts";
import { explainMismatch } from "../../../src/cancellation/routeMismatch.ts";

const graph = "https://graph.microsoft.com";

/** Requests that look like a cancel request, and the code that says why they are none; undefined for "not our business". */
const refused: readonly (readonly [code: string | undefined, url: string, method?: string])[] = [
  // Other hosts, and hosts that only look like Graph's.
  ["notGraphHost", "https://graph.microsoft.com.evil.example/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://evil.example/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com@evil.example/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://user:pass@graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://@graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com./v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com:8443/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com:/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com:0443/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.com%2eevil.example/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.micros\u043eft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://xn--graph-microsft-9jg.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://\uff47raph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph\u3002microsoft\u3002com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.micro\u00adsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph-microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://evil.graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.microsoft.de/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://graph.windows.net/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://outlook.office.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "ftp://graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "ws://graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["notGraphHost", "file:///v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://localhost/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://127.0.0.1/v1.0/me/events/1/cancel"],
  ["notGraphHost", "https://127.0.0.1:443/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://127.0.0.1:99999/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://127.0.0.1:0/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://127.1:8080/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://0x7f.0.0.1:8080/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://2130706433:8080/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://[::1]:8080/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://localhost.evil.example:8080/v1.0/me/events/1/cancel"],
  ["notGraphHost", "http://localhost:8080@evil.example/v1.0/me/events/1/cancel"],
  ["insecure", "http://graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["insecure", "http://graph.microsoft.us:80/v1.0/me/events/1/cancel"],
  ["missingScheme", "graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["missingScheme", "//graph.microsoft.com/v1.0/me/events/1/cancel"],
  ["unresolvedVariable", "{{host}}/v1.0/me/events/1/cancel"],
  ["unresolvedVariable", "https://{{host}}/v1.0/me/events/1/cancel"],
  ["unresolvedVariable", `${graph}/v1.0/me/events/{{ event id }}/cancel`],
  // What one page of Microsoft's documentation has for a version.
  ["unknownVersion", `${graph}/docs\\api/me/events/{eventId}/cancel`],
  ["unknownVersion", `${graph}/docs/api/me/events/1/cancel`],
  ["unknownVersion", `${graph}/docs\\api/me/events/1/microsoft.graph.cancel?x=1`],
  ["notGraphHost", "https://evil.example/docs\\api/me/events/1/cancel"],
  ["brokenPath", `${graph}/docs\\api/me/events/1/attachments/2/cancel`],
  [undefined, `${graph}/docs\\api/me/things/1/cancel`],
  // Paths that readers disagree about.
  ["badCharacter", `${graph}/v1.0\\me\\events\\1\\cancel`],
  ["badCharacter", `${graph}/v1.0/me/events/A B/cancel`],
  ["badCharacter", `${graph}/v1.0/me/events/A\tB/cancel`],
  ["badCharacter", `${graph}/v1.0/me/events/A\nB/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/%zz/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/%/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/%ff/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/%00/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/a%0d%0ab/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/a+b/cancel`],
  ["badEncoding", `${graph}/v1.0/me/events/\ud800/cancel`],
  ["brokenPath", `${graph}/v1.0/me/events/./cancel`],
  ["brokenPath", `${graph}/v1.0/me/events/../cancel`],
  ["brokenPath", `${graph}/v1.0/me/events/%2e%2E/cancel`],
  ["brokenPath", `${graph}/v1.0/me/events('..')/cancel`],
  ["brokenPath", `${graph}/v1.0/me/events/a/b/cancel`],
  ["brokenPath", `${graph}/v1.0/me/events/1/attachments/2/cancel`],
  ["brokenPath", `${graph}/v1.0/me/calendarGroups/1/events/2/cancel`],
  ["brokenPath", `${graph}/v1.0/groups/1/calendars/2/events/3/cancel`],
  ["brokenPath", `${graph}/v1.0/places/1/events/2/cancel`],
  [undefined, `${graph}/v1.0/me%2Fevents/1/cancel`],
  ["missingId", `${graph}/v1.0/me/events/cancel`],
  ["missingId", `${graph}/v1.0/me/events//cancel`],
  ["missingId", `${graph}/v1.0/users//events/1/cancel`],
  ["missingId", `${graph}/v1.0/solutions/bookingBusinesses/appointments/1/cancel`],
  ["missingId", `${graph}/v1.0/solutions/bookingBusinesses/a/appointments/cancel`],
  ["missingVersion", `${graph}/me/events/1/cancel`],
  ["unknownVersion", `${graph}/v2.0/me/events/1/cancel`],
  ["unknownVersion", `${graph}/1.0/me/events/1/cancel`],
  ["notInVersion", `${graph}/v1.0/bookingBusinesses/a/appointments/1/cancel`],
  // Other methods.
  ["notPost", `${graph}/v1.0/me/events/1/cancel`, "GET"],
  ["notPost", "/me/events/1/cancel", "DELETE"],
  ["notPost", `${graph}/v1.0/me/events/1/cancel`, "PATCH"],
  // Other things that are cancelled, and other things that are done to events: none of our business.
  [undefined, `${graph}/v1.0/solutions/virtualEvents/events/1/cancel`],
  [undefined, `${graph}/v1.0/print/printers/1/jobs/2/cancel`],
  [undefined, `${graph}/v1.0/roleManagement/directory/roleAssignmentScheduleRequests/1/cancel`],
  [undefined, `${graph}/v1.0/me/events/1/decline`],
  [undefined, `${graph}/v1.0/me/events/1`, "DELETE"],
  [undefined, `${graph}/v1.0/me/events/1/cancelled`],
  [undefined, `${graph}/v1.0/me/events/1/cancel/now`],
  [undefined, `${graph}/v1.0/me/events?cancel`],
  [undefined, `${graph}/v1.0/me/messages/1/cancel`],
  [undefined, "https://example.com/users/1/events/2/cancel"],
  [undefined, "https://example.com/orders/1/cancel"],
  [undefined, ""],
  [undefined, "/"],
  [undefined, "cancel"],
];

test("what only looks like a cancel request is refused, with the reason where it was meant to be one", () => {
  for (const [code, url, method = "POST"] of refused) {
    assert.equal(matchCancelRoute(method, url), undefined, `${method} ${url}`);
    assert.equal(explainMismatch(method, url)?.code, code, `${method} ${url}`);
  }
});

/** Requests that look like one that deletes, declines or updates an event or a booking. */
const nothingOfTheSort: readonly (readonly [method: string, url: string])[] = [
  ["DELETE", `${graph}/v1.0/me/events`],
  ["DELETE", `${graph}/v1.0/me/events/`],
  ["DELETE", `${graph}/v1.0/me/events/1/attachments/2`],
  ["DELETE", `${graph}/v1.0/me/events/1/extensions/2`],
  ["DELETE", `${graph}/v1.0/me/calendars/1`],
  ["DELETE", `${graph}/v1.0/me/calendar`],
  ["DELETE", `${graph}/v1.0/me/calendarGroups/1`],
  ["DELETE", `${graph}/v1.0/me/messages/1`],
  ["DELETE", `${graph}/v1.0/groups/1`],
  ["DELETE", `${graph}/v1.0/users/1`],
  ["DELETE", `${graph}/v1.0/solutions/bookingBusinesses/1`],
  ["DELETE", `${graph}/v1.0/solutions/bookingBusinesses/1/services/2`],
  ["DELETE", `${graph}/v1.0/solutions/bookingBusinesses/1/customers/2`],
  ["DELETE", `${graph}/v1.0/solutions/virtualEvents/events/1`],
  ["DELETE", `${graph}/v1.0/me/events/1/cancel`],
  ["DELETE", `${graph}/v1.0/me/events/{{id}}`],
  ["DELETE", `${graph}/me/events/1`],
  ["DELETE", `${graph}/v1.0/bookingBusinesses/1/appointments/2`],
  ["DELETE", "https://graph.microsoft.com.evil.example/v1.0/me/events/1"],
  ["DELETE", "http://graph.microsoft.com/v1.0/me/events/1"],
  ["GET", `${graph}/v1.0/me/events/1`],
  ["PATCH", `${graph}/v1.0/me/events`],
  ["PATCH", `${graph}/v1.0/me/events/1/calendar`],
  ["PATCH", `${graph}/v1.0/me/calendars/1`],
  ["PATCH", `${graph}/me/events/1`],
  ["PATCH", "https://graph.microsoft.com.evil.example/v1.0/me/events/1"],
  ["PUT", `${graph}/v1.0/me/events/1`],
  // Nothing that would be cancelled is in an update of a booking.
  ["PATCH", `${graph}/v1.0/solutions/bookingBusinesses/1/appointments/2`],
  ["POST", `${graph}/v1.0/me/events/1`],
  ["POST", `${graph}/v1.0/me/events/decline`],
  ["POST", `${graph}/v1.0/me/events/1/accept`],
  ["POST", `${graph}/v1.0/me/events/1/tentativelyAccept`],
  ["POST", `${graph}/v1.0/me/events/1/permanentDelete`],
  ["POST", `${graph}/v1.0/me/events/1/delete`],
  ["POST", `${graph}/v1.0/me/events/1/declined`],
  ["GET", `${graph}/v1.0/me/events/1/decline`],
  // A group is nobody's guest, and a booking has no decline.
  ["POST", `${graph}/v1.0/groups/1/events/2/decline`],
  ["POST", `${graph}/v1.0/me/joinedGroups/1/events/2/decline`],
  ["POST", `${graph}/v1.0/solutions/bookingBusinesses/1/appointments/2/decline`],
];

test("what only looks like deleting, declining or updating is nothing of the sort", () => {
  for (const [method, url] of nothingOfTheSort) {
    assert.equal(matchItemRoute(method, url), undefined, `${method} ${url}`);
  }
});

test("a reason names what is wrong, and never a password", () => {
  assert.deepEqual(explainMismatch("POST", "https://u:secret@evil.example/v1.0/me/events/1/cancel"), {
    code: "notGraphHost",
    host: "evil.example",
  });
  assert.deepEqual(explainMismatch("POST", `${graph}/v1.0/me/events/{{ id }}/cancel`), {
    code: "unresolvedVariable",
    name: "id",
  });
  assert.deepEqual(explainMismatch("POST", `${graph}/docs\\api/me/events/{eventId}/cancel`), {
    code: "unknownVersion",
    version: "docs\\api",
  });
  assert.deepEqual(explainMismatch("POST", "/me/events/cancel"), { code: "missingId", afterSegment: "events" });
});
