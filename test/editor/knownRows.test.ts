/** What lenses say is remembered by the text of a request: never more than that text allows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import type { LensView } from "../../src/editor/requestLensRows.ts";
import type { ItemRead } from "../../src/graph/graphContract.ts";
import { GraphError } from "../../src/graph/graphError.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";

import { KnownRows } from "../../src/editor/knownRows.ts";

const view: LensView = {
  session: { kind: "unknown" },
  isTrusted: true,
  viewer: { now: 0, timeZone: "UTC", locale: "en-GB", ownAddresses: [], isPersonal: false },
  factOf: () => undefined,
};

/** The titles of all lenses of a text; every request that was read for it is counted. */
function titlesOf(
  known: InstanceType<typeof KnownRows>,
  text: string,
  { revision = "", ...changed }: Partial<LensView> & { readonly revision?: string } = {},
): { readonly titles: readonly (readonly string[])[]; readonly readCount: number } {
  let readCount = 0;
  known.begin({ ...view, ...changed }, revision);
  const file = parseRequestFile(text);
  const titles = file.requests.map((request) =>
    known
      .of({
        file,
        request,
        get toGraph() {
          readCount += 1;
          return readGraphRequest(file, request);
        },
      })
      .map(({ title }) => title),
  );
  return { titles, readCount };
}

const cancel = (id: string): string => `###\nPOST https://graph.microsoft.com/v1.0/me/events/${id}/cancel\n\n`;

test("only what reads differently is read again", () => {
  const known = new KnownRows();
  assert.equal(titlesOf(known, cancel("1") + cancel("2") + cancel("3")).readCount, 3);
  assert.equal(titlesOf(known, `# moved\n\n${cancel("3")}${cancel("1")}${cancel("2")}`).readCount, 0);
  const changed = titlesOf(known, cancel("1") + cancel("{id}") + cancel("3"));
  assert.equal(changed.readCount, 1);
  assert.match(changed.titles[1]?.[0] ?? "", /\{id\}/);
});

test("everything is read again when values, facts, the session or trust have changed", () => {
  const known = new KnownRows();
  const text = cancel("1");
  titlesOf(known, text);
  assert.equal(titlesOf(known, text, { revision: "other" }).readCount, 1);
  assert.equal(titlesOf(known, text, { revision: "other", session: { kind: "signedOut" } }).readCount, 1);
  const restricted = titlesOf(known, text, { revision: "other", session: { kind: "signedOut" }, isTrusted: false });
  assert.deepEqual(restricted, { titles: [["Trust This Workspace to Run"]], readCount: 1 });
});

test("a fact that is new has only those requests read again that name its item", () => {
  const known = new KnownRows();
  const text = cancel("1") + cancel("2") + cancel("3");
  const facts = new Map<string, ItemRead>();
  const factOf: LensView["factOf"] = (target) => facts.get(target.itemPath);
  const readCount = (): number => titlesOf(known, text, { factOf }).readCount;
  assert.equal(readCount(), 3);
  facts.set("/me/events/2", { kind: "failed", error: new GraphError("notFound", "Gone") });
  assert.equal(readCount(), 1);
  assert.equal(readCount(), 0);
  facts.clear();
  assert.equal(readCount(), 1);
});

test("a path that takes its host from a variable is read again with it", () => {
  const known = new KnownRows();
  const path = "###\nPOST /me/events/1/cancel\n\n";
  assert.equal(titlesOf(known, path).titles[0]?.[0], "Cancel Event…");
  assert.notEqual(titlesOf(known, `@host = https://api.example.com\n${path}`).titles[0]?.[0], "Cancel Event…");
});

test("what a request is remembered by does not hold every definition of the file", () => {
  const known = new KnownRows();
  const ids = Array.from({ length: 1500 }, (_, index) => `${index}${"x".repeat(150)}`);
  const text = ids.map((id, index) => `###\n@id${index} = ${id}\n\n${cancel(`{{id${index}}}`).slice(4)}`).join("");
  const before = process.memoryUsage().heapUsed;
  assert.equal(titlesOf(known, text).readCount, 1500);
  assert.equal(titlesOf(known, text).readCount, 0);
  assert.ok(process.memoryUsage().heapUsed - before < 150 * 1024 * 1024);
});

test("a definition that moves behind a request has it read again, though both read the same", () => {
  const known = new KnownRows();
  const definition = "###\n@id = 1\n\n";
  assert.deepEqual(titlesOf(known, definition + cancel("{{id}}")).titles[0]?.[0], "Cancel Event…");
  assert.match(titlesOf(known, cancel("{{id}}") + definition).titles[0]?.[0] ?? "", /“id”/);
});

test("whatever is edited, what is remembered is what would be found anew", () => {
  const pieces = fc.constantFrom(
    cancel("1"),
    cancel("{{id}}"),
    cancel("{{other}}"),
    cancel("{id}"),
    cancel("{{list.response.body.$.id}}"),
    "@id = 1\n\n",
    "@id = {{other}}\n\n",
    "@other = 2\n\n",
    "@id =\n\n",
    "###\n# @name list\nGET https://graph.microsoft.com/v1.0/me\n\n",
    "###\n# @disabled\nDELETE https://graph.microsoft.com/v1.0/me/events/1\n\n",
    "# comment\n\n",
  );
  const texts = fc.array(pieces, { maxLength: 8 }).map((chosen) => chosen.join(""));
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 6 }), (versions) => {
      const known = new KnownRows();
      for (const text of versions) {
        assert.deepEqual(titlesOf(known, text).titles, titlesOf(new KnownRows(), text).titles, text);
      }
    }),
    { numRuns: 300 },
  );
});
