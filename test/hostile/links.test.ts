/** What somebody could put behind `vscode://unbook.unbook`, and that it is refused with a reason that a person understands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readLink } from "../../src/cancellation/link.ts";

const id = "AAMkAGI1AAAoZCfHAAA=";
const days = "from=2026-12-24&to=2026-12-24";
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";

const rows: readonly (readonly [what: string, path: string, query: string, reason: RegExp, fragment?: string])[] = [
  ["another path", "/send", `id=${id}`, /“\/open” or “\/plan”/u],
  ["no path", "", `id=${id}`, /“\/open” or “\/plan”/u],
  ["a path below", "/open/../plan", days, /“\/open” or “\/plan”/u],
  ["a path that was encoded", "/open?id=x", "", /“\/open” or “\/plan”/u],
  ["a slash behind it", "/open/", `id=${id}`, /“\/open” or “\/plan”/u],
  ["another case", "/Open", `id=${id}`, /“\/open” or “\/plan”/u],
  ["a command", "/command:unbook.sendPlan", "", /“\/open” or “\/plan”/u],
  ["no item", "/open", "", /“id” is missing/u],
  ["an empty id", "/open", "id=", /“id” is empty/u],
  ["a path as an id", "/open", "id=../../users/lee/events/1", /“id” is none/u],
  ["dots as an id", "/open", "id=..", /“id” is none/u],
  ["a query in the id", "/open", "id=AAMk?$select=body", /“id” is none/u],
  ["what is still encoded", "/open", "id=AAMk%2F..%2F1", /“id” is none/u],
  ["a variable", "/open", "id={{id}}", /“id” is none/u],
  ["two ids", "/open", `id=${id}&id=AAMk2`, /“id” twice/u],
  ["something else", "/open", `id=${id}&send=true`, /no link of Unbook says/u],
  ["a name of every object", "/open", `id=${id}&__proto__=x`, /no link of Unbook says/u],
  ["a name in another case", "/open", `ID=${id}`, /no link of Unbook says/u],
  ["a message", "/plan", `${days}&message=You+are+fired`, /no link of Unbook says/u],
  ["a host as a mailbox", "/open", `id=${id}&mailbox=https://evil.example`, /“mailbox” is neither/u],
  ["a path as a mailbox", "/open", `id=${id}&mailbox=lee@contoso.com/messages`, /“mailbox” is neither/u],
  ["a query in the mailbox", "/open", `id=${id}&mailbox=lee@contoso.com?x`, /“mailbox” is neither/u],
  ["a group by its name", "/open", `id=${id}&group=All Staff`, /“group” is not/u],
  ["a business that is a path", "/open", `id=${id}&business=a/b@contoso.com`, /“business” is not/u],
  ["two places", "/open", `id=${id}&mailbox=lee@contoso.com&group=${guid}`, /more than one place/u],
  ["an id that is too long", "/open", `id=${"A".repeat(1_001)}`, /“id” is none/u],
  ["what is far too long", "/open", `id=${"A".repeat(5_000)}`, /too long/u],
  ["a line break", "/open", `id=${id}\r\nX: y`, /cannot be seen/u],
  ["a zero byte", "/open", `id=${id}\0`, /cannot be seen/u],
  ["a turned direction", "/plan", `${days}&filter=\u202Egnp.exe`, /cannot be seen/u],
  ["half a character", "/plan", `${days}&filter=\uD83D`, /cannot be seen/u],
  ["a fragment", "/open", `id=${id}`, /behind a “#”/u, "unbook.sendPlan"],
  ["no days", "/plan", "", /“from” and “to”/u],
  ["one day", "/plan", "from=2026-12-24", /“from” and “to”/u],
  ["a day that there is not", "/plan", "from=2026-02-30&to=2026-03-01", /not written as/u],
  ["days in words", "/plan", "from=today&to=tomorrow", /not written as/u],
  ["days with a time", "/plan", "from=2026-12-24T00:00&to=2026-12-25", /not written as/u],
  ["days the other way round", "/plan", "from=2026-12-24&to=2026-12-23", /before its first/u],
  ["all of time", "/plan", "from=2000-01-01&to=2199-12-31", /more than 366 days/u],
  ["the end of time", "/plan", "from=9999-12-31&to=9999-12-31", /not written as/u],
  ["a filter that cannot be read", "/plan", `${days}&filter=is:nothing`, /filter cannot be understood/u],
  ["a filter with a quote too few", "/plan", `${days}&filter="all`, /filter cannot be understood/u],
  ["a filter that is too long", "/plan", `${days}&filter=${"x".repeat(501)}`, /filter is too long/u],
  ["an & that the filter was to have", "/plan", `${days}&filter=R&D`, /no link of Unbook says/u],
];
for (const [what, path, query, reason, fragment = ""] of rows) {
  test(`a link is refused: ${what}`, () => {
    const reading = readLink({ path, query, fragment });
    assert.ok(reading.kind === "refused", JSON.stringify(reading));
    assert.match(reading.reason, reason);
  });
}

test("the longest span of a plan is taken", () => {
  assert.equal(readLink({ path: "/plan", query: "from=2026-01-01&to=2027-01-01", fragment: "" }).kind, "link");
  assert.equal(readLink({ path: "/plan", query: "from=2026-01-01&to=2027-01-02", fragment: "" }).kind, "refused");
});
