import assert from "node:assert/strict";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";

const settings = { "unbook.cancel.holdSeconds": 0, "unbook.agenda.days": 14 };

journey(
  "one occurrence of a series, then the whole series",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Team weekly/u), "Cancel Event…");
    await workbench.quickInput.waitFor(/Is Part of a Series/u);
    await workbench.screenshot("which");
    await workbench.quickInput.choose("This Occurrence");
    const occurrence = await giveMessage(workbench, "Not this week.");
    await workbench.screenshot("question for the occurrence");
    assert.match(occurrence.detail, /Only this occurrence of the series/u);
    await send(workbench);
    await workbench
      .rows(/^Team weekly.*cancelled \d/u)
      .first()
      .waitFor();
    const first = await sandbox.outbox();
    assert.ok(first.length > 0 && first.every(({ text }) => text === "Not this week."));

    await workbench.runCommand("Unbook: Refresh Agenda");
    const next = await workbench.revealRow("Agenda", /^Team weekly(?!.*cancelled \d)/u);
    await workbench.chooseInContextMenu(next, "Cancel Event…");
    await workbench.quickInput.choose("The Whole Series");
    const series = await giveMessage(workbench, "No more weeklies.");
    await workbench.screenshot("question for the series");
    assert.match(series.detail, /The whole series, with every past and future meeting/u);
    const [, mailed, rooms] = /Mails (\d+) people.* frees (\d+) room/u.exec(series.detail) ?? [];
    const expected = Number(mailed) + Number(rooms);
    await send(workbench);
    const second = (await sandbox.waitForOutbox(first.length + expected)).slice(first.length);
    await workbench.screenshot("series cancelled");
    const people = second.map(({ to }) => to.toLowerCase());
    assert.equal(second.length, expected);
    assert.ok(second.every(({ text }) => text === "No more weeklies."));
    assert.equal(new Set(people).size, people.length, "one mail for each person, not one for each meeting");
  },
  { settings },
);

journey(
  "not the organizer",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Roadmap sync/u), "Cancel Event…");
    await workbench.quickInput.waitFor(/“Roadmap sync” Is Organised by Lee Park/u);
    await workbench.screenshot("told before sending");
    await workbench.quickInput.dismiss();
    assert.equal(await workbench.dialog.box.isVisible(), false);
    assert.deepEqual(await sandbox.outbox(), []);

    // Where it is not known before, it is Graph that says so.
    await sandbox.setFaults([
      {
        match: { method: "POST", path: "/cancel" },
        times: 1,
        action: {
          kind: "status",
          status: 400,
          code: "ErrorCalendarIsNotOrganizer",
          message: "You need to be an organizer to cancel a meeting.",
        },
      },
    ]);
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await giveMessage(workbench, "Sorry");
    await send(workbench);
    await workbench
      .rows(/^Design review.*not the organizer/u)
      .first()
      .waitFor();
    await workbench.screenshot("told by Graph");
    assert.deepEqual(await sandbox.outbox(), []);

    // It was refused, so it may be tried again.
    await workbench.chooseInContextMenu(workbench.rows(/^Design review.*not the organizer/u).first(), "Cancel Event…");
    await giveMessage(workbench, "Sorry again");
    await send(workbench);
    await sandbox.waitForOutbox(12);
  },
  { settings },
);
