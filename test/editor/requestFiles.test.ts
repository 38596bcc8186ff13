import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { editorTest } from "../host/editorTest.ts";

const eventRequest = "POST https://graph.microsoft.com/v1.0/me/events/AAMk1%3D/cancel";
const bookingRequest =
  "POST https://graph.microsoft.com/v1.0/solutions/bookingBusinesses/d%40contoso.com/appointments/AAMk1%3D/cancel";
const json = "Content-Type: application/json\n";

interface Expected {
  readonly text: string;
  /** A part of the first lens's title; undefined for no lens at all. */
  readonly lens: RegExp | undefined;
  /** A part of the only diagnostic; undefined for none. */
  readonly problem?: RegExp;
}

const rows: readonly (Expected & { readonly name: string })[] = [
  { name: "an event", text: `${eventRequest}\n${json}\n{ "comment": "x" }`, lens: /^Cancel Event…$/ },
  {
    name: "an event, the metadata's spelling",
    text: `${eventRequest}\n${json}\n{ "Comment": "x" }`,
    lens: /^Cancel Event…$/,
  },
  { name: "an event without a body", text: eventRequest, lens: /^Cancel Event…$/ },
  { name: "a booking", text: `${bookingRequest}\n${json}\n{ "cancellationMessage": "x" }`, lens: /^Cancel Booking…$/ },
  { name: "the beta version", text: eventRequest.replace("v1.0", "beta"), lens: /^Cancel Event…$/ },
  { name: "a path alone", text: "POST /v1.0/me/events/AAMk1%3D/cancel", lens: /^Cancel Event…$/ },
  {
    name: "a variable with a value",
    text: `@id = AAMk1%3D\n${eventRequest.replace("AAMk1%3D", "{{id}}")}`,
    lens: /^Cancel Event…$/,
  },
  {
    name: "the file's own token, which is not sent",
    text: `${eventRequest}\nAuthorization: Bearer {{token}}\n`,
    lens: /^Cancel Event…$/,
  },
  {
    name: "a variable without a value",
    text: eventRequest.replace("AAMk1%3D", "{{id}}"),
    lens: /“id” has no value/,
    problem: /“id” has no value/,
  },
  {
    name: "a booking's message on an event",
    text: `${eventRequest}\n${json}\n{ "cancellationMessage": "x" }`,
    lens: /“comment”, not “cancellationMessage”/,
    problem: /“comment”, not “cancellationMessage”/,
  },
  {
    name: "an event's message on a booking",
    text: `${bookingRequest}\n${json}\n{ "comment": "x" }`,
    lens: /“cancellationMessage”, not “comment”/,
    problem: /“cancellationMessage”, not “comment”/,
  },
  {
    name: "malformed JSON",
    text: `${eventRequest}\n${json}\n{ "comment": `,
    lens: /not valid JSON/,
    problem: /not valid JSON/,
  },
  {
    name: "a host that is not Graph",
    text: eventRequest.replace("graph.microsoft.com", "graph.microsoft.com.evil.example"),
    lens: /Microsoft Graph only/,
    problem: /Microsoft Graph only/,
  },
  { name: "http", text: eventRequest.replace("https", "http"), lens: /only spoken to over https/, problem: /https/ },
  { name: "another method", text: eventRequest.replace("POST", "GET"), lens: /is a POST/, problem: /is a POST/ },
  { name: "no version", text: eventRequest.replace("/v1.0", ""), lens: /\/v1.0 or \/beta/, problem: /\/v1.0/ },
  {
    name: "the documentation's placeholder",
    text: eventRequest.replace("AAMk1%3D", "{id}"),
    lens: /Replace \{id\}/,
    problem: /Replace/,
  },
  { name: "disabled by its author", text: `# @disabled\n${eventRequest}`, lens: /disabled by # @disabled/ },
  { name: "somebody else's API", text: "POST https://api.example.com/v1.0/things/1/cancel", lens: undefined },
  { name: "another Graph request", text: "GET https://graph.microsoft.com/v1.0/me/events", lens: /^Show in Agenda$/ },
];

for (const { name, text, lens, problem } of rows) {
  editorTest(`request file: ${name}`, async (test) => {
    // Who is signed out is asked to sign in, whatever the request is.
    if (lens?.source.includes("Cancel") === true) {
      await vscode.commands.executeCommand(commandIds.openSandbox);
      test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
    }
    const document = await vscode.workspace.openTextDocument({ language: "http", content: text });
    await vscode.window.showTextDocument(document);
    const [first] = await lensesOf(document);
    if (lens === undefined) assert.equal(first, undefined);
    else assert.match(first?.command?.title ?? "(no lens)", lens);
    const problems = await problemsOf(document, problem !== undefined);
    if (problem === undefined)
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
      );
    else assert.match(problems.map(({ message }) => message).join("\n") || "(no problem)", problem);
  });
}

editorTest("a lens that cannot run has no command behind it", async () => {
  const document = await vscode.workspace.openTextDocument({
    language: "http",
    content: eventRequest.replace("graph.microsoft.com", "evil.example"),
  });
  for (const { command } of await lensesOf(document)) assert.equal(command?.command, "");
});

editorTest("lenses can be switched off", async (test) => {
  const settings = vscode.workspace.getConfiguration("unbook.http");
  test.after(() => settings.update("codeLens", undefined, true));
  await settings.update("codeLens", false, true);
  const document = await vscode.workspace.openTextDocument({ language: "http", content: eventRequest });
  assert.deepEqual(await lensesOf(document), []);
});

editorTest("a document that is edited gets the diagnostics of its new text", async () => {
  const document = await vscode.workspace.openTextDocument({ language: "http", content: eventRequest });
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.replace(new vscode.Range(0, 0, 0, 4), "PUT");
  });
  assert.match((await problemsOf(document, true))[0]?.message ?? "", /is a POST/);
});

/** The warnings, which come a moment after the document: waits for the first if there should be one. */
async function problemsOf(document: vscode.TextDocument, isExpected: boolean): Promise<readonly vscode.Diagnostic[]> {
  const warnings = (): readonly vscode.Diagnostic[] =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Warning);
  for (let waited = 0; waited < (isExpected ? 50 : 3); waited += 1) {
    if (isExpected && warnings().length > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return warnings();
}

async function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
  );
  return lenses.filter(({ command }) => command !== undefined);
}
