import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { allowAccess, closeSignInPage, signInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

const ana = "ana.silva@contoso.com";
const lee = "lee.park@contoso.com";

/** Signs Lee in beside Ana, through the list of accounts. */
async function addLee(workbench: Workbench): Promise<void> {
  await workbench.runCommand("Unbook: Accounts…");
  await workbench.quickInput.waitFor(/main account/u);
  await workbench.screenshot("one account");
  const page = await signInPage(workbench, async () => workbench.quickInput.choose("Add Another Account…"));
  await page.getByRole("button", { name: /Lee Park/u }).click();
  await page.getByRole("button", { name: "Accept" }).click();
  await closeSignInPage(page);
  await workbench.revealRow("Agenda", new RegExp(`of ${lee}`, "u"));
}

/** Does something with an account of the list. */
async function withAccount(workbench: Workbench, account: string, wish: string): Promise<void> {
  await workbench.runCommand("Unbook: Accounts…");
  await workbench.quickInput.choose(account);
  await workbench.quickInput.waitFor(wish);
  await workbench.quickInput.choose(wish);
}

journey(
  "two accounts in one agenda, each of which cancels for itself",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await addLee(workbench);
    for (const theme of ["Dark Modern", "Light Modern"] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`by day, ${theme}`);
    }
    // Who is the main one stands in the status bar, and one click leads to all of them.
    await workbench.statusBarItem(/Main account of Unbook: ana\.silva@contoso\.com, and 1 more/u).click();
    await workbench.quickInput.waitFor(/Sign Out of All 2/u);
    await workbench.screenshot("two accounts");
    await workbench.quickInput.dismiss();

    // One meeting that both see has a row for each of them: Ana organises it, and Lee is invited.
    await workbench.revealRow("Agenda", /^Quick sync(?!.*of lee)/u);
    assert.equal(await workbench.rows(/^Quick sync/u).count(), 2);
    await workbench.runCommand("Unbook: Group Agenda by Source");
    await workbench
      .rows(/^Calendar/u)
      .first()
      .waitFor();
    await workbench.rows(new RegExp(`^Account ${lee}`, "u")).waitFor();
    await workbench.screenshot("by source");
    await workbench.runCommand("Unbook: Group Agenda by Day");

    await workbench.runCommand("Unbook: Filter…");
    await workbench.quickInput.answer("is:organizer is:single -is:past");
    await workbench.welcomeText(/Filtered:/u).waitFor();
    const anas = await workbench.revealRow("Agenda", /^Coffee with Grace(?!.*of lee)/u);
    const lees = await workbench.revealRow("Agenda", /^Code review hour.*of lee/u);
    await workbench.selectRows(anas, lees);
    await workbench.chooseInContextMenu(lees, "Cancel Event…");
    await workbench.screenshot("asked for each");
    const first = await giveMessage(workbench, "I am ill, sorry.");
    assert.match(first.detail, new RegExp(ana, "u"));
    assert.doesNotMatch(first.detail, new RegExp(lee, "u"));
    await workbench.screenshot("the first question");
    await send(workbench);
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.answer("We are closed.");
    await allowAccess(workbench, /To cancel meetings it needs another permission: Calendars\.ReadWrite\./u);
    const second = await workbench.dialog.read();
    assert.match(second.detail, new RegExp(lee, "u"));
    await workbench.screenshot("the second question");
    await send(workbench);
    await workbench.rows(new RegExp(`as ${ana}`, "u")).waitFor();
    await workbench.rows(new RegExp(`as ${lee}`, "u")).waitFor();
    await workbench.screenshot("both are sent");
    const senders = new Set((await sandbox.outbox()).map(({ from }) => from));
    assert.deepEqual(senders, new Set([ana, lee]));
  },
  { settings: { "unbook.cancel.holdSeconds": 0 }, timeoutMs: 180_000 },
);

