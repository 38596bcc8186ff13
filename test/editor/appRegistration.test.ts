/** The guide to an app registration in VS Code: its document, its lenses, and what is kept of the ids. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  clientIdProblem,
  saveRegistration,
  tenantIdProblem,
  tryToSignIn,
} from "../../src/editor/appRegistrationCheck.ts";
import { registrationCloud, registrationClouds } from "../../src/editor/appRegistrationClouds.ts";
import { registrationGuide } from "../../src/editor/appRegistrationGuide.ts";
import { azureCliScript, graphPowerShellScript, manifestExcerpt } from "../../src/editor/appRegistrationScripts.ts";
import { commandIds } from "../../src/editor/commandIds.ts";
import { readSettings, settingKeys } from "../../src/editor/settings.ts";
import { editorTest } from "../host/editorTest.ts";
import { withNoticesClosed } from "./planStage.ts";
import { waitFor } from "./requestEditor.ts";
import { ana, startSandboxSession } from "./sandboxSession.ts";

const clientId = "0f8fad5b-d9cb-469f-a165-70867728950e";

async function showGuide(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.commands.executeCommand(commandIds.setUpAppRegistration);
  const document = vscode.window.activeTextEditor?.document ?? assert.fail();
  assert.match(document.uri.path, /Set Up App Registration\.md$/);
  await waitFor(() => document.getText().startsWith("# "), "The guide");
  return document;
}

async function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.Command[]> {
  const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    100,
  );
  return lenses.map(({ command }) => command ?? assert.fail());
}

editorTest("the guide opens for the cloud of the settings, and each lens copies what stands below it", async (test) => {
  test.after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  const document = await showGuide();
  const cloud = registrationCloud("global");
  assert.equal(document.getText(), registrationGuide(cloud));
  const lenses = await lensesOf(document);
  assert.deepEqual(
    lenses.map(({ title }) => title),
    [
      "Check and Save…",
      "Another Cloud…",
      "Copy Guide for My Admin",
      "Open Portal",
      "Copy Azure CLI Script",
      "Copy PowerShell Script",
      "Copy Manifest",
      "Copy Redirect URIs",
      "Copy Permissions",
      "Check and Save…",
    ],
  );
  const copied = async (title: string): Promise<string> => {
    const { command, arguments: given = [] } = lenses.find((lens) => lens.title === title) ?? assert.fail(title);
    await vscode.commands.executeCommand(command, ...(given as readonly unknown[]));
    return vscode.env.clipboard.readText();
  };
  assert.equal(await copied("Copy Azure CLI Script"), azureCliScript(cloud));
  assert.equal(await copied("Copy PowerShell Script"), graphPowerShellScript(cloud));
  assert.equal(await copied("Copy Manifest"), manifestExcerpt(cloud));
  assert.equal(await copied("Copy Guide for My Admin"), document.getText());
  assert.match(await copied("Copy Permissions"), /^Calendars\.Read\nCalendars\.ReadWrite\n/);
  assert.match(await copied("Copy Redirect URIs"), /^http:\/\/localhost\n/);
});

for (const cloud of registrationClouds) {
  editorTest(`the guide for ${cloud.label} holds all that has to be done there, and nothing left open`, () => {
    const guide = registrationGuide(cloud);
    for (const part of [
      cloud.portalUrl,
      cloud.label,
      "http://localhost",
      "AADSTS50011",
      graphPowerShellScript(cloud).trim(),
    ]) {
      assert.ok(guide.includes(part), part);
    }
    for (const { name } of cloud.permissions) assert.ok(guide.includes(`\`${name}\``), name);
    assert.equal(guide.includes("Bookings.Read.All"), cloud.id !== "china");
    assert.equal(guide.includes("az cloud set"), cloud.cliName !== undefined);
    assert.doesNotMatch(guide, /\{\d\}|undefined/);
    assert.equal(guide.match(/^```/gm)?.length, cloud.cliName === undefined ? 4 : 6, "every fence is closed");
  });
}

editorTest("whatever else is handed to the command shows the guide and does nothing", async (test) => {
  test.after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  await vscode.env.clipboard.writeText("before");
  const foreign: readonly unknown[] = [
    { action: "checkAndSave" },
    { action: "copyAzureCli", cloud: "usGovernmentDod" },
    { action: "copyAzureCli", cloud: "https://evil.example" },
    { action: "constructor", cloud: "global" },
    "copyGuide",
    [],
    0,
  ];
  for (const given of foreign) {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand(commandIds.setUpAppRegistration, given);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? "", /Set Up App Registration\.md$/);
  }
  assert.equal(await vscode.env.clipboard.readText(), "before");
});

editorTest("the ids are kept in the user's own settings, and nowhere else", async (test) => {
  const keys = [settingKeys.clientId, settingKeys.tenantId, settingKeys.cloud];
  test.after(async () => {
    for (const key of keys) {
      await vscode.workspace.getConfiguration().update(key, undefined, vscode.ConfigurationTarget.Global);
    }
  });
  await saveRegistration({ clientId, tenantId: "contoso.com" }, "usGovernment");
  const configuration = vscode.workspace.getConfiguration();
  const { cloud, tenantId, clientId: saved } = readSettings(configuration);
  assert.deepEqual([saved, tenantId, cloud], [clientId, "contoso.com", "usGovernment"]);
  for (const key of keys) assert.equal(configuration.inspect(key)?.workspaceValue, undefined);
});

editorTest("a sign-in that works is told so; one that nobody finishes is not taken for a failure", async (test) => {
  const { session } = await startSandboxSession(test, ana);
  assert.equal(await withNoticesClosed(tryToSignIn(session)), true);
  const closed = await startSandboxSession(test, ana, { chooseSignIn: async () => undefined });
  await closed.session.signOut();
  assert.equal(await withNoticesClosed(tryToSignIn(closed.session)), false);
});

editorTest("what is wrong with an id is said before it is saved", () => {
  assert.equal(clientIdProblem(clientId), undefined);
  assert.match(clientIdProblem("x") ?? "", /groups of 8, 4, 4, 4 and 12/);
  assert.match(clientIdProblem("aebc6443-996d-45c2-90f0-388ff96faa56") ?? "", /app of Microsoft's own/);
  assert.equal(tenantIdProblem("contoso.com", clientId), undefined);
  assert.match(tenantIdProblem(clientId, clientId) ?? "", /client id once more/);
  assert.match(tenantIdProblem("https://contoso.com", clientId) ?? "", /without https/);
});
