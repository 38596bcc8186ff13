/** The problems of a whole document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextDocument } from "vscode";
import { findDocumentProblems } from "../../src/editor/documentProblems.ts";
import type { WorkSlices } from "../../src/editor/workSlices.ts";

async function countProblems(text: string): Promise<number | undefined> {
  const document = { languageId: "http", version: 1, getText: () => text } as unknown as TextDocument;
  const slices = { isDue: false, rest: async () => true } as unknown as WorkSlices;
  return (await findDocumentProblems(document, { active: undefined, sourcesFor: () => ({}) }, slices))?.length;
}

test("more problems than a call takes arguments do no harm", async () => {
  const count = 140_000;
  const post = "POST https://graph.microsoft.com/v1.0/me/events/1/cancel";
  const comments = "# a line\n".repeat(count);
  assert.ok(Number(await countProblems(`${post}\n\nmessage\n${comments}end`)) >= count);
  assert.ok(Number(await countProblems(`GET https://graph.microsoft.com/v1.0/me?${"{{a}}".repeat(count)}`)) >= count);
});
