import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Mailbox } from "../../../src/agenda/item.ts";
import { graphHosts } from "../../../src/cancellation/graphAddress.ts";
import {
  bookingTarget,
  cancelUrl,
  eventTarget,
  matchCancelRoute,
  matchItemRoute,
  seriesTarget,
} from "../../../src/cancellation/route.ts";
import { explainMismatch } from "../../../src/cancellation/routeMismatch.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";
import { readPublishedPaths } from "./publishedPaths.ts";
import type { PublishedPath } from "./publishedPaths.ts";

const graph = "https://graph.microsoft.com";

/** An id with everything that is awkward in a path. */
const awkwardId = "AAMk/x+y=-_ %2F'é";

function assertTarget(url: string, expected: object, method = "POST"): void {
  const route = matchCancelRoute(method, url);
  assert.ok(route, `${method} ${url} is not matched`);
  assert.deepEqual({ ...route.target, itemPath: undefined }, { ...expected, itemPath: undefined }, url);
  assert.equal(explainMismatch(method, url), undefined, url);
}

/** A published path with ids in its places, and the ids in their order. */
function fill({ path }: PublishedPath): { readonly path: string; readonly ids: readonly string[] } {
  const ids: string[] = [];
  const filled = path.replaceAll(/\{[^}]*\}/g, () => {
    ids.push(`${awkwardId}${ids.length}`);
    return encodeURIComponent(ids.at(-1) ?? "");
  });
  return { path: filled, ids };
}

