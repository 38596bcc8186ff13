/** Links to Unbook from elsewhere: what one says is what was written into it, and whatever else comes is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openLink, readLink } from "../../../src/cancellation/link.ts";
import type { LinkReading } from "../../../src/cancellation/link.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { targetKey } from "../../../src/cancellation/target.ts";

/** Reads a link as VS Code hands it over: in parts, each decoded once. */
function readAddress(address: string): LinkReading {
  const { pathname, search, hash } = new URL(address);
  const [path = "", query = "", fragment = ""] = [pathname, search.slice(1), hash.slice(1)].map(decodeURIComponent);
  return readLink({ path, query, fragment });
}

const origin = "vscode://unbook.unbook";
const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const characters = "abcXYZ019_-+/=".split("");
const anyId = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 200 });
const anyAddress = fc.constantFrom("lee.park@contoso.com", "O'Neil+x@mail.contoso.co.uk", "ContosoDental@contoso.com");

test("the link to an item names this item, whatever its id and its mailbox are", () => {
  const anyTarget = fc.oneof(
    anyId.map((id) => eventTarget(id)),
    fc.tuple(anyId, fc.oneof(anyAddress, fc.constant(guid))).map(([id, mailbox]) => {
      return eventTarget(id, { mailbox: { kind: "user", id: mailbox } });
    }),
    anyId.map((id) => eventTarget(id, { mailbox: { kind: "group", id: guid } })),
    fc.tuple(anyId, anyAddress).map(([id, business]) => bookingTarget(business, id)),
  );
  fc.assert(
    fc.property(anyTarget, (target) => {
      const address = openLink(origin, target);
      assert.match(address, /^[\w:/.?=&%'-]+$/u, "no program takes a character of it for the link's end");
      const reading = readAddress(address);
      assert.ok(reading.kind === "link" && reading.link.kind === "open", JSON.stringify(reading));
      assert.equal(targetKey(reading.link.target), targetKey(target));
      assert.equal(reading.link.target.itemPath, target.itemPath);
    }),
    { numRuns: 500 },
  );
});

test("a plan's link names its days and its filter", () => {
  const plan = (query: string): LinkReading => readAddress(`${origin}/plan?${query}`);
  const days = { kind: "plan", firstDay: "2026-12-24", lastDay: "2027-01-06" } as const;
  const link = (filter: string): LinkReading => ({ kind: "link", link: { ...days, filter } });
  assert.deepEqual(plan("from=2026-12-24&to=2027-01-06"), link(""));
  assert.deepEqual(
    plan(`filter=${encodeURIComponent('subject:"a = b" is:series')}&to=2027-01-06&from=2026-12-24`),
    link('subject:"a = b" is:series'),
  );
  assert.deepEqual(plan("from=2026-12-24&to=2027-01-06&filter=50%25+caf%C3%A9"), link("50%+café"));
});

test("whatever is not exactly a link of Unbook is refused, and the reason repeats nothing of it", () => {
  fc.assert(
    fc.property(
      fc.record({
        path: fc.oneof(fc.constantFrom("/open", "/plan", "/", "", "/OPEN", "/open/", "//open", "/send"), fc.string()),
        query: fc.oneof(
          fc.string(),
          fc
            .array(fc.tuple(fc.constantFrom("id", "from", "to", "filter", "mailbox", "send", "__proto__"), fc.string()))
            .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&")),
        ),
        fragment: fc.oneof({ weight: 5, arbitrary: fc.constant("") }, fc.string()),
      }),
      (parts) => {
        const reading = readLink(parts);
        if (reading.kind === "link") {
          assert.match(parts.path, /^\/(?:open|plan)$/u);
          assert.equal(parts.fragment, "");
        } else {
          assert.match(reading.reason, /^[A-Z][^.]*(?:“\/\w+”[^.]*)*\.$/u);
          if (parts.query.length > 40) assert.ok(!reading.reason.includes(parts.query));
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
