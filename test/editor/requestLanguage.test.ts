import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { hoverAt, openAt, openRequests, waitFor } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com";
const cancel = `POST ${graph}/v1.0/me/events/AAMk1%3D/cancel`;

/** What our extension offers at the `|`; words of the text, which VS Code offers by itself, left out. */
async function completionsAt(marked: string, language?: string): Promise<readonly vscode.CompletionItem[]> {
  const { document, position } = await openAt(marked, language);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

function insertedBy({ insertText }: vscode.CompletionItem): string | undefined {
  return insertText instanceof vscode.SnippetString ? insertText.value : insertText;
}

async function assertOffered(marked: string, label: string, inserted?: string): Promise<void> {
  const items = await completionsAt(marked);
  const item = items.find((one) => one.label === label);
  assert.ok(item !== undefined, `${label} is offered, not only ${items.map((one) => labelOf(one)).join(" | ")}`);
  if (inserted !== undefined) assert.equal(insertedBy(item), inserted);
}

editorTest("completion: methods and whole requests", async () => {
  await assertOffered("PO|", "POST", "POST ");
  await assertOffered("|", "DELETE", "DELETE ");
  await assertOffered(
    "|",
    "cancel-event",
    `# @note \${1:What is asked before it is sent}\nPOST ${graph}/v1.0/me/events/\${2:{id\\}}/cancel\nContent-Type: application/json\n\n{ "comment": "$0" }`,
  );
});

editorTest("completion: addresses from the catalogue", async () => {
  await assertOffered(
    "POST |",
    `${graph}/v1.0/me/events/{event}/cancel`,
    `${graph}/v1.0/me/events/\${1:{event\\}}/cancel`,
  );
  await assertOffered(`POST ${graph}/|`, "v1.0", "v1.0/");
  await assertOffered(`POST ${graph}/v1.0/me/|`, "events/{event}/cancel");
  await assertOffered(`POST ${graph}/v1.0/me/events/1/|`, "cancel");
  await assertOffered(`POST ${graph}/v1.0/me/events/1/|`, "decline");
  await assertOffered("DELETE /me/|", "events/{event}");
  await assertOffered(
    "@host = x\n\nPOST {{host}}/v1.0/solutions/|",
    "bookingBusinesses/{business}/appointments/{appointment}/cancel",
  );
  // What follows is written already.
  await assertOffered(`POST ${graph}/v1.0/me/|/1/cancel`, "events", "events");
});

editorTest("completion: headers, the message, tags, variables", async () => {
  await assertOffered(`${cancel}\nCont|`, "Content-Type", "Content-Type: application/json");
  await assertOffered(`${cancel}\nContent-Type: |`, "application/json");
  await assertOffered(`${cancel}\nContent-Type: application/json\n\n{ "|" }`, "comment", '"comment": "$0"');
  await assertOffered(`${cancel}\nContent-Type: application/json\n\n|`, '{ "comment": "…" }', '{ "comment": "$0" \\}');
  await assertOffered("POST /solutions/bookingBusinesses/1/appointments/2/cancel\n\n{ | }", "cancellationMessage");
  await assertOffered(`# @|\n${cancel}`, "note", "note ");
  await assertOffered(`@id = 1\n\nPOST ${graph}/v1.0/me/events/{{|`, "id", "id}}");
  await assertOffered(`@id = 1\n\nPOST ${graph}/v1.0/me/events/{{|}}/cancel`, "id", "id");
  await assertOffered(`# @prompt why Why\nPOST ${graph}/v1.0/me/events/{{|}}/cancel`, "why");
  await assertOffered(`# @name list\nGET /me/events\n\n###\nPOST /me/events/{{|}}/cancel`, "list.response.body.$.");
  await assertOffered(`POST /me/events/{{|}}/cancel`, "$guid");
});

editorTest("completion: a header for a token is not offered, nor anything outside of a Markdown fence", async () => {
  const headers = await completionsAt(`${cancel}\n|`);
  assert.ok(!headers.some(({ label }) => label === "Authorization"));
  assert.deepEqual(await completionsAt(`\`\`\`http\n${cancel}\n\`\`\`\n\nPO|`, "markdown"), []);
  const inFence = await completionsAt(`\`\`\`http\n${cancel}\nCont|\n\`\`\`\n`, "markdown");
  assert.ok(inFence.some(({ label }) => label === "Content-Type"));
});

editorTest(
  "completion and hover know the agenda's events by what people call them",
  async (test) => {
    await vscode.commands.executeCommand(commandIds.openSandbox);
    test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
    await vscode.commands.executeCommand(commandIds.refresh);
    let items: readonly vscode.CompletionItem[] = [];
    const designReviews = (): readonly vscode.CompletionItem[] =>
      items.filter((item) => /^\w+ [\d:]+.* Design review · 12 people$/.test(labelOf(item)));
    await waitFor(async () => {
      items = await completionsAt("POST /me/events/|/cancel");
      return designReviews().length > 0;
    });
    assert.equal(designReviews().length, 1, "a colleague's copy is not offered, too");
    const id = insertedBy(designReviews()[0] ?? new vscode.CompletionItem("")) ?? "";
    assert.match(id, /^[\w%-]{20,}$/, "it is percent-encoded");
    assert.match(await readHoverAt(`POST /me/ev|ents/${id}/cancel`), /Design review/);
    assert.ok(!(await completionsAt("POST /groups/x/events/|")).some((item) => labelOf(item).includes("Design")));
    const business = encodeURIComponent(sampleIds.dental);
    const businesses = await completionsAt("POST /solutions/bookingBusinesses/|");
    const dental = businesses.find(({ label }) => label === "Contoso Dental");
    assert.equal(dental && insertedBy(dental), business);
    const bookings = await completionsAt(`POST /solutions/bookingBusinesses/${business}/appointments/{id|}/cancel`);
    assert.ok(bookings.some((item) => labelOf(item).includes("Oscar Lind")));
  },
  { timeoutMs: 40_000 },
);

/** The text of our hover at the `|`, as it is read. */
async function readHoverAt(marked: string): Promise<string> {
  return (await hoverAt(marked)).replaceAll(/\\([^\w\s])/g, "$1");
}

editorTest("hover: what a request does, what it takes, and who documents it", async () => {
  const text = await readHoverAt(cancel.replace("events", "ev|ents"));
  assert.match(text, /Cancels a meeting, mails everybody/);
  assert.match(text, /Permission: `Calendars\.ReadWrite`/);
  assert.match(text, /\(https:\/\/learn\.microsoft\.com\/graph\/api\/event-cancel/);
  assert.match(await readHoverAt("DEL|ETE /me/events/1"), /without a message/);
  assert.match(
    await readHoverAt("POST /solutions/bookingBusinesses/1/appoint|ments/2/cancel"),
    /not for personal accounts/,
  );
  assert.match(await readHoverAt(cancel.replace("POST", "P|UT")), /is a POST/);
  assert.equal(await readHoverAt("GET https://exam|ple.com/"), "");
});

editorTest("hover: variables with their value and its source, secrets without", async () => {
  assert.match(
    await readHoverAt("@id = AAMk1\n\nPOST /me/events/{{i|d}}/cancel"),
    /\*\*id\*\* = AAMk1[^]*Defined in line 1/,
  );
  const secret = "@apiToken = abcdefghijkl\n\nGET https://example.com/\nX-Key: {{api|Token}}";
  assert.doesNotMatch(await readHoverAt(secret), /abcdefghijkl/);
  assert.match(await readHoverAt(secret), /not shown/);
  assert.doesNotMatch(
    await readHoverAt("@x = eyJhbGciOiJub25lIn0.eyJhdWQiOiIxIn0.sig\n\nGET https://example.com/{{|x}}"),
    /eyJ/,
  );
  assert.match(await readHoverAt("GET https://example.com/{{no|thing}}"), /has no value/);
});

editorTest("environments beside a request file give values, and the file that has them is named", async (test) => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined);
  const files = ["http-client.env.json", "http-client.private.env.json"].map((name) =>
    vscode.Uri.joinPath(folder.uri, name),
  );
  test.after(async () => Promise.all(files.map(async (file) => vscode.workspace.fs.delete(file))));
  for (const [index, file] of files.entries()) {
    const text = JSON.stringify({ $shared: index === 0 ? { openId: "AAMkOpen" } : { closedId: "AAMkClosed" } });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
  await waitFor(async () =>
    /AAMkOpen[^]*From http-client\.env\.json/.test(await readHoverAt("GET /me/events/{{open|Id}}")),
  );
  const hidden = await readHoverAt("GET /me/events/{{closed|Id}}");
  assert.match(hidden, /not shown[^]*From http-client\.private\.env\.json/);
  assert.doesNotMatch(hidden, /AAMkClosed/);
  await assertOffered("GET /me/events/{{|", "openId");
});

editorTest("hover: tags, headers and the message", async () => {
  assert.match(await readHoverAt(`# @no|te x\n${cancel}`), /Shown in the question/);
  assert.match(await readHoverAt(`${cancel}\nAutho|rization: x`), /signs in by itself/);
  assert.match(await readHoverAt(`${cancel}\n\n{ "com|ment": "x" }`), /everybody who is invited reads/);
});

const names = "@id = 1\n\n### First\n# @name list\nGET /me/{{id}}\n\n###\nGET /me/{{id}}/{{list.response.body.$.x}}";

editorTest("outline and folding", async () => {
  const document = await openRequests(names);
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  assert.deepEqual(
    symbols.map(({ name, detail }) => [name, detail]),
    [
      ["id", "1"],
      ["list", "GET /me/{{id}}"],
      ["GET /me/{{id}}/{{list.response.body.$.x}}", ""],
    ],
  );
  const foldings = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
    "vscode.executeFoldingRangeProvider",
    document.uri,
  );
  assert.deepEqual(
    foldings.map(({ start, end }) => [start, end]),
    [
      [2, 4],
      [6, 7],
    ],
  );
});

