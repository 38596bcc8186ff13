/** `%name`: which variable of the machine is meant stands in an environment, as REST Client documents it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { systemValue } from "../../../src/requestFile/systemVariable.ts";
import type { SystemSource } from "../../../src/requestFile/systemVariable.ts";

const source: SystemSource = {
  now: new Date(0),
  newGuid: () => "guid",
  random: () => 0,
  localOffsetMinutes: () => 0,
  dotenv: new Map([
    ["DEV_KEY", "of the file"],
    ["which", "by its own name"],
    ["a.b-c", "dotted"],
  ]),
  processEnv: new Map([["DEV_KEY", "of the process"]]),
};

function assertValue(expression: string, environment: Readonly<Record<string, string>>, expected: string): void {
  const value = systemValue(expression, source, (name) => environment[name]);
  assert.equal(value.kind === "value" ? value.text : `(${value.reason})`, expected, expression);
}

test("$dotenv %name takes the variable that the environment names", () => {
  assertValue("$dotenv %which", { which: "DEV_KEY" }, "of the file");
  assertValue("$dotenv  %which ", { which: "a.b-c" }, "dotted");
  assertValue("$processEnv %which", { which: "DEV_KEY" }, "of the process");
});

test("where the environment names none, the name itself is meant", () => {
  assertValue("$dotenv %which", {}, "by its own name");
  assertValue("$dotenv which", { which: "DEV_KEY" }, "by its own name");
});

test("a name that leads to nothing has no value", () => {
  assertValue("$dotenv %which", { which: "NONE" }, "(undefined)");
  assertValue("$dotenv %", { which: "DEV_KEY" }, "(badFormat)");
  assertValue("$dotenv % which", { which: "DEV_KEY" }, "(badFormat)");
  assertValue("$dotenv %%which", { which: "DEV_KEY" }, "(badFormat)");
});
