/** How problems of the language of request files are worded. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { describeUnresolved } from "../../src/editor/requestProblemText.ts";

function assertSpeaksOfTokens(expression: string, expected: boolean): void {
  const text = describeUnresolved(expression, "unsupported");
  assert.ok(text.includes(expression), text);
  assert.equal(text.includes("token"), expected, text);
}

test("only of variables that would give a token it is said that none is needed", () => {
  for (const expression of ["$aadToken", "$aadV2Token new", "$oidcAccessToken"]) assertSpeaksOfTokens(expression, true);
  for (const expression of ["$uuid", "$random.alphabetic", "$"]) assertSpeaksOfTokens(expression, false);
});
