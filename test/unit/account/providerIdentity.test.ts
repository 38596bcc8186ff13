import assert from "node:assert/strict";
import { test } from "node:test";
import { signedInAccountOf } from "../../../src/account/providerIdentity.ts";

const personal = "9188040d-6c67-4c5b-b112-36a304b66dad";
const account = { id: "oid.home", label: "ana@contoso.com" };

function idToken(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2ln`;
}

const rows: readonly (readonly [string | undefined, string, string])[] = [
  [undefined, "ana@contoso.com", "home"],
  [idToken({ name: "Ana Silva", tid: "guest" }), "Ana Silva", "guest"],
  [idToken({ name: "  ", tid: "" }), "ana@contoso.com", "home"],
  [idToken({ name: 7, tid: null }), "ana@contoso.com", "home"],
  [idToken("no object"), "ana@contoso.com", "home"],
  [idToken(null), "ana@contoso.com", "home"],
  ["", "ana@contoso.com", "home"],
  ["no token at all", "ana@contoso.com", "home"],
];

test("name and tenant are the identity token's, where it can be read; who it is says VS Code", () => {
  for (const [token, name, tenantId] of rows) {
    const found = signedInAccountOf({ accessToken: "x", account, idToken: token });
    assert.deepEqual(found, { id: "oid.home", username: account.label, name, tenantId, isPersonal: false }, token);
  }
});

test("a personal account is told by its tenant, as Microsoft writes it", () => {
  const token = idToken({ tid: personal.toUpperCase() });
  assert.equal(signedInAccountOf({ accessToken: "x", account, idToken: token }).isPersonal, true);
  const home = { id: `oid.${personal}`, label: "maria@outlook.com" };
  assert.equal(signedInAccountOf({ accessToken: "x", account: home }).isPersonal, true);
  assert.equal(signedInAccountOf({ accessToken: "x", account: { id: "oid", label: "x" } }).isPersonal, false);
});
