/** The problems of a whole document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TextDocument } from "vscode";
import { findDocumentProblems, problemsAt } from "../../src/editor/documentProblems.ts";
import type { ProblemContext } from "../../src/editor/documentProblems.ts";
import { WorkSlices } from "../../src/editor/workSlices.ts";
import { anyFile } from "../unit/requestFile/anyFile.ts";

const context: ProblemContext = { active: undefined, sourcesFor: () => ({}) };

function documentOf(text: string, languageId = "http"): TextDocument {
  return { languageId, version: 1, getText: () => text } as unknown as TextDocument;
}

async function countProblems(text: string): Promise<number | undefined> {
  return (await findDocumentProblems(documentOf(text), context, new WorkSlices(() => true)))?.length;
}

test("more problems than a call takes arguments do no harm", async () => {
  const count = 140_000;
  const post = "POST https://graph.microsoft.com/v1.0/me/events/1/cancel";
  const comments = "# a line\n".repeat(count);
  assert.ok(Number(await countProblems(`${post}\n\nmessage\n${comments}end`)) >= count);
  assert.ok(Number(await countProblems(`GET https://graph.microsoft.com/v1.0/me?${"{{a}}".repeat(count)}`)) >= count);
});

test("at a place stands what stands there among all problems, and nothing else", async () => {
  const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
  const texts = [
    ...fc.sample(anyFile, 300),
    `@a = {{b}}\n@b = {{a}}\n# ${token}\nGET https://graph.microsoft.com/v1.0/me/{{none}}\nAuthorization: Bearer x\n`,
  ];
  for (const text of texts) {
    const fenced = `${token}\n\n\`\`\`http\n${text}\n\`\`\`\n${token}\n\n\`\`\`http\n${text}`;
    for (const document of [documentOf(text), documentOf(fenced, "markdown")]) {
      const all = (await findDocumentProblems(document, context, new WorkSlices(() => true))) ?? [];
      for (let start = 0; start <= document.getText().length; start += 5) {
        for (const end of [start, start + 40]) {
          const there = all.filter(({ problem: { span } }) => span.start <= end && start <= span.end);
          assert.deepEqual(sorted(problemsAt(document, { start, end }, context)), sorted(there));
        }
      }
    }
  }
});

/** As texts: a place's problems are in another order. */
function sorted(problems: Awaited<ReturnType<typeof problemsAt>>): readonly string[] {
  return problems.map(({ kind, problem: { code, span } }) => `${span.start} ${span.end} ${kind} ${code}`).sort();
}
