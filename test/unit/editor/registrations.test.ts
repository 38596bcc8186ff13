import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRegistrations, registrationKey, registrationNames } from "../../../src/editor/registrations.ts";
import type { Registration } from "../../../src/editor/registrations.ts";
import { readSettings } from "../../../src/editor/settings.ts";

const [one, two, three] = ["a", "2", "3"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`);
/** As a person may have typed it. */
const main: Registration = { cloud: "global", clientId: one?.toUpperCase() ?? "", tenantId: "contoso.com" };
const gov = { cloud: "usGovernment", clientId: two, tenantId: "contoso.us" };

const rows: readonly (readonly [what: string, value: unknown, problems: unknown, registrations: number])[] = [
  ["nothing", undefined, [], 0],
  ["an empty list", [], [], 0],
  ["no list", { ...gov }, [{ kind: "noList" }], 0],
  ["another cloud", [gov], [], 1],
  ["two registrations of one cloud", [gov, { ...gov, clientId: three }], [], 2],
  ["one client id in two clouds", [gov, { ...gov, cloud: "china" }], [], 2],
  ["a good one after a bad one", ["x", gov], [{ kind: "noObject", entry: 1 }], 1],
  ["null, and a list", [null, []], [1, 2].map((entry) => ({ kind: "noObject", entry })), 0],
  ["an unknown cloud", [{ ...gov, cloud: "germany" }], [{ kind: "cloud", entry: 1 }], 0],
  ["the sandbox, which no setting opens", [{ ...gov, cloud: "sandbox" }], [{ kind: "cloud", entry: 1 }], 0],
  ["a name of every object", [{ ...gov, cloud: "constructor" }], [{ kind: "cloud", entry: 1 }], 0],
  ["no cloud", [{ clientId: two, tenantId: "x.com" }], [{ kind: "cloud", entry: 1 }], 0],
  ["no client id", [{ ...gov, clientId: 7 }], [{ kind: "clientId", entry: 1, why: "empty" }], 0],
  ["a client id that is none", [{ ...gov, clientId: "x" }], [{ kind: "clientId", entry: 1, why: "malformed" }], 0],
  ["no tenant", [{ ...gov, tenantId: undefined }], [{ kind: "tenantId", entry: 1, why: "empty" }], 0],
  ["a host as tenant", [{ ...gov, tenantId: "https://a.b" }], [{ kind: "tenantId", entry: 1, why: "malformed" }], 0],
  ["a slip in a key", [{ ...gov, tenant: "x" }], [{ kind: "unknownKey", entry: 1, key: "tenant" }], 0],
  ["the main one again", [{ ...main, clientId: one }], [{ kind: "twice", entry: 1 }], 0],
  ["one twice, in other tenants", [gov, { ...gov, tenantId: "fabrikam.us" }], [{ kind: "twice", entry: 2 }], 1],
];

test("entries that are wrong are told of, and the good ones work", () => {
  for (const [what, value, problems, count] of rows) {
    const read = readRegistrations(value, main);
    assert.deepEqual([read.problems, read.registrations.length], [problems, count], what);
  }
});

test("no entry is ever used that would share its tokens with another, whatever the setting says", () => {
  const entry = fc.oneof(
    fc.anything(),
    fc.record({
      cloud: fc.constantFrom("global", "usGovernment", "usGovernmentDod", "china", "sandbox"),
      clientId: fc.constantFrom(one, two, two?.toUpperCase(), `{${two ?? ""}}`, ""),
      tenantId: fc.constantFrom("contoso.com", "organizations", "a/b", ""),
    }),
  );
  fc.assert(
    fc.property(fc.array(entry), (value) => {
      const { registrations, problems } = readRegistrations(value, main);
      const keys = [main, ...registrations].map((each) => registrationKey(each).toLowerCase());
      assert.equal(new Set(keys).size, keys.length);
      assert.equal(registrations.length + problems.length, value.length, "each works or is told of");
    }),
  );
});

test("a workspace cannot add a registration", () => {
  const setting = "unbook.account.otherRegistrations";
  const read = (user: unknown, workspace: unknown): ReturnType<typeof readSettings> =>
    readSettings({
      inspect: (key) => (key === setting ? { globalValue: user, workspaceValue: workspace } : undefined),
      get: (key) => (key === setting ? workspace : undefined),
    });
  assert.deepEqual(read(undefined, [gov]).registrations, []);
  assert.deepEqual(read([gov], []).registrations, [gov]);
  assert.deepEqual(read("x", [gov]).registrationProblems, [{ kind: "noList" }]);
});

test("places are told apart by as little as does it", () => {
  const names = (...given: readonly Partial<Registration>[]): readonly string[] =>
    registrationNames(given.map((own) => ({ ...main, ...own })));
  assert.deepEqual(names({}), ["Global"]);
  assert.deepEqual(names({}, { cloud: "usGovernment" }), ["Global", "US Government L4 (GCC High)"]);
  const china = { cloud: "china" } as const;
  assert.deepEqual(names({}, { tenantId: "fabrikam.com" }, china), [
    "Global, contoso.com",
    "Global, fabrikam.com",
    "China (21Vianet)",
  ]);
  assert.deepEqual(names({}, { clientId: two ?? "" }), [
    "Global, contoso.com, AAAAAAAA",
    "Global, contoso.com, 22222222",
  ]);
});