journey(
  "one choice of two accounts becomes a plan of each, which is sent by its own, and not once that has signed out",
  async ({ workbench, sandbox }) => {
    const { editors } = workbench;
    await openAgenda(workbench);
    await addLee(workbench);
    await workbench.runCommand("Unbook: Filter…");
    await workbench.quickInput.answer("is:organizer is:single -is:past");
    await workbench.welcomeText(/Filtered:/u).waitFor();
    await workbench.runCommand("Unbook: Select Several");
    await workbench.runCommand("Unbook: Check All");
    await workbench.runCommand("Unbook: Plan Cancelling Selection…");
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.screenshot("asked for the first plan");
    await workbench.quickInput.answer("We are closed.");
    await workbench.page.locator(".view-line", { hasText: ana }).first().waitFor();
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.answer("I am away.");
    await editors
      .lenses(/Carry Out \d+/u)
      .first()
      .waitFor();
    await editors.waitForText(lee);
    await workbench.useTheme("Dark Modern");
    await workbench.screenshot("lee's plan");
    await workbench.runCommand("View: Open Previous Editor");
    await editors.waitForText(ana);
    await workbench.screenshot("ana's plan");

    await withAccount(workbench, lee, "Make Main");
    await workbench.revealRow("Agenda", new RegExp(`of ${ana}`, "u"));
    await editors
      .lenses(/Carry Out \d+/u)
      .first()
      .waitFor();
    await workbench.screenshot("lee is the main account");
    await editors
      .lenses(/Carry Out \d+/u)
      .first()
      .click();
    const question = await workbench.dialog.read();
    assert.match(question.detail, new RegExp(ana, "u"));
    await workbench.screenshot("ana's question");
    await workbench.dialog.press("Keep");

    await withAccount(workbench, lee, "Sign Out of This One");
    await workbench
      .rows(new RegExp(`of ${ana}`, "u"))
      .first()
      .waitFor({ state: "detached" });
    await workbench.runCommand("View: Open Next Editor");
    await editors.lenses(/Belongs to lee/u).waitFor();
    await workbench.useTheme("Light Modern");
    await workbench.screenshot("lee has signed out");
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { timeoutMs: 180_000 },
);

journey(
  "a request names an account that is not signed in: its quick fix signs that one in, and says so if somebody else comes",
  async ({ workbench, sandbox, workspaceFolder }) => {
    const { page, editors } = workbench;
    await openAgenda(workbench);
    const file = path.join(workspaceFolder, "requests.http");
    const named = async (account: string): Promise<void> => {
      const address = `http://127.0.0.1:${sandbox.port}/v1.0/me/events/AAMk1/cancel`;
      await writeFile(
        file,
        `# @account ${account}\nPOST ${address}\nContent-Type: application/json\n\n{"comment": ""}\n`,
      );
      await editors.lenses(new RegExp(`${account} is not signed in here`, "u")).waitFor();
      await editors.goToLine(1);
      await page.keyboard.press("End");
      await page.keyboard.press("ControlOrMeta+.");
      await page.locator(".action-widget").getByText(`Sign In as ${account}…`).waitFor();
    };
    const signInFromMenu = async (account: string): Promise<Page> =>
      signInPage(workbench, async () => page.locator(".action-widget").getByText(`Sign In as ${account}…`).click());
    const accept = async (signingIn: Page): Promise<void> => {
      await signingIn.getByRole("button", { name: "Accept" }).click();
      await closeSignInPage(signingIn);
    };

    await named(lee);
    await workbench.screenshot("the quick fix");
    // The page is Lee's from the beginning.
    await accept(await signInFromMenu(lee));
    await editors.lenses(/is not signed in here/u).waitFor({ state: "hidden" });
    await workbench.statusBarItem(/Main account of Unbook: ana\.silva@contoso\.com, and 1 more/u).waitFor();
    await workbench.screenshot("signed in");

    const kim = "kim@contoso.com";
    await named(kim);
    const picker = await signInFromMenu(kim);
    await picker.getByRole("button", { name: /Maria Rossi/u }).click();
    await accept(picker);
    const told = workbench.notification(/maria\.rossi@outlook\.com has signed in, and is shown in the agenda now/u);
    await told.filter({ hasText: "kim@contoso.com is still not signed in" }).waitFor();
    for (const theme of ["Light Modern", "Dark Modern", "Dark High Contrast"] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`somebody else has come, ${theme}`);
    }
    await editors.lenses(/kim@contoso\.com is not signed in here/u).waitFor();
    await told.getByRole("button", { name: "Accounts…" }).click();
    await workbench.quickInput.waitFor(/Sign Out of All 3/u);
    await workbench.screenshot("three accounts");
  },
  { openFile: "requests.http", timeoutMs: 180_000 },
);
