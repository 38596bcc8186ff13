/**
 * What VS Code itself takes to open a document: an extension that asks a question and then opens a given text, with one lens
 * whose words are fixed. Nothing reads the text.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { emptyCacheFolder } from "../host/projectFolders.ts";
import { setStage } from "../journey/driver/stage.ts";
import { packageBenchExtension } from "./benchExtension.ts";
import { openingOf, watchOpening } from "./openingMeter.ts";
import type { Opening } from "./openingMeter.ts";

const textFileVariable = "UNBOOK_BENCH_TEXT";
const command = "Bench: Open a Document";
/** Stands in the status bar as soon as the command can be run. */
const ready = "Bench: ready";

const program = `const { CodeLens, Range, commands, languages, window, workspace } = require("vscode");
const { readFileSync } = require("node:fs");
exports.activate = (context) => {
  const content = readFileSync(process.env.${textFileVariable}, "utf8");
  const lens = new CodeLens(new Range(0, 0, 0, 0), { title: "Send 1", command: "bench.openDocument" });
  context.subscriptions.push(
    languages.registerCodeLensProvider({ language: "http" }, { provideCodeLenses: () => [lens] }),
    commands.registerCommand("bench.openDocument", async () => {
      await window.showInputBox({ title: "Message for a document" });
      await window.showTextDocument(await workspace.openTextDocument({ language: "http", content }));
    }),
    window.setStatusBarMessage(${JSON.stringify(ready)}),
  );
};
`;

/** Packages the extension; gives the package's path. */
export async function packagePlainDocument(): Promise<string> {
  return packageBenchExtension({
    name: "plain-document",
    displayName: "Plain Document",
    program,
    activationEvents: ["onStartupFinished"],
    contributes: {
      languages: [{ id: "http", extensions: [".http", ".rest"] }],
      commands: [{ command: "bench.openDocument", title: command }],
    },
  });
}

/** Opens a text in a VS Code that nothing else has used. */
export async function openPlainDocument(vsix: string, text: string): Promise<Opening> {
  const textFile = path.join(await emptyCacheFolder("bench", "plain text"), "text.http");
  await writeFile(textFile, text);
  const stage = await setStage("bench plain document", {
    opensSandbox: false,
    vsix,
    environment: { [textFileVariable]: textFile },
  });
  try {
    const { workbench } = stage;
    await workbench.page.getByText(ready).waitFor();
    await workbench.runCommand(command);
    await workbench.quickInput.waitFor(/Message for/u);
    await watchOpening(workbench.page, text.slice(0, 10), /^Send 1/u);
    await workbench.quickInput.answer("We are closed.");
    return await openingOf(workbench.page);
  } finally {
    await stage.dispose();
  }
}
