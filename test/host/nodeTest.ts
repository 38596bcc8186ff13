/**
 * `node:test` as far as tests use it that do not care where they run: the runner of the extension-host tests bundles this in
 * its place, so that such a test can also run where VS Code's real words, events and icons are.
 */
import { editorTest, type EditorTestContext } from "./editorTest.ts";

/** Declares a test. */
export function test(name: string, body: (context: EditorTestContext) => unknown): void {
  editorTest(name, body);
}
