import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { graphHosts } from "../../../src/cancellation/graphAddress.ts";
import {
  bookingTarget,
  cancelUrl,
  eventTarget,
  explainMismatch,
  matchCancelRoute,
  seriesTarget,
} from "../../../src/cancellation/route.ts";
import { catalogueRows } from "../../../src/cancellation/routeCatalogue.ts";
import type { Mailbox } from "../../../src/cancellation/target.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";

const graph = "https://graph.microsoft.com";

/** An id with everything that is awkward in a path. */
const awkwardId = "AAMk/x+y=-_ %2F'é";

function readPaths(version: "v1.0" | "beta"): readonly string[] {
  const file = path.join(import.meta.dirname, `../../fixtures/graph/cancel-paths-${version}.txt`);
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.startsWith("POST ")).map((line) => line.slice("POST ".length));
}

function assertTarget(url: string, expected: object, method = "POST"): void {
  const route = matchCancelRoute(method, url);
  assert.ok(route, `${method} ${url} is not matched`);
  assert.deepEqual({ ...route.target, itemPath: undefined }, { ...expected, itemPath: undefined }, url);
  assert.equal(explainMismatch(method, url), undefined, url);
}

for (const version of ["v1.0", "beta"] as const) {
  test(`every cancel path that Microsoft has published for ${version} is matched, with its last id`, () => {
    const paths = readPaths(version);
    assert.ok(paths.length > 100);
    for (const template of paths) {
      let number = 0;
      const filled = template.replaceAll(/\{[^}]*\}/g, () => encodeURIComponent(`${awkwardId}${(number += 1)}`));
      for (const url of [`${graph}/${version}${filled}`, `/${version}${filled}`]) {
        const route = matchCancelRoute("POST", url);
        assert.ok(route, url);
        const { target } = route;
        assert.equal(target.apiVersion, version);
        assert.equal(target.kind === "event" ? target.eventId : target.appointmentId, `${awkwardId}${number}`, url);
        assert.equal(cancelUrl("", target).toLowerCase(), `/${version}${filled.toLowerCase()}`);
        assert.deepEqual(route.placeholders, []);
      }
    }
  });
}

test("a path without a version is read as v1.0, or as the only version that has it", () => {
  for (const template of [...readPaths("v1.0"), ...readPaths("beta")]) {
    const expected = template.startsWith("/bookingBusinesses/") ? "beta" : "v1.0";
    assert.equal(matchCancelRoute("POST", template)?.target.apiVersion, expected, template);
  }
});

test("ids pasted from the documentation are told apart as places to fill in", () => {
  const route = matchCancelRoute("POST", `${graph}/v1.0/users/{id | userPrincipalName}/events/{id}/cancel`);
  assert.deepEqual(route?.placeholders, ["{id | userPrincipalName}", "{id}"]);
  assert.deepEqual(matchCancelRoute("POST", `${graph}/v1.0/me/events/%7Bid%7D/cancel`)?.placeholders, []);
});

