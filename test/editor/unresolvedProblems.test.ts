import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { good, graph, problemOf, problemTests } from "./problemRows.ts";
import type { ProblemRow } from "./problemRows.ts";
import { click, lensesOf, openRequests, waitFor } from "./requestEditor.ts";

/** A request whose id comes from a variable, in a file that may define it. */
function withId(expression: string, above = "", below = ""): string {
  return above + good.replace("AAMk1%3D", `{{${expression}}}`) + below;
}

const named = `# @name list\nGET ${graph}/v1.0/me/events\n\n###\n`;
const nested = Array.from({ length: 150 }, (_, index) => `@v${index + 1} = {{v${index}}}\n`).join("");

const idRows: readonly ProblemRow[] = [
  {
    code: "unresolved",
    reason: "definedLater",
    text: withId("id", "", "\n\n###\n@id = 1\n"),
    said: /^“id” has no value here: it is only defined below the request\.$/,
  },
  {
    code: "unresolved",
    reason: "cycle",
    text: withId("a", "@a = {{b}}\n@b = {{a}}\n"),
    said: /“\w” has no value: its definition leads back to itself/,
  },
  {
    code: "unresolved",
    reason: "tooLarge",
    text: withId("v150", `@v0 = 1\n${nested}`),
    said: /becomes too long, or is nested too deep/,
  },
  {
    code: "unresolved",
    reason: "badFormat",
    text: withId("$randomInt 5"),
    said: /^“\$randomInt 5” is not written as it must be\.$/,
  },
  {
    code: "unresolved",
    reason: "unsupported",
    text: withId("$aadToken"),
    said: /^Unbook does not have “\$aadToken”\. A token is not needed/,
  },
  {
    code: "unresolved",
    reason: "response",
    text: withId("list.response.body.$.id", named),
    said: /^“list\.response\.body\.\$\.id” has no value yet: run the request that it is taken from first\.$/,
  },
  {
    code: "unresolved",
    reason: "unknownRequest",
    text: withId("other.response.body.$.id", named),
    said: /no request of this file has that name/,
  },
  {
    code: "unresolved",
    reason: "expression",
    text: withId("a + 1", "@a = 1\n"),
    said: /^“a \+ 1” has no value: Unbook evaluates no expressions\.$/,
  },
];
problemTests(idRows.map((row) => ({ ...row, underlined: /\{\{[^}]*\}\}(?=\/cancel)/.exec(row.text)?.[0] ?? "" })));

editorTest("what an answer does not have is told once it has come", async (test) => {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  const rows = [
    {
      code: "unresolved",
      reason: "nothingThere",
      text: withId("list.response.body.$.nothing", named),
      said: /“list\.response\.body\.\$\.nothing” has no value: the answer has nothing there/,
    },
    {
      code: "unresolved",
      reason: "badPath",
      text: withId("list.response.body.id", named),
      said: /“list\.response\.body\.id” is no path into an answer/,
    },
  ] as const;
  for (const { code, text, said } of rows) {
    const document = await openRequests(text);
    await click((await lensesOf(document)).find(({ command }) => command?.title === "Run"));
    await waitFor(async () => said.test((await problemOf(document, code)).message), said.source);
  }
});
