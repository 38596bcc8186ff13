/** What an organisation can decide in the sandbox, and that mistakes in it are told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseClaims } from "../../../src/sandbox/signIn/claimsRequest.ts";
import { createConsents } from "../../../src/sandbox/signIn/consents.ts";
import { createSignInPolicy, readSignInPolicy } from "../../../src/sandbox/signIn/signInPolicy.ts";

const wrong: readonly (readonly [string, RegExp])[] = [
  ["", /must be a JSON object/],
  ["[]", /must be a JSON object/],
  ["null", /must be a JSON object/],
  ['{"refusals":[]}', /"refusals" is not known/],
  ['{"adminConsentFor":"some"}', /"all" or a list/],
  ['{"adminConsentFor":[1]}', /"all" or a list/],
  ['{"refusal":53003}', /known "number" and a place/],
  ['{"refusal":{"number":1,"at":"page"}}', /known "number" and a place/],
  ['{"refusal":{"number":53003,"at":"door"}}', /known "number" and a place/],
  ['{"proofFor":53003}', /50076 or 50079/],
];
for (const [json, said] of wrong) {
  test(`${json === "" ? "nothing" : json} is no rule, and that is said`, () => {
    const read = readSignInPolicy(json);
    assert.match(typeof read === "string" ? read : "taken", said);
  });
}

test("rules that are good are read as they are, and replaced as a whole", () => {
  const rules = {
    adminConsentFor: ["Group.Read.All"],
    refusal: { number: 53003, at: "token" },
    proofFor: 50076,
  } as const;
  assert.deepEqual(readSignInPolicy(JSON.stringify(rules)), rules);
  const policy = createSignInPolicy();
  policy.replace(rules);
  assert.deepEqual(policy.forAdministrators(["Calendars.Read", "Group.Read.All"]), ["Group.Read.All"]);
  assert.equal(policy.refusalAt("token")?.number, 53003);
  assert.equal(policy.refusalAt("page"), undefined);
  policy.replace({ adminConsentFor: "all" });
  assert.deepEqual(policy.forAdministrators(["Calendars.Read"]), ["Calendars.Read"]);
  assert.equal(policy.refusalAt("token"), undefined);
  assert.equal(policy.wantsProof(), false);
});

test("proof is only needed for what answers a challenge, and not for what a client can do", () => {
  const policy = createSignInPolicy();
  const claimsOf = (json: string) => parseClaims(json) ?? assert.fail();
  const capability = '"xms_cc":{"values":["CP1"]}';
  const demand = '"nbf":{"essential":true,"value":"1"}';
  assert.equal(policy.proofNeeded(claimsOf(`{"access_token":{${demand}}}`)), undefined, "unless it is decided so");
  policy.replace({ proofFor: 50079 });
  assert.equal(policy.proofNeeded(claimsOf(`{"access_token":{${capability}}}`)), undefined);
  const failure = policy.proofNeeded(claimsOf(`{"access_token":{${capability},${demand}}}`));
  assert.equal(failure?.number, 50079);
  assert.equal(failure.claims, `{"access_token":{${demand}}}`);
});

test("what an administrator allows is allowed for everybody", () => {
  const consents = createConsents();
  consents.allow("ana", ["Calendars.Read"]);
  consents.allowForAll(["Group.Read.All"]);
  assert.deepEqual(consents.missing("ana", ["Calendars.Read", "Group.Read.All"]), []);
  assert.deepEqual(consents.missing("lee", ["Calendars.Read", "Group.Read.All"]), ["Calendars.Read"]);
});