editorTest("going to a definition, and finding references", async () => {
  const document = await openRequests(names);
  const inLastUse = document.positionAt(names.lastIndexOf("{{id") + 3);
  const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeDefinitionProvider",
    document.uri,
    inLastUse,
  );
  assert.deepEqual(definition?.range.start, new vscode.Position(0, 1));
  const references = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeReferenceProvider",
    document.uri,
    inLastUse,
  );
  assert.deepEqual(
    references.map(({ range }) => range.start.line),
    [0, 4, 7],
  );
});

editorTest("renaming variables and requests, and refusing what cannot be", async () => {
  const rename = async (document: vscode.TextDocument, at: number, name: string): Promise<void> => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      document.positionAt(at),
      name,
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const document = await openRequests(names);
  await rename(document, names.lastIndexOf("{{id") + 3, "event");
  assert.equal(document.getText(), names.replaceAll("{{id}}", "{{event}}").replace("@id", "@event"));
  const again = await openRequests(names);
  await rename(again, names.indexOf("@name list") + 7, "all");
  assert.equal(again.getText(), names.replaceAll("list", "all"));
  await assert.rejects(rename(again, 1, "not a name"), /is no name/);
  await assert.rejects(
    Promise.resolve(
      vscode.commands.executeCommand("vscode.prepareRename", again.uri, again.positionAt(names.indexOf("GET") + 1)),
    ),
    /Only the names of variables and requests/,
  );
});

editorTest("colours: every piece by its meaning, without a grammar of our own", async () => {
  const document = await openRequests(
    `# a\n@id = 1\n${cancel.replace("AAMk1%3D", "{{id}}")}\nPrefer: x\n\n{ "comment": "x" }`,
  );
  const range = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
    "vscode.provideDocumentRangeSemanticTokensLegend",
    document.uri,
    range,
  );
  const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
    "vscode.provideDocumentRangeSemanticTokens",
    document.uri,
    range,
  );
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.subarray(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const word = document.getText(new vscode.Range(line, character, line, character + length));
    found.push(`${legend.tokenTypes[type] ?? ""} ${word}`);
  }
  assert.deepEqual(found, [
    "comment # a",
    "variable id",
    "string 1",
    "keyword POST",
    `function ${graph}/v1.0/me/events/{{`,
    "variable id",
    "function }}/cancel",
    "property Prefer",
    "string x",
    'property "comment"',
    'string "x"',
  ]);
});
