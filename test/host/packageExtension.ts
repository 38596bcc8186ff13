/** Builds and packages the extension, as `npm run package` does, for what runs the package. */
import { CommandFailed, runNpm } from "./childProcesses.ts";
import { projectFolder } from "./projectFolders.ts";

/**
 * Makes `dist/unbook.vsix` from the sources as they are now.
 * @param say Told what is being done, and why it failed.
 * @throws {CommandFailed}
 */
export async function packageExtension(say: (line: string) => void): Promise<void> {
  say("Building and packaging Unbook …");
  try {
    await runNpm(["run", "--silent", "package"], { folder: projectFolder });
  } catch (error) {
    if (error instanceof CommandFailed) say(error.lastLines);
    throw error;
  }
}
