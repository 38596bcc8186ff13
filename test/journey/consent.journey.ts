import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { clickWelcome, closeSignInPage, signInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

/** A dialog lets no command through, so the theme follows the browser's. */
const followsBrowser = { "window.autoDetectColorScheme": true };

journey(
  "permissions in steps: reading at sign-in, cancelling before the first question, no loses nothing, an administrator allows",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: Sign Out");
    await workbench.welcomeText(/You are signed out of the sandbox/u).waitFor();
    const signingIn = await signInPage(workbench, async () => clickWelcome(workbench, "Sign In"));
    await signingIn.getByRole("button", { name: /Lee Park/u }).click();
    assert.deepEqual(await permissionsOn(signingIn), ["Calendars.Read"]);
    await signingIn.screenshot({ path: await workbench.screenshot("signing in asks to read") });
    await signingIn.getByRole("button", { name: "Accept" }).click();
    await closeSignInPage(signingIn);

    // The agenda is there; what it takes to cancel is asked for when there is something to confirm.
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Code review hour/u), "Cancel Event…");
    const question = await giveMessage(workbench, "Something has come up.");
    assert.match(question.title, /needs one more permission/u);
    assert.match(question.detail, /Until now Unbook can only read.*Calendars\.ReadWrite.*Nothing is sent yet/u);
    await inThemes(workbench, "asked before the first cancellation");

    // The organisation lets only an administrator allow it.
    await sandbox.setSignInRules({ adminConsentFor: ["Calendars.ReadWrite"] });
    const refused = await signInPage(workbench, async () => workbench.dialog.press("Allow Access…"));
    await refused.getByRole("heading", { name: "Need admin approval" }).waitFor();
    await refused.screenshot({ path: await workbench.screenshot("need admin approval") });
    await refused.getByRole("button", { name: /Return to the application/u }).click();
    const help = await workbench.dialog.read();
    assert.match(help.title, /administrator needed/u);
    assert.match(
      help.detail,
      /only an administrator allow this.*Calendars\.ReadWrite\s+Microsoft's code: AADSTS90094/su,
    );
    assert.deepEqual(
      help.buttons.map((label) => label.trim()).filter((label) => label !== "Not Now"),
      ["Try Again…", "Open Admin Consent Page", "Copy Request for My Admin"],
    );
    await inThemes(workbench, "administrator needed");
    await workbench.dialog.box.getByRole("button", { name: "Copy Request for My Admin" }).click();
    await workbench.dialog.box.getByText(/The request is on your clipboard/u).waitFor();
    const request = await workbench.clipboardText();
    assert.match(
      request,
      /AADSTS90094[^]*lee\.park@contoso\.com[^]*- Calendars\.ReadWrite: cancel one's own meetings/u,
    );
    await workbench.screenshot("request copied");
    await workbench.dialog.press("Not Now");

    // No is no: nothing was sent, everything can still be read, and the text is still there.
    assert.deepEqual(await sandbox.outbox(), []);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Code review hour/u), "Cancel Event…");
    await workbench.quickInput.waitFor(/Message for/u);
    assert.equal(await workbench.quickInput.widget.getByRole("textbox").first().inputValue(), "Something has come up.");
    await workbench.screenshot("the message is kept");
    await workbench.quickInput.accept();

    // The administrator allows it on their page; then it goes on where it was.
    const again = await signInPage(workbench, async () => workbench.dialog.press("Allow Access…"));
    await again.getByRole("button", { name: /Return to the application/u }).click();
    await workbench.dialog.read();
    const adminPage = await workbench.pageOpenedBy(async () =>
      workbench.dialog.box.getByRole("button", { name: "Open Admin Consent Page" }).click(),
    );
    await adminPage.getByRole("heading", { name: "Permissions requested for your organisation" }).waitFor();
    await adminPage.screenshot({ path: await workbench.screenshot("administrator's page") });
    await adminPage.getByRole("button", { name: "Accept" }).click();
    await closeSignInPage(adminPage);
    // Nobody is asked what the administrator has decided.
    const allowed = await signInPage(workbench, async () => workbench.dialog.press("Try Again…"));
    await closeSignInPage(allowed);
    assert.ok((await workbench.dialog.read()).buttons.some((label) => label.includes("Send Cancellation")));
    await workbench.screenshot("the question at last");
    await send(workbench);
    assert.ok((await sandbox.waitForOutbox(1)).every(({ text }) => text.includes("Something has come up.")));

    // Allowed once is allowed: the next one is not asked for again.
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Stand-up/u), "Cancel Event…");
    await workbench.quickInput.choose("Only This Occurrence");
    assert.ok((await giveMessage(workbench, "")).buttons.some((label) => label.includes("Send Cancellation")));
    await workbench.dialog.press("Keep");
  },
  { settings: { "unbook.cancel.holdSeconds": 0, ...followsBrowser }, timeoutMs: 240_000 },
);

