import assert from "node:assert/strict";
import { openAgenda } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { hoveringSettings } from "./driver/stage.ts";

journey(
  "the agenda by day and by source, with details, other days, and in every theme",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await (await workbench.revealRow("Agenda", /^Design review/u)).hover();
    await workbench.page.getByText("Cancelling mails 12 people").first().waitFor();
    await workbench.screenshot("by day, tooltip");

    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Open Details");
    await workbench.editors.tab("Details.md").waitFor();
    assert.match(await workbench.editors.visibleText(), /# Design review/u);
    await workbench.screenshot("details");

    // By keyboard alone: Enter is about the row that has the focus, wherever the selection was.
    await (await workbench.revealRow("Agenda", /^Coffee with Grace/u)).click();
    await workbench.page.keyboard.press("ArrowDown");
    const focused = await workbench.tree("Agenda").locator(".monaco-list-row.focused .label-name").innerText();
    await workbench.page.keyboard.press("Enter");
    await workbench.page
      .getByText(`# ${focused.replace(/^.*?\u00a0{2}|^\S+ [AP]M\s+/u, "").split(" — ")[0] ?? ""}`)
      .first()
      .waitFor();

    await workbench.clickViewAction("Agenda", "Group Agenda by Source");
    await workbench.rows(/^Projects, /u).waitFor();
    await workbench
      .rows(/^Calendar, /u)
      .first()
      .waitFor();
    await workbench.screenshot("by source");
    await workbench.clickViewAction("Agenda", "Group Agenda by Day");
    await workbench
      .rows(/^Today/u)
      .first()
      .waitFor();

    await workbench.runCommand("Unbook: Show Date Range…");
    await workbench.quickInput.choose("From a Day On…");
    await workbench.quickInput.type("2001-02-31");
    await workbench.quickInput.waitFor(/Write it as/u);
    await workbench.screenshot("no such day");
    await workbench.quickInput.answer("2001-01-01 3");
    await workbench.welcomeText(/Nothing in these days/u).waitFor();
    await workbench.screenshot("empty");
    await workbench.runCommand("Unbook: Show Date Range…");
    await workbench.quickInput.choose("Next 30 Days");
    await workbench
      .rows(/^Today/u)
      .first()
      .waitFor();

    await workbench.editors.open("cancel.http");
    await workbench.editors.lenses("Cancel Event…").first().waitFor();
    for (const theme of ["Dark Modern", "Dark High Contrast", "Light High Contrast", "Light Modern"] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(theme);
    }

    // One calendar that fails keeps its place, with the reason, and the rest stays.
    await sandbox.setFaults([
      {
        match: { path: "/v1.0/solutions/bookingBusinesses/ContosoDental" },
        action: { kind: "status", status: 403, code: "ErrorAccessDenied" },
      },
    ]);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.rows(/^Contoso Dental, not loaded: no permission/u).waitFor();
    await workbench
      .rows(/^Today/u)
      .first()
      .waitFor();
    await workbench.screenshot("one business denied");
  },
  { settings: hoveringSettings },
);

journey(
  "in Restricted Mode request files are not sent, and the lens says why",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.editors.open("cancel.http");
    await workbench.editors.lenses("Trust This Workspace to Run").first().waitFor();
    assert.equal(await workbench.editors.lenses("Cancel Event…").count(), 0);
    await workbench.screenshot("restricted");
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { restrictsUntrustedFolders: true },
);

journey(
  "the newest request for the agenda wins, however late an older one is answered",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await sandbox.setFaults([{ match: { path: "/v1.0/me/calendars" }, times: 1, delayMs: 4_000 }]);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.runCommand("Unbook: Show Date Range…");
    await workbench.quickInput.choose("Next 30 Days");
    await workbench
      .rows(/\d+ items?\b/u)
      .nth(8)
      .waitFor();
    await workbench.page.waitForTimeout(5_000);
    assert.ok(
      (await workbench.rows(/\d+ items?\b/u).count()) > 8,
      "30 days are still shown, and not the 7 of the older request",
    );
  },
);
