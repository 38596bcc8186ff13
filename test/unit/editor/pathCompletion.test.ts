/** What may follow the written part of an address. */
import assert from "node:assert/strict";
import test from "node:test";
import { matchItemRoute } from "../../../src/cancellation/route.ts";
import { suggestAddresses, suggestPath } from "../../../src/editor/pathCompletion.ts";

const graph = "https://graph.microsoft.com";

/** Asserts what is suggested; an id as its name in brackets with the ids before it. */
function assertSuggested(method: string, before: string, expected: readonly string[]): void {
  const suggested = suggestPath(method, before).map((one) =>
    one.kind === "id"
      ? `(${[one.name, ...Array.from(one.idsBefore, ([name, id]) => `${name}=${id}`)].join(" ")})`
      : one.text,
  );
  const missing = expected.filter((text) => !suggested.includes(text));
  assert.deepEqual(missing, [], `${method} ${before} suggests ${suggested.join(" ")}`);
}

test("after a host come the versions, after a version the paths that it has", () => {
  assert.deepEqual(
    suggestPath("POST", `${graph}/`).map((one) => one.kind),
    ["version", "version"],
  );
  assertSuggested("POST", `${graph}/v1.0/`, ["me/events/{event}/cancel", "me/events/{event}/decline"]);
  assertSuggested("POST", `${graph}/beta/`, ["bookingBusinesses/{business}/appointments/{appointment}/cancel"]);
  const inOld = suggestPath("POST", `${graph}/v1.0/`).filter((one) => one.kind === "rest");
  assert.ok(!inOld.some(({ text }) => text.startsWith("bookingBusinesses/")));
});

test("a path alone and one behind a variable need no version", () => {
  assertSuggested("POST", "/", ["v1.0", "beta", "me/events/{event}/cancel"]);
  assertSuggested("POST", "/me/", ["events/{event}/cancel", "calendars/{calendar}/events/{event}/cancel"]);
  assertSuggested("POST", "{{baseUrl}}/v1.0/me/", ["events/{event}/cancel"]);
  assertSuggested("POST", "{{baseUrl}}/me/", ["events/{event}/cancel"]);
});

test("ids are asked for with the ids before them", () => {
  assertSuggested("POST", "/me/events/", ["(event)", "{event}/cancel"]);
  assertSuggested("POST", "/users/lee%40contoso.com/calendars/AB%3D/events/", [
    "(event user=lee@contoso.com calendar=AB=)",
  ]);
  assertSuggested("POST", "/solutions/bookingBusinesses/d%40c.com/appointments/", ["(appointment business=d@c.com)"]);
});

test("the action follows the method, whatever case the words are in", () => {
  assertSuggested("POST", "/ME/Events/1/", ["cancel", "decline", "instances/{event}/cancel"]);
  assertSuggested("DELETE", "/me/", ["events/{event}"]);
  assertSuggested("GET", "/me/", ["events/{event}"]);
  assert.deepEqual(suggestPath("POST", "/somewhere/else/"), []);
  assert.deepEqual(suggestPath("POST", "nothing"), []);
  assert.deepEqual(suggestPath("POST", `${graph}/me/`), []);
});

test("every whole address is one that Graph has", () => {
  for (const method of ["POST", "DELETE"]) {
    const addresses = suggestAddresses(method, graph);
    assert.ok(addresses.length > 5);
    for (const address of addresses) {
      assert.ok(matchItemRoute(method, address) !== undefined, `${method} ${address}`);
    }
  }
});
