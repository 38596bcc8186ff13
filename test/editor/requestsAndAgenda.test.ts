import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { lensesOf, openRequests, waitFor } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com/v1.0";

async function inSandbox(test: { after(cleanUp: () => unknown): void }): Promise<void> {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
}

/** Answers the picker that a command opens with its entry of this number, from 0. */
async function pick(command: string, entry: number, ...given: readonly unknown[]): Promise<void> {
  const done = vscode.commands.executeCommand(command, ...given);
  let isOver = false;
  void done.then(() => (isOver = true));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  for (let moved = 0; moved < entry; moved += 1) {
    await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
  }
  await waitFor(async () => {
    if (!isOver) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isOver;
  });
  await done;
}

const pickRows: readonly { readonly name: string; readonly text: string; readonly filled: RegExp }[] = [
  {
    name: "a place to fill in",
    text: `POST ${graph}/me/events/{id}/cancel?x=1`,
    filled: /^POST https:\/\/graph\.microsoft\.com\/v1\.0\/me\/events\/[\w-]+(?:%\w\w|[\w-])*\/cancel\?x=1$/,
  },
  {
    name: "nothing at all, behind a variable for the host",
    text: `@graph = ${graph}\nPOST {{graph}}/me/events//cancel`,
    filled: /\nPOST \{\{graph\}\}\/me\/events\/[\w%-]+\/cancel$/,
  },
  {
    name: "a variable that nobody defines",
    text: `POST ${graph}/me/events/{{id}}/cancel`,
    filled: /\/me\/events\/[\w%-]+\/cancel$/,
  },
  {
    name: "a booking and its business",
    text: `POST ${graph}/solutions/bookingBusinesses/{business}/appointments/{id}/cancel`,
    filled: /\/solutions\/bookingBusinesses\/[\w.%]+%40contoso\.com\/appointments\/[\w%-]+\/cancel$/i,
  },
];

for (const { name, text, filled } of pickRows) {
  editorTest(`a choice fills ${name}`, async (test) => {
    await inSandbox(test);
    const document = await openRequests(text);
    await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(document.lineCount - 1, 0, document.lineCount - 1, 0),
    });
    await pick(commandIds.pickForRequest, 0);
    assert.match(document.getText(), filled);
    await waitFor(async () => (await lensesOf(document))[0]?.command?.title.startsWith("Cancel") === true);
  });
}

editorTest("New Cancel Request opens a request with a place to fill in", async () => {
  await pick(commandIds.newCancelRequest, 0);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.languageId, "http");
  assert.match(
    document.getText(),
    /# @note .*\nPOST https:\/\/graph\.microsoft\.com\/v1\.0\/me\/events\/\{id\}\/cancel\n/,
  );
  await waitFor(async () => (await lensesOf(document)).some(({ command }) => command?.title === "Pick Event…"));
});

const event = {
  kind: "item",
  id: "row",
  entry: {
    item: { kind: "event", id: sampleIds.designReview, mailbox: { kind: "me" }, subject: "Design review" },
    day: "2026-11-24",
    dayNumber: 1,
    dayCount: 1,
  },
} as const;
const booking = {
  ...event,
  entry: { ...event.entry, item: { kind: "booking", id: sampleIds.dentalCheckUp, businessId: sampleIds.dental } },
} as const;

editorTest("Open as Request opens all selected items as one request file", async (test) => {
  await inSandbox(test);
  await pick(commandIds.openAsRequest, 0, event, [event, booking, event]);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.languageId, "http");
  const titles = async (): Promise<readonly string[]> =>
    (await lensesOf(document)).map(({ command }) => command?.title ?? "");
  await waitFor(async () => (await titles()).filter((title) => title === "Cancel Event…").length === 1);
  assert.equal((await titles()).filter((title) => title === "Cancel Booking…").length, 1);
  assert.doesNotMatch(document.getText(), /Authorization|Bearer/);
});

editorTest("Copy As puts the chosen format into the clipboard", async (test) => {
  await inSandbox(test);
  await vscode.env.clipboard.writeText("");
  await pick(commandIds.copyAs, 1, event, [event, booking]);
  const text = await vscode.env.clipboard.readText();
  assert.equal(text.match(/\/cancel/g)?.length, 2);
  assert.match(text, /curl/);
});

editorTest("an environment gives variables their values once it is chosen", async (test) => {
  await inSandbox(test);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const uri = vscode.Uri.joinPath(folder.uri, "environments", name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  };
  test.after(() => vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, "environments"), { recursive: true }));
  const id = encodeURIComponent(sampleIds.designReview);
  // The sample workspace has environments of its own above this folder: whichever is chosen, the private value counts.
  const inEach = (value: string): string =>
    JSON.stringify({ dev: { id: value }, production: { id: value }, rehearsal: { id: value } });
  await write("http-client.env.json", inEach("wrong"));
  await write("http-client.private.env.json", inEach(id));
  const file = await write("cancel.http", `POST ${graph}/me/events/{{id}}/cancel\n`);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  await waitFor(async () => /“id” has no value/.test((await lensesOf(document))[0]?.command?.title ?? ""));
  await pick(commandIds.chooseEnvironment, 1);
  test.after(() => pick(commandIds.chooseEnvironment, 0));
  await waitFor(async () =>
    (await lensesOf(document)).some(({ command }) => command?.title.startsWith("Design review") === true),
  );
  await write("http-client.private.env.json", inEach("{id}"));
  await waitFor(async () => /\{id\}/.test((await lensesOf(document))[0]?.command?.title ?? ""));
});

editorTest("a file outside of the workspace sees what is changed beside it", async (test) => {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-outside-"));
  test.after(() => rm(folder, { recursive: true }));
  const define = async (id: string): Promise<void> =>
    writeFile(path.join(folder, "http-client.env.json"), JSON.stringify({ $shared: { id } }));
  await define("{first}");
  const file = path.join(folder, "cancel.http");
  await writeFile(file, `POST ${graph}/me/events/{{id}}/cancel\n`);
  const document = await vscode.workspace.openTextDocument(file);
  const saysOf = (text: string) => async (): Promise<boolean> =>
    (await lensesOf(document))[0]?.command?.title.includes(text) === true;
  await waitFor(saysOf("{first}"));
  await define("{second}");
  await waitFor(saysOf("{second}"));
});
