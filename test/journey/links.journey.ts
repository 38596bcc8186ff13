import assert from "node:assert/strict";
import { openAgenda } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import type { Workbench } from "./driver/workbench.ts";

/** Opens a link as if it came from elsewhere, and answers VS Code's own question about it. */
async function follow(workbench: Workbench, link: string): Promise<void> {
  await workbench.runCommand("Developer: Open URL");
  await workbench.quickInput.answer(link);
  const { title } = await workbench.dialog.read();
  assert.match(title, /Allow .*Unbook.* to open this URI/u);
  await workbench.dialog.press("Open");
}

/** A day from today on, as a link has it. */
function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

journey(
  "a link shows an item, or plans days, once the person wants it; what is no link of Unbook is refused",
  async ({ workbench, sandbox }) => {
    const { page, dialog, editors, quickInput } = workbench;
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Copy Link");
    await page.getByText("Link copied").first().waitFor();
    const link = await workbench.clipboardText();
    assert.ok(typeof link === "string");
    const [origin = ""] = link.split("/open");
    assert.match(link, /^[a-z-]+:\/\/unbook\.unbook\/open\?id=[\w%-]+$/u);

    // What is listed is shown without reading anything.
    await page.mouse.click(700, 400);
    await follow(workbench, link);
    await workbench
      .tree("Agenda")
      .getByRole("treeitem", { name: /^Design review/u, selected: true })
      .waitFor();
    await workbench.screenshot("shown in the agenda");

    // What is not listed is read once the person says so.
    await workbench.runCommand("Unbook: Show Date Range…");
    await quickInput.choose("Today");
    await workbench
      .rows(/^Design review/u)
      .first()
      .waitFor({ state: "hidden" });
    const before = (await sandbox.exchanges()).length;
    await follow(workbench, link);
    const question = await dialog.read();
    await workbench.screenshot("question before reading");
    assert.match(question.detail, /in your own calendar.*Nothing is sent/su);
    assert.equal((await sandbox.exchanges()).length, before, "nothing was asked of Graph");
    await dialog.press("Leave It");
    assert.equal((await sandbox.exchanges()).length, before);
    await follow(workbench, link);
    await dialog.read();
    await dialog.press("Show Item");
    await editors.tab("Details.md").waitFor();
    assert.match(await editors.visibleText(), /^# Design review/u);
    await workbench.screenshot("details");

    await follow(workbench, `${origin}/open?id=..&send=true`);
    await workbench.notification(/Link refused.*no link of Unbook says/u).waitFor();
    await workbench.screenshot("refused");

    const plan = `${origin}/plan?from=${dayAhead(1)}&to=${dayAhead(7)}&filter=${encodeURIComponent("is:booking")}`;
    await follow(workbench, plan);
    const planning = await dialog.read();
    await workbench.screenshot("question before planning");
    assert.match(planning.detail, /What “is:booking” finds.*a question of its own/su);
    await dialog.press("Plan…");
    await quickInput.waitFor(/\d+ of \d+ items/u);
    assert.equal(await quickInput.field.inputValue(), "is:booking");
    await workbench.screenshot("what the filter finds");
    await quickInput.accept();
    await quickInput.waitFor(/Message for/u);
    await quickInput.answer("We are closed.");
    await editors.lenses(/Send \d+ Cancellations…/u).waitFor();
    await workbench.screenshot("plan");
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { timeoutMs: 180_000 },
);
