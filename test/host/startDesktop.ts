/** An installed desktop VS Code with Unbook, on sample data, beside the person's own settings and extensions. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { runProgram } from "./childProcesses.ts";
import { findFreePort } from "./freePort.ts";
import { HostMissing } from "./installHost.ts";
import { copySampleWorkspace, emptyCacheFolder, vsixFile } from "./projectFolders.ts";
import { quietSettings } from "./webHost.ts";

/**
 * Starts it in a window of its own and returns when that is closed.
 * @throws {HostMissing} There is no `code`.
 */
export async function startDesktop(say: (line: string) => void): Promise<void> {
  const code = findCode();
  const folder = await emptyCacheFolder("start-desktop");
  const userDataFolder = path.join(folder, "data");
  await mkdir(path.join(userDataFolder, "User"), { recursive: true });
  await writeFile(path.join(userDataFolder, "User/settings.json"), JSON.stringify(quietSettings));
  const workspaceFolder = await copySampleWorkspace(path.join(folder, "workspace"));
  const ownFolders = ["--user-data-dir", userDataFolder, "--extensions-dir", path.join(folder, "extensions")];
  // VS Code refuses to start as root with Chromium's sandbox.
  if (process.getuid?.() === 0) ownFolders.push("--no-sandbox");
  await runProgram(code, ["--install-extension", vsixFile, "--force", ...ownFolders]);
  say("VS Code opens now; close its window to end.");
  const window = ["--new-window", "--wait", "--disable-workspace-trust"];
  await runProgram(code, [...window, ...ownFolders, workspaceFolder, path.join(workspaceFolder, "cancel.http")], {
    environment: { UNBOOK_SANDBOX: String(await findFreePort()) },
    onLine: say,
  });
}

function findCode(): string {
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new HostMissing(`VSCODE_EXECUTABLE names ${named}, which is not there.`);
  }
  const isWindows = process.platform === "win32";
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  // On Windows the program itself: `code.cmd` would need a shell.
  const candidates = folders.map((folder) =>
    isWindows ? path.join(folder, "../Code.exe") : path.join(folder, "code"),
  );
  candidates.push("/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code");
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new HostMissing(
    "There is no VS Code here: no `code` on PATH. Install it, set VSCODE_EXECUTABLE to its program, or leave out " +
      "--desktop to run it in the browser.",
  );
}
