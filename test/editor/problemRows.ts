/** Problems of requests in the extension host: a text, what is said of it and where, and what a fix makes of it. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { CancelMessageProblem } from "../../src/cancellation/readCancelMessage.ts";
import type { RouteMismatch } from "../../src/cancellation/routeMismatch.ts";
import type { UnresolvedReason } from "../../src/requestFile/unresolvedReason.ts";
import { editorTest } from "../host/editorTest.ts";
import { openRequests, waitFor } from "./requestEditor.ts";

export const graph = "https://graph.microsoft.com";
export const cancel = `POST ${graph}/v1.0/me/events/AAMk1%3D/cancel`;
export const json = "Content-Type: application/json";
export const body = '{ "comment": "x" }';
export const note = "# @note Mails people";
/** A request that nothing is wrong with. */
export const good = [note, cancel, json, "", body].join("\n");

/** The first diagnostic with a code, waited for. */
export async function problemOf(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  await waitFor(() => problemsOf(document, code).length > 0);
  const [found] = problemsOf(document, code);
  assert.ok(found !== undefined);
  assert.equal(found.source, "Unbook");
  return found;
}

/** Every diagnostic with a code, as they are now. */
function problemsOf(document: vscode.TextDocument, code: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((one) => one.code === code);
}

/** Makes one of the fixes that are offered at a diagnostic. */
export async function mend(document: vscode.TextDocument, { range }: vscode.Diagnostic, title: string): Promise<void> {
  let found: vscode.CodeAction | undefined;
  // Asked again, because VS Code gives none while another extension is just registering its own.
  await waitFor(async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    found = actions.find((one) => one.title === title);
    return found !== undefined;
  }, `The fix “${title}”`);
  assert.ok(found?.edit !== undefined, `${title} changes something`);
  assert.ok(await vscode.workspace.applyEdit(found.edit));
}

/** What is expected of a text. */
export interface ProblemRow {
  readonly code: string;
  /** Which of the reasons that the code has, where it has several. */
  readonly reason?: RouteMismatch["code"] | CancelMessageProblem["code"] | UnresolvedReason;
  readonly text: string;
  /** What is said. */
  readonly said: RegExp;
  /** What is underlined. */
  readonly underlined?: string;
  /** The fix, and what becomes of the text. */
  readonly fix?: readonly [title: string, text: string];
}

/** A document that a fix was made in. */
interface Mended {
  readonly document: vscode.TextDocument;
  readonly code: string;
  readonly countBefore: number;
}

/** Asserts what is underlined and said, and what the text is after the fix; undefined without one. */
export async function assertProblem({ code, text, said, underlined, fix }: ProblemRow): Promise<Mended | undefined> {
  const document = await openRequests(text);
  const problem = await problemOf(document, code);
  assert.match(problem.message, said);
  if (underlined !== undefined) assert.equal(document.getText(problem.range), underlined);
  if (fix === undefined) return undefined;
  const [title, fixed] = fix;
  const countBefore = problemsOf(document, code).length;
  await mend(document, problem, title);
  assert.equal(document.getText(), fixed);
  return { document, code, countBefore };
}

/** Asserts that what a fix was made for is underlined no longer. */
export async function assertMended({ document, code, countBefore }: Mended, what: string): Promise<void> {
  await waitFor(() => problemsOf(document, code).length < countBefore, what);
  assert.ok(!document.isClosed, what);
}

/** What a row's test is called. */
export function nameOfRow({ code, said, fix }: ProblemRow): string {
  return `problem ${code}: ${said.source}${fix === undefined ? "" : `, fix: ${fix[0]}`}`;
}

/** Declares a test for each row, and one for what is left of what they have mended. */
export function problemTests(rows: readonly ProblemRow[]): void {
  const allMended = new Map<string, Mended>();
  for (const row of rows) {
    const name = nameOfRow(row);
    editorTest(name, async () => {
      const mended = await assertProblem(row);
      if (mended !== undefined) allMended.set(name, mended);
    });
  }
  // All at once: a document is looked at again only when the typing has paused.
  editorTest("what a fix has mended is underlined no longer", async () => {
    for (const [name, mended] of allMended) await assertMended(mended, name);
  });
}
