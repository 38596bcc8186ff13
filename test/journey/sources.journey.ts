import assert from "node:assert/strict";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { allowAccess, clickWelcome } from "./driver/signingIn.ts";
import { hoveringSettings } from "./driver/stage.ts";

journey(
  "add a mailbox, permission in step, and cancel an event in it",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: Add Mailbox…");
    await workbench.quickInput.answer("reception");
    await workbench.quickInput.waitFor(/Write an e-mail address/u);
    await workbench.quickInput.answer("Ana.Silva@contoso.com");
    await workbench.quickInput.waitFor(/your own mailbox/u);
    await workbench.screenshot("own mailbox");

    // Nothing is asked for until it is needed, and saying no changes nothing.
    await workbench.quickInput.answer("reception@contoso.com");
    const question = await workbench.dialog.read();
    assert.match(question.detail, /To read .*: Calendars\.Read\.Shared/u);
    await workbench.screenshot("permission question");
    await workbench.dialog.press("Not Now");
    assert.equal(await workbench.rows(/^Visitors/u).count(), 0);

    await workbench.runCommand("Unbook: Add Mailbox…");
    await workbench.quickInput.answer("management@contoso.com");
    await allowAccess(workbench, /Calendars\.Read\.Shared/u);
    await workbench.quickInput.waitFor(/You have no access to management@contoso\.com/u);
    await workbench.screenshot("no access");
    await workbench.quickInput.answer("nobody@contoso.com");
    await workbench.quickInput.waitFor(/There is no mailbox nobody@contoso\.com/u);
    await workbench.screenshot("no such mailbox");
    await workbench.quickInput.answer("reception@contoso.com");
    await workbench.quickInput.widget.waitFor({ state: "hidden" });

    await workbench.clickViewAction("Agenda", "Group Agenda by Source");
    const added = await workbench.revealRow("Agenda", /^reception@contoso\.com, \d+ items/u);
    await added.hover();
    await workbench.page.getByText("Owner: Contoso Reception").first().waitFor();
    await workbench.screenshot("by source");
    await workbench.clickViewAction("Agenda", "Group Agenda by Day");

    const visit = await workbench.revealRow("Agenda", /^Visitors: Fabrikam audit/u);
    await visit.hover();
    await workbench.page.getByText("Calendar: Calendar (reception@contoso.com)").first().waitFor();
    await workbench.screenshot("tooltip");
    await workbench.chooseInContextMenu(visit, "Cancel Event…");
    // To read is not yet to cancel: that is asked for now, and what was written is kept.
    await giveMessage(workbench, "The audit is moved.");
    await workbench.screenshot("permission to cancel");
    await allowAccess(
      workbench,
      /Until now Unbook can only read\. To cancel meetings .*: Calendars\.ReadWrite\.Shared\./u,
    );
    assert.match((await workbench.dialog.read()).title, /Visitors: Fabrikam audit/u);
    await send(workbench);
    const messages = await sandbox.waitForOutbox(2);
    assert.deepEqual(
      messages.map(({ from }) => from).filter((from) => from !== "reception@contoso.com"),
      [],
      "it is the reception that cancels",
    );
    await workbench
      .rows(/^Visitors: Fabrikam audit.*cancelled \d/u)
      .first()
      .waitFor();
    await workbench.screenshot("cancelled");

    await workbench.clickViewAction("Agenda", "Group Agenda by Source");
    const row = await workbench.revealRow("Agenda", /^reception@contoso\.com, \d+ items/u);
    assert.deepEqual((await workbench.contextMenuOf(row)).toSorted(), [
      "Plan Cancelling Selection…",
      "Remove From Agenda",
    ]);
    await workbench.chooseInContextMenu(row, "Remove From Agenda");
    await workbench.rows(/^reception@contoso\.com/u).waitFor({ state: "hidden" });
  },
  { settings: { ...hoveringSettings, "unbook.cancel.holdSeconds": 0 }, timeoutMs: 180_000 },
);

