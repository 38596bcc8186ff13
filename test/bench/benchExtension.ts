/** Packages a tiny extension of the bench's own, to be installed in VS Code beside ours or instead of it. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runProgram } from "../host/childProcesses.ts";
import { emptyCacheFolder, projectFolder } from "../host/projectFolders.ts";

/** What the extension is. */
export interface BenchExtension {
  /** In small letters: its id, and the folder that it is packaged in. */
  readonly name: string;
  /** As it stands in the list of running extensions. */
  readonly displayName: string;
  /** The text of its only module, CommonJS. */
  readonly program: string;
  readonly activationEvents: readonly string[];
  /** As in its `package.json`. Default: nothing. */
  readonly contributes?: object;
}

/** Packages an extension; gives the package's path. */
export async function packageBenchExtension(extension: BenchExtension): Promise<string> {
  const { name, displayName, program, activationEvents, contributes = {} } = extension;
  const folder = await emptyCacheFolder("bench", name);
  const vsix = path.join(folder, `${name}.vsix`);
  const manifest = {
    name,
    displayName,
    version: "0.0.1",
    publisher: "unbook-bench",
    license: "MIT",
    engines: { vscode: "^1.106.0" },
    main: "./extension.js",
    activationEvents,
    contributes,
  };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(folder, "extension.js"), program);
  await writeFile(path.join(folder, "LICENSE"), "MIT");
  await writeFile(path.join(folder, "README.md"), `${displayName}: made by the bench.`);
  const vsce = path.join(projectFolder, "node_modules/@vscode/vsce/vsce");
  const parameters = ["package", "--no-dependencies", "--allow-missing-repository", "--out", vsix];
  await runProgram(process.execPath, [vsce, ...parameters], { folder });
  return vsix;
}