/** Whose mailbox a path is in, told from its first words. */
function mailboxIn(path: string, ids: readonly string[]): Mailbox | undefined {
  if (/^(?:\/solutions)?\/bookingBusinesses\//.test(path)) return undefined;
  const [id = ""] = ids;
  if (path.startsWith("/users/")) return { kind: "user", id };
  return /^(?:\/me\/joinedGroups|\/groups)\//.test(path) ? { kind: "group", id } : { kind: "me" };
}

test("every path that Microsoft has published is matched, with its kind, mailbox, ids and message", () => {
  const published = readPublishedPaths();
  assert.ok(published.length > 250);
  for (const one of published) {
    const { path, ids } = fill(one);
    const mailbox = mailboxIn(one.path, ids);
    for (const version of one.versions) {
      for (const url of [`${graph}/${version}${path}`, `/${version}${path}`]) {
        const route = matchItemRoute(one.method, url);
        assert.ok(route, `${one.method} ${url}`);
        const { target } = route;
        const lastId = ids.at(-1);
        const expected =
          mailbox === undefined
            ? { kind: "booking", businessId: ids[0], appointmentId: lastId }
            : { kind: "event", mailbox, eventId: lastId };
        assert.deepEqual({ ...target, itemPath: undefined }, { ...expected, apiVersion: version, itemPath: undefined });
        assert.equal(route.mailbox, mailbox?.kind ?? "business");
        const word = route.action === "delete" ? "" : `/${route.action}`;
        assert.equal(`${target.itemPath}${word}`.toLowerCase(), path.replace(/\/$/, "").toLowerCase(), url);
        const [name, action] = one.method === "DELETE" ? [undefined, "delete"] : messageOf(one.path, target.kind);
        assert.deepEqual([route.messageProperty, route.action], [name, action], url);
        assert.deepEqual(matchCancelRoute(one.method, url), action === "cancel" ? route : undefined);
        assert.deepEqual(route.placeholders, []);
      }
    }
  }
});

function messageOf(path: string, kind: "event" | "booking"): readonly [string, string] {
  return [kind === "booking" ? "cancellationMessage" : "Comment", path.endsWith("/decline") ? "decline" : "cancel"];
}

test("a path without a version is read as v1.0, or as the only version that has it", () => {
  for (const { method, path } of readPublishedPaths()) {
    const expected = path.startsWith("/bookingBusinesses/") ? "beta" : "v1.0";
    assert.equal(matchItemRoute(method, path)?.target.apiVersion, expected, path);
  }
});

test("the requests of the documentation's own examples are matched", () => {
  const cook = "/solutions/bookingBusinesses/Contosolunchdelivery@contoso.onmicrosoft.com/appointments/AAMkADKoAAA=";
  const booking = {
    kind: "booking",
    businessId: "Contosolunchdelivery@contoso.onmicrosoft.com",
    appointmentId: "AAMkADKoAAA=",
    apiVersion: "v1.0",
  };
  assertTarget(`${graph}/v1.0${cook}/cancel`, booking);
  assert.equal(matchItemRoute("DELETE", `${graph}/beta${cook}`)?.action, "delete");
  assert.deepEqual(matchCancelRoute("POST", `${graph}/beta/me/events/{id}/cancel`)?.placeholders, ["{id}"]);
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

/** Any id that a path can carry: no control characters, not empty, and not the two dots that a path means otherwise. */
const anyId = fc
  .oneof(fc.string({ unit: "grapheme", minLength: 1 }), fc.base64String({ minLength: 4 }), fc.emailAddress())
  .filter((id) => id.isWellFormed() && !/\p{Cc}/u.test(id) && id !== "." && id !== "..");

const anyMailbox: fc.Arbitrary<Mailbox> = fc.oneof(
  fc.constant({ kind: "me" } as const),
  anyId.map((id) => ({ kind: "user", id }) as const),
  anyId.map((id) => ({ kind: "group", id }) as const),
);
const anyVersion = fc.constantFrom("v1.0" as const, "beta" as const);
const anyTarget = fc.oneof(
  fc
    .record({ mailbox: anyMailbox, apiVersion: anyVersion, calendarId: fc.option(anyId), eventId: anyId })
    .map(({ mailbox, apiVersion, calendarId, eventId }) =>
      eventTarget(eventId, { mailbox, apiVersion, ...(calendarId !== null && { calendarId }) }),
    ),
  fc.tuple(anyId, anyId, anyVersion).map((args) => bookingTarget(...args)),
);

test("a target that is built is found again in its own URL, whatever its ids", () => {
  fc.assert(
    fc.property(anyTarget, (target) => {
      const url = cancelUrl(graph, target);
      assert.deepEqual(matchCancelRoute("POST", url)?.target, target);
      // Nothing in an id may lead another reader of the URL elsewhere.
      assert.equal(new URL(url).href, url);
      const itemUrl = url.replace(/\/cancel$/, "");
      assert.deepEqual(matchItemRoute("DELETE", itemUrl)?.target, target);
      const canDecline = target.kind === "event" && target.mailbox.kind !== "group";
      assert.deepEqual(matchItemRoute("POST", `${itemUrl}/decline`)?.target, canDecline ? target : undefined);
    }),
  );
});

/** A word in some mixture of large and small letters. */
function mixCase(word: string, seed: number): string {
  return Array.from(word, (letter, at) => ((seed >> (at % 16)) & 1 ? letter.toUpperCase() : letter.toLowerCase())).join(
    "",
  );
}

test("any spelling that Graph takes of a published path gives the target of the plain one", () => {
  const published = readPublishedPaths();
  const anySpelling = fc.record({
    one: fc.constantFrom(...published),
    ids: fc.array(anyId, { minLength: 6, maxLength: 6 }),
    seed: fc.nat(),
    keys: fc.boolean(),
    qualified: fc.boolean(),
    ending: fc.constantFrom("", "/", "?x=1", "/?$select=id", "#x"),
  });
  fc.assert(
    fc.property(anySpelling, ({ one, ids, seed, keys, qualified, ending }) => {
      let used = 0;
      const places = one.path.replace(/\/$/, "").replaceAll(/\{[^}]*\}/g, () => `{${(used += 1)}}`);
      const idAt = (place: string): string => ids[Number(place.replaceAll(/\D/g, "")) - 1] ?? "";
      const plain = places.replaceAll(/\{\d\}/g, (place) => encodeURIComponent(idAt(place)));
      const odd = places
        .replace(/\/(cancel|decline)$/, qualified ? "/microsoft.graph.$1" : "/$1")
        .replaceAll(/[a-z.]+/gi, (word) => mixCase(word, seed))
        .replaceAll(/\/(\{\d\})/g, keys ? "('$1')" : "/$1")
        .replaceAll(/\{\d\}/g, (place) => encodeURIComponent(keys ? idAt(place).replaceAll("'", "''") : idAt(place)));
      const [version = "v1.0"] = one.versions;
      const expected = matchItemRoute(one.method, `${graph}/${version}${plain}`);
      assert.ok(expected);
      const route = matchItemRoute(one.method, `${graph}/${mixCase(version, seed)}${odd}${ending}`);
      assert.deepEqual(route, { ...expected, placeholders: route?.placeholders });
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
    fc.property(fc.constantFrom("POST", "DELETE", ""), anyUrl, (method, url) => {
      matchItemRoute(method, url);
      if (matchCancelRoute(method, url) !== undefined) assert.equal(explainMismatch(method, url), undefined);
    }),
  );
});

test("the series of an occurrence is addressed in the same calendar of the same mailbox", () => {
  const rows: readonly [string, string][] = [
    ["/me/events/o%3D", "/me/events/m%3D"],
    ["/me/calendars/c%2F1/events/o%3D", "/me/calendars/c%2F1/events/m%3D"],
    ["/users/lee%40contoso.com/calendarView/o%3D", "/users/lee%40contoso.com/events/m%3D"],
    ["/me/events/m%3D/instances/o%3D", "/me/events/m%3D"],
    ["/me/messages/x/event", "/me/events/m%3D"],
    ["/me/messages/x/event/calendar/events/o%3D", "/me/messages/x/event/calendar/events/m%3D"],
    ["/groups/7a/calendar/calendarView/m%3D/instances/o%3D", "/groups/7a/calendar/events/m%3D"],
    // Ids that read like the words around them.
    ["/users/events/events/o%3D", "/users/events/events/m%3D"],
    ["/me/calendars/calendarView/events/o%3D", "/me/calendars/calendarView/events/m%3D"],
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
