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
      "unbook.cancel.holdSeconds": 0,
    },
  );
  assert.equal(settings.holdSeconds, 10, "nor how long a cancellation is held");
  assert.deepEqual([settings.clientId, settings.tenantId, settings.cloud], ["mine", "organizations", "global"]);
});

const rows: readonly [string, Record<string, unknown>, Partial<ReturnType<typeof readSettings>>][] = [
  [
    "nothing set",
    {},
    {
      clientId: "",
      tenantId: "organizations",
      cloud: "global",
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