journey(
  "add a group calendar and cancel an event in it; a permission that is gone is asked for at its row",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: Add Group Calendar…");
    await allowAccess(workbench, /Group\.Read\.All/u);
    await workbench.quickInput.waitFor(/Contoso Facilities/u);
    assert.deepEqual(await workbench.quickInput.labels(), ["Contoso Facilities", "Contoso Launch Team"]);
    await workbench.screenshot("groups");
    await workbench.quickInput.choose("Contoso Launch Team");
    const rehearsal = await workbench.revealRow("Agenda", /^Launch rehearsal/u);
    await rehearsal.hover();
    await workbench.page.getByText("Organizer: Contoso Launch Team").first().waitFor();
    await workbench.screenshot("tooltip");
    await workbench.chooseInContextMenu(rehearsal, "Cancel Event…");
    await giveMessage(workbench, "No rehearsal today.");
    await allowAccess(workbench, /Group\.ReadWrite\.All.*administrator/u);
    await send(workbench);
    await sandbox.waitForOutbox(3);
    await workbench
      .rows(/^Launch rehearsal.*cancelled \d/u)
      .first()
      .waitFor();

    // One that is in the agenda is not offered again.
    await workbench.runCommand("Unbook: Add Group Calendar…");
    await workbench.quickInput.waitFor(/Contoso Facilities/u);
    assert.deepEqual(await workbench.quickInput.labels(), ["Contoso Facilities"]);
    await workbench.quickInput.dismiss();

    // A sandbox that is started anew knows of no permissions; what was chosen is still known here.
    await workbench.runCommand("Unbook: Leave Sample Data");
    await clickWelcome(workbench, "Try With Sample Data");
    const locked = workbench.rows(/^Contoso Launch Team, needs one more permission: groups/u);
    await locked.waitFor();
    assert.deepEqual(await workbench.contextMenuOf(locked), ["Allow Access…", "Remove From Agenda"]);
    for (const theme of ["Dark Modern", "Dark High Contrast", "Light High Contrast", "Light Modern"] as const) {
      await workbench.useTheme(theme);
      await locked.hover();
      await workbench.screenshot(theme);
    }
    await locked.hover();
    await locked.getByRole("button", { name: "Allow Access…" }).click();
    await allowAccess(workbench, /Group\.Read\.All/u);
    await workbench.clickViewAction("Agenda", "Group Agenda by Source");
    await workbench.rows(/^Contoso Launch Team, \d+ item/u).waitFor();
    await workbench.screenshot("allowed");
  },
  { settings: { ...hoveringSettings, "unbook.cancel.holdSeconds": 0 }, timeoutMs: 240_000 },
);

