/** Definitions that lead back to themselves, however many there are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EnvironmentVariables } from "../../../src/requestFile/environments.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { promptsOf } from "../../../src/requestFile/prompt.ts";
import type { RequestFile, VariableDefinition } from "../../../src/requestFile/requestFile.ts";
import { findCyclicDefinitions } from "../../../src/requestFile/variableCycles.ts";
import { findVariableUses } from "../../../src/requestFile/variableUse.ts";

function environmentOf(values: Readonly<Record<string, string>>): EnvironmentVariables {
  return new Map(Object.entries(values).map(([name, text]) => [name, { text, source: "test", isPrivate: false }]));
}

/** `expected` are the lines of the definitions that lead back, counted from 1. */
function assertCyclic(
  text: string,
  expected: readonly number[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const found = [...findCyclicDefinitions(parseRequestFile(text), environmentOf(environment))];
  const lines = found.map(({ span }) => text.slice(0, span.start).split("\n").length);
  assert.deepEqual(lines, expected, text);
}

test("definitions that lead back to themselves are found, and those that only lead to them are not", () => {
  assertCyclic("@a = {{a}}", [1]);
  assertCyclic("@a = {{b}}\n@b = {{c}}\n@c = {{a}}", [1, 2, 3]);
  assertCyclic("@a = {{b}}\n@b = {{b}}\n@c = {{a}}{{c}}", [2, 3]);
  assertCyclic("@a = {{b}}\n@b = {{c}}\n@c = {{b}}{{a}}", [1, 2, 3]);
  assertCyclic("@a = {{b}}\n@b = {{c}}{{c}}\n@c = x", []);
  assertCyclic("@a = {{nobody}} {{%a}}", [1]);
  assertCyclic("@$a = {{b}}\n@b = {{$a}}", []);
});

test("what counts is what counts for the next request", () => {
  assertCyclic("@a = {{b}}\nGET /\n###\n@b = {{a}}\nGET /", [4]);
  assertCyclic("@a = {{b}}\n@b = {{a}}\nGET /\n###\n@b = 1\nGET /\n###\n@a = {{b}}\nGET /", [1, 2]);
  assertCyclic("@a = {{b}}\nGET /\n###\n@b = {{c}}\nGET /\n###\n@c = {{a}}\nGET /\n###\n@b = {{c}}", [7, 10]);
  assertCyclic("@a = {{a}}\n@a = 1\nGET /", []);
  assertCyclic("@a = {{b}}\n@a = {{a}}\nGET /", [2]);
});

test("what is asked for leads nowhere, for the request that asks and for no other", () => {
  assertCyclic("# @prompt b\n@a = {{b}}\n@b = {{a}}\nGET /", []);
  assertCyclic("@b = {{a}}\nGET /\n###\n# @prompt b\n@a = {{b}}\nGET /\n###\n@c = {{a}}\n@a = {{b}}\nGET /", [9]);
});

test("an environment's values take part, unless the file defines the name", () => {
  assertCyclic("@a = {{e}}\nGET /", [1], { e: "x{{ f }}", f: "{{a}}" });
  assertCyclic("@a = {{e}}\nGET /\n###\n@e = 1", [], { e: "{{a}}" });
});

test("for any definitions the answer is that of following every name", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const definition = fc
    .tuple(name, fc.array(name, { maxLength: 3 }))
    .map(([defined, used]) => `@${defined} = ${used.map((one) => `{{${one}}}`).join("")}`);
  const separator = fc.constantFrom("GET /\n###", "###", "# @prompt a\nGET /\n###");
  const line = fc.oneof({ weight: 3, arbitrary: definition }, { weight: 2, arbitrary: separator });
  const environment = environmentOf({ e: "{{a}}{{d}}" });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const file = parseRequestFile(lines.join("\n"));
      const expected = file.variables.filter((one) => leadsBack(file, one, environment));
      assert.deepEqual([...findCyclicDefinitions(file, environment)], expected, lines.join("\n"));
    }),
    { numRuns: 3000 },
  );
});

/** As slow as it is plain: follows all names from the definition on until nothing new comes. */
function leadsBack(file: RequestFile, definition: VariableDefinition, environment: EnvironmentVariables): boolean {
  const request = file.requests.find(({ requestLineSpan }) => requestLineSpan.start > definition.span.start);
  const prompts = request === undefined ? [] : promptsOf(request).map(({ name }) => name);
  const definitionOf = (name: string): VariableDefinition | undefined =>
    file.variables.findLast(
      (one) => one.name === name && one.span.start < (request?.requestLineSpan.start ?? Infinity),
    );
  const usesOf = (name: string): readonly string[] => {
    if (prompts.includes(name)) return [];
    const isDefined = file.variables.some((one) => one.name === name);
    const uses = definitionOf(name)?.uses ?? (isDefined ? [] : findVariableUses(environment.get(name)?.text ?? ""));
    return uses.map(({ expression }) => expression);
  };
  const reached = new Set(usesOf(definition.name));
  for (const name of reached) for (const next of usesOf(name)) reached.add(next);
  return definitionOf(definition.name) === definition && reached.has(definition.name);
}

test("chains of 50,000 definitions are walked through once, in whatever order they stand", () => {
  const count = 50_000;
  const assertCount = (blocks: number, text: (index: number) => string, expected: number): void => {
    const file = parseRequestFile(Array.from({ length: blocks }, (_, index) => text(index)).join("\n"));
    const startedAt = performance.now();
    assert.equal(findCyclicDefinitions(file).size, expected);
    // It takes a fifth of a second; with the square of the number it would take minutes.
    assert.ok(performance.now() - startedAt < 5_000);
  };
  assertCount(count, (index) => `@a${index + 1} = {{a${index}}}`, 0);
  assertCount(count, (index) => `@a${index} = {{a${(index + 1) % count}}}`, count);
  // With a request between any two, of which each sees one definition more.
  assertCount(count / 2, (index) => `###\n@a${index + 1} = {{a${index}}}\nGET /{{a${index}}}`, 0);
  assertCount(count / 2, (index) => `###\n@a${index} = {{a${index + 1}}}\nGET /{{a${index}}}`, 0);
  assertCount(count, () => "###\n@a = {{a}}\nGET /", count);
});
