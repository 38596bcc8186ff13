/** Request files of every sort, for what has to hold for all of them; and the check that spans are where they can be. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Span } from "../../../src/requestFile/span.ts";

const wholeLine = fc.constantFrom(
  ...'###|### t|# @name n|#@x|// c|@a = {{b}}|@a=|POST https://h/{{a}}/x HTTP/1.1|GET /x|{{u}}|?a=1|&b|/p|A: b|: x|{|}|{}|<|< ./f|<@l f|> {%|%}|{{|}}|{{+a|?? s|>> f|```|/*|*/|curl x|HTTP/1.1 200|PUT|put|@id = 1|{{id}}|# @name id|"a": 1|# @disabled|Authorization: Bearer x|###  |  ### t|\ufeff|\ud800'.split(
    "|",
  ),
);
const piece = fc.oneof(
  wholeLine,
  fc.constantFrom("\n", "\r\n", "\r", "\n\n", " ", "\t", "  "),
  fc.string({ unit: "binary", maxLength: 5 }),
);
/** Lines that make whole requests now and then. */
const line = fc.oneof(
  { weight: 3, arbitrary: wholeLine },
  {
    weight: 3,
    arbitrary: fc.constantFrom("###", "", "POST https://h/x", "Content-Type: application/json", "", '{ "a": "{{a}}" }'),
  },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")) },
);

/** Any text, made of pieces that mean something to the reader between any other text. */
export const anyFile = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  fc.tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom("\n", "\r\n")).map(([lines, eol]) => lines.join(eol)),
);

/** Fails unless the spans lie in the text one after the other. */
export function assertInOrder(text: string, spans: readonly Span[]): void {
  let at = 0;
  for (const { start, end } of spans) {
    assert.ok(Number.isInteger(start) && Number.isInteger(end));
    assert.ok(at <= start && start <= end && end <= text.length, `${at} ${start} ${end} ${text.length}`);
    at = end;
  }
}
