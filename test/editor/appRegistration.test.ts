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
import { describeRegistration } from "../../src/editor/placeTrouble.ts";
import { readRegistrations } from "../../src/editor/registrations.ts";
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
  await saveRegistration({ clientId, tenantId: "contoso.com", cloud: "usGovernment" }, "main");
  const configuration = vscode.workspace.getConfiguration();
  const { cloud, tenantId, clientId: saved } = readSettings(configuration);
  assert.deepEqual([saved, tenantId, cloud], [clientId, "contoso.com", "usGovernment"]);
  for (const key of keys) assert.equal(configuration.inspect(key)?.workspaceValue, undefined);
});

editorTest(
  "a registration beside the main one is written into the list, once, and out of it when it becomes the main one",
  async (test) => {
    const keys = [settingKeys.clientId, settingKeys.tenantId, settingKeys.cloud, settingKeys.otherRegistrations];
    const configuration = () => vscode.workspace.getConfiguration();
    const write = async (key: string, value: unknown): Promise<void> =>
      configuration().update(key, value, vscode.ConfigurationTarget.Global);
    test.after(async () => {
      for (const key of keys) await write(key, undefined);
    });
    const other = "22222222-0000-4000-8000-222222222222";
    await saveRegistration({ clientId, tenantId: "contoso.com", cloud: "global" }, "main");
    assert.equal(configuration().inspect(settingKeys.otherRegistrations)?.globalValue, undefined, "nothing to list");
    // What is wrong in it is the person's own.
    await write(settingKeys.otherRegistrations, ["mine", { cloud: "usGovernment", clientId: other.toUpperCase() }]);
    await saveRegistration({ clientId: other, tenantId: "contoso.us", cloud: "usGovernment" }, "beside");
    await saveRegistration({ clientId: other, tenantId: "contoso.cn", cloud: "china" }, "beside");
    assert.deepEqual(configuration().inspect(settingKeys.otherRegistrations)?.globalValue, [
      "mine",
      { cloud: "usGovernment", clientId: other, tenantId: "contoso.us" },
      { cloud: "china", clientId: other, tenantId: "contoso.cn" },
    ]);
    const named = (): readonly string[] =>
      readSettings(configuration()).registrations.map(({ cloud, tenantId }) => `${cloud} ${tenantId}`);
    assert.deepEqual(named(), ["global contoso.com", "usGovernment contoso.us", "china contoso.cn"]);
    await saveRegistration({ clientId: other, tenantId: "contoso.us", cloud: "usGovernment" }, "main");
    assert.deepEqual(named(), ["usGovernment contoso.us", "china contoso.cn"]);
  },
);

editorTest("what is wrong with an entry is said with what to do", () => {
  const sentences = (value: unknown): readonly string[] =>
    readRegistrations(value, undefined).problems.map(describeRegistration);
  const good = { cloud: "china", clientId, tenantId: "contoso.cn" };
  const rows: readonly (readonly [unknown, RegExp])[] = [
    [{}, /^It has to be a list/],
    [["x"], /^Entry 1 is not used: write it as \{ "cloud": "usGovernment"/],
    [[good, good], /^Entry 2 is not used: the same app registration is named before it/],
    [[{ ...good, cloud: "moon" }], /its cloud has to be one of global, usGovernment, usGovernmentDod, china\./],
    [[{ ...good, clientID: "x" }], /it has “clientID”, and there are only cloud, clientId and tenantId/],
    [[{ ...good, clientId: "" }], /give it the app registration's client id/],
    [[{ ...good, clientId: "x" }], /in groups of 8, 4, 4, 4 and 12/],
    [[{ ...good, clientId: "aebc6443-996d-45c2-90f0-388ff96faa56" }], /an app of Microsoft's own/],
    [[{ ...good, tenantId: "" }], /the tenant's id or domain, or organizations/],
    [[{ ...good, tenantId: "https://x" }], /without https/],
    [[{ ...good, tenantId: clientId }], /is the client id once more/],
  ];
  for (const [value, expected] of rows) {
    const [sentence = "", ...others] = sentences(value);
    assert.match(sentence, expected);
    assert.deepEqual(others, []);
  }
});

editorTest("a sign-in that works is told so; one that nobody finishes is not taken for a failure", async (test) => {
  const { session } = await startSandboxSession(test, ana);
  assert.equal(await withNoticesClosed(tryToSignIn(session, "sandbox", "main")), true);
  const closed = await startSandboxSession(test, ana, { chooseSignIn: async () => undefined });
  await closed.session.signOut();
  assert.equal(await withNoticesClosed(tryToSignIn(closed.session, "sandbox", "main")), false);
});

editorTest("what is wrong with an id is said before it is saved", () => {
  assert.equal(clientIdProblem(clientId), undefined);
  assert.match(clientIdProblem("x") ?? "", /groups of 8, 4, 4, 4 and 12/);
  assert.match(clientIdProblem("aebc6443-996d-45c2-90f0-388ff96faa56") ?? "", /app of Microsoft's own/);
  assert.equal(tenantIdProblem("contoso.com", clientId), undefined);
  assert.match(tenantIdProblem(clientId, clientId) ?? "", /client id once more/);
  assert.match(tenantIdProblem("https://contoso.com", clientId) ?? "", /without https/);
});
