import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { placeAt } from "../../../src/requestFile/placeAt.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

/** `‸` marks the cursor; `expected` is the kind of place and what its span holds. */
function assertPlace(marked: string, expected: string): void {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const { kind, span } = placeAt(parseRequestFile(text), offset);
  assert.equal(`${kind} ${text.slice(span.start, span.end)}`.trimEnd(), expected, marked);
}

const post = "POST https://h/x";

test("what stands at a cursor is told, in whole requests and in those that are being written", () => {
  for (const [marked, expected] of [
    ["‸", "method"],
    ["PO‸", "method PO"],
    ["  PO‸", "method PO"],
    ["GET https://h\n\n###\n‸\n###\nGET https://h", "method"],
    ["### a\nGE‸", "method GE"],
    ["P‸OST https://h", "method POST"],
    ["POST ‸", "urlSegment"],
    ["POST h‸", "urlSegment h"],
    ["POST https://h/v1.0/‸", "urlSegment"],
    ["POST https://h/v1.0/me‸/events", "urlSegment me"],
    ["POST https:‸//h/v1.0", "urlSegment https://h"],
    ["https://h/a/‸b", "urlSegment b"],
    ["GET https://h/a?b=‸c", "query b=c"],
    [`${post}\n‸`, "headerName"],
    [`${post}\nCont‸`, "headerName Cont"],
    [`${post}\nCont‸\nA: b`, "headerName Cont"],
    [`${post}\nCon‸tent-Type: a`, "headerName Content-Type"],
    [`${post}\nContent-Type:‸`, "headerValue"],
    [`${post}\nContent-Type: app‸lication`, "headerValue application"],
    [`${post}\n\n‸`, "body"],
    [`${post}\n\n{ ‸ }`, "bodyProperty"],
    [`${post}\n\n{ "co‸`, 'bodyProperty "co'],
    [`${post}\n\n{ "co‸mment": "x" }`, 'bodyProperty "comment"'],
    [`${post}\n\n{ "a": { "b‸": 1 } }`, 'bodyProperty "b"'],
    [`${post}\n\n{ "a": "x‸" }`, 'body { "a": "x" }'],
    [`${post}\n\n{ "a": 1, ‸`, "bodyProperty"],
    [`${post}\n\nDear‸ all`, "body Dear all"],
    [`GET https://{{ho‸`, "variableUse ho"],
    [`GET https://{{ho‸st}}/x`, "variableUse host"],
    [`GET https://{{ ‸}}`, "variableUse"],
    [`GET https://{{%a‸b}}`, "variableUse ab"],
    [`GET https://h\n\n{ "a": "{{‸`, "variableUse"],
    [`# {{a‸}}`, "variableUse a"],
    [`@ho‸st = x`, "variableName host"],
    [`@host = x‸`, "nothing"],
    [`# @no‸`, "tagName no"],
    [`# @‸`, "tagName"],
    [`# @note Su‸re`, "tagValue Sure"],
    [`# @name = a‸`, "tagValue a"],
    [`${post}\n# @no‸te`, "tagName note"],
    [`${post}\n\nx\n# @no‸te\ny`, "body x\n# @note\ny"],
    ["# comment‸", "nothing"],
    ["### title‸", "nothing"],
  ] as const) {
    assertPlace(marked, expected);
  }
});

test("for any file and any place there is an answer, with a span in the text and on one line outside bodies", () => {
  fc.assert(
    fc.property(anyFile, fc.nat(), (text, any) => {
      const offset = any % (text.length + 1);
      const { kind, span } = placeAt(parseRequestFile(text), offset);
      assertInOrder(text, [span]);
      assert.ok(span.start <= offset && span.end >= offset, `${kind} ${offset}`);
    }),
    { numRuns: 2000 },
  );
});
