import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { clickLens, waitForHead, words } from "./driver/planEditor.ts";
import type { Workbench } from "./driver/workbench.ts";

/** The row of the day that an item is listed on. */
async function dayOf(workbench: Workbench, item: RegExp): Promise<Locator> {
  const indexOf = async (row: Locator): Promise<number> => Number(await row.getAttribute("data-index"));
  const found = await indexOf(await workbench.revealRow("Agenda", item));
  const days = await workbench.tree("Agenda").locator('[role=treeitem][aria-level="1"]').all();
  const placed = await Promise.all(days.map(async (day) => ({ day, index: await indexOf(day) })));
  const before = placed.filter(({ index }) => index < found).toSorted((one, other) => other.index - one.index);
  return before[0]?.day ?? assert.fail("There is no day above it.");
}

/** The line of the active editor, which begins at its top, that a text stands on; counts from 1. */
async function lineOf(workbench: Workbench, text: string): Promise<number> {
  await workbench.editors.goToLine(1);
  const lines = (await workbench.editors.visibleText()).split("\n");
  const index = lines.findIndex((line) => line.includes(text));
  assert.ok(index >= 0, `“${text}” is not in sight:\n${lines.join("\n")}`);
  return index + 1;
}

journey(
  "a sick day from the tree, with its plan edited before it is sent",
  async ({ workbench, sandbox }) => {
    const { editors, quickInput, page } = workbench;
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await dayOf(workbench, /^Design review/u), "Plan Cancelling a Day…");
    await quickInput.waitFor(/Organised by/u);
    await workbench.screenshot("others' meetings");
    await quickInput.choose("Leave Them Out");
    await quickInput.waitFor(/Message for/u);
    await page.getByRole("button", { name: "Use a Template" }).click();
    await quickInput.waitFor(/Illness/u);
    await workbench.screenshot("templates");
    await quickInput.choose("Illness");
    await quickInput.waitFor(/people read it/u);
    await workbench.screenshot("message");
    await quickInput.accept();

    await editors.lenses("Send 7 Cancellations…").waitFor();
    for (const theme of ["Light Modern", "Dark Modern", "Dark High Contrast", "Light High Contrast"] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`plan ${theme}`);
    }

    // One block is deleted by hand, and one is left out by its lens.
    const first = await lineOf(workbench, "### 2 ");
    const next = await lineOf(workbench, "### 3 ");
    await editors.goToLine(first);
    for (let line = first; line < next; line += 1) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Delete");
    await waitForHead(workbench, "Send 6 Cancellations…");
    // The first one is Exclude Externals.
    await clickLens(workbench, "Exclude", 2);
    await waitForHead(workbench, "Send 5 Cancellations…");
    assert.match(await editors.visibleText(), /^# Cancellation plan · 5 items/mu, "the head counts what is left");
    // Another message for one item alone.
    const own = await lineOf(workbench, '"cancellationMessage": "{{message}}"');
    await editors.goToLine(own);
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText('{ "cancellationMessage": "Oscar, I will \\"call\\" you." }');
    await workbench.screenshot("edited");

    await clickLens(workbench, "Who Gets Notified?");
    await editors.tab("Who Gets Notified").waitFor();
    await workbench.screenshot("who gets notified");
    await workbench.runCommand("View: Close Editor");
    await clickLens(workbench, "Recheck");
    await waitForHead(workbench, /rechecked \d/u);
    await clickLens(workbench, "Send 5 Cancellations…");
    const question = await workbench.dialog.read();
    await workbench.screenshot("question");
    assert.match(question.title, /5 cancellations/u);
    assert.match(question.detail, /Each with its own message/u);
    const people = Number(/Mails (\d+) people/u.exec(question.detail)?.[1]);
    await send(workbench, "Send 5 Cancellations");
    await quickInput.waitFor(new RegExp(`Type ${people} to mail ${people} people`, "u"));
    await quickInput.answer(String(people + 1));
    await workbench.screenshot("wrong number");
    assert.deepEqual(await sandbox.outbox(), [], "nothing is sent for another number");
    await quickInput.answer(String(people));
    await words(editors, /sending in \d s/u).waitFor();
    await waitForHead(workbench, "5 Held: Undo");
    await workbench.screenshot("held");
    await waitForHead(workbench, "All 5 Were Sent");
    await words(editors, /cancelled \d/u).waitFor();
    await workbench.screenshot("sent");

    const sent = await sandbox.outbox();
    assert.ok(!sent.some(({ about }) => /Launch checklist|Coffee with Grace/u.test(about)), "what was excluded stays");
    const texts = new Set(sent.map(({ text }) => text));
    assert.ok(texts.has('Oscar, I will "call" you.'), [...texts].join("\n"));
    assert.ok(
      [...texts].some((text) => /^I am ill, sorry. “Design review” on Tue/u.test(text)),
      [...texts].join("\n"),
    );
  },
  { settings: { "unbook.cancel.holdSeconds": 8, "unbook.cancel.typeCountAbove": 5 }, timeoutMs: 180_000 },
);

