import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { clickWelcome, signInPage } from "./driver/signingIn.ts";

const offline = [{ match: { path: "/" }, action: { kind: "reset", when: "before" } }];
const throttled = [
  { match: { path: "/" }, action: { kind: "status", status: 429, code: "ApplicationThrottled", retryAfter: "120" } },
];

journey(
  "offline, throttled, and an ended sign-in each say what they are",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await sandbox.setFaults(offline);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/cannot be reached.*This is the list from/su).waitFor();
    assert.ok((await workbench.rows(/\d+ items?\b/u).count()) > 0, "the last list stays");
    await workbench.screenshot("offline");

    await sandbox.setFaults(throttled);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/is busy.*This is the list from/su).waitFor({ timeout: 90_000 });
    await workbench.screenshot("throttled");

    await sandbox.clearFaults();
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/This is the list from/u).waitFor({ state: "hidden" });

    await sandbox.flip("revokeSignIns");
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/You have to sign in again/u).waitFor();
    await workbench.screenshot("sign-in ended");
  },
  { timeoutMs: 180_000 },
);

journey(
  "trouble before anything was listed has a view of its own, and can be tried again",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: Sign Out");
    await sandbox.setFaults([{ match: { path: "/v1.0" }, action: { kind: "reset", when: "before" } }]);
    const page = await signInPage(workbench, async () => clickWelcome(workbench, "Sign In"));
    await page.getByRole("button", { name: /Ana Silva/u }).click();
    await workbench.welcomeText(/Microsoft Graph cannot be reached/u).waitFor();
    await workbench.screenshot("offline");
    for (const [status, text] of [
      [403, /may not read the calendars/u],
      [500, /could not be loaded/u],
    ] as const) {
      await sandbox.setFaults([{ match: { path: "/v1.0" }, action: { kind: "status", status } }]);
      await workbench.runCommand("Unbook: Refresh Agenda");
      await workbench.welcomeText(text).waitFor();
      await workbench.screenshot(`status ${status}`);
    }
    await sandbox.setFaults([{ match: { path: "/v1.0" }, times: 2, delayMs: 3_000 }]);
    await clickWelcome(workbench, "Try Again");
    await workbench.page
      .locator(".pane-body .monaco-progress-container.active, .monaco-progress-container.active")
      .first()
      .waitFor();
    await workbench.screenshot("loading");
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
  },
);

journey(
  "what goes wrong while sending is told, and nothing is sent twice",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    const cancel = async (name: RegExp): Promise<void> => {
      await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", name), "Cancel Event…");
      await giveMessage(workbench, "Sorry");
    };

    // The answer is lost after Graph has acted: it was sent, and that is found out.
    await cancel(/^Design review/u);
    await sandbox.setFaults([
      { match: { method: "POST", path: "/cancel" }, times: 1, action: { kind: "reset", when: "after" } },
    ]);
    await send(workbench);
    await workbench
      .rows(/^Design review.*gone, looked up/u)
      .first()
      .waitFor();
    await workbench.screenshot("lost answer found out");
    assert.equal((await sandbox.outbox()).length, 12);

    // The request is lost: nobody knows, until somebody looks.
    await cancel(/^Coffee with Grace/u);
    await sandbox.setFaults([
      { match: { method: "POST", path: "/cancel" }, times: 1, action: { kind: "status", status: 503 } },
    ]);
    await send(workbench);
    await workbench
      .rows(/^Coffee with Grace.*unsure/u)
      .last()
      .waitFor();
    await workbench.screenshot("unsure");
    assert.equal((await sandbox.outbox()).length, 12, "not sent again by itself");
    const row = workbench.tree("Cancellations").getByRole("treeitem", { name: /^Coffee with Grace.*unsure/u });
    await row.hover();
    await row.getByRole("button", { name: "Check What Happened" }).click();
    await workbench
      .rows(/^Coffee with Grace.*still there, looked up/u)
      .last()
      .waitFor();
    await workbench.screenshot("checked");

    // Looked up and still there, it may be sent.
    await cancel(/^Coffee with Grace/u);
    await send(workbench);
    await sandbox.waitForOutbox(13);

    // Lost again, and nobody does anything: it is looked up twice, still stands, and is sent once more.
    await cancel(/^Migration rehearsal/u);
    await sandbox.setFaults([
      { match: { method: "POST", path: "/cancel" }, times: 1, action: { kind: "reset", when: "before" } },
    ]);
    await send(workbench);
    const rehearsal = (state: string): Locator =>
      workbench
        .tree("Cancellations")
        .getByRole("treeitem", { name: new RegExp(`^Migration rehearsal.*${state}`, "u") });
    await rehearsal("unsure, looking it up").waitFor();
    await workbench.screenshot("being looked up");
    await rehearsal("HTTP 202").waitFor();
    await workbench.screenshot("sent once more");
    const mailed = (await sandbox.outbox()).filter(({ about }) => about.startsWith("Migration rehearsal"));
    assert.ok(mailed.length > 0);
    assert.equal(new Set(mailed.map(({ to }) => to)).size, mailed.length, "each person once");
    const before = (await sandbox.outbox()).length;

    await sandbox.setFaults([
      {
        match: { method: "POST", path: "/cancel" },
        times: 1,
        action: { kind: "status", status: 403, code: "ErrorAccessDenied" },
      },
    ]);
    await cancel(/^Launch checklist/u);
    await send(workbench);
    await workbench
      .rows(/^Launch checklist.*403 no permission/u)
      .first()
      .waitFor();
    await workbench.screenshot("denied");
    assert.equal((await sandbox.outbox()).length, before);
  },
  { settings: { "unbook.cancel.holdSeconds": 0 }, timeoutMs: 180_000 },
);

