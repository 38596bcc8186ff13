/**
 * The page on which an administrator allows permissions for the whole organisation. Everybody is an administrator here: what
 * is tried is the way to this page, and what comes after it. The answer is not sent to the redirect address: nobody listens.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
import type { Consents } from "./consents.ts";
import { methodNotAllowed, readForm } from "./formRequest.ts";
import { parseScopes } from "./requestedScopes.ts";
import { failureDescription, scopeInvalid, signInFailures } from "./signInFailure.ts";
import { adminConsentPage, messagePage } from "./signInPages.ts";
import { createTickets } from "./tickets.ts";

/** What the page needs. */
export interface AdminConsentOptions {
  readonly consents: Consents;
  readonly clientId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

/** Makes what answers requests to the page. */
export function createAdminConsent(options: AdminConsentOptions): (request: Request) => Promise<Response> {
  const { consents, clientId, now } = options;
  // A ticket for what the page has shown, so that no other page can answer for the administrator.
  const shown = createTickets<readonly string[]>({ prefix: "sandbox-admin-", lifetimeMs: 15 * 60_000, now });
  return async (request) => {
    const { pathname, search, searchParams } = new URL(request.url);
    if (searchParams.get("client_id") !== clientId) return refused(failureDescription(signInFailures.clientUnknown));
    if (request.method === "GET") {
      const { graph, malformed } = parseScopes(searchParams.get("scope"));
      if (malformed.length > 0) return refused(failureDescription(scopeInvalid(malformed)));
      return adminConsentPage({ action: pathname + search, ticket: shown.issue(graph) }, graph);
    }
    if (request.method !== "POST") return methodNotAllowed("GET, POST");
    const form = await readForm(request);
    if (form instanceof Response) return form;
    const permissions = shown.redeem(form.get("ticket") ?? "");
    if (permissions.kind !== "good") return refused("This page is no longer valid. Open it again.");
    consents.allowForAll(permissions.value);
    return messagePage("Allowed", "You can close this page. Whoever asked you can now try again.");
  };
}

function refused(text: string): Response {
  return messagePage("The request is not valid", text, 400);
}
