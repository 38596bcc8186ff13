/** Several clouds at once: two sandboxes that run here stand for two of Microsoft's clouds. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after } from "node:test";
import { startSandbox } from "../../src/sandbox/startSandbox.ts";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { SandboxOutside } from "./driver/sandboxOutside.ts";
import { allowAccess, closeSignInPage, signInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

const ana = "ana.silva@contoso.com";
const lee = "lee.park@contoso.com";
const government = "US Government L4 (GCC High)";
const followsBrowser = { "window.autoDetectColorScheme": true };

const clouds = await Promise.all([startSandbox({ port: 0 }), startSandbox({ port: 0 })]);
after(async () => Promise.all(clouds.map(async (cloud) => cloud.dispose())));
const addresses = clouds.map((cloud, index) => ({ ...cloud.addresses, name: index === 0 ? "Global" : government }));
const [globalCloud, governmentCloud] = clouds.map(
  (cloud) => new SandboxOutside(Number(new URL(cloud.addresses.graphOrigin).port)),
);

journey(
  "two clouds in one agenda, and a cancellation from the second one",
  async ({ workbench }) => {
    await openAgenda(workbench);
    await workbench.runCommand("Unbook: Accounts…");
    await workbench.quickInput.waitFor(/main account/u);
    assert.doesNotMatch(await workbench.quickInput.text(), /Global/u, "one place needs no name");
    await workbench.quickInput.choose("Add Another Account…");
    await workbench.quickInput.waitFor(/GCC High/u);
    await workbench.screenshot("in which cloud");
    await signInThere(workbench, /Lee Park/u);
    await workbench.revealRow("Agenda", new RegExp(`of ${lee}`, "u"));
    await workbench.screenshot("by day");
    await workbench.runCommand("Unbook: Group Agenda by Source");
    await workbench.rows(new RegExp(`^Account ${lee}.*GCC High`, "u")).waitFor();
    await workbench.runCommand("Unbook: Accounts…");
    await workbench.quickInput.waitFor(/Sign Out of All 2/u);
    await inThemes(workbench, "accounts and agenda");
    const accounts = await workbench.quickInput.text();
    assert.match(accounts, /ana\.silva.*\n?.*Global/su);
    assert.match(accounts, /lee\.park.*GCC High/su);
    await workbench.quickInput.dismiss();
    await workbench.runCommand("Unbook: Group Agenda by Day");

    await workbench.runCommand("Unbook: Filter…");
    await workbench.quickInput.answer("is:organizer is:single -is:past");
    await workbench.welcomeText(/Filtered:/u).waitFor();
    const meeting = await workbench.revealRow("Agenda", /^Code review hour.*of lee/u);
    await workbench.chooseInContextMenu(meeting, "Cancel Event…");
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.answer("We are closed.");
    await allowAccess(workbench, /Calendars\.ReadWrite/u);
    const { detail } = await workbench.dialog.read();
    assert.match(detail, new RegExp(`${lee} in the cloud US Government L4 \\(GCC High\\)`, "u"));
    await inThemes(workbench, "the question");
    await send(workbench);
    const sent = (await governmentCloud?.waitForOutbox(1)) ?? [];
    assert.deepEqual(new Set(sent.map(({ from }) => from)), new Set([lee]));
    assert.deepEqual(await globalCloud?.outbox(), []);

    // Each question names its own cloud.
    const anas = await workbench.revealRow("Agenda", /^Coffee with Grace(?!.*of lee)/u);
    await workbench.chooseInContextMenu(anas, "Cancel Event…");
    const first = await giveMessage(workbench, "I am ill, sorry.");
    assert.match(first.detail, new RegExp(`${ana} in the cloud Global`, "u"));
    await send(workbench);
    await globalCloud?.waitForOutbox(1);
    assert.equal((await governmentCloud?.outbox())?.length, sent.length);
    await workbench.rows(new RegExp(`as ${lee}.*GCC High`, "u")).waitFor();
    await workbench.rows(/^Being Sent/u).waitFor({ state: "detached" });
    await workbench.screenshot("both are sent");

    // Ana has the same id there, and stays where she is.
    await workbench.runCommand("Unbook: Accounts…");
    await workbench.quickInput.choose("Add Another Account…");
    await workbench.quickInput.waitFor(/GCC High/u);
    await signInThere(workbench, /Ana Silva/u);
    await workbench.notification(/signed in here already, in another cloud/u).waitFor();
    await workbench.screenshot("signed in elsewhere");
    await workbench.answerNotification(/signed in here already/u, "Accounts…");
    await workbench.quickInput.waitFor(/Sign Out of All 2/u);
  },
  {
    settings: { "unbook.cancel.holdSeconds": 0, ...followsBrowser },
    environment: { UNBOOK_SANDBOX: JSON.stringify(addresses) },
    timeoutMs: 240_000,
  },
);

/** Chooses the government's cloud, and signs somebody in there. */
async function signInThere(workbench: Workbench, who: RegExp): Promise<void> {
  const page = await signInPage(workbench, async () => workbench.quickInput.choose(government));
  await page.getByRole("button", { name: who }).click();
  const accept = page.getByRole("button", { name: "Accept" });
  await accept
    .or(page.getByText(/You can close this/u))
    .first()
    .waitFor();
  // Played once more, it has been allowed: these clouds last as long as this file's tests.
  if (await accept.isVisible()) await accept.click();
  await closeSignInPage(page);
}

