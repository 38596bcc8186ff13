import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAccountError } from "../../../src/account/accountError.ts";
import { providerScopes } from "../../../src/account/providerScopes.ts";
import { clientId, registration } from "./vscodeModel.ts";

test("the app registration and the tenant stand among the permissions, equal requests are equal", () => {
  const expected = [`VSCODE_CLIENT_ID:${clientId}`, "VSCODE_TENANT:organizations", "Calendars.Read", "User.Read"];
  assert.deepEqual(providerScopes(registration, ["Calendars.Read", "User.Read"]), expected);
  assert.deepEqual(providerScopes(registration, ["User.Read", "Calendars.Read", "User.Read"]), expected);
  const named = "https://microsoftgraph.chinacloudapi.cn/Calendars.Read";
  assert.ok(providerScopes(registration, [named]).includes(named));
});

function assertRefused(of: Partial<typeof registration>, serviceCode: string): void {
  assert.throws(
    () => providerScopes({ ...registration, ...of }, ["Calendars.Read"]),
    (error) => isAccountError(error) && error.code === "refused" && error.serviceCode === serviceCode,
    JSON.stringify(of),
  );
}

test("without an app registration of its own nothing is asked, least of all as VS Code", () => {
  for (const id of [
    "",
    "x",
    `${clientId} VSCODE_CLIENT_ID:y`,
    `{${clientId}}`,
    "00000000-0000-0000-0000-00000000evil",
  ]) {
    assertRefused({ clientId: id }, "invalid_client");
  }
  assertRefused({ clientId: "aebc6443-996d-45c2-90f0-388ff96faa56" }, "AADSTS65002");
  assertRefused({ clientId: "AEBC6443-996D-45C2-90F0-388FF96FAA56" }, "AADSTS65002");
});

test("a tenant that VS Code would take for an address is none", () => {
  const wrong = ["", "//evil.example", "https://evil.example/x", "\\\\evil.example", "/x", "a/b", "..", "a b", "a:b"];
  for (const tenantId of [...wrong, "contoso.com/..", "?x", "#x", "%2e%2e", ".contoso.com", "contoso.com.", "ко.com"]) {
    assertRefused({ tenantId }, "invalid_tenant");
  }
  for (const tenantId of ["contoso.com", "contoso.onmicrosoft.com", "common", "consumers", clientId]) {
    assert.ok(providerScopes({ clientId, tenantId }, ["User.Read"]).includes(`VSCODE_TENANT:${tenantId}`));
  }
});

test("whatever tenant is accepted stays on the sign-in service's own host", () => {
  const tenant = fc.string({
    unit: fc.constantFrom("a", "b", "9", ".", "-", "/", "\\", ":", "@", "?", "#", "%", " ", "\t"),
    maxLength: 9,
  });
  fc.assert(
    fc.property(tenant, (tenantId) => {
      let scopes: readonly string[];
      try {
        scopes = providerScopes({ clientId, tenantId }, ["User.Read"]);
      } catch (error) {
        return isAccountError(error);
      }
      // As VS Code makes the authority of it.
      const name = scopes[1]?.slice("VSCODE_TENANT:".length) ?? "";
      const authority = new URL(name, "https://login.microsoftonline.com/");
      return authority.origin === "https://login.microsoftonline.com" && authority.pathname === `/${name}`;
    }),
  );
});

test("no permission can name another registration or tenant", () => {
  for (const permission of [
    "VSCODE_CLIENT_ID:x",
    "vscode_tenant:x",
    "VSCODE_",
    "User.Read VSCODE_CLIENT_ID:x",
    "",
    " ",
  ]) {
    assert.throws(() => providerScopes(registration, ["User.Read", permission]), /Not a permission/u);
  }
  assert.throws(() => providerScopes(registration, []), /Not a permission/u);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (permissions) => {
      try {
        const scopes = providerScopes(registration, permissions);
        return scopes.filter((scope) => scope.startsWith("VSCODE_")).length === 2;
      } catch (error) {
        return error instanceof Error && error.message.startsWith("Not a permission");
      }
    }),
  );
});
