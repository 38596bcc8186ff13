import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findFoldingParts, outlineOf } from "../../../src/requestFile/outline.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

const text = [
  "# About",
  "# this file",
  "@host = h",
  "### Cancel",
  "# @name cancel",
  "# @note",
  "POST https://{{host}}",
  "",
  "",
  "{",
  "}",
  "",
  "> {%",
  "%}",
  "###",
  "GET https://h",
  "### Second",
  "GET https://h/2",
].join("\n");
const file = parseRequestFile(text);

test("the outline shows names, titles or addresses, without resolving anything", () => {
  assert.deepEqual(
    outlineOf(file).map(({ kind, label, detail, selectionSpan }) => [
      kind,
      label,
      detail,
      text.slice(selectionSpan.start, selectionSpan.end),
    ]),
    [
      ["variable", "host", "h", "host"],
      ["request", "cancel", "POST https://{{host}}", "cancel"],
      ["request", "GET https://h", "", "GET https://h"],
      ["request", "Second", "GET https://h/2", "Second"],
    ],
  );
});

test("requests, bodies, scripts and comments of several lines can be folded", () => {
  assert.deepEqual(
    findFoldingParts(file).map(({ kind, span }) => [kind, text.slice(span.start, span.end).split("\n").at(0)]),
    [
      ["comment", "# About"],
      ["request", "### Cancel"],
      ["comment", "# @name cancel"],
      ["body", "{"],
      ["script", "> {%"],
      ["request", "###"],
      ["request", "### Second"],
    ],
  );
});

test("for any file the outline's places and the folded parts lie in the text, inside or apart from each other", () => {
  fc.assert(
    fc.property(anyFile, (any) => {
      const read = parseRequestFile(any);
      for (const { span, selectionSpan } of outlineOf(read)) {
        assertInOrder(any, [span]);
        assert.ok(span.start <= selectionSpan.start && selectionSpan.end <= span.end);
      }
      const parts = findFoldingParts(read).map(({ span }) => span);
      for (const [index, { start, end }] of parts.entries()) {
        assertInOrder(any, [{ start, end }]);
        for (const later of parts.slice(index + 1))
          assert.ok(later.start >= end || later.end <= end, JSON.stringify(parts));
      }
    }),
    { numRuns: 500 },
  );
});
