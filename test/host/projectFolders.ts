/**
 * Where the tests and `npm start` find and keep their things. Whatever they install or write lies below `.vscode-test/`,
 * which git ignores, as `@vscode/test-electron` does with the VS Code that it downloads.
 */
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";

/** The project's own folder, absolute. */
export const projectFolder: string = path.resolve(import.meta.dirname, "../..");

/** The folder for everything that is installed or written while testing, absolute. It may not exist yet. */
export const cacheFolder: string = path.join(projectFolder, ".vscode-test");

/** What `npm run package` writes, absolute. */
export const vsixFile: string = path.join(projectFolder, "dist/unbook.vsix");

/** The sample workspace as git has it; only ever opened as a copy, so that nothing that is typed there reaches git. */
const sampleWorkspace = path.join(projectFolder, "test/workspace");

/**
 * Makes a fresh, empty folder below {@link cacheFolder}: what an earlier run left there goes.
 * @param names The folder's path, as `["journeys", "sign-in"]`.
 */
export async function emptyCacheFolder(...names: readonly string[]): Promise<string> {
  const folder = path.join(cacheFolder, ...names);
  // Retried because a VS Code that has just been stopped may still be writing its last log lines there.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Copies the sample workspace to `folder`, which is made if it is absent, and gives `folder` back. */
export async function copySampleWorkspace(folder: string): Promise<string> {
  await cp(sampleWorkspace, folder, { recursive: true });
  return folder;
}
