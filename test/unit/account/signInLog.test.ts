/** What of the sign-in library's log is kept. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { redactSignInLine } from "../../../src/account/signInLog.ts";

const rows = [
  ["[Thu] : @azure/msal-node@7.2.1 : Warning - slow", "[Thu] : @azure/msal-node@7.2.1 : Warning - slow"],
  ["POST grant_type=refresh_token&refresh_token=0.AAA&x=1", "POST grant_type=refresh_token&refresh_token=[hidden]&x=1"],
  ['{"access_token": "abc", "token_type": "Bearer"}', '{"access_token": "[hidden]", "token_type": "Bearer"}'],
  ["got eyJhbGciOi.eyJzdWIi.c2ln, kept", "got [token], kept"],
  ["User 'ana@contoso.com' is not in the tenant", "User '[username]' is not in the tenant"],
  ["error code: 65001, AADSTS65001", "error code: [hidden], AADSTS65001"],
] as const;
for (const [line, kept] of rows) {
  test(`"${line}" is kept as "${kept}"`, () => assert.equal(redactSignInLine(line), kept));
}

test("a long secret is never kept, whatever surrounds it", () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("");
  const secret = fc.array(fc.constantFrom(...letters), { minLength: 60, maxLength: 90 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.string(), secret, fc.string(), (before, value, after) => {
      assert.ok(!redactSignInLine(`${before}${value}${after}`).includes(value));
    }),
  );
});
