import assert from "node:assert/strict";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";

journey(
  "undo during the hold, and keep instead of sending",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    const row = await workbench.revealRow("Agenda", /^Design review/u);
    await workbench.chooseInContextMenu(row, "Cancel Event…");
    await giveMessage(workbench, "First thoughts");
    await workbench.dialog.press("Keep");
    await workbench.chooseInContextMenu(row, "Cancel Event…");
    await workbench.quickInput.waitFor(/Message for/u);
    assert.equal(await workbench.quickInput.field.inputValue(), "First thoughts", "what was typed is not lost");
    await workbench.quickInput.accept();
    await workbench.dialog.read();
    await send(workbench);
    await workbench
      .rows(/^Design review.*held before sending/u)
      .first()
      .waitFor();
    await workbench.screenshot("held");
    const undo = workbench.statusBarItem(/1 cancellation is held/u);
    await undo.waitFor();
    await undo.click();
    await workbench
      .rows(/^Design review.*kept/u)
      .first()
      .waitFor();
    await workbench.screenshot("kept");
    // Longer than the hold would have been.
    await workbench.page.waitForTimeout(5_000);
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { settings: { "unbook.cancel.holdSeconds": 4 } },
);

journey(
  "closing the window during the hold sends nothing",
  async ({ workbench, sandbox, host }) => {
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await giveMessage(workbench, "Sorry");
    await send(workbench);
    await workbench
      .rows(/^Design review.*held before sending/u)
      .first()
      .waitFor();
    const before = await sandbox.outbox();
    await workbench.page.goto("about:blank");
    await host.dispose();
    assert.deepEqual(before, []);
    await assert.rejects(sandbox.outbox(), "the sandbox has ended with its window");
  },
  { settings: { "unbook.cancel.holdSeconds": 60 } },
);

journey(
  "several selected rows and the Delete key",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    const design = await workbench.revealRow("Agenda", /^Design review/u);
    await workbench.selectRows(design, workbench.rows(/^Coffee with Grace/u).first());
    await workbench.page.keyboard.press("Delete");
    await workbench.quickInput.waitFor(/Message for “2 items”/u);
    const question = await giveMessage(workbench, "We are closed.");
    await workbench.screenshot("question");
    assert.equal(question.title, "Send 2 cancellations?");
    // Grace is in both: she is one person, and gets two mails.
    assert.match(question.detail, /Mails 12 people/u);
    await send(workbench, "Send 2 Cancellations");
    // The view opens by itself. VS Code would leave it blank for two seconds.
    await workbench.tree("Cancellations").waitFor();
    const row = workbench.tree("Cancellations").getByRole("treeitem", { name: /^2 cancellations/u });
    await row.waitFor({ timeout: 1_500 });
    const messages = await sandbox.waitForOutbox(13);
    assert.deepEqual(new Set(messages.map(({ about }) => about)), new Set(["Design review", "Coffee with Grace"]));
    await workbench.screenshot("sent");
  },
  { settings: { "unbook.cancel.holdSeconds": 0 } },
);
