/**
 * What the sample organisation has decided about signing in, as far as it keeps somebody out: which permissions only an
 * administrator may allow, with what everybody is refused, and when a person has to prove again who they are. Set from
 * outside (server/adminService.ts), so that a client can be tried against an organisation that is stricter than ours.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import type { AccessTokenClaims } from "./claimsRequest.ts";
import { type SignInFailure, signInFailures } from "./signInFailure.ts";

/**
 * Where a sign-in is refused: on the service's own page, so that nothing comes back to the application; in the answer that
 * the browser brings back; or at the token endpoint. Which of them Entra does for which number is documented in part only,
 * so it is said with each refusal.
 */
export type RefusalPlace = "page" | "answer" | "token";

/** What an organisation has decided. */
export interface SignInPolicyRules {
  /** Permissions that only an administrator may allow; `all` for every one. Default: none. */
  readonly adminConsentFor?: readonly string[] | "all";
  /** The AADSTS number that every sign-in is refused with, and where. Default: none is. */
  readonly refusal?: { readonly number: number; readonly at: RefusalPlace };
  /**
   * The number with which a token that is to answer a challenge is refused until the person signs in. Default: such tokens
   * are given out silently.
   */
  readonly proofFor?: 50076 | 50079;
}

/** The decisions as they stand. */
export interface SignInPolicy {
  replace(rules: SignInPolicyRules): void;
  /** The refusal at a place. */
  refusalAt(place: RefusalPlace): SignInFailure | undefined;
  /** Those of `permissions` that only an administrator may allow. */
  forAdministrators(permissions: readonly string[]): readonly string[];
  /** Whether a person is to prove who they are wherever it may be needed. */
  wantsProof(): boolean;
  /** Why a token with these claims is not given out silently. */
  proofNeeded(claims: AccessTokenClaims): SignInFailure | undefined;
}

/** Starts with nothing decided. */
export function createSignInPolicy(): SignInPolicy {
  let rules: SignInPolicyRules = {};
  return {
    replace(next) {
      rules = next;
    },
    refusalAt: (place) => (rules.refusal?.at === place ? refusals.get(rules.refusal.number) : undefined),
    forAdministrators: (permissions) =>
      rules.adminConsentFor === "all"
        ? permissions
        : permissions.filter((name) => rules.adminConsentFor?.includes(name) === true),
    wantsProof: () => rules.proofFor !== undefined,
    proofNeeded(claims) {
      const demanded = [...claims].filter(([name]) => name !== "xms_cc");
      const failure = rules.proofFor === undefined ? undefined : refusals.get(rules.proofFor);
      if (failure === undefined || demanded.length === 0) return undefined;
      return { ...failure, claims: JSON.stringify({ access_token: Object.fromEntries(demanded) }) };
    },
  };
}

/** Reads rules from JSON text; a text instead says what is wrong with them. */
export function readSignInPolicy(json: string): SignInPolicyRules | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "The rules must be a JSON object.";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "The rules must be a JSON object.";
  const { adminConsentFor, refusal, proofFor, ...others } = value as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `"${unknown}" is not known; there are adminConsentFor, refusal and proofFor.`;
  if (adminConsentFor !== undefined && adminConsentFor !== "all" && !isNames(adminConsentFor)) {
    return '"adminConsentFor" must be "all" or a list of permissions.';
  }
  if (refusal !== undefined && !isRefusal(refusal)) return '"refusal" must have a known "number" and a place "at".';
  if (proofFor !== undefined && proofFor !== 50_076 && proofFor !== 50_079) return '"proofFor" must be 50076 or 50079.';
  return value;
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function isRefusal(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { number, at } = value as Readonly<Record<string, unknown>>;
  return refusals.has(Number(number)) && (at === "page" || at === "answer" || at === "token");
}

/** The OAuth codes beside the numbers are Entra's where it documents them, and guesses elsewhere: clients go by the numbers. */
const refusals: ReadonlyMap<number, SignInFailure> = new Map(
  (
    [
      signInFailures.consentNeeded,
      signInFailures.accessDenied,
      signInFailures.adminNeeded,
      signInFailures.clientUnknown,
      signInFailures.tenantUnknown,
      { error: "access_denied", number: 90095, sentence: "Admin consent is required, and was requested." },
      { error: "invalid_grant", number: 50105, sentence: "The user is not assigned to a role for the application." },
      { error: "invalid_grant", number: 53000, sentence: "The device is not in the required state." },
      { error: "invalid_grant", number: 53001, sentence: "The device is not domain joined." },
      { error: "invalid_grant", number: 53003, sentence: "Access has been blocked by Conditional Access policies." },
      {
        error: "interaction_required",
        number: 50076,
        suberror: "basic_action",
        sentence: "You must use multi-factor authentication to access the resource.",
      },
      {
        error: "interaction_required",
        number: 50079,
        suberror: "basic_action",
        sentence: "You must enroll in multi-factor authentication to access the resource.",
      },
      {
        error: "invalid_client",
        number: 7000218,
        sentence: "The request body must contain 'client_assertion' or 'client_secret'.",
      },
      { error: "invalid_request", number: 50011, sentence: "The redirect URI does not match those configured." },
      { error: "invalid_grant", number: 50020, sentence: "The user account does not exist in the tenant." },
      {
        error: "invalid_grant",
        number: 65002,
        sentence: "Consent between first party application and resource must be configured via preauthorization.",
      },
      // One that nothing is said of anywhere: there are hundreds.
      { error: "invalid_request", number: 50146, sentence: "The application needs a custom signing key." },
    ] satisfies readonly SignInFailure[]
  ).map((failure) => [failure.number, failure]),
);
