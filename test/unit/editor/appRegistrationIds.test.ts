/** What is taken for an app registration's ids, and what is said of what is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readClientId, readTenantId } from "../../../src/editor/appRegistrationIds.ts";
import type { ClientIdProblem, TenantIdProblem } from "../../../src/editor/appRegistrationIds.ts";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const other = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const clientIds: readonly (readonly [string, string | { readonly why: ClientIdProblem }])[] = [
  [id, id],
  [`  ${id.toUpperCase()}\n`, id],
  [`{${id}}`, id],
  [`"${id}"`, id],
  ["", { why: "empty" }],
  ["   ", { why: "empty" }],
  ["Unbook", { why: "malformed" }],
  [id.slice(1), { why: "malformed" }],
  [id.replaceAll("-", ""), { why: "malformed" }],
  [`${id} ${other}`, { why: "malformed" }],
  [`https://login.microsoftonline.com/${id}`, { why: "malformed" }],
  [`${id}/../x`, { why: "malformed" }],
  ["aebc6443-996d-45c2-90f0-388ff96faa56", { why: "ofMicrosoft" }],
  ["04B07795-8DDB-461A-BBEE-02F9E1BF7B46", { why: "ofMicrosoft" }],
  ["14d82eec-204b-4c2f-b7e8-296a70dab67e", { why: "ofMicrosoft" }],
  ["00000003-0000-0000-c000-000000000000", { why: "ofMicrosoft" }],
];
for (const [text, expected] of clientIds) {
  test(`as client id, ${JSON.stringify(text)} is ${typeof expected === "string" ? "taken" : expected.why}`, () => {
    assert.deepEqual(
      readClientId(text),
      typeof expected === "string" ? { kind: "id", id: expected } : { kind: "wrong", ...expected },
    );
  });
}

const tenantIds: readonly (readonly [string, string | { readonly why: TenantIdProblem }])[] = [
  [other, other],
  ["contoso.com", "contoso.com"],
  [" Contoso.OnMicrosoft.com ", "contoso.onmicrosoft.com"],
  ["contoso.partner.onmschina.cn", "contoso.partner.onmschina.cn"],
  ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  ["organizations", "organizations"],
  ["Common", "common"],
  ["consumers", "consumers"],
  ["", { why: "empty" }],
  [id, { why: "clientId" }],
  [id.toUpperCase(), { why: "clientId" }],
  ["contoso", { why: "malformed" }],
  ["https://contoso.com", { why: "malformed" }],
  ["contoso.com/x", { why: "malformed" }],
  ["contoso.com?x=1", { why: "malformed" }],
  ["ana@contoso.com", { why: "malformed" }],
  ["contoso..com", { why: "malformed" }],
  ["-contoso.com", { why: "malformed" }],
  ["contoso.com.", { why: "malformed" }],
  ["127.0.0.1", { why: "malformed" }],
  ["bücher.example", { why: "malformed" }],
  [`${"a".repeat(64)}.com`, { why: "malformed" }],
  [`${"a.".repeat(130)}com`, { why: "malformed" }],
];
for (const [text, expected] of tenantIds) {
  const name = text.length > 60 ? `a text of ${text.length} characters` : JSON.stringify(text);
  test(`as tenant, ${name} is ${typeof expected === "string" ? "taken" : expected.why}`, () => {
    assert.deepEqual(
      readTenantId(text, id),
      typeof expected === "string" ? { kind: "id", id: expected } : { kind: "wrong", ...expected },
    );
  });
}

test("whatever is taken is one plain part of an address", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary-ascii" }), fc.uuid(), fc.domain());
  fc.assert(
    fc.property(text, (typed) => {
      for (const read of [readClientId(typed), readTenantId(typed, id)]) {
        if (read.kind === "wrong") continue;
        assert.equal(encodeURIComponent(read.id), read.id);
        assert.equal(new URL(`https://login.microsoftonline.com/${read.id}`).pathname, `/${read.id}`);
      }
    }),
    { numRuns: 500 },
  );
});

test("every id that there can be is taken", () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => assert.deepEqual(readClientId(uuid), { kind: "id", id: uuid })));
});
