/**
 * The sandbox as a file of its own: VS Code loads it for `startSandbox`, and it can be run as a program, which prints its
 * addresses as one line of JSON and stops at Ctrl-C.
 */
import { realpathSync } from "node:fs";
import path from "node:path";
import { runSandboxProgram } from "./sandboxProgram.ts";
import { startSandbox } from "./startSandbox.ts";

export { startSandbox };

if (isProgram()) void runSandboxProgram(process.argv.slice(2));

/** True if this file is what Node was started with, also through a symbolic link. */
function isProgram(): boolean {
  const [, started] = process.argv;
  if (started === undefined) return false;
  try {
    const file = realpathSync(started);
    // The bundle is CommonJS and knows its own name; the source is a module and goes by its path.
    return typeof __filename === "string"
      ? file === realpathSync(__filename)
      : file.endsWith(path.join("sandbox", "main.ts"));
  } catch {
    return false;
  }
}
