import assert from "node:assert/strict";
import { openAgenda } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";

journey("a filter narrows the agenda, says so, and can be saved and cleared", async ({ workbench }) => {
  await openAgenda(workbench);
  await workbench.runCommand("Unbook: Show Date Range…");
  await workbench.quickInput.choose("Next 30 Days");
  await workbench.runCommand("Unbook: Filter…");
  await workbench.quickInput.waitFor(/All \d+ items/u);
  await workbench.quickInput.type("colour:red");
  await workbench.quickInput.waitFor(/Not understood yet/u);
  await workbench.quickInput.waitFor(/There is no word “colour:”/u);
  await workbench.screenshot("not understood");
  // Enter does nothing as long as it is not understood; choosing what is known mends it.
  await workbench.quickInput.accept();
  await workbench.quickInput.choose("is:");
  await workbench.quickInput.choose("is:online");
  await workbench.quickInput.waitFor(/\d+ of \d+ items/u);
  await workbench.quickInput.type("is:series -is:attendee");
  await workbench.quickInput.waitFor(/\d+ of \d+ items/u);
  await workbench.screenshot("found while typing");
  await workbench.quickInput.accept();
  await workbench.welcomeText(/Filtered: part of a series · not organised by somebody else/u).waitFor();
  await workbench.rows(/^Museum/u).waitFor({ state: "detached" });
  await workbench.screenshot("filtered");

  await workbench.runCommand("Unbook: Save Filter…");
  await workbench.quickInput.answer("My series");
  await workbench.page.getByText("Saved: “Unbook: Filter…” offers it").first().waitFor();
  await workbench.runCommand("Unbook: Clear Filter");
  await workbench.revealRow("Agenda", /^Design review/u);
  assert.equal(await workbench.welcomeText(/Filtered:/u).count(), 0);
  await workbench.runCommand("Unbook: Filter…");
  await workbench.quickInput.waitFor(/My series/u);
  await workbench.screenshot("saved filter");
  await workbench.quickInput.choose(/My series/u);
  await workbench.welcomeText(/Filtered: part of a series/u).waitFor();

  await workbench.runCommand("Unbook: Filter…");
  await workbench.quickInput.answer("nobody has this in a subject");
  await workbench.welcomeText(/None of \d+ items is found|Nothing in these days matches the filter/u).waitFor();
  await workbench.screenshot("nothing found");
});

journey("several are checked by mouse and by keyboard, and go to one question", async ({ workbench, sandbox }) => {
  await openAgenda(workbench);
  await workbench.runCommand("Unbook: Select Several");
  const checkboxes = workbench.tree("Agenda").getByRole("checkbox");
  await checkboxes.first().waitFor();
  const checked = async (count: number): Promise<void> => {
    await workbench.page
      .getByText(new RegExp(`\\b${count} checked`, "u"))
      .first()
      .waitFor();
  };
  await checked(0);

  const review = await workbench.revealRow("Agenda", /^Design review/u);
  await review.getByRole("checkbox").click();
  await checked(1);
  // By keyboard alone: Space is about the row that has the focus.
  await review.click();
  await workbench.tree("Agenda").locator(".monaco-list-row.focused", { hasText: "Design review" }).waitFor();
  await workbench.page.keyboard.press("Space");
  await checked(0);
  await workbench.page.keyboard.press("Space");
  await checked(1);
  await workbench.page.keyboard.press("ArrowDown");
  await workbench.page.keyboard.press("Space");
  await checked(2);
  for (const theme of ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"] as const) {
    await workbench.useTheme(theme);
    await workbench.screenshot(theme);
  }

  // What a filter hides is not chosen, and comes back with it.
  await workbench.runCommand("Unbook: Filter…");
  await workbench.quickInput.answer("design review");
  await checked(1);
  await workbench.screenshot("checked and filtered");
  await workbench.runCommand("Unbook: Plan Cancelling Selection…");
  await workbench.quickInput.waitFor(/Design review/u);
  await workbench.screenshot("planned");
  await workbench.quickInput.dismiss();
  await workbench.runCommand("Unbook: Clear Filter");
  await checked(2);

  await workbench.runCommand("Unbook: Uncheck All");
  await checked(0);
  await workbench.runCommand("Unbook: Check All");
  await workbench.page
    .getByText(/\b\d\d checked/u)
    .first()
    .waitFor();
  await workbench.tree("Agenda").locator("[role=checkbox][aria-checked=false]").first().waitFor({ state: "detached" });
  await workbench.screenshot("all checked");
  await workbench.runCommand("Unbook: Stop Selecting");
  await checkboxes.first().waitFor({ state: "detached" });
  assert.deepEqual(await sandbox.outbox(), []);
});

