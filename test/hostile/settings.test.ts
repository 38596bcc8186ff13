/**
 * What a workspace can set: nothing that chooses who signs in, where a token goes, what is verified, or how easily something
 * is sent. Both the reading of settings and their scopes in package.json are held to it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readPlanSettings } from "../../src/editor/planSettings.ts";
import { readSettings, settingKeys } from "../../src/editor/settings.ts";
import type { Manifest, SettingEntry } from "../guards/manifest.ts";
import { projectRoot } from "../guards/projectFiles.ts";

/** What a workspace would like to say. */
const theirs: Readonly<Record<string, unknown>> = {
  [settingKeys.clientId]: "00000000-0000-0000-0000-00000000evil",
  [settingKeys.tenantId]: "evil.example",
  [settingKeys.cloud]: "china",
  [settingKeys.method]: "msal",
  [settingKeys.otherRegistrations]: [
    { cloud: "china", clientId: "22222222-0000-4000-8000-222222222222", tenantId: "evil.example" },
  ],
  [settingKeys.holdSeconds]: 0,
  [settingKeys.nonOrganizer]: "decline",
  [settingKeys.requiresMessage]: "never",
  [settingKeys.mostItems]: 5000,
  [settingKeys.typesCountAbove]: 1e9,
  "http.proxy": "http://evil.example:8080",
  "http.proxyAuthorization": "Basic ZXZpbDpldmls",
  "http.noProxy": ["graph.microsoft.com"],
  "http.proxySupport": "off",
  "http.proxyStrictSSL": false,
  "http.systemCertificates": false,
};

/** The reader of a person who has set nothing, in a workspace that has set all of that in every place that it can. */
const hostileReader = {
  inspect: (key: string) => ({
    workspaceValue: theirs[key],
    workspaceFolderValue: theirs[key],
    defaultValue: undefined,
  }),
  get: (key: string) => theirs[key],
};
const nothingSet = { inspect: () => undefined, get: () => undefined };

for (const key of Object.keys(theirs)) {
  test(`a workspace cannot set ${key}`, () => {
    const onlyThis = {
      inspect: (asked: string) => (asked === key ? hostileReader.inspect(asked) : undefined),
      get: (asked: string) => (asked === key ? theirs[key] : undefined),
    };
    assert.deepEqual(readSettings(onlyThis), readSettings(nothingSet));
    assert.deepEqual(readPlanSettings(onlyThis), readPlanSettings(nothingSet));
  });
}

test("nor all of them together", () => {
  assert.deepEqual(readSettings(hostileReader), readSettings(nothingSet));
  assert.deepEqual(readPlanSettings(hostileReader), readPlanSettings(nothingSet));
});

/** Looked at one by one: they change what is shown, and nothing that is sent or where. */
const harmless: ReadonlySet<string> = new Set([
  settingKeys.groupBy,
  settingKeys.days,
  settingKeys.codeLens,
  // Reads from one's own Graph, in a trusted workspace only.
  settingKeys.describesItems,
]);

/** Words of others that are only offered, and shown in full before they are sent: for trusted workspaces. */
const offered: ReadonlySet<string> = new Set([settingKeys.templates, settingKeys.savedFilters]);

/** What package.json lets a workspace set though it should not, one sentence each. */
function weakScopes(
  properties: Readonly<Record<string, SettingEntry>>,
  restricted: readonly string[],
): readonly string[] {
  return Object.entries(properties).flatMap(([key, { scope }]) => {
    if (scope === "application" || scope === "machine" || harmless.has(key)) return [];
    if (!offered.has(key)) return [`${key} can be set by a workspace`];
    return restricted.includes(key) ? [] : [`${key} can be set by a workspace that is not trusted`];
  });
}

const manifest = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")) as Manifest & {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations?: readonly string[] } };
};
const { properties } = manifest.contributes.configuration;
const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];

test("no setting that could redirect or weaken anything is a workspace's to set", () => {
  assert.deepEqual(weakScopes(properties, restricted), []);
  for (const key of Object.keys(theirs)) {
    if (key.startsWith("unbook.")) assert.equal(properties[key]?.scope, "application", key);
  }
  assert.deepEqual(
    restricted.filter((key) => !(key in properties)),
    [],
  );
});

test("what has application scope is read from the user's own settings, whatever a workspace says", () => {
  const sayings = [
    true,
    false,
    0,
    1,
    60,
    4000,
    "",
    "never",
    "always",
    "skip",
    "decline",
    "china",
    "msal",
    "vscode",
    "evil.example",
    [],
    {},
  ];
  const own = Object.keys(properties).filter((key) => properties[key]?.scope === "application");
  assert.ok(own.length > 5);
  for (const key of own) {
    for (const saying of sayings) {
      const reader = {
        inspect: () => ({ globalValue: undefined, workspaceValue: saying, workspaceFolderValue: saying }),
        get: (asked: string) => (asked === key ? saying : undefined),
      };
      assert.deepEqual(readSettings(reader), readSettings(nothingSet), key);
      assert.deepEqual(readPlanSettings(reader), readPlanSettings(nothingSet), key);
    }
  }
});

test("a setting that a workspace could weaken is found", () => {
  for (const scope of ["window", "resource", "machine-overridable", "language-overridable", undefined]) {
    const planted = { ...properties, "unbook.cancel.skipQuestion": scope === undefined ? {} : { scope } };
    assert.deepEqual(weakScopes(planted, restricted), ["unbook.cancel.skipQuestion can be set by a workspace"]);
  }
  const hold = { ...properties, [settingKeys.holdSeconds]: { scope: "window" } };
  assert.deepEqual(weakScopes(hold, restricted), [`${settingKeys.holdSeconds} can be set by a workspace`]);
  assert.deepEqual(weakScopes(properties, [settingKeys.savedFilters]), [
    `${settingKeys.templates} can be set by a workspace that is not trusted`,
  ]);
});

test("in Restricted Mode it is limited, and says how", () => {
  const { supported, description = "" } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.match(description, /Restricted Mode/u);
});