journey(
  "request files with mistakes say so and send nothing",
  async ({ workbench, sandbox }) => {
    const post = "POST https://graph.microsoft.com/v1.0/me/events";
    await openAgenda(workbench);
    await workbench.editors.open("cancel.http");
    const tryText = async (text: string, lens: string): Promise<void> => {
      await workbench.editors.replaceText(text);
      // The lens of the text before stands there for a moment, and would be refused.
      await workbench.page.waitForTimeout(1_500);
      await workbench.editors.lenses(lens).first().click();
    };
    await tryText(`${post}/AAMkAGI1unknown0000000000000000000000000000000000000000%3D/cancel`, "Cancel Event…");
    await workbench
      .notification(/There is no such event or booking|malformed/u)
      .first()
      .waitFor();
    await workbench.screenshot("unknown id");
    await workbench.runCommand("Notifications: Clear All Notifications");

    await tryText(`${post}/not-an-id!/cancel`, "Cancel Event…");
    await workbench
      .notification(/The id is malformed/u)
      .first()
      .waitFor();
    await workbench.screenshot("malformed id");
    await workbench.runCommand("Notifications: Clear All Notifications");

    await workbench.editors.replaceText(
      `${post}/AAMk1%3D/cancel\nContent-Type: application/json\n\n{ "cancellationMessage": "x" }`,
    );
    await workbench.page.getByText("An event's message is called “comment”").first().waitFor();
    await workbench.screenshot("wrong property");

    await workbench.editors.replaceText("POST https://graph.microsoft.com.evil.example/v1.0/me/events/AAMk1%3D/cancel");
    await workbench.page
      .getByText(/Unbook sends cancellations to Microsoft Graph only/u)
      .first()
      .waitFor();
    assert.equal(await workbench.editors.lenses("Cancel Event…").count(), 0);
    await workbench.screenshot("not Graph");
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { settings: { "unbook.cancel.holdSeconds": 0 } },
);

journey("a lens whose request has changed since sends nothing", async ({ workbench, sandbox }) => {
  await openAgenda(workbench);
  await workbench.editors.open("cancel.http");
  await workbench.editors.lenses("Cancel Event…").first().waitFor();
  await workbench.editors.goToLine(11);
  const lens = await workbench.editors.placeOf(workbench.editors.lenses("Cancel Event…").first());
  // Between an edit and VS Code's next look at the lenses, the old one still stands there.
  await workbench.page.keyboard.press("End");
  await workbench.page.keyboard.insertText(" ");
  await workbench.page.mouse.click(lens.x + 5, lens.y + lens.height / 2);
  await workbench.notification(/has changed since you clicked/u).waitFor();
  await workbench.screenshot("changed");
  assert.equal(await workbench.dialog.box.isVisible(), false);
  assert.deepEqual(await sandbox.outbox(), []);
});
