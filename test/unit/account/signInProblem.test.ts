/** How failures of the sign-in library and refusals of the service become AccountErrors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AuthError, InteractionRequiredAuthError, ServerError } from "@azure/msal-node";
import { AccountError, type AccountErrorCode } from "../../../src/account/accountError.ts";
import type { ServiceRefusal } from "../../../src/account/serviceRefusal.ts";
import { signInProblem } from "../../../src/account/signInProblem.ts";

function refusal(error: string, number?: number, suberror = ""): ServiceRefusal {
  return { error, suberror, numbers: number === undefined ? [] : [number] };
}

const rows: readonly (readonly [unknown, ServiceRefusal | undefined, AccountErrorCode, string])[] = [
  [new Error("x"), refusal("invalid_grant", 65001, "consent_required"), "consentRequired", "AADSTS65001"],
  [new Error("x"), refusal("invalid_grant", 65001), "consentRequired", "AADSTS65001"],
  [new Error("x"), refusal("access_denied", 90094), "consentRequired", "AADSTS90094"],
  [new Error("x"), refusal("consent_required", 65004), "declined", "AADSTS65004"],
  [new Error("x"), refusal("invalid_grant", 50173, "bad_token"), "signInRequired", "AADSTS50173"],
  [new Error("x"), refusal("invalid_grant"), "signInRequired", "invalid_grant"],
  [new Error("x"), refusal("access_denied", 90095), "consentRequired", "AADSTS90095"],
  [new Error("x"), refusal("invalid_grant", 53003), "refused", "AADSTS53003"],
  [new Error("x"), refusal("interaction_required", 50105), "refused", "AADSTS50105"],
  [new Error("x"), refusal("unauthorized_client", 700016), "refused", "AADSTS700016"],
  [new Error("x"), refusal("invalid_grant", 50020), "refused", "AADSTS50020"],
  [new Error("x"), refusal("invalid_grant", 65002), "refused", "AADSTS65002"],
  [new Error("x"), refusal("interaction_required", 50076), "signInRequired", "AADSTS50076"],
  [new Error("x"), refusal("authorization_declined"), "cancelled", "authorization_declined"],
  [new Error("x"), refusal("expired_token"), "timedOut", "expired_token"],
  [new Error("x"), refusal("invalid_client", 7000218), "refused", "AADSTS7000218"],
  [new ServerError("access_denied", "", "AADSTS65004: declined"), undefined, "declined", "AADSTS65004"],
  [new ServerError("access_denied", "", "AADSTS90094: admin"), undefined, "consentRequired", "AADSTS90094"],
  [new ServerError("invalid_request", "", "says AADSTS65001 in passing"), undefined, "refused", "invalid_request"],
  [new InteractionRequiredAuthError("some_new_code", ""), undefined, "signInRequired", "some_new_code"],
  [new InteractionRequiredAuthError("no_tokens_found", ""), undefined, "signInRequired", "no_tokens_found"],
  [new AuthError("network_error", ""), undefined, "offline", "network_error"],
  [new AuthError("device_code_expired", ""), undefined, "timedOut", "device_code_expired"],
  [new Error("a bug"), undefined, "refused", ""],
  ["not even an error", undefined, "refused", ""],
];
for (const [cause, refused, code, serviceCode] of rows) {
  test(`${refused?.error ?? String(cause)} ${refused?.numbers.join() ?? ""} is ${code}`, () => {
    const problem = signInProblem(cause, refused);
    assert.deepEqual([problem.code, problem.serviceCode], [code, serviceCode]);
    assert.equal(problem.cause, cause);
  });
}

test("the claims that a person's sign-in has to meet are kept", () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const cause = new InteractionRequiredAuthError("interaction_required", "", "", "", "", "", claims);
  assert.equal(signInProblem(cause, refusal("interaction_required", 50076)).claims, claims);
  assert.equal(signInProblem(new ServerError("invalid_grant", "", ""), refusal("invalid_grant")).claims, undefined);
});

test("an AccountError stays what it is", () => {
  const problem = new AccountError("timedOut", "late");
  assert.equal(signInProblem(problem, refusal("invalid_grant")), problem);
});

test("what kept a request from being answered is the cause, and the library says of which kind it is", () => {
  const failure = new TypeError("fetch failed");
  const problem = signInProblem(new AuthError("network_error", ""), undefined, failure);
  assert.deepEqual([problem.code, problem.cause], ["offline", failure]);
});
