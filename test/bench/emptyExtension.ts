/**
 * An extension that does next to nothing: one fixed lens at the top of every request file. What VS Code itself needs until
 * a lens is drawn shows in it, so that ours can be compared with the least that is possible.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runProgram } from "../host/childProcesses.ts";
import { emptyCacheFolder, projectFolder } from "../host/projectFolders.ts";

const manifest = {
  name: "empty",
  displayName: "Empty",
  version: "0.0.1",
  publisher: "unbook-bench",
  license: "MIT",
  engines: { vscode: "^1.106.0" },
  main: "./extension.js",
  activationEvents: ["onLanguage:http"],
  contributes: { languages: [{ id: "http", extensions: [".http", ".rest"] }] },
};

const program = `const { CodeLens, Range, languages } = require("vscode");
exports.activate = (context) => {
  context.subscriptions.push(
    languages.registerCodeLensProvider(
      { language: "http" },
      { provideCodeLenses: () => [new CodeLens(new Range(0, 0, 0, 0), { title: "Fixed Lens", command: "" })] },
    ),
  );
};
`;

/** Packages it; gives the package's path. */
export async function packageEmptyExtension(): Promise<string> {
  const folder = await emptyCacheFolder("bench", "empty");
  const vsix = path.join(folder, "empty.vsix");
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(folder, "extension.js"), program);
  await writeFile(path.join(folder, "LICENSE"), "MIT");
  await writeFile(path.join(folder, "README.md"), "A fixed lens.");
  const vsce = path.join(projectFolder, "node_modules/@vscode/vsce/vsce");
  const parameters = ["package", "--no-dependencies", "--allow-missing-repository", "--out", vsix];
  await runProgram(process.execPath, [vsce, ...parameters], { folder });
  return vsix;
}
