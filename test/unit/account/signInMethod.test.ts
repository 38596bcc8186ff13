import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseMethod, type SignInHost } from "../../../src/account/signInMethod.ts";

const desktop: SignInHost = { isDesktop: true, hasProvider: true, hasOwnSignIn: false };

test("VS Code's account is taken on the desktop, ours in a browser, and nobody is moved who is signed in", () => {
  const rows: readonly (readonly ["auto" | "vscode" | "msal", Partial<SignInHost>, "vscode" | "msal"])[] = [
    ["auto", {}, "vscode"],
    ["auto", { isDesktop: false }, "msal"],
    ["auto", { hasProvider: false }, "msal"],
    ["auto", { hasOwnSignIn: true }, "msal"],
    ["vscode", { isDesktop: false, hasProvider: false, hasOwnSignIn: true }, "vscode"],
    ["msal", {}, "msal"],
  ];
  for (const [setting, host, expected] of rows) {
    assert.equal(chooseMethod(setting, { ...desktop, ...host }), expected, JSON.stringify([setting, host]));
  }
});
