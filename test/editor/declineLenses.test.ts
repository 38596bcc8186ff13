/** What stands above a request that declines an invitation, which Unbook does not send. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { pickPlace } from "../../src/editor/pickPlace.ts";
import { lensRows } from "../../src/editor/requestLensRows.ts";
import type { LensRow } from "../../src/editor/requestLensRows.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { event, graph } from "../unit/editor/graphRequestTexts.ts";
import { lensesOf, openRequests, waitFor } from "./requestEditor.ts";

const decline = `POST ${event}/decline\nContent-Type: application/json\n\n`;

function rowsOf(text: string): readonly LensRow[] {
  const file = parseRequestFile(text);
  const request = file.requests[0] ?? assert.fail("There is no request.");
  return lensRows(readGraphRequest(file, request), {
    session: { kind: "unknown" },
    isTrusted: true,
    viewer: { now: 0, timeZone: "UTC", locale: "en-GB", ownAddresses: [], isPersonal: false },
    factOf: () => undefined,
  });
}

function assertTitles(text: string, expected: readonly (string | RegExp)[]): void {
  const titles = rowsOf(text).map(({ title }) => title);
  assert.equal(titles.length, expected.length, titles.join(" | "));
  for (const [index, wanted] of expected.entries()) {
    if (typeof wanted === "string") assert.equal(titles[index], wanted);
    else assert.match(titles[index] ?? "", wanted);
  }
}

test("a decline says who is told, as its body has it", () => {
  const lenses = (told: string): readonly string[] => ["Decline in Outlook…", told, "Show in Agenda"];
  const organizer = "$(mail) Tells only the organizer";
  assertTitles(decline, lenses(organizer));
  assertTitles(`${decline}{ "comment": "No", "sendResponse": true }`, lenses(organizer));
  assertTitles(`${decline}{ "sendResponse": "false" }`, lenses(organizer));
  assertTitles(`${decline}{ "sendResponse": fal`, lenses(organizer));
  assertTitles(`${decline}{ "sendResponse": false }`, lenses("$(mail) Tells nobody"));
  assertTitles(`${decline}{ "SendResponse": false, "Comment": "No" }`, lenses("$(mail) Tells nobody"));
});

test("a decline that could not be sent anywhere says why, and none is offered to be run", () => {
  assertTitles(`POST ${graph}/v1.0/me/events/{id}/decline`, [/\{id\}/, "Pick Event…"]);
  assertTitles(`POST ${graph}/v1.0/me/events/{{id}}/decline`, [/“id” has no value/]);
  assertTitles(`# @disabled\n${decline}`, [/disabled/]);
  const commands = rowsOf(decline).map(({ command }) => command);
  assert.ok(!commands.includes(commandIds.cancelRequest) && !commands.includes(commandIds.runRequest));
});

test("what is picked for a decline stays a decline", () => {
  const file = parseRequestFile(`POST ${graph}/v1.0/me/events/{id}/decline`);
  const [request] = file.requests;
  assert.ok(request !== undefined);
  const place = pickPlace(readGraphRequest(file, request)) ?? assert.fail("There is a place to fill in.");
  assert.equal(place(eventTarget("AAMk1")).newText, "/me/events/AAMk1/decline");
});

editorTest("a decline names the meeting and its organizer", async (context) => {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  context.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  const request = (id: string): string => `POST ${graph}/v1.0/me/events/${encodeURIComponent(id)}/decline`;
  const lensesAbove = async (text: string, expected: readonly RegExp[]): Promise<void> => {
    const document = await openRequests(text);
    let titles: readonly string[] = [];
    await waitFor(async () => {
      titles = (await lensesOf(document)).map(({ command }) => (command?.title ?? "").replaceAll("\u00a0", " "));
      return titles.length === expected.length && expected.every((one, index) => one.test(titles[index] ?? ""));
    }).catch(() => assert.fail(titles.join(" | ")));
  };
  await lensesAbove(request(sampleIds.roadmapSync), [
    /^Decline in Outlook…$/,
    /^\$\(mail\) Tells only Lee/,
    /^Roadmap sync .* organised by Lee/,
    /^Show in Agenda$/,
  ]);
  await lensesAbove(request(sampleIds.designReview), [
    /^\$\(warning\) You organise it/,
    /^Design review .* you organise$/,
    /^Show in Agenda$/,
  ]);
});
