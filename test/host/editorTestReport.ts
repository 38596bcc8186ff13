/**
 * How the tests in the extension host tell the runner outside what became of them: JSON lines in a file. The host's
 * standard output would not do, for desktop VS Code mixes its own lines into it.
 */

/** The environment variable that names the file. */
export const reportFileVariable = "UNBOOK_EDITOR_TEST_REPORT";

/** One line of the file. A run without an `end` was cut off. */
export type EditorTestRecord =
  | { readonly kind: "test"; readonly name: string; readonly durationMs: number; readonly failure?: string }
  | { readonly kind: "end"; readonly passed: number; readonly failed: number };

/** Reads the file's text, one record a line; a line that is not complete yet is left out. */
export function parseEditorTestReport(text: string): readonly EditorTestRecord[] {
  const records: EditorTestRecord[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    // Written by the same version of this project, a moment ago.
    records.push(JSON.parse(line) as EditorTestRecord);
  }
  return records;
}
