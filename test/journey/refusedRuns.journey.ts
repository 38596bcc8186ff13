import assert from "node:assert/strict";
import { openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { planMeetings } from "./driver/planning.ts";
import { closeSignInPage, signInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

/** At one of the cancellations Graph asks for a token that has to be fetched anew. */
const newTokenWanted = { match: { path: "cancel$" }, skip: 3, times: 1, action: { kind: "claims" } };

/** Sends the plan that is open. */
async function sendPlan(workbench: Workbench): Promise<void> {
  const lens = workbench.editors.lenses(/^Send \d+ Cancellations…/u);
  await lens.waitFor();
  await lens.click();
  await workbench.dialog.read();
  await send(workbench, "Cancellations");
}

journey(
  "a run that the sign-in service stops half-way says why, leads to what helps, and what was not sent is sent later",
  async ({ workbench, sandbox }) => {
    const { page, editors } = workbench;
    await openAgenda(workbench);
    const answerLast = await planMeetings(workbench, {
      days: "Next 7 Days",
      filter: "-is:attendee -is:series person:contoso",
    });
    await answerLast("We are closed.");
    const lens = editors.lenses(/^Send \d+ Cancellations…/u);
    await lens.waitFor();
    const count = Number(/\d+/u.exec(await lens.innerText())?.[0]);
    assert.ok(count > 8, `${count}`);

    // A rule of the organisation, that nobody but an administrator can do something about.
    await sandbox.setSignInRules({ refusal: { number: 53_003, at: "token" } });
    await sandbox.setFaults([newTokenWanted]);
    await sendPlan(workbench);
    const blocked = workbench.notification(/Sent \d+ of \d+: \d+ not sent\. A rule of your organisation.*AADSTS53003/u);
    await blocked.waitFor();
    assert.equal(await workbench.notification(/./u).count(), 1, "told once");
    const rest = Number(/(\d+) not sent/u.exec(await blocked.innerText())?.[1]);
    const row = workbench
      .tree("Cancellations")
      .getByRole("treeitem", { name: /not sent · blocked by a rule/u })
      .first();
    await row.waitFor();
    for (const theme of ["Light Modern", "Dark Modern", "Dark High Contrast"] as const) {
      await workbench.useTheme(theme);
      await row.hover();
      await workbench.screenshot(`blocked ${theme}`);
    }
    await workbench.answerNotification(/A rule of your organisation/u, "What Helps…");
    const help = await workbench.dialog.read();
    assert.match(help.title, /did not allow it: blocked by a rule/u);
    assert.match(help.detail, /Asked for: Calendars\.ReadWrite\s+Microsoft's code: AADSTS53003/u);
    await workbench.screenshot("what helps");
    await workbench.dialog.press("Not Now");

    // The same from the view, for whoever has closed the notification.
    await workbench.chooseInContextMenu(row, "Help With Refused Sign-In…");
    await workbench.dialog.box.getByRole("button", { name: "Copy Request for My Admin" }).click();
    await workbench.dialog.box.getByText(/The request is on your clipboard/u).waitFor();
    await workbench.dialog.press("Not Now");
    const request = await workbench.clipboardText();
    assert.match(request, /AADSTS53003[^]*Calendars\.ReadWrite/u);
    await row.click();
    await page.keyboard.press("ArrowRight");
    await workbench
      .rows(/not sent: blocked by a rule/u)
      .first()
      .waitFor();
    await workbench.screenshot("rows");
    await workbench.runCommand("Unbook: Open Report");
    await editors.tab("Cancellation Report.md").waitFor();
    await page.locator(".view-line", { hasText: "AADSTS53003: A rule of your organisation" }).first().waitFor();
    await workbench.screenshot("report");

    // The rule is gone, but for the token that Graph still wants a second proof: one question, which tells of the run, too.
    const sentBefore = new Set((await sandbox.outbox()).map(({ itemId }) => itemId)).size;
    assert.equal(sentBefore, count - rest);
    await sandbox.setSignInRules({});
    await workbench.runCommand("Unbook: Retry Failed…");
    await editors.lenses(new RegExp(`^Send ${rest} Cancellations…`, "u")).waitFor();
    await sandbox.setSignInRules({ proofFor: 50_076 });
    await sendPlan(workbench);
    const proof = workbench.notification(/Sent \d+ of \d+: \d+ not sent\. Your organisation asks for a second proof/u);
    await proof.waitFor();
    await workbench.welcomeText(/You have to sign in again\. Nothing was lost/u).waitFor();
    await page.waitForTimeout(1_000);
    assert.equal(await workbench.notification(/./u).count(), 1, "one question for one cause");
    await workbench.useTheme("Light High Contrast");
    await workbench.screenshot("second proof");
    const left = Number(/(\d+) not sent/u.exec(await proof.innerText())?.[1]);
    const proving = await signInPage(workbench, async () =>
      proof.getByRole("button", { name: `Sign In and Plan ${left} Again…` }).click(),
    );
    await proving.getByRole("button", { name: "It is me" }).click();
    await closeSignInPage(proving);
    await editors.lenses(new RegExp(`^Send ${left} Cancellations…`, "u")).waitFor();
    await workbench.screenshot("planned again");
    await sendPlan(workbench);
    await workbench.notification(new RegExp(`Sent ${left} of ${left}\\.`, "u")).waitFor();
    const outbox = await sandbox.outbox();
    assert.equal(new Set(outbox.map(({ itemId }) => itemId)).size, count);
    assert.equal(new Set(outbox.map(({ itemId, to }) => `${itemId} ${to}`)).size, outbox.length, "nobody twice");
  },
  { settings: { "unbook.cancel.holdSeconds": 0, "unbook.cancel.typeCountAbove": 1000 }, timeoutMs: 300_000 },
);
