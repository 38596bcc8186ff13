/** What is wrong in the files beside a request file, and where. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { environmentProblemSpan } from "../../../src/requestFile/environmentProblemSpan.ts";
import { readEnvironments } from "../../../src/requestFile/environments.ts";
import type { EnvironmentSource } from "../../../src/requestFile/environments.ts";
import { findDotenvProblems, readDotenv } from "../../../src/requestFile/readDotenv.ts";

const source = (text: string, name = "http-client.env.json", place = name): EnvironmentSource => ({
  name,
  place,
  isPrivate: name.includes("private"),
  content: { kind: "text", text },
});

/** Problems of one file as their code and what is underlined. */
function assertUnderlined(text: string, expected: readonly (readonly [code: string, underlined: string])[]): void {
  const found = readEnvironments([source(text)]).problems.map((problem) => {
    const { start, end } = environmentProblemSpan(text, problem);
    return [problem.code, text.slice(start, end)];
  });
  assert.deepEqual(found, expected, text);
}

test("problems of an environment file stand where they are", () => {
  assertUnderlined('{ "dev": { "a": 1, "b": null }, "prod": [] }', [
    ["notText", '"b"'],
    ["notAnObject", '"prod"'],
  ]);
  assertUnderlined('\ufeff{ "dev": { "a": "b", "b": { "c": 1 } } }', [["notText", '"b"']]);
  assertUnderlined('{ "a": "a", "dev": { "a": [1] } }', [
    ["notAnObject", '"a"'],
    ["notText", '"a"'],
  ]);
  assertUnderlined('{ "dev": { "a": 1, } }', [["malformedJson", "}"]]);
  assertUnderlined('{ "dev": {', [["malformedJson", ""]]);
  assertUnderlined("[]", [["notAnObject", "["]]);
});

test("of two files of one name, each has its own problems", () => {
  const { problems } = readEnvironments([
    source('{ "dev": { "a": "1", "b": [] } }', "http-client.env.json", "outer"),
    source('{ "dev": { "a": [] } }', "http-client.env.json", "inner"),
    source('{ "dev": { "a": "2" } }', "http-client.private.env.json", "private"),
  ]);
  assert.deepEqual(
    problems.map(({ code, place }) => [code, place]),
    [
      ["notText", "outer"],
      ["notText", "inner"],
      ["overriddenByPrivate", "outer"],
    ],
  );
});

test("problem spans lie inside any text, and nothing throws", () => {
  const anyJson = fc.oneof(
    fc.json(),
    fc.string(),
    fc.json().map((text) => `{ "dev": ${text} }`),
  );
  fc.assert(
    fc.property(anyJson, (text) => {
      for (const problem of readEnvironments([source(text)]).problems) {
        const { start, end } = environmentProblemSpan(text, problem);
        assert.ok(start >= 0 && start <= end && end <= text.length);
      }
    }),
  );
});

/** Problems of a `.env` file as their code and what is underlined. */
function assertDotenv(text: string, expected: readonly (readonly [code: string, underlined: string])[]): void {
  const found = findDotenvProblems(text).map(({ code, span }) => [code, text.slice(span.start, span.end)]);
  assert.deepEqual(found, expected, text);
}

test("lines of a .env file that say nothing, or something else than it looks, are told", () => {
  assertDotenv("", []);
  assertDotenv("# a\n\n  # b\r\nexport A=1\nB = 'x' # c\nC=\nD=\"two\nlines\" # d\nE=a#b", []);
  assertDotenv("A=1\nB\n  C: 2  \r\nD=3\nlast", [
    ["notAVariable", "B"],
    ["notAVariable", "C: 2"],
    ["notAVariable", "last"],
  ]);
  assertDotenv("\ufeffA=1\n=2", [["notAVariable", "=2"]]);
  assertDotenv("\ufeffnothing", [["notAVariable", "nothing"]]);
  assertDotenv("A=1\nB=2\nA=3", [["setAgain", "A"]]);
  assertDotenv("A=\"1\nB='2\n", [
    ["openQuote", "A"],
    ["openQuote", "B"],
  ]);
  assertDotenv("A='1' nonsense\nB=1", []);
});

test("a .env file of variables and comments has no problems, and any text none that lie outside of it", () => {
  const name = fc.stringMatching(/^[A-Z]{1,3}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name), (names) => {
      const text = names.map((one, index) => `${index % 3 === 0 ? "# c\n\n" : ""}${one}=${index}`).join("\n");
      assert.deepEqual(findDotenvProblems(text), []);
      assert.equal(readDotenv(text).size, names.length);
    }),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("A", "=", "\n", "\r", "'", '"', "#", " ", "\ufeff", "b") }),
      (text) => {
        for (const { span } of findDotenvProblems(text)) {
          assert.ok(span.start >= 0 && span.start < span.end && span.end <= text.length, JSON.stringify(text));
        }
      },
    ),
  );
});
