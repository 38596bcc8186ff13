import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../../src/account/accountError.ts";
import { providerProblem } from "../../../src/account/providerProblem.ts";

/** As an error looks after it has come from another process: words and a name. */
function from(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

test("what VS Code's account fails with is told apart", () => {
  const rows: readonly (readonly [unknown, string, string])[] = [
    [new Error("User did not consent to login."), "cancelled", ""],
    // Not an Error when the list of accounts is closed.
    ["User did not consent to account access", "cancelled", ""],
    // Also what VS Code's own limit of five minutes ends with.
    [from("Canceled", "Canceled"), "cancelled", ""],
    [from("ClientAuthError", "user_canceled: User canceled the flow"), "cancelled", ""],
    [new Error("No authentication provider 'microsoft' is currently registered."), "refused", "provider_missing"],
    [new Error("Timed out waiting for authentication provider 'x' to register."), "refused", "provider_missing"],
    [new Error("Unable to find authentication provider with handle: x"), "refused", "provider_missing"],
    [from("ClientAuthError", "platform_broker_error: an error"), "refused", "platform_broker_error"],
    [new Error("Unexpected: (pii) (Error Code: 0, Tag: 508171596)"), "refused", "platform_broker_error"],
    [from("ServerError", "access_denied: AADSTS65004: User declined to consent."), "declined", "AADSTS65004"],
    [from("ServerError", "invalid_client: AADSTS650052: …"), "refused", "AADSTS650052"],
    [from("InteractionRequiredAuthError", "invalid_grant: AADSTS65001: …"), "consentRequired", "AADSTS65001"],
    [new Error("access_denied: AADSTS90094: Admin consent is required."), "consentRequired", "AADSTS90094"],
    [new Error("invalid_grant: AADSTS50173: The grant was revoked."), "signInRequired", "AADSTS50173"],
    [new Error("invalid_request: AADSTS50011: The redirect URI … does not match"), "refused", "AADSTS50011"],
    [new Error("interaction_required: consent_required"), "consentRequired", "interaction_required"],
    [from("ClientAuthError", "network_error: Network request failed"), "offline", ""],
    [new Error("fetch failed"), "offline", ""],
    [new Error("something else"), "refused", ""],
    [undefined, "refused", ""],
  ];
  for (const [cause, code, serviceCode] of rows) {
    const problem = providerProblem(cause);
    assert.deepEqual([problem.code, problem.serviceCode], [code, serviceCode], String(cause));
    if (code !== "cancelled" && cause !== undefined) assert.equal(problem.cause, cause);
  }
});

test("an error of ours stays what it is", () => {
  const own = new AccountError("timedOut", "x");
  assert.equal(providerProblem(own), own);
});
