/** Request files of a folder that nobody has trusted yet: what stands in them is shown, and nothing of it is done. */
import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { giveMessage } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import type { SandboxOutside } from "./driver/sandboxOutside.ts";
import type { Workbench } from "./driver/workbench.ts";

const settings = { "unbook.cancel.holdSeconds": 1 };
const trust = "Trust This Workspace to Run";

/** What must not be seen or sent before the folder is trusted: both stand outside of the request file. */
const eventId = encodeURIComponent(sampleIds.designReview);
const environment = { UNBOOK_JOURNEY_EVENT: eventId };

const graph = "https://graph.microsoft.com/v1.0";
const requests = `### From the file beside it
POST ${graph}/me/events/{{$dotenv EVENT_ID}}/cancel

### From the environment of the process
POST ${graph}/me/events/{{$processEnv UNBOOK_JOURNEY_EVENT}}/cancel

### A list
GET ${graph}/me/calendarView?startDateTime=2030-06-03T00:00:00&endDateTime=2030-06-06T00:00:00

### Deleting
DELETE ${graph}/me/events/AAMk1%3D
`;

/** The reason that the editor's own tests cannot see: their window is trusted. */
const untold = {
  code: "unresolved",
  reason: "system",
  said: /has no value until you trust this workspace: it reads from this machine/u,
} as const;

/** Does something that would send or read, and waits for the reason why it does not. */
async function assertRefused(workbench: Workbench, sandbox: SandboxOutside, command: string): Promise<void> {
  await workbench.runCommand(command);
  await workbench.notification(/Trust this workspace first: its request files are not sent/u).waitFor();
  await workbench.screenshot(`refused ${command}`);
  await workbench.runCommand("Notifications: Clear All Notifications");
  assert.equal(await workbench.dialog.box.count(), 0);
  assert.deepEqual(await sandbox.exchanges(), [], `${command} asks Graph nothing`);
}

journey(
  "in Restricted Mode nothing of a request file is sent or read, whatever is clicked, until the folder is trusted",
  async ({ workbench, sandbox, workspaceFolder }) => {
    const { editors } = workbench;
    const dotenv = path.join(workspaceFolder, ".env");
    await writeFile(dotenv, `EVENT_ID=${eventId}\n`);
    const { atimeMs: writtenAt } = await stat(dotenv);
    // In the place of a file that VS Code has found already.
    await writeFile(path.join(workspaceFolder, "cancel.http"), requests);
    await editors.open("cancel.http");
    await editors.lenses(trust).nth(2).waitFor();
    await workbench.page.waitForTimeout(2_000);
    await workbench.screenshot("restricted");
    const titles = await editors.lensTitles();
    assert.deepEqual(
      titles.filter((title) => /^(?:Cancel|Run|Who|Not the|Design review)/u.test(title)),
      [],
    );

    // Variables that read from this machine have no value, and say why.
    for (const name of ["$dotenv", "$processEnv"]) {
      // Not Playwright's own hover: it scrolls the editor's insides.
      const { x, y } = await editors.placeOf(editors.active.getByText(name).first());
      await workbench.page.mouse.move(x + 10, y + 5);
      const hover = workbench.page.locator(".monaco-hover", { hasText: name });
      await hover.waitFor();
      assert.match(await hover.innerText(), untold.said);
      await workbench.screenshot(`hover ${name}`);
      // It stands before the next one.
      await workbench.page.mouse.move(x, y + 400);
      await hover.waitFor({ state: "hidden" });
    }

    await editors.goToLine(2);
    await assertRefused(workbench, sandbox, "Unbook: Cancel Event or Booking of Request at Cursor…");
    await editors.goToLine(8);
    await assertRefused(workbench, sandbox, "Unbook: Run This Request");
    await editors.goToLine(11);
    await assertRefused(workbench, sandbox, "Unbook: Who Gets Notified?");

    assert.equal((await stat(dotenv)).atimeMs, writtenAt, "the file is not read, where the disk notes when it was");

    // Text is text: a deletion can be turned into a cancellation, which then waits for trust, too.
    await editors.lenses("Use Cancel With Message").click();
    await editors.lenses(trust).nth(3).waitFor();
    assert.deepEqual(await sandbox.exchanges(), []);

    // The agenda is the account's own, and works as ever.
    await editors.lenses("Show in Agenda").click();
    await workbench.page.getByText(/Mon, Jun 3, 2030 – Wed, Jun 5, 2030/u).waitFor();
    await workbench.screenshot("agenda");
    const asked = (await sandbox.exchanges()).map(({ method, path: address }) => `${method} ${address}`);
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter((line) => !line.startsWith("GET ") || line.includes(eventId)),
      [],
    );

    await editors.lenses(trust).first().click();
    await workbench.page.getByRole("button", { name: /^Trust$/u }).click();
    await workbench.page.getByText("You trust this folder").waitFor();
    await workbench.page
      .locator(".monaco-modal-editor-block")
      .getByRole("button", { name: /^Close/u })
      .click();
    await editors.lenses("Cancel Event…").nth(1).waitFor();
    await editors.lenses("Run").waitFor();
    await workbench.screenshot("trusted");
    await editors.lenses("Cancel Event…").first().click();
    const question = await giveMessage(workbench, "");
    assert.equal(question.title, "Send cancellation for “Design review”?");
    await workbench.dialog.press("Keep");
    assert.deepEqual(await sandbox.outbox(), [], "nobody was mailed by any of it");
  },
  { settings, environment, restrictsUntrustedFolders: true },
);