journey(
  "search a business among many, see its details, and take it out again",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    const many = workbench.rows(/^Bookings, choose which of 500 businesses to show/u);
    await many.waitFor();
    await workbench.screenshot("too many");
    await many.click();
    await workbench.quickInput.waitFor(/not all are listed, type part of a name/u);
    await workbench.screenshot("all that are listed");

    // One click checks all that are listed, which would be too much to load.
    await workbench.quickInput.widget.getByRole("checkbox").first().click();
    await workbench.quickInput.accept();
    await workbench.quickInput.waitFor(/no more than 50, 500 are checked/u);
    await workbench.screenshot("too many checked");
    await workbench.quickInput.widget.getByRole("checkbox").first().click();

    // The newest search wins, however late an older one is answered.
    await sandbox.setFaults([{ match: { path: "query=Branch" }, times: 1, delayMs: 3_000 }]);
    await workbench.quickInput.type("Branch 599");
    await workbench.page.waitForTimeout(700);
    await workbench.quickInput.type("Dental");
    await workbench.quickInput.choose("Contoso Dental");
    await workbench.page.waitForTimeout(3_500);
    await workbench.screenshot("found");
    assert.deepEqual(await workbench.quickInput.labels(), ["Contoso Dental"]);

    // What is checked stays checked, whatever is searched for next.
    await workbench.quickInput.type("Branch 600");
    await workbench.quickInput.waitFor(/Contoso Branch 600[^]*Contoso Dental/u);
    await workbench.screenshot("two");
    await workbench.quickInput.choose("Contoso Branch 600");
    await workbench.quickInput.type("no such name");
    await workbench.quickInput.waitFor(/none has “no such name” in its name/u);
    await sandbox.setFaults([{ match: { path: "query=" }, action: { kind: "status", status: 403 } }]);
    await workbench.quickInput.type("denied");
    await workbench.quickInput.waitFor(/the search failed \(no permission\)/u);
    await workbench.screenshot("search denied");
    await sandbox.clearFaults();
    await workbench.quickInput.accept();

    await many.waitFor({ state: "hidden" });
    await workbench.clickViewAction("Agenda", "Group Agenda by Source");
    await workbench
      .rows(/^Contoso Branch 600, not loaded: no permission/u)
      .first()
      .waitFor();
    const dental = await workbench.revealRow("Agenda", /^Contoso Dental, \d+ items/u);
    await dental.hover();
    await workbench.page.getByText("Services: ").first().waitFor();
    await workbench.screenshot("business tooltip");
    await workbench.chooseInContextMenu(dental, "Open Details");
    await workbench.editors.tab("Details.md").waitFor();
    for (const heading of ["# Contoso Dental", "## Opening hours", "## Services", "## Staff"]) {
      await workbench.editors.active.getByText(heading, { exact: true }).waitFor();
    }
    await workbench.screenshot("business details");

    await workbench.runCommand("Unbook: Choose Businesses…");
    await workbench.quickInput.waitFor(/Contoso Dental[^]*chosen/u);
    await workbench.quickInput.dismiss();
    await workbench.chooseInContextMenu(dental, "Remove From Agenda");
    await workbench.rows(/^Contoso Dental/u).waitFor({ state: "hidden" });
    await workbench
      .rows(/^Contoso Branch 600, not loaded: no permission/u)
      .first()
      .waitFor();
  },
  {
    settings: hoveringSettings,
    environment: { UNBOOK_SANDBOX_LOAD: "businesses=600" },
    timeoutMs: 240_000,
  },
);

journey("choose calendars, down to none", async ({ workbench }) => {
  await openAgenda(workbench);
  await workbench.clickViewAction("Agenda", "Group Agenda by Source");
  await workbench.rows(/^Lee Park, /u).waitFor();
  await workbench.runCommand("Unbook: Choose Calendars…");
  await workbench.quickInput.waitFor(/My Calendars[^]*Other Calendars/u);
  await workbench.screenshot("calendars");
  await workbench.quickInput.choose("Lee Park");
  await workbench.quickInput.accept();
  await workbench.rows(/^Lee Park, /u).waitFor({ state: "hidden" });
  await workbench.rows(/^Projects, /u).waitFor();

  // Remembered, also for the next start.
  await workbench.page.reload();
  await workbench.rows(/^Projects, /u).waitFor({ timeout: 60_000 });
  assert.equal(await workbench.rows(/^Lee Park, /u).count(), 0);

  await workbench.runCommand("Unbook: Choose Calendars…");
  await workbench.quickInput.choose("Projects");
  await workbench.quickInput.choose(/^Calendar/u);
  await workbench.quickInput.accept();
  await workbench.rows(/^Projects, /u).waitFor({ state: "hidden" });
  await workbench.rows(/^Contoso Dental, /u).waitFor();
  await workbench.runCommand("Unbook: Choose Businesses…");
  await workbench.quickInput.choose("Contoso Dental");
  await workbench.quickInput.choose("Contoso Physio");
  await workbench.quickInput.accept();
  const none = workbench.rows(/^No calendar is shown, choose calendars/u);
  await none.waitFor();
  await workbench.screenshot("none");
  await none.click();
  await workbench.quickInput.choose(/^Calendar/u);
  await workbench.quickInput.accept();
  await workbench.rows(/^Calendar, \d+ items/u).waitFor();
});

/** Says yes to a permission, in Unbook's question and on the sign-in page. */
