/**
 * What kept a run, or a part of it, from being sent, where that was the sign-in service: a rule of the organisation, a second
 * proof, a permission that was taken back, a sign-in that was revoked. Told from the run alone; what is done about it is in
 * signInAgain.ts.
 */
import { AccountError } from "../account/accountError.ts";
import type { AccountErrorCode } from "../account/accountError.ts";
import { scopesToAct } from "../cancellation/itemAction.ts";
import { isTokenRefused } from "../cancellation/outcome.ts";
import type { TokenReason, TokenRefused } from "../cancellation/outcome.ts";
import { actionNames } from "../cancellation/plannedRequest.ts";
import type { Run } from "../cancellation/run.ts";

/** Why a run was not wholly sent. */
export interface RunRefusal {
  /** As it would have been thrown; without a code of the service's, nobody is signed in as the run's account any more. */
  readonly why: AccountError;
  /** The permissions that were wanted. */
  readonly scopes: readonly string[];
}

/** The first refusal of a run; undefined if the sign-in service kept nothing of it from being sent. */
export function refusalOf({ plan, states }: Run): RunRefusal | undefined {
  const refused = states.flatMap((state, index) =>
    state.kind === "ended" && isTokenRefused(state.outcome) ? [{ outcome: state.outcome, index }] : [],
  );
  const [first] = refused;
  if (first === undefined) return undefined;
  const items = refused.flatMap(({ index }) => plan.items[index] ?? []);
  const scopes = items.flatMap(({ action, target }) => scopesToAct(actionNames[action.kind], target));
  return { why: tokenError(first.outcome), scopes: [...new Set(scopes)] };
}

/** What an outcome's want of a token was, as the failure that it goes back to. */
export function tokenError({ reason, serviceCode = "" }: TokenRefused): AccountError {
  return new AccountError(codes[reason], "There was no token for it while sending.", { serviceCode });
}

const codes: Readonly<Record<TokenReason, AccountErrorCode>> = {
  signInRequired: "signInRequired",
  consentRequired: "consentRequired",
  signInRefused: "refused",
};