test("one item is recognised in every spelling that Graph takes", () => {
  const me = { kind: "me" };
  const event = { kind: "event", apiVersion: "v1.0", mailbox: me, eventId: "AAMk=" };
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk%3D/cancel`, event);
  assertTarget(`HTTPS://Graph.Microsoft.COM/V1.0/ME/Events/AAMk=/CANCEL`, event);
  assertTarget(`${graph}:443/v1.0/me/events/AAMk=/cancel`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel/`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel?x=1`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel?$select=a b`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel#there`, event);
  assertTarget(`  ${graph}/v1.0/me/events/AAMk=/cancel  `, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/microsoft.graph.cancel`, event);
  assertTarget(`${graph}/v1.0/me/events('AAMk=')/cancel`, event);
  assertTarget(`${graph}/v1.0/me/events(%27AAMk%3D%27)/microsoft.graph.cancel`, event);
  assertTarget(`${graph}/v1.0/me/calendars/AQM/events/AAMk=/cancel`, event);
  assertTarget(`/v1.0/me/events/AAMk=/cancel`, event);
  assertTarget(`/me/events/AAMk=/cancel`, event);
  assertTarget(`http://127.0.0.1:41999/v1.0/me/events/AAMk=/cancel`, event);
  assertTarget(`http://localhost:1/v1.0/me/events/AAMk=/cancel`, event);
  assertTarget(`${graph}/v1.0/me/events/AAMk=/cancel`, event, "post");
  assertTarget(`${graph}/beta/me/events/AAMk=/cancel`, { ...event, apiVersion: "beta" });
  assertTarget(`${graph}/v1.0/me/events/aamk=/cancel`, { ...event, eventId: "aamk=" });
  assertTarget(`${graph}/v1.0/me/events/a%2Fb%2Bc/cancel`, { ...event, eventId: "a/b+c" });
  assertTarget(`${graph}/v1.0/me/events/a%252Fb/cancel`, { ...event, eventId: "a%2Fb" });
  assertTarget(`${graph}/v1.0/me/events/cancel/cancel`, { ...event, eventId: "cancel" });
  assertTarget(`${graph}/v1.0/me/events/series/instances/one/cancel`, { ...event, eventId: "one" });
  assertTarget(`${graph}/v1.0/me/messages/mail/event/cancel`, { ...event, eventId: "mail" });
  const ana = { kind: "user", id: "ana@contoso.com" };
  assertTarget(`${graph}/v1.0/users/ana@contoso.com/events/AAMk=/cancel`, { ...event, mailbox: ana });
  assertTarget(`${graph}/v1.0/users('ana%40contoso.com')/events('AAMk=')/cancel`, { ...event, mailbox: ana });
  const oHara = { kind: "user", id: "o'hara@contoso.com" };
  assertTarget(`${graph}/v1.0/users('o''hara@contoso.com')/events('AAMk=')/cancel`, { ...event, mailbox: oHara });
  const team = { kind: "group", id: "7a" };
  assertTarget(`${graph}/v1.0/groups/7a/calendar/events/AAMk=/cancel`, { ...event, mailbox: team });
  assertTarget(`${graph}/v1.0/me/joinedGroups/7a/events/AAMk=/cancel`, { ...event, mailbox: team });
  const booking = { kind: "booking", apiVersion: "v1.0", businessId: "Lunch@contoso.com", appointmentId: "AAMk=" };
  assertTarget(`${graph}/v1.0/solutions/bookingBusinesses/Lunch@contoso.com/appointments/AAMk=/cancel`, booking);
  assertTarget(`/solutions/bookingbusinesses/Lunch%40contoso.com/calendarView/AAMk%3D/cancel`, booking);
});

test("the host tells the cloud, and the clouds are those that Graph runs in", () => {
  for (const cloud of microsoftClouds) {
    const route = matchCancelRoute("POST", `${cloud.graphOrigin}/v1.0/me/events/1/cancel`);
    assert.equal(route?.cloud, cloud.id);
    assert.equal(`https://${route?.host}`, cloud.graphOrigin);
  }
  assert.equal(graphHosts.size, microsoftClouds.length);
  const local = matchCancelRoute("POST", "http://127.0.0.1:41999/v1.0/me/events/1/cancel");
  assert.deepEqual([local?.cloud, local?.host], ["sandbox", "127.0.0.1:41999"]);
  const bare = matchCancelRoute("POST", "/me/events/1/cancel");
  assert.deepEqual([bare?.cloud, bare?.host], [undefined, undefined]);
});

test("a route knows its body, its permissions, its page and where it is documented", () => {
  const facts = (url: string): unknown => {
    const route = matchCancelRoute("POST", url);
    return route && [route.messageProperty, route.scopes[0], route.scopes.length, route.documented, route.docsUrl];
  };
  const page = "https://learn.microsoft.com/graph/api";
  const event = `${page}/event-cancel?view=graph-rest-1.0`;
  const booking = `${page}/bookingappointment-cancel?view=graph-rest`;
  const least = "BookingsAppointment.ReadWrite.All";
  assert.deepEqual(facts("/me/events/1/cancel"), ["Comment", "Calendars.ReadWrite", 1, "learn", event]);
  assert.deepEqual(facts("/users/a/events/1/cancel"), ["Comment", "Calendars.ReadWrite", 2, "learn", event]);
  assert.deepEqual(facts("/groups/a/events/1/cancel"), ["Comment", "Calendars.ReadWrite", 2, "learn", event]);
  assert.deepEqual(facts("/me/calendarView/1/cancel"), ["Comment", "Calendars.ReadWrite", 1, "metadata", event]);
  assert.deepEqual(facts("/me/messages/1/event/cancel"), ["Comment", "Calendars.ReadWrite", 1, "legacy", event]);
  const appointment = "bookingBusinesses/a/appointments/1/cancel";
  assert.deepEqual(facts(`/solutions/${appointment}`), ["cancellationMessage", least, 3, "learn", `${booking}-1.0`]);
  assert.deepEqual(facts(`/beta/${appointment}`), ["cancellationMessage", least, 3, "legacy", `${booking}-beta`]);
});

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
  // Paths that readers disagree about.
  ["badCharacter", `${graph}/docs\\api/me/events/1/cancel`],
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

test("a reason names what is wrong, and never a password", () => {
  assert.deepEqual(explainMismatch("POST", "https://u:secret@evil.example/v1.0/me/events/1/cancel"), {
    code: "notGraphHost",
    host: "evil.example",
  });
  assert.deepEqual(explainMismatch("POST", `${graph}/v1.0/me/events/{{ id }}/cancel`), {
    code: "unresolvedVariable",
    name: "id",
  });
  assert.deepEqual(explainMismatch("POST", "/me/events/cancel"), { code: "missingId", afterSegment: "events" });
});

/** Any id that a path can carry: no control characters, not empty, and not the two dots that a path means otherwise. */
const anyId = fc
  .oneof(fc.string({ unit: "grapheme", minLength: 1 }), fc.base64String({ minLength: 4 }), fc.emailAddress())
  .filter((id) => id.isWellFormed() && !/\p{Cc}/u.test(id) && id !== "." && id !== "..");

test("a target that is built is found again in its own URL, whatever its ids", () => {
  const anyMailbox: fc.Arbitrary<Mailbox> = fc.oneof(
    fc.constant({ kind: "me" } as const),
    anyId.map((id) => ({ kind: "user", id }) as const),
    anyId.map((id) => ({ kind: "group", id }) as const),
  );
  const anyTarget = fc.oneof(
    fc
      .record({ mailbox: anyMailbox, calendarId: fc.option(anyId, { nil: undefined }), eventId: anyId })
      .map(({ mailbox, calendarId, eventId }) =>
        eventTarget(eventId, { mailbox, apiVersion: "beta", ...(calendarId === undefined ? {} : { calendarId }) }),
      ),
    fc.record({ business: anyId, appointment: anyId }).map((ids) => bookingTarget(ids.business, ids.appointment)),
  );
  fc.assert(
    fc.property(anyTarget, (target) => {
      const url = cancelUrl(graph, target);
      assert.deepEqual(matchCancelRoute("POST", url)?.target, target);
      // Nothing in an id may lead another reader of the URL elsewhere.
      assert.equal(new URL(url).href, url);
    }),
  );
});

test("an id that no path can carry is refused when a target is built", () => {
  for (const id of ["", ".", "..", "a\nb", "\u0000"]) {
    assert.throws(() => eventTarget(id), Error);
    assert.throws(() => bookingTarget("a@b.example", id), Error);
    assert.throws(() => eventTarget("1", { mailbox: { kind: "user", id } }), Error);
  }
});

test("no text makes the recognition throw", () => {
  const piece = fc.constantFrom(
    "/",
    "me",
    "events",
    "cancel",
    "{{",
    "}}",
    "%",
    "%2e",
    "https:",
    "\\",
    "@",
    "?",
    "'",
    "(",
  );
  const anyUrl = fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.constantFrom("POST", "GET", ""), anyUrl, (method, url) => {
      if (matchCancelRoute(method, url) !== undefined) assert.equal(explainMismatch(method, url), undefined);
    }),
  );
});

