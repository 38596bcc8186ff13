/** Problems of requests in the extension host: a text, what is said of it and where, and what a fix makes of it. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
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
  const find = (): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(document.uri).find((one) => one.code === code);
  await waitFor(() => find() !== undefined);
  const found = find();
  assert.ok(found !== undefined);
  assert.equal(found.source, "Unbook");
  return found;
}

/** Makes one of the fixes that are offered at a diagnostic. */
export async function mend(document: vscode.TextDocument, { range }: vscode.Diagnostic, title: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const action = actions.find((one) => one.title === title);
  assert.ok(action?.edit !== undefined, `${title} is offered, not only ${actions.map((one) => one.title).join(", ")}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

/** What is expected of a text. */
export interface ProblemRow {
  readonly code: string;
  readonly text: string;
  /** What is said. */
  readonly said: RegExp;
  /** What is underlined. */
  readonly underlined?: string;
  /** The fix, and what becomes of the text. */
  readonly fix?: readonly [title: string, text: string];
}

/** Declares a test for each row. */
export function problemTests(rows: readonly ProblemRow[]): void {
  for (const { code, text, said, underlined, fix } of rows) {
    const [title, fixed] = fix ?? [];
    editorTest(`problem ${code}: ${said.source}${title === undefined ? "" : `, fix: ${title}`}`, async () => {
      const document = await openRequests(text);
      const problem = await problemOf(document, code);
      assert.match(problem.message, said);
      if (underlined !== undefined) assert.equal(document.getText(problem.range), underlined);
      if (title === undefined) return;
      await mend(document, problem, title);
      assert.equal(document.getText(), fixed);
    });
  }
}
