import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  definitionOf,
  findSymbols,
  occurrencesOf,
  renameSymbol,
  symbolAt,
} from "../../../src/requestFile/fileSymbols.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import type { RequestFile } from "../../../src/requestFile/requestFile.ts";
import { resolveRequest } from "../../../src/requestFile/resolveRequest.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

const text = [
  "@id = 1",
  "@url = https://h/{{id}}",
  "### list",
  "# @name list",
  "# @prompt day Which?",
  "GET {{url}}/{{day}}/{{$guid}}",
  "###",
  "@id = 2",
  "# @ref list",
  "POST {{ url }}/{{%id}}",
  "",
  '{ "a": "{{list.response.body.$.id}}", "b": "{{host}}" }',
].join("\n");
const file = parseRequestFile(text);

/** The symbol under the `‸` in a line of the sample. */
function at(marked: string): ReturnType<typeof symbolAt> {
  const offset = text.indexOf(marked.replace("‸", ""));
  assert.notEqual(offset, -1, marked);
  return symbolAt(file, offset + marked.indexOf("‸"));
}

function definitionLine(marked: string): string | undefined {
  const symbol = at(marked);
  assert.ok(symbol, marked);
  const definition = definitionOf(file, symbol);
  return definition && /^.*/.exec(text.slice(text.lastIndexOf("\n", definition.span.start) + 1))?.[0];
}

test("every name is found with its place and what it is", () => {
  const names = findSymbols(file).map(({ kind, name, isDefinition, span }) => {
    assert.equal(text.slice(span.start, span.end), name);
    return `${kind} ${name}${isDefinition ? "!" : ""}`;
  });
  assert.deepEqual(names, [
    "variable id!",
    "variable url!",
    "variable id",
    "request list!",
    "variable day!",
    "variable url",
    "variable day",
    "variable id!",
    "request list",
    "variable url",
    "variable id",
    "request list",
    "variable host",
  ]);
});

test("a use leads to the definition that counts there", () => {
  assert.equal(definitionLine("{{u‸rl}}/{{day"), "@url = https://h/{{id}}");
  assert.equal(definitionLine("{{day‸}}"), "# @prompt day Which?");
  assert.equal(definitionLine("{{%‸id}}"), "@id = 2");
  assert.equal(definitionLine("https://h/{{i‸d}}"), "@id = 1");
  assert.equal(definitionLine("{{li‸st.response"), "# @name list");
  assert.equal(definitionLine("# @ref ‸list"), "# @name list");
  assert.equal(definitionLine("{{h‸ost}}"), undefined);
  assert.equal(at("{{$g‸uid}}"), undefined);
});

test("references are all places of the same name", () => {
  const symbol = at("{{u‸rl}}/{{day");
  assert.ok(symbol);
  assert.equal(occurrencesOf(file, symbol).length, 3);
});

test("a variable and a request of the same name are two", () => {
  const both = parseRequestFile("@a = 1\n# @name a\nGET https://h/{{a}}/{{a}}");
  const symbol = symbolAt(both, 1);
  assert.ok(symbol);
  assert.equal(occurrencesOf(both, symbol).length, 3);
});

test("a name that cannot be, that is taken, or that is not the file's is refused", () => {
  const refusal = (marked: string, newName: string): string => {
    const symbol = at(marked);
    assert.ok(symbol);
    const renaming = renameSymbol(file, symbol, newName);
    return renaming.kind === "refused" ? renaming.code : renaming.kind;
  };
  for (const name of ["", "a b", "a=b", "{{a}}", "$guid", "%a", ".a", "ä", "x.response.body.y"]) {
    assert.equal(refusal("{{u‸rl}}/{{day", name), "invalidName", name);
  }
  assert.equal(refusal("{{u‸rl}}/{{day", "id"), "nameTaken");
  assert.equal(refusal("{{u‸rl}}/{{day", "host"), "nameTaken");
  assert.equal(refusal("{{h‸ost}}", "server"), "notDefinedHere");
  assert.equal(refusal("{{u‸rl}}/{{day", "list"), "edits");
  assert.equal(refusal("{{u‸rl}}/{{day", "url"), "edits");
});

test("renaming changes the names and nothing of what is sent", () => {
  const sent = (read: RequestFile): unknown =>
    read.requests.map(
      (request) =>
        resolveRequest(read, request, {
          prompted: new Map([
            ["new_name", "p"],
            ["id", "p"],
            ["a", "p"],
            ["b", "p"],
          ]),
        }).url,
    );
  let count = 0;
  fc.assert(
    fc.property(anyFile, fc.nat(), (any, choice) => {
      const before = parseRequestFile(any);
      const symbols = findSymbols(before);
      assertInOrder(
        any,
        symbols.map(({ span }) => span),
      );
      const symbol = symbols[choice % Math.max(symbols.length, 1)];
      if (symbol === undefined) return;
      const renaming = renameSymbol(before, symbol, "new_name");
      if (renaming.kind === "refused") return;
      count += 1;
      const renamed = renaming.edits
        .toReversed()
        .reduce((after, { span, newText }) => after.slice(0, span.start) + newText + after.slice(span.end), any);
      const after = parseRequestFile(renamed);
      assert.equal(occurrencesOf(after, { ...symbol, name: "new_name" }).length, renaming.edits.length);
      const unnamed = (value: unknown): string => JSON.stringify(value).replaceAll("new_name", symbol.name);
      assert.equal(unnamed(sent(after)), unnamed(sent(before)));
    }),
    { numRuns: 2000 },
  );
  assert.ok(count > 30, String(count));
});
