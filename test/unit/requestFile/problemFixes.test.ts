import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findSecrets } from "../../../src/requestFile/findSecrets.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { fixesOf } from "../../../src/requestFile/problemFixes.ts";
import type { RequestProblem } from "../../../src/requestFile/requestProblem.ts";
import type { RequestFile } from "../../../src/requestFile/requestFile.ts";
import type { SpanEdit } from "../../../src/requestFile/span.ts";
import { findVariableProblems } from "../../../src/requestFile/variableProblems.ts";
import { anyFile, assertInOrder } from "./anyFile.ts";

const post = "POST https://h/x";

function problemsOf(file: RequestFile): readonly RequestProblem[] {
  return [...file.problems, ...findSecrets(file), ...findVariableProblems(file)];
}

function apply(text: string, edits: readonly SpanEdit[]): string {
  return edits
    .toReversed()
    .reduce((after, { span, newText }) => after.slice(0, span.start) + newText + after.slice(span.end), text);
}

/** The first problem of the code, its fix, and the text afterwards; the problem is then gone. */
function assertFixed(code: RequestProblem["code"], fixCode: string, before: string, after: string): void {
  for (const eol of ["\n", "\r\n"]) {
    const file = parseRequestFile(before.replaceAll("\n", eol));
    const problem = problemsOf(file).find((one) => one.code === code);
    assert.ok(problem, `${code} in ${before}`);
    const fix = fixesOf(file, problem).find((one) => one.code === fixCode);
    assert.ok(fix, `${fixCode} for ${code}`);
    const fixed = apply(file.text, fix.edits);
    assert.equal(fixed, after.replaceAll("\n", eol), code);
    const left = problemsOf(parseRequestFile(fixed)).filter((one) => one.code === code);
    assert.equal(left.length, problemsOf(file).filter((one) => one.code === code).length - 1, `${code} is still there`);
  }
}

