/**
 * The authorization endpoint: checks a sign-in request, has the person choose and consent, and hands a code to the
 * application's listener on this machine.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import { parseClaims } from "./claimsRequest.ts";
import type { Consents } from "./consents.ts";
import { clientInfo } from "./identityToken.ts";
import { type InteractionOutcome, type Interactions, unfitScopes } from "./interactions.ts";
import { parseScopes, type RequestedScopes } from "./requestedScopes.ts";
import { failureDescription, scopeInvalid, type SignInFailure, signInFailures } from "./signInFailure.ts";
import { formPostPage, messagePage } from "./signInPages.ts";
import type { SignInPolicy } from "./signInPolicy.ts";
import type { Tickets } from "./tickets.ts";

/** What an authorization code stands for. */
export interface AuthorizedCode {
  readonly account: SandboxAccount;
  readonly scopes: RequestedScopes;
  readonly redirectUri: string;
  /** The S256 challenge that the code's verifier must match. */
  readonly codeChallenge: string;
  readonly nonce: string | undefined;
  /** Whether the person has proved who they are. */
  readonly isProved: boolean;
}

/** What the endpoint needs. */
export interface AuthorizeOptions {
  readonly accounts: readonly SandboxAccount[];
  readonly clientId: string;
  readonly codes: Tickets<AuthorizedCode>;
  readonly consents: Consents;
  readonly interactions: Interactions;
  readonly policy: SignInPolicy;
}

/** Answers a GET of the authorization endpoint with a page. */
export function authorize(query: URLSearchParams, options: AuthorizeOptions): Response {
  // Until the client and its address are known to be good, nothing may be sent back to the address.
  const redirectUri = loopbackAddress(query.get("redirect_uri"));
  if (redirectUri === undefined)
    return refusedPage("AADSTS50011: The redirect address is not one of this computer's own.");
  if (query.get("client_id") !== options.clientId) return refusedPage(failureDescription(signInFailures.clientUnknown));
  if (query.get("response_type") !== "code" || query.get("response_mode") !== "form_post") {
    return refusedPage("AADSTS70007: Only response_type=code with response_mode=form_post is supported.");
  }

  const refusedHere = options.policy.refusalAt("page");
  if (refusedHere !== undefined) return refusedPage(failureDescription(refusedHere));

  const state = query.get("state");
  const reply = (fields: readonly (readonly [string, string])[]): Response =>
    formPostPage(redirectUri, new Map([...fields, ...(state === null ? [] : [["state", state] as const])]));
  const fail = (failure: SignInFailure): Response =>
    reply([
      ["error", failure.error],
      ["error_description", failureDescription(failure)],
    ]);

  const codeChallenge = query.get("code_challenge");
  if (codeChallenge === null || query.get("code_challenge_method") !== "S256")
    return fail(signInFailures.proofKeyMissing);
  const claims = parseClaims(query.get("claims"));
  if (claims === undefined) return fail(signInFailures.claimsUnreadable);
  const refusal = options.policy.refusalAt("answer");
  if (refusal !== undefined) return fail(refusal);
  const scopes = parseScopes(query.get("scope"));
  if (scopes.malformed.length > 0) return fail(scopeInvalid(scopes.malformed));

  const finish = (outcome: InteractionOutcome): Response => {
    if (outcome.kind === "failed") return fail(outcome.failure);
    const { account } = outcome;
    const nonce = query.get("nonce") ?? undefined;
    const code = options.codes.issue({
      account,
      scopes,
      redirectUri: query.get("redirect_uri") ?? "",
      codeChallenge,
      nonce,
      isProved: asksProof,
    });
    return reply([
      ["code", code],
      ["client_info", clientInfo(account)],
    ]);
  };

  const hint = query.get("login_hint")?.toLowerCase();
  const hinted = options.accounts.find((account) => account.username.toLowerCase() === hint);
  const prompt = query.get("prompt");
  const asksProof = options.policy.proofNeeded(claims) !== undefined;
  if (prompt === "none") {
    // Nobody is there to be asked. The sample accounts are nobody's own, so that naming one is enough.
    if (hinted === undefined || asksProof) return fail(signInFailures.signInNeeded);
    const unfit = unfitScopes(scopes, hinted);
    if (unfit.length > 0) return fail(scopeInvalid(unfit));
    options.consents.allow(hinted.id, scopes.graph);
    return finish({ kind: "allowed", account: hinted });
  }
  const named = prompt === "select_account" ? undefined : hinted;
  return options.interactions.begin({
    scopes,
    ...(named === undefined ? {} : { account: named }),
    asksConsent: prompt === "consent",
    insists: prompt === "consent",
    asksProof,
    finish,
  });
}

/** The address if it is the root of a listener on this machine, on any port; undefined otherwise. */
function loopbackAddress(text: string | null): URL | undefined {
  if (text === null || !URL.canParse(text)) return undefined;
  const address = new URL(text);
  const isLoopback = address.protocol === "http:" && ["localhost", "127.0.0.1"].includes(address.hostname);
  const isPlain = address.username === "" && address.password === "" && address.pathname === "/";
  return isLoopback && isPlain && address.search === "" && address.hash === "" ? address : undefined;
}

function refusedPage(text: string): Response {
  return messagePage("The sign-in request is not valid", text, 400);
}
