/** What request files help with before anything is sent: answers that come first, declines, queries, environments, copying. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openAgenda } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";

const graph = "https://graph.microsoft.com/v1.0";
const waiting = `# @name list
GET ${graph}/me/events?$filter=subject eq 'Roadmap sync'

### The first of them
# @name first
GET ${graph}/me/events/{{%list.response.body.$.value[0].id}}

### Declines it
# @note
POST ${graph}/me/events/{{%first.response.body.$.id}}/decline
Content-Type: application/json

{ "sendResponse": true }
`;

journey("a request that waits for an answer leads to it", async ({ workbench, sandbox }) => {
  const { editors } = workbench;
  await openAgenda(workbench);
  await editors.open("requests.http");
  await editors.replaceText(waiting);
  await editors.lenses("Run “list” First").first().waitFor();
  await workbench.screenshot("what to run first");
  await editors.lenses("Run “list” First").first().click();
  await editors.tab("list.json").waitFor();
  await editors.tab("requests.http").click();
  await editors.lenses("Run “first” First").click();
  await editors.tab("first.json").waitFor();
  await editors.tab("requests.http").click();
  await editors.lenses("Decline in Outlook…").click();
  await workbench.notification("Decline “Roadmap sync” in Outlook; only Lee Park is told.").waitFor();
  await workbench.screenshot("decline");
  assert.deepEqual(await sandbox.outbox(), []);
});

journey("a query is completed, and a list explained", async ({ workbench }) => {
  const { editors, page } = workbench;
  await openAgenda(workbench);
  await editors.open("requests.http");
  await editors.replaceText(`GET ${graph}/me/calendarView`);
  await page.keyboard.type("?");
  const suggestions = page.locator(".suggest-widget:visible");
  await suggestions.getByText("startDateTime=…&endDateTime=…").waitFor();
  await workbench.screenshot("parameters");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await page.keyboard.type("&$select=");
  await suggestions.getByText("subject", { exact: true }).waitFor();
  await workbench.screenshot("properties");
  await page.keyboard.press("Escape");
  assert.match(await editors.visibleText(), /\?startDateTime=\d{4}-\d\d-\d\dT00:00:00Z&endDateTime=\d{4}-\d\d-\d\dT/u);
  await editors.goToLine(1, 40);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.press("ControlOrMeta+I");
  await page
    .locator(".monaco-hover:visible")
    .getByText(/each occurrence of a series by itself/u)
    .waitFor();
  await workbench.screenshot("what a list is");
});

journey("all problems of environments are listed", async ({ workbench, workspaceFolder }) => {
  await writeFile(path.join(workspaceFolder, "http-client.env.json"), '{ "dev": { "id": [] }, "prod": 1 }');
  await openAgenda(workbench);
  await workbench.editors.open("requests.http");
  await workbench.runCommand("Unbook: Choose Environment for Request Files…");
  await workbench.quickInput.waitFor("“prod” must be a JSON object of variables");
  await workbench.screenshot("problems in the picker");
  await workbench.quickInput.choose("“id” is no text");
  await workbench.editors.tab("http-client.env.json").waitFor();
  await workbench.screenshot("problems in the file");
});

journey("items are copied with a message", async ({ workbench, sandbox }) => {
  const { editors, quickInput, page } = workbench;
  await openAgenda(workbench);
  const row = await workbench.revealRow("Agenda", /^Design review/u);
  await workbench.chooseInContextMenu(row, "Open as Request");
  await quickInput.waitFor(/It is written into the request/u);
  await quickInput.type(`I'm "ill" {{today}}`);
  await workbench.screenshot("message");
  await quickInput.accept();
  await editors.lenses("Cancel Event…").waitFor();
  assert.match(await editors.visibleText(), /"Comment": "I'm \\"ill\\" \\u007b\\u007btoday\}\}"/u);
  await workbench.screenshot("request with the message");

  // The message is remembered for the next.
  await workbench.chooseInContextMenu(row, "Copy As…");
  await quickInput.choose("JavaScript");
  await quickInput.waitFor(/It is written into the request/u);
  assert.equal(await quickInput.field.inputValue(), `I'm "ill" {{today}}`);
  await quickInput.accept();
  await page.getByText("Copied as JavaScript").waitFor();
  await workbench.runCommand("Unbook: New Cancel Request");
  await quickInput.answer("Another text");
  await editors.lenses("Pick Event…").waitFor();
  assert.match(await editors.visibleText(), /"comment": "Another text"/u);
  assert.deepEqual(await sandbox.outbox(), []);
});
