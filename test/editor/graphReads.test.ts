/** What completion and hover know of requests that read from Graph. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { editorTest } from "../host/editorTest.ts";
import { hoverAt, openAt } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com/v1.0";

/** Takes a suggestion as a click on it does, and gives the text then. */
async function assertTaken(marked: string, label: string, expected: string | RegExp): Promise<void> {
  const { document, position } = await openAt(marked);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  const item = items.find((one) => one.label === label && one.kind !== vscode.CompletionItemKind.Text);
  const labels = items.map((one) => (typeof one.label === "string" ? one.label : one.label.label));
  const { insertText, range } = item ?? assert.fail(`${label} is not offered, only ${labels.join(" | ")}`);
  assert.ok(insertText instanceof vscode.SnippetString && range instanceof vscode.Range);
  await vscode.window.activeTextEditor?.insertSnippet(insertText, range);
  if (typeof expected === "string") assert.equal(document.getText(), expected);
  else assert.match(document.getText(), expected);
}

const instant = String.raw`\d{4}-\d\d-\d\dT00:00:00Z`;

editorTest("completion: the time of a calendar view, as places to fill in", async () => {
  await assertTaken(
    `GET ${graph}/me/calendarView?|`,
    "startDateTime=…&endDateTime=…",
    new RegExp(String.raw`/me/calendarView\?startDateTime=${instant}&endDateTime=${instant}$`),
  );
  await assertTaken(
    `GET ${graph}/solutions/bookingBusinesses/d/calendarView?start=x&|`,
    "end",
    new RegExp(String.raw`\?start=x&end=${instant}$`),
  );
  await assertTaken(
    `GET ${graph}/me/calendarView?startDateTime=|`,
    "{{$datetime iso8601}}",
    /=\{\{\$datetime iso8601\}\}$/,
  );
});

editorTest("completion: parameters and properties, on further lines too", async () => {
  await assertTaken(`GET ${graph}/me/events?$sel|`, "$select", `GET ${graph}/me/events?$select=id,subject,start`);
  await assertTaken(
    `GET ${graph}/me/events\n  ?$top=5\n  &$select=id,|`,
    "organizer",
    `GET ${graph}/me/events\n  ?$top=5\n  &$select=id,organizer`,
  );
  await assertTaken(
    `@base = ${graph}\n\nGET {{base}}/me/events?$select=|&$top=5 HTTP/1.1`,
    "subject",
    `@base = ${graph}\n\nGET {{base}}/me/events?$select=subject&$top=5 HTTP/1.1`,
  );
});

editorTest("hover: what a list is, what it needs, its permission and its page", async () => {
  const view = await hoverAt(`GET ${graph}/me/calen|darView?startDateTime=2026-11-24`);
  assert.match(view, /each occurrence of a series by itself/);
  assert.match(view, /Needs `startDateTime`, `endDateTime`/);
  assert.match(view, /Permission: `Calendars\.ReadBasic`$/m);
  assert.match(view, /\(https:\/\/learn\.microsoft\.com\/graph\/api\/user-list-calendarview\)/);
  const bookings = await hoverAt(`G|ET ${graph}/solutions/bookingBusinesses/d/appointments`);
  assert.match(bookings, /Lists all bookings of a business[^]*`Bookings\.Read\.All` · not for personal accounts/);
  assert.match(await hoverAt(`GET ${graph}/users/lee/ev|ents`), /`Calendars\.Read\.Shared`/);
  assert.equal(await hoverAt("GET https://api.example.com/v1.0/me/ev|ents"), "");
});
