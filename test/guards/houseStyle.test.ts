/** Holds the code to the house style (houseStyle.ts), and proves that the check sees each breach. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { styleBreaches } from "./houseStyle.ts";
import { readTypeScript } from "./projectFiles.ts";

test("src/ and test/ keep to the house style", () => {
  assert.deepEqual(styleBreaches(readTypeScript("src", "test")), []);
});

const header = "/** What this is, in a sentence or two. */\n";

function assertBreaches(file: string, text: string, expected: readonly string[]): void {
  assert.deepEqual(styleBreaches(new Map([[file, text]])), expected);
}

test("a file is called after what is in it", () => {
  for (const name of ["utils", "helper", "common", "types", "constants", "models", "index"]) {
    const said = `the name "${name}" says nothing about what is in it`;
    assertBreaches(`src/agenda/${name}.ts`, header, [`src/agenda/${name}.ts: ${said}`]);
    assertBreaches(`src/${name}/item.ts`, header, [`src/${name}/item.ts: ${said}`]);
  }
  assertBreaches("test/unit/utils.test.ts", header, [
    'test/unit/utils.test.ts: the name "utils" says nothing about what is in it',
  ]);
  assertBreaches("src/agenda/typesOfItems.ts", header, []);
});

test("a file has at most 350 lines", () => {
  assertBreaches("src/agenda/a.ts", header + "\n".repeat(349), []);
  assertBreaches("src/agenda/a.ts", header + "\n".repeat(350), ["src/agenda/a.ts has 351 lines, more than 350"]);
});

test("a file begins with a comment of its own", () => {
  const missing = ["src/agenda/a.ts does not begin with a comment on what it is"];
  assertBreaches("src/agenda/a.ts", "const one = 1;", missing);
  assertBreaches("test/unit/a.test.ts", "const one = 1;", []);
  assertBreaches("src/agenda/a.ts", `const one = 1;\n${header}`, missing);
  assertBreaches("src/agenda/a.ts", "/** Short. */\nconst one = 1;", missing);
  assertBreaches("src/agenda/a.ts", `${header}export const one = 1;\nconst two = 2;`, [
    "src/agenda/a.ts begins with the docstring of its first export only",
  ]);
  assertBreaches("src/agenda/a.ts", `${header}export const one = 1;`, []);
  assertBreaches("src/agenda/a.ts", `${header}import "./b.ts";`, []);
  assertBreaches("src/agenda/a.ts", "// What this is, in a sentence or two.\nconst one = 1;", []);
});

test("nothing is exported as default, and no file only passes things on", () => {
  assertBreaches("src/agenda/a.ts", `${header}export default 3;`, ["src/agenda/a.ts has a default export"]);
  const barrel = ["src/agenda/a.ts only passes on what other files export"];
  assertBreaches("src/agenda/a.ts", `${header}export * from "./b.ts";`, barrel);
  assertBreaches(
    "src/agenda/a.ts",
    `${header}export { one } from "./b.ts";\nexport type { Two } from "./c.ts";`,
    barrel,
  );
  assertBreaches("src/agenda/a.ts", `${header}export { one } from "./b.ts";\nconst two = 2;`, []);
});

test("everything that src/ exports has a docstring", () => {
  const text = `${header}\n// Not a docstring.\nexport function one(): void {}\n/** Two. */\nexport const two = 2;\n`;
  assertBreaches("src/agenda/a.ts", text, ["src/agenda/a.ts: the exported one has no docstring"]);
  assertBreaches("test/unit/a.ts", text, []);
});

test("no check is switched off", () => {
  // In parts, so that these lines don't switch anything off themselves.
  for (const what of ["ts-ignore", "ts-expect-error", "ts-nocheck"]) {
    assertBreaches("src/agenda/a.ts", `${header}// @${what}\n`, [`src/agenda/a.ts switches a check off: @${what}`]);
  }
  for (const tool of ["eslint", "oxlint"]) {
    assertBreaches("src/agenda/a.ts", `${header}/* ${tool}-disable no-console */\n`, [
      `src/agenda/a.ts switches a check off: ${tool}-disable`,
    ]);
  }
});
