import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { claimsHeader } from "../../../src/account/claimsHeader.ts";
import { readClaimsChallenge } from "../../../src/graph/claimsChallenge.ts";

/** As VS Code's sign-in extension reads the header: parameters at commas outside quotes, claims as base64. */
function claimsInVscode(header: string): { readonly names: readonly string[]; readonly claims: string } {
  assert.ok(header.startsWith("Bearer "));
  const parameters = header.slice("Bearer ".length).match(/(?:"[^"]*"|[^,"])+/gu) ?? [];
  const pairs = parameters.map((one) => {
    const at = one.indexOf("=");
    return [one.slice(0, at).trim(), one.slice(at + 1).replaceAll(/^"|"$/gu, "")] as const;
  });
  return {
    names: pairs.map(([name]) => name),
    // Stricter than Buffer: only the one alphabet, which everybody takes.
    claims: Buffer.from(atob(new Map(pairs).get("claims") ?? ""), "latin1").toString("utf8"),
  };
}

test("a challenge for VS Code holds the claims exactly, and nothing else", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string({ unit: fc.constantFrom("?", ">", "~", "ÿ") })), (value) => {
      const claims = JSON.stringify({ access_token: { nbf: { essential: true, value } } });
      assert.deepEqual(claimsInVscode(claimsHeader(claims)), { names: ["claims"], claims });
    }),
  );
});

test("a scope in Graph's own challenge does not get through to VS Code", () => {
  const claims = `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`;
  const sent = `Bearer realm="", scope="https://evil.example/.default", authorization_uri="https://evil.example", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
  const read = readClaimsChallenge(sent);
  assert.equal(read, claims);
  assert.deepEqual(claimsInVscode(claimsHeader(read)), { names: ["claims"], claims });
});
