/** What may follow the question mark of a request that reads from Graph. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findGraphRead } from "../../../src/editor/graphRead.ts";
import { parameterNames, suggestQuery } from "../../../src/editor/queryCompletion.ts";

const view = "/me/calendarView";

/** What a text becomes with each suggestion at the `‸`: places to fill in as they are at first. */
function suggestedAt(marked: string): ReadonlyMap<string, string> {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const read = findGraphRead("GET", text) ?? assert.fail(`${text} is no known read`);
  const start = text.indexOf("?") + 1;
  const query = { text, span: { start, end: text.length }, offset, present: parameterNames(text.slice(start)) };
  return new Map(
    suggestQuery(read, query, "2026-11-24").map(({ label, span, insert }) => {
      const filled = insert.map((piece) => (typeof piece === "string" ? piece : piece.fill)).join("");
      return [label, text.slice(0, span.start) + filled + text.slice(span.end)];
    }),
  );
}

function assertBecomes(marked: string, label: string, expected: string): void {
  assert.equal(suggestedAt(marked).get(label), expected, `${marked} ${[...suggestedAt(marked).keys()].join(" ")}`);
}

test("a view begins with the time that it is about, from today on", () => {
  assertBecomes(
    `${view}?‸`,
    "startDateTime=…&endDateTime=…",
    `${view}?startDateTime=2026-11-24T00:00:00Z&endDateTime=2026-12-01T00:00:00Z`,
  );
  assertBecomes(
    "/solutions/bookingBusinesses/d/calendarView?‸",
    "start=…&end=…",
    "/solutions/bookingBusinesses/d/calendarView?start=2026-11-24T00:00:00Z&end=2026-12-01T00:00:00Z",
  );
  assertBecomes(`${view}?startDateTime=x&‸`, "endDateTime", `${view}?startDateTime=x&endDateTime=2026-12-01T00:00:00Z`);
  assertBecomes(`${view}?startDateTime=‸`, "{{$datetime iso8601}}", `${view}?startDateTime={{$datetime iso8601}}`);
  assertBecomes(
    `${view}?startDateTime=20‸26&x=1`,
    "2026-11-24T00:00:00Z",
    `${view}?startDateTime=2026-11-24T00:00:00Z&x=1`,
  );
});

test("what a query has is not offered again, but can be written anew", () => {
  const labels = [...suggestedAt(`${view}?startDateTime=x&$top=5&‸`).keys()];
  assert.deepEqual(labels, ["endDateTime", "$select", "$filter", "$orderby", "$count"]);
  assertBecomes(`${view}?$s‸&$top=1`, "$select", `${view}?$select=id,subject,start&$top=1`);
  assertBecomes(`${view}?$sel‸ect=id&$top=1`, "$select", `${view}?$select=id&$top=1`);
  assertBecomes(`${view}?$sel‸ect=id`, "$count", `${view}?$count=id`);
  assert.ok(!suggestedAt(`${view}?sta‸=x`).has("startDateTime=…&endDateTime=…"), "its value is written already");
});

test("after $select come properties, each once", () => {
  assertBecomes("/me/events?$select=‸", "subject", "/me/events?$select=subject");
  assertBecomes("/me/events?$select=id,su‸,end&$top=1", "subject", "/me/events?$select=id,subject,end&$top=1");
  const labels = suggestedAt("/me/events?$select=id,‸,end");
  assert.ok(labels.has("start") && !labels.has("id") && !labels.has("end"));
  assert.ok(suggestedAt("/me/events?$select=‸").has("createdDateTime"));
  assert.ok(!suggestedAt(`${view}?$select=‸`).has("createdDateTime"), "a view cannot select it");
});

test("values fit their parameter", () => {
  assertBecomes("/me/events?$orderby=‸", "start/dateTime desc", "/me/events?$orderby=start/dateTime desc");
  assertBecomes("/me/events?$count=‸", "true", "/me/events?$count=true");
  assertBecomes("/me/events?$top=‸", "100", "/me/events?$top=100");
  assertBecomes("/me/events?$filter=‸", "isCancelled eq false", "/me/events?$filter=isCancelled eq false");
  assert.equal(suggestedAt("/me/events?nothing=‸").size, 0);
});

test("lists of Bookings get what their pages name, and no $top, which loses pages", () => {
  const business = "/solutions/bookingBusinesses/d";
  assert.deepEqual([...suggestedAt(`${business}/appointments?‸`).keys()], ["$count"]);
  assert.deepEqual([...suggestedAt(`${business}/calendarView?‸`).keys()], ["start=…&end=…", "start", "end", "$count"]);
  assert.deepEqual([...suggestedAt("/solutions/bookingBusinesses?‸").keys()], ["query"]);
});