journey("what cannot be read is named, and nothing is planned without it unasked", async ({ workbench, sandbox }) => {
  await openAgenda(workbench);
  await sandbox.setFaults([
    {
      match: { path: "/v1.0/solutions/bookingBusinesses/ContosoDental" },
      action: { kind: "status", status: 403, code: "ErrorAccessDenied" },
    },
  ]);
  await workbench.runCommand("Unbook: We Are Closed On…");
  await workbench.quickInput.answer("tomorrow");
  await workbench.quickInput.waitFor(/Write days as/u);
  await workbench.screenshot("days");
  await workbench.quickInput.answer("2026-11-23 14, 2026-12-24");
  await workbench.quickInput.waitFor(/We Are Closed On .*, /u);
  await workbench.screenshot("businesses");
  await workbench.quickInput.accept();
  const question = await workbench.dialog.read();
  await workbench.screenshot("not everything could be read");
  assert.match(question.detail, /Contoso Dental: /u);
  assert.deepEqual(new Set(question.buttons), new Set(["Try Again", "Go On Without", "Plan Nothing"]));
  await workbench.dialog.press("Plan Nothing");
  assert.equal(await workbench.quickInput.widget.isVisible(), false);
  assert.deepEqual(await sandbox.outbox(), []);
});

journey("where nothing is found, it says what was searched and offers more days", async ({ workbench }) => {
  await openAgenda(workbench);
  await workbench.runCommand("Unbook: Plan Cancelling a Day…");
  await workbench.quickInput.answer("2001-01-01");
  await workbench.notification(/Nothing found: Everything, Mon.* Jan.* 2001, in Calendar/u).waitFor();
  await workbench.screenshot("nothing found");
  // Of more than three notifications in 800 ms, progress among them, VS Code puts the rest behind its bell; nobody is so quick.
  await workbench.page.waitForTimeout(1000);
  await workbench.answerNotification(/Nothing found/u, "Search 7 Days");
  await workbench.notification(/2001 – .* 2001/u).waitFor();
  await workbench
    .notification(/Nothing found/u)
    .getByRole("button", { name: "Search 30 Days" })
    .waitFor();
});

journey(
  "of somebody who has left, what one may not cancel becomes a list to hand over",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: This Person Has Left…");
    await workbench.quickInput.waitFor(/Lee Park/u);
    await workbench.quickInput.type("lee");
    await workbench.screenshot("who");
    await workbench.quickInput.choose(/Lee Park/u);
    await workbench.quickInput.choose("Next 30 Days");
    await workbench.quickInput.waitFor(/A list to hand over: \d+ meetings/u);
    await workbench.screenshot("what");
    for (const label of await workbench.quickInput.labels()) {
      if (label.startsWith("A list") || label.includes("and others")) continue;
      await workbench.quickInput.choose(label);
    }
    await workbench.page.keyboard.press("Enter");
    await workbench.editors.tab("Hand Over.md").waitFor();
    await workbench.screenshot("list to hand over");
    assert.match(await workbench.editors.visibleText(), /Meetings of Lee Park.*to Hand Over/u);
    assert.deepEqual(await sandbox.outbox(), []);
  },
);

journey("the walkthrough stands among VS Code's own", async ({ workbench }) => {
  await workbench.runCommand("Welcome: Open Walkthrough...");
  await workbench.quickInput.type("Cancel Without Regrets");
  // The hover of the entry lies over it.
  await workbench.quickInput.waitFor(/who is mailed is shown|Cancel Without Regrets/u);
  await workbench.quickInput.accept();
  await workbench.page.getByText("Sign in, or try sample data").first().waitFor();
  for (const step of ["Read the agenda", "Cancel one, and take it back", "Plan a sick day", "Use request files"]) {
    await workbench.page.getByText(step).first().click();
    await workbench.page.waitForTimeout(500);
    await workbench.screenshot(step);
  }
});
