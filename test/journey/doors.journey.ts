import assert from "node:assert/strict";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";

const settings = { "unbook.cancel.holdSeconds": 1 };
const hardText = `I'm "ill" today — sorry 🤒, {{subject}} & <b>50%</b> \\n`;

journey(
  "cancel an event from the tree",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    const row = await workbench.revealRow("Agenda", /^Design review/u);
    await workbench.screenshot("agenda");
    await workbench.chooseInContextMenu(row, "Cancel Event…");
    await workbench.quickInput.waitFor(/12 people read it/u);
    await workbench.screenshot("message");
    const question = await giveMessage(workbench, hardText);
    await workbench.screenshot("question");
    assert.equal(question.title, "Send cancellation for “Design review”?");
    assert.match(question.detail, /Mails 12 people, 3 of them outside your organisation/u);
    assert.match(question.detail, /Sandbox: this is sample data/u);
    assert.ok(question.detail.includes(hardText.trim()));
    assert.deepEqual(new Set(question.buttons), new Set(["Send Cancellation", "Keep"]));
    assert.deepEqual(await sandbox.outbox(), []);
    await send(workbench);
    await workbench
      .tree("Cancellations")
      .getByRole("treeitem", { name: /^Design review/u })
      .waitFor();
    await workbench.screenshot("held");
    const messages = await sandbox.waitForOutbox(12);
    assert.equal(messages.length, 12);
    assert.equal(new Set(messages.map(({ to }) => to.toLowerCase())).size, 12, "each person once");
    assert.ok(messages.every(({ text, about }) => text === hardText && about === "Design review"));
    await workbench
      .rows(/^Design review.*cancelled/u)
      .first()
      .waitFor();
    const outcome = workbench.tree("Cancellations").getByRole("treeitem", { name: /HTTP 202, Request id [\w-]{36}/u });
    await outcome.waitFor();
    await workbench.screenshot("sent");
    assert.ok(
      !(await workbench.contextMenuOf(workbench.rows(/^Design review.*cancelled/u).first())).includes("Cancel Event…"),
    );
    await workbench.runCommand("Unbook: Show Sandbox Outbox");
    await workbench.editors.tab("Sandbox Outbox.md").waitFor();
    await workbench.screenshot("outbox");
  },
  { settings },
);

journey(
  "cancel a booking from the palette",
  async ({ workbench, sandbox }) => {
    // In a fresh window, in which nothing of Unbook has been looked at yet.
    await workbench.page.getByRole("tab", { name: "Bookings & Calendar" }).waitFor();
    await workbench.runCommand("Unbook: Cancel Event or Booking…");
    await workbench.quickInput.type("Brushing workshop");
    await workbench.screenshot("picker");
    await workbench.quickInput.choose(/Brushing workshop/u);
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.accept();
    await workbench.quickInput.waitFor(/Write a message: your settings ask for one/u);
    await workbench.screenshot("customers are told something");
    const question = await giveMessage(workbench, "Closed for a day.");
    await workbench.screenshot("question");
    assert.match(question.detail, /It is cancelled for all 5 customers/u);
    assert.match(question.detail, /They read:\nClosed for a day\./u);
    await send(workbench);
    const messages = await sandbox.waitForOutbox(7);
    assert.ok(messages.every(({ kind, text }) => kind === "bookingCancelled" && text === "Closed for a day."));
    assert.equal(new Set(messages.map(({ to }) => to.toLowerCase())).size, messages.length);
    const [, people] = /Mails (\d+) people/u.exec(question.detail) ?? [];
    assert.equal(messages.length, Number(people), "as many people as the question said");
    await workbench.screenshot("sent");
  },
  { settings },
);

journey(
  "cancel from a request file whose item the agenda has not loaded",
  async ({ workbench, sandbox }) => {
    await workbench.editors.open("cancel.http");
    await workbench.editors.lenses("Cancel Event…").first().waitFor();
    await workbench.screenshot("lenses");
    await workbench.editors.lenses("Cancel Event…").first().click();
    await workbench.quickInput.waitFor(/Message for “Design review”/u);
    await workbench.screenshot("message");
    await workbench.quickInput.accept();
    const question = await workbench.dialog.read();
    await workbench.screenshot("question");
    assert.match(question.detail, /Call Mona first/u, "the file's # @note");
    assert.match(question.detail, /I am ill today, sorry. I will suggest a new time./u);
    await send(workbench);
    const messages = await sandbox.waitForOutbox(12);
    assert.ok(messages.every(({ text }) => text === "I am ill today, sorry. I will suggest a new time."));
    assert.equal(new Set(messages.map(({ to }) => to.toLowerCase())).size, 12, "each person once");

    await workbench.editors.lenses("Cancel Booking…").first().click();
    const booking = await giveMessage(workbench, "Our dentist is ill.");
    await workbench.screenshot("question for a booking");
    assert.match(booking.title, /Check-up/u);
    await send(workbench);
    const all = await sandbox.waitForOutbox(14);
    assert.deepEqual(new Set(all.slice(12).map(({ text }) => text)), new Set(["Our dentist is ill."]));
  },
  { settings },
);

journey(
  "a message of several lines is written in an editor",
  async ({ workbench, sandbox }) => {
    const text = 'Dear {{name}},\n\nI am ill: "flu".\n# not a heading\n\tAna 🤧';
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.widget.getByRole("button", { name: "Write Several Lines in an Editor" }).click();
    await workbench.editors.lenses("Use This Message…").waitFor();
    await workbench.editors.replaceText(text);
    await workbench.screenshot("editor");
    await workbench.editors.lenses("Use This Message…").click();
    assert.ok((await workbench.dialog.read()).detail.includes("# not a heading"));
    await workbench.screenshot("question");
    await send(workbench);
    const messages = await sandbox.waitForOutbox(12);
    assert.deepEqual(new Set(messages.map((message) => message.text)), new Set([text]));
  },
  { settings },
);
