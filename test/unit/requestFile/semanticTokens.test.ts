import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { semanticTokens } from "../../../src/requestFile/semanticTokens.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

function describe(text: string): readonly string[] {
  return semanticTokens(parseRequestFile(text)).map(({ type, span }) => `${type} ${text.slice(span.start, span.end)}`);
}

test("every piece of a request has its type", () => {
  const text = [
    "// About",
    "@host = https://{{h}}/x",
    "### Cancel {{it}}",
    "# @note Sure?",
    "POST {{host}}/me",
    "  /events HTTP/1.1",
    "Content-Type: application/json",
    "X: a {{%b}}",
    "# why",
    "",
    '{ "a": ["x{{c}}", 1, -2.5, true, {{d}}], "e": null }',
    "> {%",
    " x()",
    "%}",
    "###",
    "GET https://h",
    "",
    "Dear {{you}}",
    "###",
    "POST https://h",
    "",
    "< ./f.json",
  ].join("\n");
  assert.deepEqual(describe(text), [
    "comment // About",
    "variableName host",
    "variableValue https://{{",
    "variableUse h",
    "variableValue }}/x",
    "comment ### ",
    "title Cancel {{it}}",
    "comment # @",
    "tagName note",
    "comment  ",
    "tagValue Sure?",
    "method POST",
    "url {{",
    "variableUse host",
    "url }}/me",
    "url /events",
    "version HTTP/1.1",
    "headerName Content-Type",
    "headerValue application/json",
    "headerName X",
    "headerValue a {{%",
    "variableUse b",
    "headerValue }}",
    "comment # why",
    'property "a"',
    'string "x{{',
    "variableUse c",
    'string }}"',
    "number 1",
    "number -2.5",
    "keyword true",
    "variableUse d",
    'property "e"',
    "keyword null",
    "script > {%",
    "script  x()",
    "script %}",
    "comment ###",
    "method GET",
    "url https://h",
    "variableUse you",
    "comment ###",
    "method POST",
    "url https://h",
    "file ./f.json",
  ]);
});

test("for any file the pieces are in order, do not overlap, and each stands on one line", () => {
  fc.assert(
    fc.property(anyFile, (text) => {
      const tokens = semanticTokens(parseRequestFile(text));
      assertInOrder(
        text,
        tokens.map(({ span }) => span),
      );
      for (const { span } of tokens) assert.match(text.slice(span.start, span.end), /^[^\r\n]+$/);
    }),
    { numRuns: 1500 },
  );
});
