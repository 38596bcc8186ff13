/** What was typed as a message is offered again, for what it was typed for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TypedMessages } from "../../../src/editor/typedMessages.ts";

test("what was typed is offered again for the same items, and for no others", () => {
  const typed = new TypedMessages();
  typed.keep("a", "", "I am ill.");
  assert.equal(typed.instead("a", ""), "I am ill.");
  assert.equal(typed.instead("b", ""), "");
  assert.equal(typed.instead("a", "A newer text."), "A newer text.");
});

test("only the latest texts are kept", () => {
  const typed = new TypedMessages();
  for (let index = 0; index < 30; index += 1) typed.keep(String(index), "", "text");
  assert.equal(typed.instead("0", ""), "");
  assert.equal(typed.instead("29", ""), "text");
});
