import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { giveMessage, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { findSecrets, secretsIn, SecretsSeen } from "./driver/secrets.ts";
import { allowAccess, clickWelcome, signInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

journey(
  "sample data, the account picker, consent, a personal account, and signing out",
  async ({ workbench, dataFolder, workspaceFolder, screenshots, browserConsole }) => {
    const seen = new SecretsSeen(workbench.page.context());
    await workbench.openContainer("Bookings & Calendar");
    await workbench.welcomeText(/cancel them without surprises/u).waitFor();
    await workbench.screenshot("welcome");
    await clickWelcome(workbench, "Sign In");
    assert.match((await workbench.dialog.read()).title, /needs the client id/u);
    await workbench.screenshot("no client id");
    await workbench.dialog.press("Not Now");

    await clickWelcome(workbench, "Try With Sample Data");
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
    await workbench.statusBarItem(/Sample data: nothing here is real/u).waitFor();
    await workbench.screenshot("sample data");

    await workbench.runCommand("Unbook: Sign Out");
    await workbench.welcomeText(/You are signed out of the sandbox/u).waitFor();
    await workbench.screenshot("signed out");

    // Somebody who looks at the permissions and says no stays signed out.
    const refused = await signInPage(workbench, async () => clickWelcome(workbench, "Sign In"));
    await screenshotOf(refused, workbench, "picker");
    await refused.getByRole("button", { name: /Lee Park/u }).click();
    await refused.getByRole("button", { name: "Cancel" }).click();
    assert.match((await workbench.dialog.read()).detail, /You did not allow it/u);
    await workbench.dialog.press("Not Now");
    await workbench.welcomeText(/You are signed out of the sandbox/u).waitFor();

    const lees = await signInPage(workbench, async () => clickWelcome(workbench, "Sign In"));
    await lees.getByRole("button", { name: /Lee Park/u }).click();
    await screenshotOf(lees, workbench, "consent");
    await lees.getByRole("button", { name: "Accept" }).click();
    await lees
      .getByText(/You can close this/u)
      .first()
      .waitFor();
    await screenshotOf(lees, workbench, "signed in page");
    await workbench.rows(/^Bookings, needs one more permission/u).waitFor();
    await workbench.screenshot("lee's agenda");

    const allowed = await signInPage(workbench, async () => workbench.runCommand("Unbook: Allow Bookings…"));
    await allowed.getByRole("button", { name: "Accept" }).click();
    await workbench.rows(/^Bookings, needs one more permission/u).waitFor({ state: "hidden" });
    await workbench
      .rows(/not loaded: no permission/u)
      .first()
      .waitFor();
    await workbench.screenshot("lee sees the businesses but not inside");

    const marias = await signInPage(workbench, async () => workbench.runCommand("Unbook: Switch Account…"));
    await marias.getByRole("button", { name: /Maria Rossi/u }).click();
    await marias.getByRole("button", { name: "Accept" }).click();
    await workbench.rows(/^Bookings, work or school accounts only/u).waitFor();
    await workbench.screenshot("a personal account");

    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /you organise/u), "Cancel Event…");
    await giveMessage(workbench, "Not today.");
    await allowAccess(workbench, /To cancel meetings it needs another permission: Calendars\.ReadWrite\./u);
    await send(workbench);
    await workbench
      .rows(/cancelled \d/u)
      .first()
      .waitFor();

    await workbench.runCommand("Unbook: Sign Out");
    assert.match((await workbench.dialog.read()).title, /Sign out of all 2 accounts/u);
    await workbench.dialog.press("Sign Out of All 2");
    await workbench.welcomeText(/You are signed out of the sandbox/u).waitFor();
    await clickWelcome(workbench, "Leave Sample Data");
    await workbench.welcomeText(/cancel them without surprises/u).waitFor();
    await workbench.screenshot("left");

    // Nothing of all these sign-ins is left anywhere where somebody could read it.
    assert.ok(seen.all.length >= 6, `codes and tokens were seen in the browser: ${seen.all.length}`);
    assert.deepEqual(await findSecrets([dataFolder, workspaceFolder], seen.all), []);
    assert.deepEqual(secretsIn([...browserConsole, screenshots.texts].join("\n"), seen.all), []);
  },
  { opensSandbox: false, settings: { "unbook.cancel.holdSeconds": 0 }, timeoutMs: 240_000 },
);

journey(
  "signing in with a code",
  async ({ workbench }) => {
    await workbench.openContainer("Bookings & Calendar");
    await clickWelcome(workbench, "Try With Sample Data");
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
    await workbench.runCommand("Unbook: Sign Out");
    await clickWelcome(workbench, "Sign In");
    await workbench.quickInput.choose("Sign In With a Code");
    const { title, detail } = await workbench.dialog.read();
    await workbench.screenshot("code");
    const [, code = ""] = /code is (\S+)/u.exec(title) ?? [];
    const [, address = ""] = /Open (\S+)/u.exec(detail) ?? [];
    await workbench.page.keyboard.press("Escape");
    const device = await workbench.page.context().newPage();
    await device.goto(address);
    await device.getByRole("textbox").fill(code);
    await device.getByRole("button", { name: "Next" }).click();
    await device.getByRole("button", { name: /Ana Silva/u }).click();
    await device.getByRole("button", { name: "Accept" }).click();
    await screenshotOf(device, workbench, "device page");
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
    await workbench.screenshot("signed in");
  },
  { opensSandbox: false },
);

async function screenshotOf(page: Page, workbench: Workbench, step: string): Promise<void> {
  await page.screenshot({ path: await workbench.screenshot(step) });
}
