import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readJsonBody } from "../../../src/requestFile/readJsonBody.ts";

/** `‸` marks the place of the mistake. */
function assertMistake(marked: string): void {
  const offset = marked.indexOf("‸");
  const body = readJsonBody(marked.replace("‸", ""));
  assert.equal(body.kind, "malformed", marked);
  assert.equal(body.kind === "malformed" && body.offset, offset, marked);
}

test("the place of a mistake is the first character that can't be right", () => {
  for (const marked of [
    "‸x",
    "{‸",
    "{‸a: 1}",
    '{"a"‸ 1}'.replace("‸ ", " ‸"),
    '{"a":‸}',
    '{"a":1‸',
    '{"a":1,‸}',
    '{"a":1}‸}',
    '{"a":1 ‸"b":2}',
    "[1‸}",
    "[1,‸]",
    "[‸,]",
    '{"a":"x‸\n"}',
    '{"a":"x‸',
    '{"a":"\\‸x"}',
    '{"a":"\\u12‸G4"}',
    '{"a":"\\u123‸G"}',
    '{"a":"\\‸N"}',
    '{"a":0‸1}',
    '{"a":‸True}',
    '{"a":tr‸eu}',
    "[-1e+‸]",
    '{"a":1.‸}',
    "{‸'a':1}",
    '{"a":1, ‸// x\n"b":2}',
  ]) {
    assertMistake(marked);
  }
});

test("properties of the outermost object are found with their places, as often as they are written", () => {
  const text = ' { "a" : {"b":[{"c":1}]} ,\r\n "\\u0061":"}" , "b": null } ';
  const body = readJsonBody(text);
  assert.ok(body.kind === "ok");
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  assert.deepEqual(
    body.properties.map(({ name, nameSpan, valueSpan }) => [name, at(nameSpan), at(valueSpan)]),
    [
      ["a", '"a"', '{"b":[{"c":1}]}'],
      ["a", '"\\u0061"', '"}"'],
      ["b", '"b"', "null"],
    ],
  );
});

test("blank is empty, and other values have no properties", () => {
  assert.deepEqual(readJsonBody(" \r\n\t"), { kind: "empty" });
  assert.deepEqual(readJsonBody("[{}]"), { kind: "ok", value: [{}], properties: [] });
  assert.deepEqual(readJsonBody('[{"a":1},2]'), { kind: "ok", value: [{ a: 1 }, 2], properties: [] });
});

test("a million brackets do no harm", () => {
  assert.equal(readJsonBody("[".repeat(1_000_000)).kind, "malformed");
  assert.equal(readJsonBody('{"a":'.repeat(200_000)).kind, "malformed");
});

test("the places agree with JSON.parse for every text", () => {
  const anyJson = fc.json({ stringUnit: "binary" });
  const damaged = fc
    .tuple(anyJson, fc.nat(), fc.constantFrom("", ",", "}", '"', "\\", "1", "\n", "e", "-", "{", ":"))
    .map(([json, at, put]) => json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + 1));
  fc.assert(
    fc.property(fc.oneof(anyJson, damaged, fc.string()), (text) => {
      const body = readJsonBody(text);
      if (text.trim() === "") return;
      if (body.kind === "malformed") {
        assert.throws(() => JSON.parse(text) as unknown);
        // JSON.parse tells the place of some mistakes, in words: good enough to compare with, not to rely on.
        const told = /position (\d+)/.exec(body.message)?.[1];
        if (told !== undefined && !body.message.includes("escape"))
          assert.ok(Math.abs(Number(told) - body.offset) < 20);
        return;
      }
      assert.ok(body.kind === "ok");
      assert.deepEqual(body.value, JSON.parse(text));
      for (const { name, valueSpan } of body.properties.slice(-1)) {
        const value: unknown = JSON.parse(text.slice(valueSpan.start, valueSpan.end));
        assert.deepEqual((body.value as Record<string, unknown>)[name], value);
      }
    }),
    { numRuns: 1000 },
  );
});
