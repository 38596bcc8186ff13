import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { click, lensesOf, openRequests, waitFor } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com/v1.0";
const business = encodeURIComponent(sampleIds.dental);
const event = (id: string): string => `${graph}/me/events/${encodeURIComponent(id)}`;
const booking = (id: string): string =>
  `${graph}/solutions/bookingBusinesses/${business}/appointments/${encodeURIComponent(id)}`;
const designReview = `POST ${event(sampleIds.designReview)}/cancel`;

/** The titles of a text's lenses, worked out anew until they are as expected: what Graph says comes later. */
async function assertLenses(text: string, expected: readonly (string | RegExp)[], language = "http"): Promise<void> {
  const document = await openRequests(text, language);
  let titles: readonly string[] = [];
  const isExpected = (): boolean =>
    titles.length === expected.length &&
    expected.every((one, index) => (typeof one === "string" ? titles[index] === one : one.test(titles[index] ?? "")));
  for (let tried = 0; tried < 60 && !isExpected(); tried += 1) {
    titles = (await lensesOf(document)).map(({ command }) => command?.title ?? "");
    if (!isExpected()) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(isExpected(), `${JSON.stringify(titles)} instead of ${expected.map(String).join(" · ")}`);
}

async function inSandbox(test: { after(cleanUp: () => unknown): void }): Promise<void> {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
}

const who = "Who Gets Notified?";

const rows: readonly { readonly name: string; readonly text: string; readonly lenses: readonly (string | RegExp)[] }[] =
  [
    {
      name: "an event that one organises",
      text: designReview,
      lenses: ["Cancel Event…", who, /^Design review · \w+.* \d+:\d\d.* · 12 people · you organise$/],
    },
    {
      name: "a booking",
      text: `POST ${booking(sampleIds.dentalCheckUp)}/cancel`,
      lenses: ["Cancel Booking…", who, /^.+ — Oscar Lind · .+ · 1 customer · Contoso Dental$/],
    },
    {
      name: "somebody else's meeting",
      text: `POST ${event(sampleIds.roadmapSync)}/cancel`,
      lenses: ["Not the Organizer: Decline Instead…", /^Roadmap sync .* organised by Lee/],
    },
    {
      name: "an event that is not there",
      text: `POST ${event("AAMkNobody")}/cancel`,
      lenses: ["Cancel Event…", who],
    },
    {
      name: "the deletion of an event",
      text: `DELETE ${event(sampleIds.designReview)}`,
      lenses: ["Delete Event…", "Use Cancel With Message", /^Design review/],
    },
    {
      name: "the deletion of a booking",
      text: `DELETE ${booking(sampleIds.dentalCheckUp)}`,
      lenses: ["Delete Booking…", "Use Cancel With Message", /Oscar Lind/],
    },
    {
      name: "a place to fill in",
      text: `POST ${graph}/me/events/{id}/cancel`,
      lenses: [/Replace \{id\}|\{id\}/, "Pick Event…"],
    },
    { name: "no id at all", text: `POST ${graph}/me/events//cancel`, lenses: [/id is missing/, "Pick Event…"] },
    {
      name: "a variable that nobody defines",
      text: `POST ${graph}/me/events/{{id}}/cancel`,
      lenses: [/“id” has no value/, "Pick Event…"],
    },
    {
      name: "a booking's place to fill in",
      text: `POST ${graph}/solutions/bookingBusinesses/{id}/appointments/{id}/cancel`,
      lenses: [/\{id\}/, "Pick Booking…"],
    },
    {
      name: "a host variable that nobody defines, which no id would mend",
      text: `POST {{host}}/me/events/{{id}}/cancel`,
      lenses: [/“host” has no value/, "Pick Event…"],
    },
    { name: "@disabled", text: `# @disabled\n${designReview}`, lenses: [/disabled by # @disabled/] },
    {
      name: "a variable that is asked for",
      text: `# @prompt id Which event?\nPOST ${graph}/me/events/{{id}}/cancel`,
      lenses: ["Cancel Event…"],
    },
    {
      name: "a list of events",
      text: `GET ${graph}/me/calendarView?startDateTime=2026-11-23`,
      lenses: ["Show in Agenda", "Run"],
    },
    {
      name: "a list of bookings",
      text: `GET ${graph}/solutions/bookingBusinesses/${business}/appointments`,
      lenses: ["Show in Agenda", "Run"],
    },
    { name: "another GET of Graph's", text: `GET ${graph}/me/calendars`, lenses: ["Run"] },
    { name: "a path alone", text: "GET /me/calendars", lenses: ["Run"] },
    { name: "a disabled GET", text: `# @disabled\nGET ${graph}/me`, lenses: [/disabled/] },
    {
      name: "a GET with a variable that nobody defines",
      text: `GET ${graph}/me/events/{{id}}`,
      lenses: [/“id” has no value/],
    },
    { name: "a GET from elsewhere", text: "GET https://api.example.com/v1.0/me", lenses: [] },
    { name: "a GET of a program on this machine", text: "GET http://localhost:3000/v1.0/me", lenses: [] },
    { name: "a POST that is none of ours", text: `POST ${graph}/me/events`, lenses: [] },
  ];

for (const { name, text, lenses } of rows) {
  editorTest(`lenses: ${name}`, async (test) => {
    await inSandbox(test);
    await assertLenses(text, lenses);
  });
}

editorTest("lenses in a Markdown document's fences", async (test) => {
  await inSandbox(test);
  const text = `# Notes\n\n\`\`\`http\n${designReview}\n\`\`\`\n\nGET ${graph}/me\n\n~~~http\nGET ${graph}/me\n~~~\n`;
  await assertLenses(text, ["Cancel Event…", who, /^Design review/, "Run"], "markdown");
});

editorTest("a Markdown document without such fences has none", async () => {
  await assertLenses(
    `# Notes\n\nPOST ${graph}/me/events/1/cancel\n\n\`\`\`sh\nGET ${graph}/me\n\`\`\`\n`,
    [],
    "markdown",
  );
});

editorTest("signed out, a lens leads to signing in", async () => {
  await vscode.commands.executeCommand(commandIds.signOut);
  await assertLenses(designReview, ["Sign In to Run"]);
  await assertLenses(
    `GET ${graph}/me`,
    ["Run"].map(() => "Sign In to Run"),
  );
});

editorTest("what a lens says of an item can be switched off, and nothing is read then", async (test) => {
  const settings = vscode.workspace.getConfiguration("unbook.http");
  test.after(() => settings.update("describeItems", undefined, true));
  await settings.update("describeItems", false, true);
  await inSandbox(test);
  const document = await openRequests(designReview);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual(
    (await lensesOf(document)).map(({ command }) => command?.title),
    ["Cancel Event…", who],
  );
});

editorTest("a lens names the document, its version and the request's text, and not the line", async (test) => {
  await inSandbox(test);
  const document = await openRequests(`${designReview}\n`);
  const [lens] = await lensesOf(document);
  const [uri, version, hash] = (lens?.command?.arguments ?? []) as [string, number, string];
  assert.equal(uri, document.uri.toString());
  assert.equal(version, document.version);
  assert.match(hash, /^[\w-]{43}$/);
});

editorTest(
  "of a large file, the first lenses come complete and alone, then all, which are worded in sight",
  async () => {
    const count = 400;
    const text = Array.from({ length: count }, (_, index) => `###\nPOST ${event(`AAMk${index}`)}/cancel\n`).join("\n");
    const document = await openRequests(text);
    await vscode.extensions.getExtension("unbook.unbook")?.activate();
    let lenses: readonly vscode.CodeLens[] = [];
    const isUnworded = ({ command }: vscode.CodeLens): boolean => command === undefined;
    await waitFor(async () => {
      lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
      return new Set(lenses.map(({ range }) => range.start.line)).size === count;
    });
    assert.ok(lenses.some(isUnworded) && !isUnworded(lenses[0] ?? assert.fail()));
    assert.ok(!(await lensesOf(document)).some(isUnworded));
  },
);

editorTest("Who Gets Notified? lists everybody with their addresses", async (test) => {
  await inSandbox(test);
  const text = await textShownBy(designReview, who);
  assert.match(text, /mails 12 people, 3 of them outside/);
  assert.equal(text.match(/<[^<>@]+@[^<>]+>/g)?.length, 12);
});

editorTest("the lens about the item shows all that is known of it", async (test) => {
  await inSandbox(test);
  const text = await textShownBy(`POST ${event(sampleIds.roadmapSync)}/cancel`, /^Roadmap sync/);
  assert.match(text, /^# Roadmap sync/);
});

editorTest("Run shows the answer with status, request id and time, and nothing secret", async (test) => {
  await inSandbox(test);
  const text = await textShownBy(
    `# @name mine\nGET ${graph}/me/calendars?$select=name\nAuthorization: Bearer eyJhbGciOi.x.y`,
    "Run",
  );
  const answer = JSON.parse(text) as Record<string, unknown>;
  assert.equal(answer["status"], 200);
  assert.match(String(answer["requestId"]), /^[\w-]{36}$/);
  assert.ok(!Number.isNaN(Date.parse(String(answer["time"]))));
  assert.match(JSON.stringify(answer["body"]), /"name":"Calendar"/);
  assert.doesNotMatch(text, /eyJ|Bearer/);
});

editorTest("Run shows a refusal as Graph words it", async (test) => {
  await inSandbox(test);
  const answer = JSON.parse(await textShownBy(`GET ${event("AAMkNobody")}`, "Run")) as Record<string, unknown>;
  assert.equal(answer["status"], 400);
  assert.match(JSON.stringify(answer["body"]), /"error":\{"code":"\w+"/);
});

editorTest("a request takes values from an answer that was run before", async (test) => {
  await inSandbox(test);
  const list = `# @name list\nGET ${graph}/me/events?$filter=subject eq 'Design review'&$select=id,subject`;
  const cancel = `POST ${graph}/me/events/{{%list.response.body.$.value[?@.subject=='Design review'].id}}/cancel`;
  const text = `${list}\n\n###\n${cancel}\n`;
  await assertLenses(text, ["Show in Agenda", "Run", /“list” first|has not been|list/i]);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document);
  await clickTitled(document, "Run");
  await vscode.window.showTextDocument(document);
  await waitFor(async () =>
    (await lensesOf(document)).some(({ command }) => command?.title.startsWith("Design review") === true),
  );
});

editorTest("Use Cancel With Message turns the deletion into a cancellation", async (test) => {
  await inSandbox(test);
  const document = await openRequests(`DELETE ${event(sampleIds.designReview)}\n`);
  await clickTitled(document, "Use Cancel With Message");
  assert.match(document.getText(), /^POST .*\/cancel\nContent-Type: application\/json\n\n\{\s*"comment": ""\s*\}/);
  await waitFor(async () => (await lensesOf(document))[0]?.command?.title === "Cancel Event…");
});

editorTest("a click on what has changed since does nothing", async (test) => {
  await inSandbox(test);
  const document = await openRequests(`DELETE ${event(sampleIds.designReview)}\n`);
  const stale = (await lensesOf(document)).find(({ command }) => command?.title === "Use Cancel With Message");
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(1, 0), "X-Header: 1\n");
  await vscode.workspace.applyEdit(edit);
  const before = document.getText();
  void click(stale);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(document.getText(), before);
});

editorTest("a click on a request that only moved is still about it", async (test) => {
  await inSandbox(test);
  const document = await openRequests(`### Away\nDELETE ${event(sampleIds.designReview)}\n`);
  const stale = (await lensesOf(document)).find(({ command }) => command?.title === "Use Cancel With Message");
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), "GET /x\n\n");
  await vscode.workspace.applyEdit(edit);
  await click(stale);
  assert.match(document.getText(), /^GET \/x\n\n### Away\nPOST .*\/cancel/);
});

async function clickTitled(document: vscode.TextDocument, title: string | RegExp): Promise<void> {
  let found: vscode.CodeLens | undefined;
  await waitFor(async () => {
    const lenses = await lensesOf(document);
    found = lenses.find(({ command }) =>
      typeof title === "string" ? command?.title === title : title.test(command?.title ?? ""),
    );
    return found !== undefined;
  });
  await click(found);
}

async function textShownBy(text: string, lens: string | RegExp): Promise<string> {
  const document = await openRequests(text);
  await clickTitled(document, lens);
  const shown = vscode.window.activeTextEditor?.document;
  assert.ok(shown !== undefined && shown !== document, "a document is shown");
  assert.equal(shown.uri.scheme, "unbook", "nobody can write into it");
  return shown.getText();
}
