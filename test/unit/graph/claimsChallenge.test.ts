import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readClaimsChallenge } from "../../../src/graph/claimsChallenge.ts";

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1726258122"}}}';
const encoded = Buffer.from(claims).toString("base64");
const urlEncoded = Buffer.from(claims).toString("base64url");
const realm = 'realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';

/** Asserts which claims a header asks for. */
function assertClaims(header: string | readonly string[] | undefined, expected: string | undefined): void {
  assert.equal(readClaimsChallenge(header), expected, String(header));
}

test("the claims of a challenge are found and decoded", () => {
  assertClaims(`Bearer ${realm}, error="insufficient_claims", claims="${encoded}"`, claims);
  assertClaims(`Bearer ${realm}, claims="${urlEncoded}", error="insufficient_claims"`, claims);
  assertClaims(`bearer error=insufficient_claims,claims=${encoded.replaceAll("=", "")}`, claims);
  assertClaims(`Bearer error="insufficient_claims", claims="${claims.replaceAll('"', '\\"')}"`, claims);
  assertClaims(`Bearer ${realm}, Bearer error="insufficient_claims", claims="${encoded}"`, claims);
  assertClaims(`Bearer error="insufficient_claims", claims="${encoded}", Bearer ${realm}`, claims);
  assertClaims(`PoP nonce="a, Bearer b", Bearer error="insufficient_claims", claims="${encoded}"`, claims);
  assertClaims([`PoP realm="x"`, `Bearer error="insufficient_claims", claims="${encoded}"`], claims);
});

test("a header that asks for no claims gives none", () => {
  assertClaims(undefined, undefined);
  assertClaims("", undefined);
  assertClaims("Bearer", undefined);
  assertClaims(`Bearer ${realm}, error="invalid_token"`, undefined);
  assertClaims(`Bearer error="invalid_token", claims="${encoded}"`, undefined);
  assertClaims(`Bearer error="insufficient_claims", Bearer claims="${encoded}"`, undefined);
  assertClaims(`PoP error="insufficient_claims", claims="${encoded}"`, undefined);
  assertClaims(`Bearer error="insufficient_claims", claims="not json"`, undefined);
});

test("no header, however odd, makes reading it fail", () => {
  const piece = fc.constantFrom(
    "Bearer",
    " ",
    ",",
    "=",
    '"',
    "\\",
    "claims",
    "error",
    "insufficient_claims",
    encoded,
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      readClaimsChallenge(pieces.join(""));
    }),
  );
});
