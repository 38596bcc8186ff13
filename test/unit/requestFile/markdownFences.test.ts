import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findFences, mayHaveFences } from "../../../src/requestFile/markdownFences.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

function assertFences(text: string, expected: readonly string[]): void {
  const found = findFences(text).map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(found, expected, text);
  if (expected.length > 0) assert.equal(mayHaveFences(text), true, text);
}

test("code in the language http is found between its fences", () => {
  assertFences("a\n```http\nGET /\n```\nb\n~~~HTTP title\nX\r\n~~~~\n", ["GET /\n", "X\r\n"]);
  assertFences("```rest\nA\n```", ["A\n"]);
  assertFences("````http\n```\nA\n````\n", ["```\nA\n"]);
  assertFences("- list\n  ```http\n  GET /\n  ```", ["  GET /\n"]);
  assertFences("```http\nno end", ["no end"]);
  assertFences("```http", [""]);
});

test("code in other languages is left alone, also where it shows a fence itself", () => {
  assertFences("```\nGET /\n```\n```json\n{}\n```\n```https\nx\n```", []);
  assertFences("~~~md\n```http\nGET /\n```\n~~~", []);
  assertFences("``http``\n``` a `b`\n", []);
  assertFences("```http x```\nGET /\n", []);
});

test("a document whose fences are in other languages is not looked at more closely", () => {
  for (const text of ["```json\nhttp\n```", "```https\n```", "> ```http\n```", "```\nhttp\n```", "``http``", "text"]) {
    assert.equal(mayHaveFences(text), false, text);
  }
});

test("a fence is read with the places of the document", () => {
  const text = "# Doc\n\n```http\n@a = 1\n### t\nPOST https://h/{{a}}\n\n{}\n```\n\n### no separator\n";
  const [fence] = findFences(text);
  assert.ok(fence);
  assert.equal(text.slice(fence.openingSpan.start, fence.openingSpan.end), "```http");
  const { requests, variables } = parseRequestFile(text, fence.span);
  const [request] = requests;
  assert.ok(request && requests.length === 1 && variables.length === 1);
  assert.equal(text.slice(request.span.start, request.span.end), "### t\nPOST https://h/{{a}}\n\n{}");
});

test("a document is never taken for one without fences that has some", () => {
  const blanks = fc.string({ unit: fc.constantFrom(" ", "\t", "\f", "\0", "\u00a0", "\ufeff"), maxLength: 3 });
  const breaks = fc.constantFrom("", "\n", "\r", "\r\n", "text\n");
  const runs = fc.constantFrom("```", "~~~~");
  const languages = fc.constantFrom("http", "HTTP", "rest", "Rest title", "http{x}");
  fc.assert(
    fc.property(breaks, blanks, runs, blanks, languages, (before, indent, run, gap, language) => {
      const text = `${before}${indent}${run}${gap}${language}\nGET /\n`;
      assert.ok(mayHaveFences(text) || findFences(text).length === 0, JSON.stringify(text));
    }),
  );
});

test("for any text the fences are in order and in the text", () => {
  fc.assert(
    fc.property(anyFile, (text) => {
      assertInOrder(
        text,
        findFences(text).flatMap(({ openingSpan, span }) => [openingSpan, span]),
      );
    }),
  );
});
