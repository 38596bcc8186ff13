/**
 * Whether the sign-in service can be reached from here, told by the document that it gives to everybody: nothing of an
 * account goes along. VS Code's own account keeps to itself why it has no token; that there is no network is the one reason
 * that can be told from the others.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
import type { SignInFetch } from "./accountContract.ts";

/** Resolves when the sign-in service has answered, and rejects with what stands in the way. */
export type ReachSignIn = () => Promise<void>;

/** Where a sign-in takes place. */
export interface ReachedPlace {
  readonly signInOrigin: string;
  /** A tenant's GUID or domain, or `organizations`, `common`, `consumers`. */
  readonly tenantId: string;
}

/** Somebody may be waiting for the answer. */
const limitMs = 5000;

/** Makes the function. */
export function createReach({ signInOrigin, tenantId }: ReachedPlace, fetch: SignInFetch): ReachSignIn {
  const address = new URL(`/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`, signInOrigin);
  return async () => {
    const signal = AbortSignal.timeout(limitMs);
    const answer = await fetch(address, { method: "GET", redirect: "manual", signal });
    // The service answers in JSON, whatever it has to say; the sign-in page of a network is none.
    await answer.json();
  };
}
