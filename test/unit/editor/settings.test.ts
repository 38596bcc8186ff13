import assert from "node:assert/strict";
import test from "node:test";
import { readSettings } from "../../../src/editor/settings.ts";

/** VS Code's configuration with the user's own values and those of a workspace, which win in `get`. */
function settingsWith(
  user: Record<string, unknown>,
  workspace: Record<string, unknown> = {},
): ReturnType<typeof readSettings> {
  return readSettings({
    inspect: (key) => ({ globalValue: user[key] }),
    get: (key) => workspace[key] ?? user[key],
  });
}

test("a workspace cannot say which app registration, tenant or cloud is used", () => {
  const settings = settingsWith(
    { "unbook.account.clientId": "mine" },
    {
      "unbook.account.clientId": "theirs",
      "unbook.account.tenantId": "evil.example",
      "unbook.account.cloud": "china",
      "unbook.account.method": "msal",
      "unbook.cancel.holdSeconds": 0,
    },
  );
  assert.equal(settings.holdSeconds, 10, "nor how long a cancellation is held");
  assert.deepEqual([settings.clientId, settings.tenantId, settings.cloud], ["mine", "organizations", "global"]);
  assert.equal(settings.method, "auto", "nor how to sign in");
});

test("a workspace cannot lead requests through a proxy of its own, nor switch off what is verified", () => {
  const unset = { noProxy: [], strictSSL: true, systemCertificates: true };
  const theirs = {
    "http.proxy": "http://evil.example",
    "http.proxyAuthorization": "Basic x",
    "http.noProxy": ["*"],
    "http.proxySupport": "off",
    "http.proxyStrictSSL": false,
    "http.systemCertificates": false,
  };
  assert.deepEqual(settingsWith({}, theirs).network, unset);
  const wrong = { "http.proxy": 7, "http.noProxy": "x", "http.proxyStrictSSL": "no", "http.systemCertificates": 0 };
  assert.deepEqual(settingsWith(wrong).network, unset);
  assert.deepEqual(settingsWith({ ...theirs, "http.noProxy": ["a", 7], "http.proxySupport": "override" }).network, {
    proxy: "http://evil.example",
    proxyAuthorization: "Basic x",
    noProxy: ["a"],
    strictSSL: false,
    systemCertificates: false,
  });
  assert.deepEqual(settingsWith(theirs).network.noProxy, ["*"], "no proxy at all");
});

const rows: readonly [string, Record<string, unknown>, Partial<ReturnType<typeof readSettings>>][] = [
  [
    "nothing set",
    {},
    {
      clientId: "",
      tenantId: "organizations",
      cloud: "global",
      method: "auto",
      days: 7,
      holdSeconds: 10,
      groupBy: "day",
      codeLens: true,
    },
  ],
  [
    "a number out of range is brought into it",
    { "unbook.agenda.days": 500, "unbook.cancel.holdSeconds": -1 },
    { days: 62, holdSeconds: 0 },
  ],
  [
    "a value of the wrong type counts as not set",
    { "unbook.agenda.days": "many", "unbook.cancel.holdSeconds": null },
    { days: 7, holdSeconds: 10 },
  ],
  ["VS Code's account is chosen", { "unbook.account.method": "vscode" }, { method: "vscode" }],
  ["our own sign-in is chosen", { "unbook.account.method": "msal" }, { method: "msal" }],
  ["an unknown way to sign in is no choice", { "unbook.account.method": "password" }, { method: "auto" }],
  ["an unknown cloud is the global one", { "unbook.account.cloud": "moon" }, { cloud: "global" }],
  ["space around ids is dropped", { "unbook.account.clientId": " 1-2 " }, { clientId: "1-2" }],
];
for (const [name, user, expected] of rows) {
  test(name, () => {
    const settings = settingsWith(user);
    for (const [key, value] of Object.entries(expected))
      assert.equal(settings[key as keyof typeof settings], value, key);
  });
}
