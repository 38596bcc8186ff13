import assert from "node:assert/strict";
import { test } from "node:test";
import { sandboxStartOf } from "../../../src/editor/sandboxStart.ts";

const load = { events: 0, appointments: 0, businesses: 0 };
const rows: readonly (readonly [Readonly<Record<string, string>>, unknown])[] = [
  [{}, undefined],
  [{ UNBOOK_SANDBOX: "" }, undefined],
  [{ UNBOOK_SANDBOX: "http://evil.example" }, undefined],
  [{ UNBOOK_SANDBOX: "0" }, { port: 0, load }],
  [
    { UNBOOK_SANDBOX: "4100", UNBOOK_SANDBOX_LOAD: "events=10000 businesses=600 x=1" },
    { port: 4100, load: { events: 10_000, appointments: 0, businesses: 600 } },
  ],
  [{ UNBOOK_SANDBOX: `{"graphOrigin":"x"}` }, { outside: { graphOrigin: "x" } }],
  [{ UNBOOK_SANDBOX: "[]" }, undefined],
  [
    { UNBOOK_SANDBOX: `[{"graphOrigin":"x","name":"Global"},{"graphOrigin":"y","name":"China"}]` },
    { outside: { graphOrigin: "x" }, name: "Global", beside: [{ outside: { graphOrigin: "y" }, name: "China" }] },
  ],
  [
    { UNBOOK_SANDBOX: "0", UNBOOK_ACCOUNT_PROVIDER: "unbook-test" },
    { port: 0, load, providerId: "unbook-test" },
  ],
  // Never a provider for a real account.
  [{ UNBOOK_ACCOUNT_PROVIDER: "unbook-test" }, undefined],
  [{ UNBOOK_SANDBOX: "no", UNBOOK_ACCOUNT_PROVIDER: "unbook-test" }, undefined],
  [
    { UNBOOK_SANDBOX: "0", UNBOOK_ACCOUNT_PROVIDER: "" },
    { port: 0, load },
  ],
  [
    { UNBOOK_SANDBOX: "0", UNBOOK_ACCOUNT_PROVIDER: "a b" },
    { port: 0, load },
  ],
];

test("the environment leads to a sandbox or nowhere", () => {
  for (const [environment, expected] of rows) {
    assert.deepEqual(sandboxStartOf(environment), expected, JSON.stringify(environment));
  }
});
