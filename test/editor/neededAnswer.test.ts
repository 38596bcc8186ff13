/** What is offered for a request that waits for the answer to another one, and what a click does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { lensRows } from "../../src/editor/requestLensRows.ts";
import type { LensView } from "../../src/editor/requestLensRows.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { editorTest } from "../host/editorTest.ts";
import { graph } from "../unit/editor/graphRequestTexts.ts";
import { click, lensesOf, openRequests, waitFor } from "./requestEditor.ts";

const view: LensView = {
  session: { kind: "unknown" },
  isTrusted: true,
  viewer: { now: 0, timeZone: "UTC", locale: "en-GB", ownAddresses: [], isPersonal: false },
  factOf: () => undefined,
};
const list = `# @name list\nGET ${graph}/v1.0/me/calendarView?startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z`;
const firstId = "{{list.response.body.$.value[0].id}}";
const cancelFirst = `POST ${graph}/v1.0/me/events/${firstId}/cancel`;

/** Asserts the lenses of the last request of a text whose requests have not been run. */
function assertLast(text: string, expected: readonly (string | RegExp)[], given: Partial<LensView> = {}): void {
  const file = parseRequestFile(text);
  const request = file.requests.at(-1) ?? assert.fail("There is no request.");
  const sources = { responseValue: () => ({ kind: "unknown", reason: "response" }) as const };
  const rows = lensRows(readGraphRequest(file, request, sources), { ...view, ...given });
  const titles = rows.map(({ title }) => title);
  assert.equal(titles.length, expected.length, titles.join(" | "));
  for (const [index, wanted] of expected.entries()) {
    if (typeof wanted === "string") assert.equal(titles[index], wanted);
    else assert.match(titles[index] ?? "", wanted);
  }
  for (const { title, command } of rows) {
    if (/First$|has to run first|waits for/.test(title)) assert.equal(command, commandIds.runNeededRequest, title);
  }
}

test("a request that takes a value from an answer says what to run first", () => {
  const first = "Run “list” First";
  assertLast(`${list}\n\n###\nGET ${graph}/v1.0/me/events/${firstId}`, [first]);
  assertLast(`${list}\n\n###\n${cancelFirst}`, [first]);
  assertLast(`${list}\n\n###\n@id = ${firstId}\n${cancelFirst.replace(firstId, "{{id}}")}`, [first]);
  assertLast(`${list}\n\n###\nDELETE ${graph}/v1.0/me/events/${firstId}`, [first]);
  assertLast(`${list}\n\n###\nPOST ${graph}/v1.0/me/events/${firstId}/decline`, [first]);
  assertLast(
    `${list}\n\n###\nPOST ${graph}/v1.0/me/events/AAMk1/cancel\nContent-Type: application/json\n\n{ "comment": "{{list.response.headers.Date}}" }`,
    [first],
  );
});

test("so does one whose whole address comes from an answer", () => {
  const next = "###\n# @name next\nGET {{list.response.body.$['@odata.nextLink']}}";
  assertLast(`${list}\n\n${next}`, ["Run “list” First"]);
  assertLast(`${list}\n\n${next}\n\n###\nGET {{next.response.body.$['@odata.nextLink']}}`, ["Run “list” First"]);
  assertLast(`# @name other\nGET https://api.example.com/v1.0/me\n\n###\nGET {{other.response.body.$.next}}`, []);
});

test("what cannot be run from here is said, and a click leads there", () => {
  const create = `# @name create\nPOST ${graph}/v1.0/me/events\nContent-Type: application/json\n\n{}`;
  const made = `GET ${graph}/v1.0/me/events/{{create.response.body.$.id}}`;
  assertLast(`${create}\n\n###\n${made}`, [/^\$\(warning\) “create” has to run first, but only GET requests/]);
  assertLast(`# @disabled\n${list}\n\n###\n${cancelFirst}`, [/“list” has to run first, but is disabled/]);
  assertLast(`# @no-log\n${list}\n\n###\n${cancelFirst}`, [/“list” has to run first, but # @no-log/]);
  assertLast(`# @name list\nGET ${graph}/v1.0/me/{{what}}\n\n###\n${cancelFirst}`, [
    /“list” has to run first\. “what” has no value/,
  ]);
});

test("requests that wait for each other go round no longer than once", () => {
  const get = (name: string, from: string): string =>
    `# @name ${name}\nGET ${graph}/v1.0/me/events/{{${from}.response.body.$.id}}`;
  assertLast(`${get("one", "two")}\n\n###\n${get("two", "one")}`, [/waits for an answer to itself/]);
  assertLast(get("one", "one"), [/“one” waits for an answer to itself/]);
  const long = Array.from({ length: 300 }, (_, index) => get(`r${index + 1}`, `r${index}`)).join("\n\n###\n");
  assertLast(`# @name r0\nGET ${graph}/v1.0/me/calendar\n\n###\n${long}`, ["Run “r0” First"]);
});

test("another reason comes before it, and trust and sign-in before both", () => {
  assertLast(`${list}\n\n###\n# @disabled\n${cancelFirst}`, [/disabled by # @disabled/]);
  assertLast(`${list}\n\n###\n${cancelFirst}`, ["Trust This Workspace to Run"], { isTrusted: false });
  assertLast(`${list}\n\n###\n${cancelFirst}`, ["Sign In to Run"], { session: { kind: "signedOut" } });
  assertLast(cancelFirst, [/no request of this file has that name|has no value yet/]);
});

editorTest("a click runs what has to be run first, until the request itself can be", async (context) => {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  context.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  const document = await openRequests(
    [
      list.replace("list", "first"),
      `# @name second\nGET ${graph}/v1.0/me/events/{{%first.response.body.$.value[0].id}}`,
      `POST ${graph}/v1.0/me/events/{{%second.response.body.$.id}}/cancel`,
    ].join("\n\n###\n"),
  );
  const titles = async (): Promise<readonly string[]> =>
    (await lensesOf(document)).map(({ command }) => command?.title ?? "");
  const lensWith = async (title: string): Promise<vscode.CodeLens | undefined> =>
    (await lensesOf(document)).findLast(({ command }) => command?.title === title);
  await waitFor(async () => (await titles()).filter((title) => title === "Run “first” First").length === 2);
  await click(await lensWith("Run “first” First"));
  await waitFor(async () => (await titles()).includes("Run “second” First"));
  await click(await lensWith("Run “second” First"));
  await waitFor(async () => {
    const now = await titles();
    return !now.some((title) => title.endsWith(" First")) && now.filter((title) => title === "Run").length === 2;
  });
  assert.ok(
    (await titles()).some((title) => /^Cancel Event…$|^Not the Organizer/.test(title)),
    "it can be cancelled",
  );
});

editorTest("a click on what cannot be run from here shows it", async (context) => {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  context.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  const document = await openRequests(`# @disabled\n${list}\n\n###\n# second\n${cancelFirst}`);
  await waitFor(async () =>
    (await lensesOf(document)).some(({ command }) => /has to run first/.test(command?.title ?? "")),
  );
  const lens = (await lensesOf(document)).find(({ command }) => /has to run first/.test(command?.title ?? ""));
  const done = click(lens);
  await waitFor(() => vscode.window.activeTextEditor?.selection.active.line === 2);
  await vscode.commands.executeCommand("notifications.clearAll");
  await done;
});
