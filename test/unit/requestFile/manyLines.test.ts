/** Files that nobody writes by hand: none of them may fail, or take the square of its length. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findFences } from "../../../src/requestFile/markdownFences.ts";
import { findSecrets } from "../../../src/requestFile/findSecrets.ts";
import { parseInSteps, parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { findVariableProblems } from "../../../src/requestFile/variableProblems.ts";

const post = "POST https://graph.microsoft.com/v1.0/me/events/1/cancel";

test("more comments than a call takes arguments do no harm", () => {
  const comments = "# @tag x\n".repeat(140_000);
  for (const end of ["", "{}", "message"]) {
    const [request] = parseRequestFile(`${post}\n\n${comments}${end}`).requests;
    assert.equal(request?.tags.length, end === "message" ? 0 : 140_000);
  }
});

test("more variables than a call takes arguments do no harm", () => {
  const file = parseRequestFile(`GET https://h/${"{{a}}".repeat(140_000)}`);
  assert.equal(findVariableProblems(file).length, 140_000);
});

test("a large file is read in many steps, none of which reads much", () => {
  const steps = [...parseInSteps(`${post}\n\n###\n`.repeat(5_000))];
  assert.ok(steps.length >= 100);
});

for (const [name, lineBreak] of [
  ["LF", "\n"],
  ["CR LF", "\r\n"],
  ["CR", "\r"],
] as const) {
  test(`a fence costs no more than its own text, with ${name}`, () => {
    const count = 3_000;
    const passage = ["", "words and more words ".repeat(60), "```http", post, "```", ""].join(lineBreak);
    const text = passage.repeat(count);
    const files = findFences(text).map(({ span }) => parseRequestFile(text, span));
    assert.equal(files.filter(({ requests }) => requests.length === 1).length, count);
    assert.deepEqual(files.flatMap(findSecrets), []);
  });
}
