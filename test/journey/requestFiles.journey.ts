/** Request files as a person works with them: every lens that does something, and environments. */
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { giveMessage, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import type { Workbench } from "./driver/workbench.ts";

const settings = { "unbook.cancel.holdSeconds": 1 };

async function chooseEnvironment(workbench: Workbench, name: string): Promise<void> {
  await workbench.runCommand("Unbook: Choose Environment for Request Files…");
  await workbench.quickInput.choose(name);
}

journey(
  "what request files offer besides cancelling",
  async ({ workbench, sandbox }) => {
    const { editors } = workbench;
    await editors.open("requests.http");
    await editors.lenses("Run").first().waitFor();
    await editors.lenses("Not the Organizer: Decline Instead…").waitFor();
    await editors
      .lenses(/^Design review · .* · 12 people · you organise$/u)
      .first()
      .waitFor();
    await workbench.screenshot("lenses");

    // The environment gives the message, and says when it is in earnest.
    await workbench.statusBarItem(/^Environment none/u).waitFor();
    await chooseEnvironment(workbench, "production");
    await workbench.statusBarItem(/^Environment production, looks like production/u).waitFor();
    await workbench.screenshot("production in the status bar");
    await chooseEnvironment(workbench, "rehearsal");
    await workbench.statusBarItem(/^Environment rehearsal/u).waitFor();

    // A list is run, and the next request takes the id from its answer.
    await editors.lenses("Run").first().click();
    await editors.tab("reviews.json").waitFor();
    assert.match(await editors.visibleText(), /"status": 200,\s+"requestId": "[\w-]{36}",\s+"time": "\d{4}-/u);
    await workbench.screenshot("answer");
    await editors.tab("requests.http").click();
    await editors.lenses("Cancel Event…").first().click();
    const question = await giveMessage(workbench, "This is only a rehearsal.");
    await workbench.screenshot("question with an id from the answer");
    assert.equal(question.title, "Send cancellation for “Design review”?");
    assert.match(question.detail, /This is only a rehearsal\./u);
    await workbench.dialog.press("Keep");

    await editors.goToLine(20);
    await editors.lenses("Who Gets Notified?").first().click();
    await editors.tab("Who Gets Notified.md").waitFor();
    assert.match(await editors.visibleText(), /mails 12 people, 3 of them outside your organisation/u);
    await workbench.screenshot("who gets notified");

    await editors.tab("requests.http").click();
    await editors.goToLine(26);
    await editors.lenses("Pick Event…").click();
    await workbench.quickInput.waitFor("Pick an Event for the Request");
    await workbench.quickInput.type("Interview");
    await workbench.screenshot("pick");
    await workbench.quickInput.choose("Interview");
    await editors.lenses(/^Interview: front-end engineer/u).waitFor();
    await workbench.screenshot("picked");

    await editors.lenses("Delete Event…").click();
    assert.match((await workbench.dialog.read()).detail, /Unbook sends no deletions/u);
    await workbench.screenshot("delete explained");
    await workbench.dialog.press("Use Cancel With Message");
    await editors.lenses("Delete Event…").waitFor({ state: "detached" });
    await workbench.screenshot("cancel instead of delete");

    await editors.lenses("Not the Organizer: Decline Instead…").click();
    await workbench.quickInput.waitFor(/“Roadmap sync” Is Organised by Lee Park/u);
    await workbench.quickInput.choose("Decline Without a Reply");
    assert.match((await workbench.dialog.read()).title, /Decline “Roadmap sync”/u);
    await workbench.screenshot("decline");
    await workbench.dialog.press("Keep");
    assert.deepEqual(await sandbox.outbox(), [], "nobody was mailed by any of it");

    await editors.goToLine(16);
    await editors.lenses("Show in Agenda").last().click();
    await workbench.page.getByText(/Mon, Jun 3, 2030 – Wed, Jun 5, 2030/u).waitFor();
    await workbench.screenshot("agenda");
  },
  { settings },
);

journey(
  "what is asked for before sending is not kept, nor is anything else of a request that says so",
  async ({ workbench, sandbox, dataFolder }) => {
    const { editors } = workbench;
    await editors.open("requests.http");
    await editors.goToLine(42);
    await editors.lenses("Cancel Event…").last().click();
    await workbench.quickInput.waitFor(/What do you want to say\?/u);
    await workbench.screenshot("prompt");
    await workbench.quickInput.answer("A private matter.");
    const question = await giveMessage(workbench, "A private matter.");
    assert.match(question.detail, /A private matter\./u);
    await send(workbench);
    await sandbox.waitForOutbox(12);
    let journal = "";
    for (let waited = 0; waited < 50 && !journal.includes('"type":"outcome"'); waited += 1) {
      journal = await journalText(dataFolder);
      await workbench.page.waitForTimeout(100);
    }
    assert.match(journal, /"type":"outcome"/u);
    assert.doesNotMatch(journal, /Design review|private matter/u);
  },
  { settings },
);

journey(
  "a deletion is not rewritten if its file has changed while it was explained",
  async ({ workbench, workspaceFolder }) => {
    const { editors } = workbench;
    const file = path.join(workspaceFolder, "requests.http");
    await editors.open("requests.http");
    await editors.goToLine(32);
    await editors.lenses("Delete Event…").click();
    assert.match((await workbench.dialog.read()).detail, /Unbook sends no deletions/u);
    // As when another branch is checked out: what was clicked on stands on another line now.
    const changed = (await readFile(file, "utf8")).replace("### Deleting", "# Changed meanwhile\n\n### Deleting");
    await writeFile(file, changed);
    await editors.active.getByText("Changed meanwhile").waitFor();
    await workbench.screenshot("changed behind the dialog");
    await workbench.dialog.press("Use Cancel With Message");
    await workbench.notification(/The file has changed meanwhile/u).waitFor();
    await workbench.screenshot("nothing is rewritten");
    await editors.lenses("Delete Event…").waitFor();
    await editors.save();
    assert.equal(await readFile(file, "utf8"), changed);
  },
  { settings },
);

async function journalText(dataFolder: string): Promise<string> {
  const files = await readdir(dataFolder, { recursive: true });
  const journals = files.filter((file) => /[\\/]journal[\\/].*\.jsonl?$/u.test(file));
  return (await Promise.all(journals.map(async (file) => readFile(path.join(dataFolder, file), "utf8")))).join("\n");
}