journey(
  "a challenge that only the person can meet: asked once with the reason, and then read and sent",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await sandbox.setSignInRules({ proofFor: 50_076 });
    await sandbox.setFaults([{ match: { path: "/v1\\.0/" }, times: 1, action: { kind: "claims" } }]);
    await workbench.runCommand("Unbook: Refresh Agenda");
    const notice = workbench.page.locator(".notification-toast", { hasText: "second proof of who you are" });
    await notice.waitFor();
    assert.equal(await notice.count(), 1, "once, however many requests were challenged");
    await workbench.welcomeText(/You have to sign in again\. Nothing was lost/u).waitFor();
    await inThemes(workbench, "challenged");
    const page = await signInPage(workbench, async () =>
      notice.getByRole("button", { name: "Sign In Again…" }).click(),
    );
    await page.getByRole("heading", { name: "Prove that it is you" }).waitFor();
    await page.screenshot({ path: await workbench.screenshot("proof") });
    await page.getByRole("button", { name: "It is me" }).click();
    await closeSignInPage(page);
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
    await workbench.screenshot("read again");

    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await giveMessage(workbench, "Not today.");
    await send(workbench);
    const messages = await sandbox.waitForOutbox(1);
    assert.equal(new Set(messages.map(({ to, itemId }) => `${to} ${itemId}`)).size, messages.length, "nobody twice");
  },
  { settings: { "unbook.cancel.holdSeconds": 0, ...followsBrowser }, timeoutMs: 180_000 },
);

journey(
  "the guide to an app registration: read, copied, another cloud, and what is wrong with an id",
  async ({ workbench }) => {
    await workbench.openContainer("Bookings & Calendar");
    await clickWelcome(workbench, "Sign In");
    assert.deepEqual(
      (await workbench.dialog.read()).buttons.map((label) => label.trim()).includes("Set Up App Registration…"),
      true,
    );
    await inThemes(workbench, "no client id");
    await workbench.dialog.press("Set Up App Registration…");
    await workbench.editors.tab("Set Up App Registration.md").waitFor();
    const lens = (title: string) => workbench.editors.lenses(title).first();
    await lens("Check and Save…").waitFor();
    await lens("Open Portal").waitFor();
    await inThemes(workbench, "guide");

    await workbench.runCommand("Unbook: Set Up App Registration…");
    await workbench.quickInput.choose("Copy Azure CLI Script");
    const script = await workbench.clipboardText();
    assert.match(script, /^#!\/bin\/sh[^]*az cloud set --name 'AzureCloud'[^]*--is-fallback-public-client true/u);

    await lens("Another Cloud…").click();
    await workbench.quickInput.choose("China (21Vianet)");
    await workbench.editors.active.getByText("https://portal.azure.cn").first().waitFor();
    await workbench.screenshot("china");

    await lens("Check and Save…").click();
    await workbench.quickInput.waitFor(/Client ID \(China/u);
    await workbench.quickInput.answer("not an id");
    await workbench.quickInput.waitFor(/in groups of 8, 4, 4, 4 and 12/u);
    await workbench.screenshot("malformed");
    await workbench.quickInput.answer("aebc6443-996d-45c2-90f0-388ff96faa56");
    await workbench.quickInput.waitFor(/an app of Microsoft's own/u);
    await workbench.quickInput.answer("0f8fad5b-d9cb-469f-a165-70867728950e");
    await workbench.quickInput.waitFor(/Check and Save: Tenant/u);
    await workbench.quickInput.answer("https://contoso.com");
    await workbench.quickInput.waitFor(/a domain as contoso\.com, without https/u);
    await workbench.screenshot("tenant");
    await workbench.quickInput.dismiss();
  },
  { opensSandbox: false, settings: followsBrowser, timeoutMs: 120_000 },
);

async function inThemes(workbench: Workbench, step: string): Promise<void> {
  for (const [colorScheme, forcedColors, kind, name] of [
    ["dark", "active", "hc-black", "high contrast"],
    ["dark", "none", "vs-dark", "dark"],
    ["light", "none", "vs", "light"],
  ] as const) {
    await workbench.page.emulateMedia({ colorScheme, forcedColors });
    await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await workbench.screenshot(`${step} ${name}`);
  }
}

/** The permissions that a consent page names. */
async function permissionsOn(page: Page): Promise<readonly string[]> {
  await page.getByRole("heading", { name: "Permissions requested" }).waitFor();
  return page.locator("li strong").allInnerTexts();
}
