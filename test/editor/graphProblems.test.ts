import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { manyRequests } from "../bench/manyRequests.ts";
import { editorTest } from "../host/editorTest.ts";
import { body, cancel, good, graph, json, note, problemOf, problemTests } from "./problemRows.ts";
import { openRequests, waitFor } from "./requestEditor.ts";

const inChina = good.replace(graph, "https://microsoftgraph.chinacloudapi.cn");

problemTests([
  {
    code: "mismatch",
    reason: "notPost",
    text: good.replace("POST", "PUT"),
    said: /is a POST/,
    underlined: "PUT",
    fix: ["Make It a POST", good],
  },
  {
    code: "mismatch",
    reason: "insecure",
    text: good.replace("https", "http"),
    said: /over https/,
    underlined: "http://graph.microsoft.com",
    fix: ["Use https", good],
  },
  {
    code: "mismatch",
    reason: "missingScheme",
    text: good.replace("https://", ""),
    said: /Before the host belongs https:\/\//,
    underlined: "graph.microsoft.com",
    fix: ["Use https", good],
  },
  {
    code: "mismatch",
    reason: "missingVersion",
    text: good.replace("/v1.0", ""),
    said: /\/v1.0 or \/beta/,
    fix: ["Add /v1.0", good],
  },
  {
    code: "mismatch",
    reason: "notInVersion",
    text: good.replace("me/events", "bookingBusinesses/d/appointments"),
    said: /no such request in v1\.0/,
    underlined: "v1.0",
    fix: [
      "Use the Version That Has It",
      good.replace("v1.0", "beta").replace("me/events", "bookingBusinesses/d/appointments"),
    ],
  },
  {
    code: "mismatch",
    reason: "brokenPath",
    text: good.replace("/cancel", "/x/y/cancel"),
    said: /looks like a cancel request, but Microsoft Graph has no such path/,
    underlined: cancel.replace("POST ", "").replace("/cancel", "/x/y/cancel"),
  },
  {
    code: "mismatch",
    reason: "missingId",
    text: good.replace("/AAMk1%3D", ""),
    said: /After “events” the id is missing/,
    underlined: "events",
  },
  {
    code: "mismatch",
    reason: "badCharacter",
    text: good.replace("/me/events/", "\\me\\events\\"),
    said: /A backslash stands in the address/,
    underlined: "\\",
    fix: ["Write / Instead of \\", good],
  },
  {
    code: "mismatch",
    reason: "badCharacter",
    text: good.replace("AAMk1%3D", "AAMk 1"),
    said: /A space or an invisible character/,
    underlined: " ",
    fix: ["Percent-Encode the Address", good.replace("AAMk1%3D", "AAMk%201")],
  },
  {
    code: "mismatch",
    reason: "unknownVersion",
    text: good.replace("v1.0", "v2.0"),
    said: /not “v2.0”/,
    underlined: "v2.0",
    fix: ["Use the Version That Has It", good],
  },
  {
    code: "mismatch",
    reason: "badEncoding",
    text: good.replace("%3D", "+"),
    said: /%2B/,
    underlined: "AAMk1+",
    fix: ["Percent-Encode the Address", good.replace("%3D", "%2B")],
  },
  {
    code: "mismatch",
    reason: "badEncoding",
    text: good.replace("%3D", "%"),
    said: /“AAMk1%” is no id/,
    underlined: "AAMk1%",
    fix: ["Percent-Encode the Address", good.replace("%3D", "%25")],
  },
  {
    code: "mismatch",
    reason: "notGraphHost",
    text: good.replace("graph.microsoft.com", "evil.example"),
    said: /Microsoft Graph only/,
    underlined: "https://evil.example",
  },
  {
    code: "unresolved",
    reason: "undefined",
    text: good.replace("AAMk1%3D", "{{id}}"),
    said: /“id” has no value/,
    underlined: "{{id}}",
    fix: ["Define It Above the Request", good.replace("AAMk1%3D", "{{id}}").replace("POST", "@id = \nPOST")],
  },
  { code: "placeholder", text: good.replace("AAMk1%3D", "{id}"), said: /Replace \{id\}/, underlined: "{id}" },
  {
    code: "legacyPath",
    text: good.replace("/me/events", "/me/joinedGroups/1/events"),
    said: /no longer documents/,
    fix: ["Use the Documented Address", good.replace("/me/events", "/groups/1/events")],
  },
  {
    code: "message",
    reason: "wrongProperty",
    text: good.replace("comment", "cancellationMessage"),
    said: /“comment”, not “cancellationMessage”/,
    fix: ["Use the Right Property Name", good],
  },
  {
    code: "message",
    reason: "notText",
    text: good.replace('"x"', "3"),
    said: /text in quotes/,
    fix: ["Put It in Quotes", good.replace('"x"', '"3"')],
  },
  {
    code: "message",
    reason: "notAnObject",
    text: good.replace(body, '"x"'),
    said: /JSON object/,
    underlined: '"x"',
    fix: ["Make It a JSON Object", good],
  },
  {
    code: "message",
    reason: "unknownProperty",
    text: good.replace("comment", "note"),
    said: /Graph knows no “note” here, only “comment”/i,
    underlined: '"note"',
    fix: ["Use the Right Property Name", good],
  },
  {
    code: "message",
    reason: "duplicateProperty",
    text: good.replace('"x"', '"x", "Comment": "y"'),
    said: /twice/,
    fix: ["Remove the Second One", good],
  },
  { code: "message", reason: "malformedJson", text: good.replace('"x" }', '"x"'), said: /not valid JSON/ },
  { code: "messageInFile", text: good.replace(body, "< ./message.json"), said: /another file/ },
  {
    code: "noMessage",
    text: [note, cancel].join("\n"),
    said: /no message/,
    fix: ["Add a Message", [note, cancel, json, "", '{\n  "comment": ""\n}'].join("\n")],
  },
  {
    code: "missingContentType",
    text: [note, cancel, "", body].join("\n"),
    said: /Content-Type/,
    fix: ["Add Content-Type: application/json", good],
  },
  {
    code: "wrongContentType",
    text: good.replace("application/json", "text/plain"),
    said: /not as “text\/plain”/,
    fix: ["Use application/json", good],
  },
  {
    code: "deleteInsteadOfCancel",
    text: `${note}\nDELETE ${graph}/v1.0/me/events/AAMk1%3D`,
    said: /without a message/,
    fix: ["Use Cancel With Message", [note, cancel, json, "", '{\n  "comment": ""\n}'].join("\n")],
  },
  {
    code: "missingNote",
    text: good.replace(`${note}\n`, ""),
    said: /without asking/,
    fix: ["Add # @note So That Other Editors Ask First", good.replace(note, "# @note People are told of this by mail")],
  },
  { code: "disabled", text: `# @disabled\n${good}`, said: /disabled by # @disabled/ },
  {
    code: "notInCloud",
    text: `POST https://microsoftgraph.chinacloudapi.cn/v1.0/solutions/bookingBusinesses/1/appointments/2/cancel`,
    said: /Bookings is not offered in this cloud/,
  },
  {
    code: "notInCloud",
    text: inChina.replace("events/", "events/1/exceptionOccurrences/"),
    said: /This cloud's Microsoft Graph has no such address/,
    underlined: "https://microsoftgraph.chinacloudapi.cn/v1.0/me/events/1/exceptionOccurrences/AAMk1%3D/cancel",
    fix: ["Address It Below /events", inChina],
  },
  { code: "messageTooLong", text: good.replace('"x"', `"${"x".repeat(4_200_000)}"`), said: /more than 4 MB/ },
]);

editorTest("problems that depend on who is signed in come and go with the session", async (test) => {
  const document = await openRequests(good.replace("/me/", "/users/lee@contoso.com/"));
  const elsewhere = await openRequests(good.replace(graph, "http://127.0.0.1:9"));
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  assert.match((await problemOf(document, "otherMailbox")).message, /lee@contoso\.com is not the signed-in account's/);
  assert.match((await problemOf(elsewhere, "foreignHost")).message, /not the Microsoft Graph of the signed-in account/);
  await vscode.commands.executeCommand(commandIds.leaveSandbox);
  await waitFor(() => vscode.languages.getDiagnostics(document.uri).length === 0);
});

editorTest("where an id is missing, one can be picked", async () => {
  for (const missing of ["{id}", ""]) {
    const document = await openRequests(good.replace("AAMk1%3D", missing));
    const { range } = await problemOf(document, missing === "" ? "mismatch" : "placeholder");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const picking = actions.find(({ title }) => title === "Pick Event or Booking…");
    assert.equal(picking?.command?.command, commandIds.pickForRequest);
  }
});

editorTest("a mistake at the end of a file of 50,000 lines is underlined, and is gone when it is mended", async () => {
  const text = manyRequests(5000);
  const document = await openRequests(text);
  const at = document.positionAt(text.lastIndexOf("POST"));
  const editor = await vscode.window.showTextDocument(document);
  const write = async (method: string, length: number): Promise<unknown> =>
    editor.edit((edit) => {
      edit.replace(new vscode.Range(at, at.translate(0, length)), method);
    });
  await write("PUT", 4);
  assert.equal((await problemOf(document, "mismatch")).range.start.line, at.line);
  await write("POST", 3);
  await waitFor(() => vscode.languages.getDiagnostics(document.uri).length === 0);
});