test("each fix mends its problem, and nothing else", () => {
  const rows: readonly (readonly [RequestProblem["code"], string, string, string])[] = [
    ["lowerCaseMethod", "useCapitals", "post https://h/x", post],
    ["unknownMethod", "usePost", "CANCEL https://h/x", post],
    ["queryAfterVersion", "joinUrlLines", `${post} HTTP/1.1\n  ?a=1\nA: b`, `${post}?a=1 HTTP/1.1\nA: b`],
    ["queryWithoutEquals", "joinUrlLines", `${post}\n  ?$count`, `${post}?$count`],
    ["pathContinuation", "joinUrlLines", `${post}\n  /y`, `${post}/y`],
    ["headerContinuation", "joinHeaderLines", `${post}\nA: b\n  c\n\nx`, `${post}\nA: b c\n\nx`],
    ["blanksAfterUrl", "removeBlanks", `${post}  \nA: b`, `${post}\nA: b`],
    ["trailingComma", "removeComma", `${post}\nA: b,`, `${post}\nA: b`],
    ["badHeader", "commentOut", `${post}\nabc\nA: b`, `${post}\n# abc\nA: b`],
    ["badHeader", "insertBlankLine", `${post}\nabc`, `${post}\n\nabc`],
    ["badVariableDefinition", "commentOut", `@x\n${post}`, `# @x\n${post}`],
    ["missingBlankLine", "insertBlankLine", `${post}\nA: b\n{}`, `${post}\nA: b\n\n{}`],
    ["missingBlankLine", "insertBlankLine", `${post}\n# x\n{}`, `${post}\n# x\n\n{}`],
    ["headerAfterBlankLine", "removeBlankLines", `${post}\n\n\nAccept: b\n\n{}`, `${post}\nAccept: b\n\n{}`],
    ["commentInBody", "removeLines", `${post}\n\n{\n# x\n}`, `${post}\n\n{\n}`],
    ["commentInBody", "removeLines", `${post}\n\nx\n# y`, `${post}\n\nx`],
    ["bodyCutBySeparator", "joinBody", `${post}\n\n{"a":"x\n### y\nz"}`, `${post}\n\n{"a":"x\\n### y\\nz"}`],
    ["bodyCutBySeparator", "joinBody", `${post}\n\n{"a":"x\n### y\nz\n\n"}`, `${post}\n\n{"a":"x\\n### y\\nz\\n\\n"}`],
    ["bodyCutBySeparator", "joinBody", `${post}\n\n{"a":1,\n### y\n"b":2}`, `${post}\n\n{"a":1,\n"b":2}`],
    ["methodInBody", "keepInBody", `${post}\n\nDELETE all`, `# @forceRegionDelimiter\n${post}\n\nDELETE all`],
    ["missingSeparator", "insertSeparator", `${post}\n\n{}\n\n${post}`, `${post}\n\n{}\n\n###\n${post}`],
    ["indentedSeparator", "removeIndentation", `${post}\n  ### b`, `${post}\n### b`],
    ["tagWithoutSpace", "insertSpace", `#@name a\n${post}`, `# @name a\n${post}`],
    ["tagWithEquals", "useSpace", `# @name =  a=b\n${post}`, `# @name a=b\n${post}`],
    ["nameInSeparator", "useNameTag", `### @name a\n${post}`, `###\n# @name a\n${post}`],
    ["tagAfterRequestLine", "moveAboveRequest", `###\n${post}\n# @note x\nA: b`, `###\n# @note x\n${post}\nA: b`],
    ["tagAfterRequestLine", "moveAboveRequest", `${post}\n\n# @note`, `# @note\n${post}\n`],
    [
      "tagIgnoredElsewhere",
      "commentOutRequest",
      `# @disabled\n${post}\nA: b\n\n{}\n\n###\n${post}`,
      `# @disabled\n# ${post}\n# A: b\n\n# {}\n\n###\n${post}`,
    ],
    ["variableAfterRequestLine", "moveAboveRequest", `${post}\n\n@a = 1\nx`, `@a = 1\n${post}\n\nx`],
    [
      "duplicateVariable",
      "renameVariable",
      `@a=1\nGET /{{a}}\n###\n@a=2\nGET /{{ a }}/{{%a}}\n###\nGET /{{a}}\n###\n@a=1\nGET /{{a}}`,
      `@a=1\nGET /{{a}}\n###\n@a2=2\nGET /{{ a2 }}/{{%a2}}\n###\nGET /{{a2}}\n###\n@a=1\nGET /{{a}}`,
    ],
    ["scriptNotRun", "removeLines", `${post}\n\n{}\n\n> {%\n x\n%}\n`, `${post}\n\n{}\n\n`],
    ["partSentElsewhere", "removeLines", `${post}\n\n{}\n?? status == 200`, `${post}\n\n{}`],
    ["blockComment", "useLineComments", `/* one\n two */\n${post}`, `# /* one\n#  two */\n${post}`],
    ["relativeUrlWithHost", "addHost", "GET /x\nHost: h.example:1", "GET https://h.example:1/x\nHost: h.example:1"],
    ["unresolvedVariable", "defineVariable", "GET https://h/{{a}}\nA: b", "@a = \nGET https://h/{{a}}\nA: b"],
    ["literalAuthorization", "removeSecret", `${post}\nAuthorization: Bearer abc\nA: b`, `${post}\nA: b`],
  ];
  for (const row of rows) assertFixed(...row);
});

test("a fix that would lose or change something else is not offered", () => {
  const fixesIn = (text: string, code: RequestProblem["code"]): readonly string[] => {
    const file = parseRequestFile(text);
    const problem = problemsOf(file).find((one) => one.code === code);
    assert.ok(problem, code);
    return fixesOf(file, problem).map((fix) => fix.code);
  };
  assert.deepEqual(fixesIn(`${post}\n?a=1\n# why\n  /b`, "pathContinuation"), []);
  assert.deepEqual(fixesIn("@u = {{a}}\n@a=1\nGET /{{u}}\n###\n@a=2\nGET /{{u}}", "duplicateVariable"), []);
  assert.deepEqual(fixesIn(`${post}\n\n{"a":"x\n### y\n${post}`, "bodyCutBySeparator"), []);
  assert.deepEqual(fixesIn("GET /x\nHost: {{h}}", "relativeUrlWithHost"), []);
  assert.deepEqual(fixesIn("GET https://h/{{a + 1}}", "unresolvedVariable"), []);
});

test("for any file every edit lies in the text, in order, and what it makes can be read", () => {
  let count = 0;
  fc.assert(
    fc.property(anyFile, (text) => {
      const file = parseRequestFile(text);
      for (const problem of problemsOf(file)) {
        for (const { edits } of fixesOf(file, problem)) {
          count += 1;
          assertInOrder(
            text,
            edits.map(({ span }) => span),
          );
          parseRequestFile(apply(text, edits));
        }
      }
    }),
    { numRuns: 500 },
  );
  assert.ok(count > 100, String(count));
});
