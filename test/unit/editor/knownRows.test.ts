/** What lenses say is remembered by the text of a request: never more than that text allows. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readGraphRequest } from "../../../src/editor/graphRequest.ts";
import type { LensView } from "../../../src/editor/requestLensRows.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { bringVscodeWords } from "./vscodeWords.ts";

bringVscodeWords();
const { KnownRows } = await import("../../../src/editor/knownRows.ts");

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
