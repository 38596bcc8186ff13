/**
 * VS Code's accounts are reached in one place, which asks the person in one way, and removes nobody. Read from the code,
 * because what must not be there cannot be tried.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTypeScript } from "../guards/projectFiles.ts";
import type { FileTexts } from "../guards/projectFiles.ts";

const place = "src/editor/vscodeAccount.ts";

/** What goes past that place, one sentence each. */
function bypasses(texts: FileTexts): readonly string[] {
  return [...texts].flatMap(([file, text]) => [
    ...(file !== place && /\bauthentication\b[^;]*from "vscode"|(?<![-\w])authentication\s*\./u.test(text)
      ? [`${file}: uses VS Code's accounts`]
      : []),
    ...(file !== place && /\b(?:createIfNone|forceNewSession)\b/u.test(text) ? [`${file}: asks to sign in`] : []),
    ...(/\bremoveSession\b|_signOutOfAccount/u.test(text) ? [`${file}: signs out every extension`] : []),
    ...(/\bproviderId: (?!provider\.id|providerId|string)/u.test(text) ? [`${file}: names an account provider`] : []),
  ]);
}

test("VS Code's accounts are used in one place, where only signing in asks", () => {
  const texts = readTypeScript("src");
  assert.deepEqual(bypasses(texts), []);
  assert.equal((texts.get(place)?.match(/createIfNone/gu) ?? []).length, 1);
});

test("a way past it is found", () => {
  const planted = new Map([
    ["src/editor/a.ts", `import { authentication, window } from "vscode";`],
    ["src/editor/b.ts", `await vscode.authentication.getSession("microsoft", [], { createIfNone: true });`],
    ["src/editor/c.ts", `await commands.executeCommand("_signOutOfAccount");`],
    ["src/editor/d.ts", `createVscodeAccounts({ providerId: "microsoft" });`],
    ["src/editor/e.ts", `const options = { forceNewSession: true };`],
  ]);
  assert.deepEqual(bypasses(planted), [
    "src/editor/a.ts: uses VS Code's accounts",
    "src/editor/b.ts: uses VS Code's accounts",
    "src/editor/b.ts: asks to sign in",
    "src/editor/c.ts: signs out every extension",
    "src/editor/d.ts: names an account provider",
    "src/editor/e.ts: asks to sign in",
  ]);
});