test("every row of the catalogue names its mailbox and its item in the words that the recognition knows", () => {
  for (const row of catalogueRows) {
    assert.match(
      row.path,
      row.item === "booking" ? /\{business\}.*\{appointment\}$/ : /\{event\}$|\{message\}.*\/event$/,
    );
    assert.match(row.path, row.item === "booking" ? /ookingBusinesses/ : /^\/(?:\(me\||me\/)/);
  }
});

test("the series of an occurrence is addressed in the same calendar of the same mailbox", () => {
  const rows: readonly [string, string][] = [
    ["/me/events/o%3D", "/me/events/m%3D"],
    ["/me/calendars/c%2F1/events/o%3D", "/me/calendars/c%2F1/events/m%3D"],
    ["/users/lee%40contoso.com/calendarView/o%3D", "/users/lee%40contoso.com/events/m%3D"],
    ["/me/events/m%3D/instances/o%3D", "/me/events/m%3D"],
    ["/me/messages/x/event", "/me/events/m%3D"],
  ];
  for (const [itemPath, expected] of rows) {
    const target = seriesTarget(
      { kind: "event", apiVersion: "beta", mailbox: { kind: "me" }, eventId: "o=", itemPath },
      "m=",
    );
    assert.equal(target.itemPath, expected);
    assert.deepEqual([target.eventId, target.apiVersion], ["m=", "beta"]);
  }
});