/** Pictures of what stands open, which a command to change the colours would close. */
async function inThemes(workbench: Workbench, step: string): Promise<void> {
  for (const [kind, media] of [
    ["vs-dark", { colorScheme: "dark", forcedColors: "none" }],
    ["vs", { colorScheme: "light", forcedColors: "none" }],
    ["hc-black", { colorScheme: "dark", forcedColors: "active" }],
  ] as const) {
    await workbench.page.emulateMedia(media);
    await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await workbench.screenshot(`${step}, ${kind}`);
  }
  await workbench.page.emulateMedia({ colorScheme: "dark", forcedColors: "none" });
}

const mainId = "11111111-0000-4000-8000-111111111111";
const otherId = "22222222-0000-4000-8000-222222222222";

journey(
  "a registration is added beside the main one, and a wrong entry of the settings is told of",
  async ({ workbench, dataFolder }) => {
    await workbench.openContainer("Bookings & Calendar");
    const wrong = workbench.notification(/Entry 1 is not used: its cloud has to be one of/u);
    await wrong.first().waitFor();
    await workbench.screenshot("a wrong entry");
    await workbench.runCommand("Notifications: Clear All Notifications");

    await workbench.runCommand("Unbook: Set Up App Registration…");
    await workbench.editors.tab("Set Up App Registration.md").waitFor();
    await workbench.runCommand("Unbook: Set Up App Registration…");
    await workbench.quickInput.choose("Another Cloud…");
    await workbench.quickInput.waitFor(/Which Cloud/u);
    await workbench.quickInput.choose(government);
    await workbench.page.locator(".view-line", { hasText: `Cloud: ${government}` }).waitFor();
    await workbench.runCommand("Unbook: Set Up App Registration…");
    await workbench.quickInput.choose("Check and Save…");
    await workbench.quickInput.waitFor(/Check and Save: Client ID/u);
    await workbench.quickInput.answer(otherId);
    await workbench.quickInput.waitFor(/Check and Save: Tenant/u);
    await workbench.quickInput.answer("contoso.us");
    await workbench.quickInput.waitFor(/Add It Beside Global/u);
    await inThemes(workbench, "beside or instead");
    await workbench.quickInput.choose("Add It Beside Global");
    // Microsoft's own sign-in is not asked here.
    await workbench.quickInput.waitFor("Sign In With a Code");
    await workbench.quickInput.dismiss();
    await workbench.notification(/nobody has signed in with them yet/u).waitFor();
    const settings = await readFile(path.join(dataFolder, "data", "User", "settings.json"), "utf8");
    const saved = JSON.parse(settings) as Readonly<Record<string, unknown>>;
    assert.equal(saved["unbook.account.clientId"], mainId);
    assert.deepEqual(saved["unbook.account.otherRegistrations"], [
      { cloud: "moon" },
      { cloud: "usGovernment", clientId: otherId, tenantId: "contoso.us" },
    ]);
    await workbench.runCommand("Notifications: Clear All Notifications");
    await workbench.runCommand("Unbook: Sign In…");
    await workbench.quickInput.waitFor(/GCC High/u);
    const labels = await workbench.quickInput.labels();
    assert.deepEqual(
      labels.map((label) => label.trim()),
      ["Global", government],
    );
    await workbench.screenshot("where to sign in");
  },
  {
    opensSandbox: false,
    settings: {
      ...followsBrowser,
      "unbook.account.clientId": mainId,
      "unbook.account.tenantId": "contoso.com",
      "unbook.account.method": "msal",
      "unbook.account.otherRegistrations": [{ cloud: "moon" }],
    },
    timeoutMs: 180_000,
  },
);
