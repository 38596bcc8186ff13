import assert from "node:assert/strict";
import { test } from "node:test";
import { lensTitle } from "../../../src/editor/lensTitle.ts";

const rows: readonly (readonly [words: string, title: string])[] = [
  ["$(check) All 5 Were Sent", "$(check)\u00a0All 5 Were Sent"],
  ["$(sync~spin) Sending, 3 to Go", "$(sync~spin)\u00a0Sending, 3 to Go"],
  [
    "$(circle-slash) It is switched off: $(warning) twice",
    "$(circle-slash)\u00a0It is switched off: $(warning)\u00a0twice",
  ],
  ["Send 5 Cancellations…", "Send 5 Cancellations…"],
  ["$ (no) icon", "$ (no) icon"],
];
for (const [words, title] of rows) {
  test(`a lens keeps the gap behind an icon: ${words}`, () => {
    assert.equal(lensTitle(words), title);
  });
}
