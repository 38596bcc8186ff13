/** Holds the tests in the real editor to everything that request files can say and offer (requestCoverage.ts). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTypeScript } from "./projectFiles.ts";
import type { FileTexts } from "./projectFiles.ts";
import { uncoveredRequestParts } from "./requestCoverage.ts";

const sources = readTypeScript("src/requestFile", "src/cancellation", "src/editor");
const tests = readTypeScript("test/editor", "test/journey");

test("every problem, fix and lens of request files is met by a test in the real editor", () => {
  assert.deepEqual(uncoveredRequestParts(sources, tests), []);
});

/** The texts with one file changed. */
function withChange(texts: FileTexts, file: string, before: string, after: string): FileTexts {
  const text = texts.get(file) ?? "";
  assert.ok(text.includes(before), `${file} has ${before}`);
  return new Map([...texts, [file, text.replace(before, after)]]);
}

test("what is new and met by none is found", () => {
  const rows: readonly (readonly [file: string, before: string, after: string, expected: string])[] = [
    [
      "src/requestFile/requestProblem.ts",
      `  | { readonly code: "curlCommand" }`,
      `  | { readonly code: "curlCommand" }\n  | { readonly code: "wgetCommand" }`,
      "No test in the editor shows the problem wgetCommand",
    ],
    [
      "src/cancellation/routeMismatch.ts",
      `  | { readonly code: "missingVersion" }`,
      `  | { readonly code: "missingVersion" }\n  | { readonly code: "oldVersion" }`,
      "No test in the editor shows the reason oldVersion",
    ],
    [
      "src/requestFile/unresolvedReason.ts",
      `  | "tooLarge"`,
      `  | "tooLarge"\n  | "tooSmall"`,
      "No test in the editor shows the reason tooSmall",
    ],
    [
      "src/requestFile/problemFixes.ts",
      `      return fix("removeBlanks", edit(span, ""));`,
      `      return [...fix("removeBlanks", edit(span, "")), ...fix("removeComma", edit(span, ""))];`,
      "No test in the editor makes the fix removeComma, “Remove the Comma”, for blanksAfterUrl",
    ],
    [
      "src/editor/graphProblem.ts",
      `  | "useHttps"`,
      `  | "useHttps"\n  | "useWss"`,
      "No test in the editor makes the fix useWss, “?”",
    ],
    [
      "src/editor/requestQuickFixes.ts",
      `l10n.t("Use https")`,
      `l10n.t("Use a Safe Address")`,
      "No test in the editor makes the fix useHttps, “Use a Safe Address”",
    ],
    [
      "src/editor/requestLensRows.ts",
      `l10n.t("Who Gets Notified?")`,
      `l10n.t("Who Is Told?")`,
      "No test in the editor sees the lens “Who Is Told?”",
    ],
  ];
  for (const [file, before, after, expected] of rows) {
    assert.deepEqual(uncoveredRequestParts(withChange(sources, file, before, after), tests), [expected]);
  }
});

test("a test that is gone is missed", () => {
  const file = "test/editor/requestProblems.test.ts";
  for (const [before, expected] of [
    [`code: "trailingComma"`, "shows the problem trailingComma"],
    [`fix: ["Remove the Comma"`, "makes the fix removeComma, “Remove the Comma”, for trailingComma"],
  ] as const) {
    const found = uncoveredRequestParts(sources, withChange(tests, file, before, before.replace(/"\w/u, '"other')));
    assert.ok(
      found.some((one) => one.endsWith(expected)),
      found.join("\n"),
    );
  }
});