journey(
  "others' meetings are declined, what is one's own alone is removed, and a series ends",
  async ({ workbench, sandbox }) => {
    const { quickInput, editors } = workbench;
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Roadmap sync/u), "Cancel Event…");
    await quickInput.waitFor(/“Roadmap sync” Is Organised by Lee Park/u);
    await workbench.screenshot("how to decline");
    await quickInput.choose("Decline With a Reply");
    const declining = await giveMessage(workbench, "I am ill, sorry.");
    await workbench.screenshot("question for declining");
    assert.match(declining.title, /Decline “Roadmap sync”/u);
    await send(workbench, "Send Reply");
    const [answer, ...more] = await sandbox.waitForOutbox(1);
    assert.deepEqual(
      [answer?.kind, answer?.to, answer?.text],
      ["declined", "lee.park@contoso.com", "I am ill, sorry."],
    );
    assert.deepEqual(more, []);

    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Focus time/u), "Cancel Event…");
    const removing = await workbench.dialog.read();
    await workbench.screenshot("question for removing");
    assert.match(removing.title, /Remove “Focus time”/u);
    await send(workbench, "Remove From Calendar");
    await workbench
      .rows(/^Focus time.*cancelled \d/u)
      .first()
      .waitFor();

    await workbench.runCommand("Unbook: Filter…");
    await quickInput.waitFor(/All \d+ items/u);
    await quickInput.type("team weekly is:series");
    await quickInput.waitFor(/\d+ of \d+ items/u);
    await quickInput.accept();
    await workbench.welcomeText(/Filtered:/u).waitFor();
    await workbench.runCommand("Unbook: Select Several");
    await workbench.runCommand("Unbook: Check All");
    // The first one was moved this week, and of a series only those can end it that are where they were meant to be.
    const rows = workbench.rows(/^Team weekly/u);
    await workbench.revealRow("Agenda", /^Team weekly/u);
    await workbench.screenshot("checked");
    await rows.first().getByRole("checkbox").click();
    await workbench.runCommand("Unbook: Plan Cancelling Selection…");
    await quickInput.waitFor(/Is Part of a Series/u);
    await workbench.screenshot("how much of the series");
    await quickInput.choose("This and Following");
    await waitForHead(workbench, "Carry Out 1 Item…");
    await workbench.screenshot("plan that ends a series");
    assert.match(await editors.visibleText(), /^PATCH /mu);
    await clickLens(workbench, "Carry Out 1 Item…");
    const ending = await workbench.dialog.read();
    await workbench.screenshot("question for the series");
    assert.match(ending.title, /End the series “Team weekly” on/u);
    await workbench.dialog.press(ending.buttons.find((label) => label !== "Keep") ?? "");
    await waitForHead(workbench, "It Was Sent");
    const mails = (await sandbox.outbox()).slice(1);
    // Graph mails about an occurrence that had been moved for itself as well.
    const told = mails.map(({ to, itemId }) => `${to} ${itemId}`);
    assert.ok(told.length > 0 && new Set(told).size === told.length, "nobody is mailed twice about one of them");
    assert.ok(mails.every(({ about }) => about === "Team weekly"));
    await workbench.screenshot("series ended");
  },
  { settings: { "unbook.cancel.holdSeconds": 0, "unbook.agenda.days": 28 }, timeoutMs: 180_000 },
);
