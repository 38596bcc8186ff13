/** As which account a request is to be run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accountTagOf } from "../../../src/requestFile/accountTag.ts";
import type { AccountTag } from "../../../src/requestFile/accountTag.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";

function read(lines: string): { readonly text: string; readonly tag: AccountTag | undefined } {
  const text = `### Cancel\n${lines}\nPOST https://graph.microsoft.com/v1.0/me/events/A/cancel\n`;
  const [request] = parseRequestFile(text).requests;
  assert.ok(request !== undefined);
  return { text, tag: accountTagOf(request) };
}

/** The lines above a request, what they name or why they name nobody, and what is underlined. */
const rows: readonly (readonly [lines: string, expected: string | undefined, underlined?: string])[] = [
  ["# @note Mails people", undefined],
  ["# an @account lee@contoso.com", undefined],
  ["# @account lee.park@contoso.com", "account lee.park@contoso.com", "lee.park@contoso.com"],
  ["// @Account  lee@contoso.com  ", "account lee@contoso.com", "lee@contoso.com"],
  ["# @account=lee@contoso.com", "account lee@contoso.com", "lee@contoso.com"],
  ["# @account", "withoutAddress", "# @account"],
  ["# @account Lee", "noAddress", "Lee"],
  ["# @account Lee Park <lee@contoso.com>", "noAddress", "Lee Park <lee@contoso.com>"],
  ["# @account lee@contoso.com, ana@contoso.com", "noAddress", "lee@contoso.com, ana@contoso.com"],
  ["# @account lee@contoso.com;", "noAddress", "lee@contoso.com;"],
  ['# @account "lee"@contoso.com', "noAddress", '"lee"@contoso.com'],
  ["# @account (lee)lee@contoso.com", "noAddress", "(lee)lee@contoso.com"],
  ["# @account @contoso.com", "noAddress", "@contoso.com"],
  ["# @account lee@", "noAddress", "lee@"],
  ["# @account lee@a@contoso.com", "noAddress", "lee@a@contoso.com"],
  // Whoever chooses an environment does not choose who sends.
  ["# @account {{account}}", "noAddress", "{{account}}"],
  [`# @account ${"a".repeat(320)}@contoso.com`, "noAddress", `${"a".repeat(320)}@contoso.com`],
  ["# @account lee@contoso.com\n# @account ana@contoso.com", "severalAccounts", "# @account ana@contoso.com"],
  ["# @account lee@contoso.com\n# @account lee@contoso.com", "severalAccounts", "# @account lee@contoso.com"],
  ["# @account\n# @account lee@contoso.com", "severalAccounts", "# @account lee@contoso.com"],
];
for (const [lines, expected, underlined] of rows) {
  test(`“${lines.replaceAll("\n", " / ").slice(0, 60)}” means ${expected?.slice(0, 40) ?? "the main account"}`, () => {
    const { text, tag } = read(lines);
    const said = tag?.kind === "account" ? `account ${tag.address}` : tag?.problem;
    assert.equal(said, expected);
    if (tag !== undefined) assert.equal(text.slice(tag.span.start, tag.span.end), underlined);
  });
}

test("whatever stands behind the tag, it names one address, or nobody", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      const line = value.replaceAll(/[\r\n\u2028\u2029\u0085]/gu, " ");
      const { tag } = read(`# @account ${line}`);
      if (tag?.kind !== "account") return;
      assert.match(tag.address, /^[^\s@<>()[\]{}",;:\\]+@[^\s@<>()[\]{}",;:\\]+$/u);
      assert.ok(line.includes(tag.address));
    }),
  );
});
