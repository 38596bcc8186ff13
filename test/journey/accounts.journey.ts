/**
 * Signing in with VS Code's own account, as far as that goes without Microsoft: a provider of the tests stands where
 * VS Code's would, so that VS Code's own question, its list of accounts and its signing out are the real ones.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { packageAccountProvider, testProviderId } from "./driver/accountProvider.ts";
import { journey } from "./driver/journey.ts";
import { clickWelcome, closeSignInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

const beside = await packageAccountProvider();
const ana = "ana.silva@contoso.com";

journey(
  "VS Code's own account, from the first sign-in to the last sign-out",
  async ({ workbench, sandbox }) => {
    await workbench.openContainer("Bookings & Calendar");
    await workbench.welcomeText(/You are signed out/u).waitFor();

    // VS Code's own question, in light and in dark.
    await workbench.useTheme("Light Modern");
    await clickWelcome(workbench, "Sign In");
    const asked = await workbench.dialog.read();
    assert.match(asked.title, /^The extension 'Unbook.*' wants to sign in using Contoso Account\.$/u);
    assert.match(asked.detail, /VS Code keeps the sign-in/u);
    await workbench.screenshot("asked, light");
    await workbench.dialog.press("Cancel");
    await workbench.welcomeText(/You are signed out/u).waitFor();
    assert.equal(await workbench.notification(/./u).count(), 0, "who closes the question is not told of an error");

    await workbench.useTheme("Dark Modern");
    await clickWelcome(workbench, "Sign In");
    await workbench.dialog.read();
    await workbench.screenshot("asked, dark");
    const page = await workbench.pageOpenedBy(async () => workbench.dialog.press("Allow"));
    await workbench.page.getByText("Signing in with VS Code's Microsoft account").waitFor();
    await workbench.screenshot("waiting for the browser");
    await page.getByRole("button", { name: /Ana Silva/u }).click();
    await accept(page);
    await agendaIsListed(workbench);
    await workbench.screenshot("signed in");

    // A further permission.
    await workbench.runCommand("Unbook: Allow Bookings…");
    await accept(await workbench.pageOpenedBy(async () => workbench.dialog.press("Allow")));
    await workbench.rows(/^Bookings, needs one more permission/u).waitFor({ state: "hidden" });
    await workbench.screenshot("bookings allowed");

    // The next window is signed in without a question.
    await workbench.page.reload();
    // VS Code opens what was open.
    await agendaIsListed(workbench);
    assert.equal(await workbench.dialog.box.count(), 0);

    // VS Code's own signing out, in its list of accounts.
    await openVscodesAccounts(workbench);
    await workbench.quickInput.choose(ana);
    await workbench.screenshot("vs code's accounts");
    await workbench.quickInput.choose("Sign Out");
    // VS Code's question has no title to wait for.
    await workbench.dialog.box.getByRole("button", { name: "Sign Out" }).click();
    await workbench.welcomeText(/You are signed out/u).waitFor();
    await workbench.screenshot("signed out in vs code");

    const again = await signInPageAfterAllowing(workbench);
    await again.getByRole("button", { name: /Ana Silva/u }).click();
    await agendaIsListed(workbench);
    assert.ok((await sandbox.exchanges()).length > 0);

    await workbench.runCommand("Unbook: Sign Out");
    const said = workbench.notification(/Unbook has forgotten ana\.silva@contoso\.com/u);
    await said.waitFor();
    await workbench.welcomeText(/You are signed out/u).waitFor();
    await workbench.screenshot("what remains");
    await workbench.answerNotification(/Unbook has forgotten/u, "Manage Accounts");
    await workbench.quickInput.waitFor(/./u);
    assert.ok(
      (await workbench.quickInput.labels()).some((label) => label.includes(ana)),
      "VS Code is still signed in",
    );
    await workbench.screenshot("manage accounts");
  },
  {
    beside,
    outsideSandbox: {},
    environment: { UNBOOK_ACCOUNT_PROVIDER: testProviderId },
    timeoutMs: 240_000,
  },
);

journey(
  "a VS Code without the account provider",
  async ({ workbench }) => {
    await workbench.openContainer("Bookings & Calendar");
    await workbench.welcomeText(/You are signed out/u).waitFor();
    for (const theme of ["Light Modern", "Dark Modern"] as const) {
      await workbench.useTheme(theme);
      await clickWelcome(workbench, "Sign In");
      const { title, detail, buttons } = await workbench.dialog.read();
      assert.match(title, /VS Code has no Microsoft account here/u);
      assert.match(detail, /“unbook\.account\.method” to “msal”/u);
      assert.deepEqual([...buttons].toSorted(), ["Not Now", "Use Unbook's Own Sign-In…"]);
      await workbench.screenshot(`no provider, ${theme}`);
      await workbench.dialog.press("Not Now");
      await workbench.welcomeText(/You are signed out/u).waitFor();
    }
  },
  { environment: { UNBOOK_ACCOUNT_PROVIDER: "unbook-no-such-account" } },
);

const clientId = "6b5f1a2c-0000-4000-8000-000000000001";
const ownAccount = { "unbook.account.clientId": clientId, "unbook.account.method": "vscode" };

journey(
  "VS Code's real Microsoft account, as far as it goes without Microsoft, and a cloud that VS Code is not set up for",
  async ({ workbench, host }) => {
    // Nothing of this reaches Microsoft.
    const asked: URL[] = [];
    await workbench.page.context().route(/^https:\/\/login\./u, async (route) => {
      asked.push(new URL(route.request().url()));
      await route.fulfill({ contentType: "text/html", body: "Microsoft's page would be here." });
    });
    await workbench.openContainer("Bookings & Calendar");
    await workbench.welcomeText(/cancel them without surprises/u).waitFor();
    await clickWelcome(workbench, "Sign In");
    const { title } = await workbench.dialog.read();
    assert.match(title, /^The extension 'Unbook.*' wants to sign in using Microsoft\.$/u);
    await workbench.screenshot("microsoft asked");
    await workbench.dialog.press("Allow");
    // VS Code asks before it opens a page in the browser that it runs in.
    assert.match((await workbench.dialog.read()).title, /open the external website/u);
    await workbench.screenshot("microsoft's page");
    await workbench.pageOpenedBy(async () => workbench.dialog.press("Open"));
    const [page] = asked;
    assert.ok(page !== undefined, "VS Code has opened Microsoft's page");
    assert.equal(page.searchParams.get("client_id"), clientId);
    assert.match(page.pathname, /^\/organizations\//u);
    assert.match(page.searchParams.get("scope") ?? "", /\bCalendars\.Read\b/u);
    assert.doesNotMatch(page.href, /VSCODE_/u);

    await host.changeSettings({ ...ownAccount, "unbook.account.cloud": "china" });
    await workbench.page.reload();
    await workbench.welcomeText(/cancel them without surprises/u).waitFor();
    await clickWelcome(workbench, "Sign In");
    const unset = await workbench.dialog.read();
    assert.match(unset.title, /does not sign in to your cloud/u);
    assert.match(unset.detail, /microsoft-sovereign-cloud\.environment/u);
    await workbench.screenshot("cloud not set");
    // Our own sign-in only because the person says so.
    await workbench.dialog.press("Use Unbook's Own Sign-In…");
    await workbench.quickInput.waitFor("Sign In With a Code");
    await workbench.screenshot("our own sign-in instead");
    await workbench.quickInput.dismiss();
    await workbench.welcomeText(/cancel them without surprises/u).waitFor();
  },
  { opensSandbox: false, settings: ownAccount },
);

async function agendaIsListed(workbench: Workbench): Promise<void> {
  await workbench
    .rows(/\d+ items?\b/u)
    .first()
    .waitFor();
}

/** VS Code offers the command some seconds after it is drawn, when it has nothing else to do. */
async function openVscodesAccounts(workbench: Workbench): Promise<void> {
  const command = "Accounts: Manage Accounts";
  for (let tries = 0; tries < 12; tries += 1) {
    await workbench.page.waitForTimeout(3000);
    const offered = await workbench.commandsMatching(command);
    if (offered.includes(command)) break;
  }
  await workbench.runCommand(command);
}

async function accept(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Accept" }).click();
  await closeSignInPage(page);
}

async function signInPageAfterAllowing(workbench: Workbench): Promise<Page> {
  await clickWelcome(workbench, "Sign In");
  return workbench.pageOpenedBy(async () => workbench.dialog.press("Allow"));
}
