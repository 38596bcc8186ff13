import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after } from "node:test";
import type { Page } from "playwright-core";
import {
  sampleClientId as clientId,
  sampleTenantId as tenantId,
} from "../../src/sandbox/sampleOffice/sampleAccounts.ts";
import { journey } from "./driver/journey.ts";
import { startMicrosoftHere } from "./driver/microsoftHere.ts";
import { closeSignInPage } from "./driver/signingIn.ts";
import type { Workbench } from "./driver/workbench.ts";

const microsoft = await startMicrosoftHere();
after(async () => microsoft.dispose());

/** Not the id of any registration. */
const nobodysId = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** Gives the ids, and comes to Microsoft's page. @param isOther whether another registration is set up, which it replaces. */
async function check(workbench: Workbench, id: string, isOther = false): Promise<Page> {
  const { quickInput, editors } = workbench;
  await editors.lenses("Check and Save…").first().click();
  await quickInput.waitFor(/Check and Save: Client ID/u);
  await quickInput.answer(id);
  await quickInput.waitFor(/Check and Save: Tenant/u);
  await quickInput.answer(tenantId);
  if (isOther) await quickInput.choose(/Use It Instead of/u);
  await quickInput.choose("Sign In in This Browser");
  return microsoftsPage(workbench);
}

/** VS Code asks before it opens a page that is not this machine's. */
async function microsoftsPage(workbench: Workbench): Promise<Page> {
  assert.match((await workbench.dialog.read()).title, /open the external website/u);
  return workbench.pageOpenedBy(async () => workbench.dialog.press("Open"));
}

journey(
  "Check and Save of the guide, from wrong ids to the agenda of whoever has signed in with the right ones",
  async ({ workbench, sandbox, dataFolder }) => {
    const { page, quickInput } = workbench;
    await microsoft.open(sandbox.port, page.context());
    await workbench.openContainer("Bookings & Calendar");
    await workbench.runCommand("Unbook: Set Up App Registration…");
    await workbench.editors.tab("Set Up App Registration.md").waitFor();

    // What is wrong with the client id stands on Microsoft's page alone: it is brought here by its code.
    const wrong = await check(workbench, nobodysId);
    await wrong.getByText(/AADSTS700016/u).waitFor();
    await wrong.screenshot({ path: await workbench.screenshot("microsoft's page says no") });
    await wrong.close();
    const waiting = workbench.notification(/Signing in to Microsoft/u);
    await waiting.hover();
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await workbench.notification(/nobody has signed in with them yet\. Did Microsoft/u).waitFor();
    await workbench.screenshot("untried");
    await workbench.answerNotification(/nobody has signed in with them yet/u, "Explain a Code…");
    await quickInput.waitFor(/Which Code Did Microsoft/u);
    await workbench.screenshot("which code");
    await quickInput.answer("700016");
    const unknown = await workbench.dialog.read();
    assert.match(unknown.title, /did not allow it: unknown client id/u);
    assert.match(unknown.detail, /no app registration with this client id.*Check client id, tenant and cloud/su);
    await workbench.screenshot("unknown client id");
    // It leads back to the guide.
    await workbench.dialog.press("Set Up App Registration…");
    await quickInput.waitFor("Check and Save…");
    await quickInput.dismiss();

    // What comes back from Microsoft is said at once.
    for (const [number, said, offered] of [
      [90_002, /unknown tenant.*no such tenant in this cloud\. Check tenant and cloud/su, "Set Up App Registration…"],
      [50_011, /redirect URI missing.*lacks the redirect URI http:\/\/localhost/su, "Copy Request for My Admin"],
    ] as const) {
      await sandbox.setSignInRules({ refusal: { number, at: "answer" } });
      const refused = await check(workbench, clientId, number === 90_002);
      const { title, detail, buttons } = await workbench.dialog.read();
      assert.match(`${title}\n${detail}`, said);
      assert.ok(
        buttons.some((label) => label.includes(offered)),
        buttons.join(),
      );
      await workbench.screenshot(`code ${number}`);
      await refused.close();
      await workbench.dialog.press("Not Now");
      await workbench.notification(/nobody has signed in with them yet\.(?! Did)/u).waitFor();
      await workbench.runCommand("Notifications: Clear All Notifications");
    }

    // The right ones.
    await sandbox.setSignInRules({});
    const right = await check(workbench, `{${clientId.toUpperCase()}}`);
    assert.equal(new URL(right.url()).host, "login.microsoftonline.com");
    await right.getByRole("button", { name: /Ana Silva/u }).click();
    await right.getByRole("button", { name: "Accept" }).click();
    await closeSignInPage(right);
    await workbench.notification(/The app registration works: ana\.silva@contoso\.com is signed in/u).waitFor();
    await workbench.screenshot("it works");
    await workbench.answerNotification(/The app registration works/u, "Show Agenda");
    await workbench
      .rows(/\d+ items?\b/u)
      .first()
      .waitFor();
    assert.equal(
      await workbench.statusBarItem(/Sample data/u).count(),
      0,
      "as far as anybody can tell it is Microsoft's",
    );
    await workbench.screenshot("the agenda");
    const settings = await readFile(path.join(dataFolder, "data/User/settings.json"), "utf8");
    assert.match(settings, new RegExp(`"unbook\\.account\\.clientId": "${clientId}"`, "u"));
    assert.match(settings, new RegExp(`"unbook\\.account\\.tenantId": "${tenantId}"`, "u"));
  },
  {
    opensSandbox: false,
    outsideSandbox: {},
    settings: microsoft.settings,
    environment: microsoft.environment,
    timeoutMs: 240_000,
  },
);
