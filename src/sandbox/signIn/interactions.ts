/**
 * The part of a sign-in that a person takes: choosing an account and allowing permissions. It is the same whether the
 * sign-in began in this browser or with a code on another device; only how it finishes differs.
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import type { Consents } from "./consents.ts";
import { readForm } from "./formRequest.ts";
import { isForWorkAccountsOnly } from "./permissionSentences.ts";
import type { RequestedScopes } from "./requestedScopes.ts";
import { scopeInvalid, type SignInFailure, signInFailures } from "./signInFailure.ts";
import { accountPickerPage, adminNeededPage, consentPage, messagePage, proofPage } from "./signInPages.ts";
import type { SignInPolicy } from "./signInPolicy.ts";
import { createTickets } from "./tickets.ts";

/** How a person's part ended. */
export type InteractionOutcome =
  | { readonly kind: "allowed"; readonly account: SandboxAccount }
  | { readonly kind: "failed"; readonly failure: SignInFailure };

/** A sign-in that waits for its person. */
interface Interaction {
  readonly scopes: RequestedScopes;
  /** The account that was named; without it the account picker is shown. */
  readonly account?: SandboxAccount;
  /** Show the consent page even if everything was allowed before. */
  readonly asksConsent: boolean;
  /**
   * Treat everything as if it had not been allowed before, as `prompt=consent` does: then even what an administrator has
   * allowed for everybody needs one again. Reported: https://github.com/MicrosoftDocs/entra-docs/issues/652. Default false.
   */
  readonly insists?: boolean;
  /** Has the person prove who they are first. Default false. */
  readonly asksProof?: boolean;
  /** What the browser gets at the end. */
  readonly finish: (outcome: InteractionOutcome) => Response;
}

/** The sign-ins that wait for their person. */
export interface Interactions {
  /** The first page. */
  begin(interaction: Interaction): Response;
  /** The answer to a page that was posted. */
  proceed(request: Request): Promise<Response>;
}

/** What interactions need. */
export interface InteractionOptions {
  readonly accounts: readonly SandboxAccount[];
  readonly consents: Consents;
  readonly policy: SignInPolicy;
  /** The path that the pages are posted to. */
  readonly action: string;
  readonly now: () => number;
}

/** Starts with nobody waiting. */
export function createInteractions(options: InteractionOptions): Interactions {
  // Tickets rather than the request itself travel through the pages, so that no other page can answer for the person.
  const waiting = createTickets<Interaction>({ prefix: "sandbox-page-", lifetimeMs: 15 * 60_000, now: options.now });

  function missingOf({ insists = false, scopes }: Interaction, account: SandboxAccount): readonly string[] {
    return insists ? scopes.graph : options.consents.missing(account.id, scopes.graph);
  }

  function withAccount(interaction: Interaction, account: SandboxAccount): Response {
    const unfit = unfitScopes(interaction.scopes, account);
    if (unfit.length > 0) return interaction.finish({ kind: "failed", failure: scopeInvalid(unfit) });
    const step = { action: options.action, ticket: waiting.issue({ ...interaction, account }) };
    if (interaction.asksProof === true) return proofPage(step, account);
    const missing = missingOf(interaction, account);
    const adminNeeded = options.policy.forAdministrators(missing);
    if (adminNeeded.length > 0) return adminNeededPage(step, adminNeeded);
    if (interaction.asksConsent || missing.length > 0) return consentPage(step, account, interaction.scopes.graph);
    return interaction.finish({ kind: "allowed", account });
  }

  return {
    begin(interaction) {
      if (interaction.account !== undefined) return withAccount(interaction, interaction.account);
      const ticket = waiting.issue(interaction);
      return accountPickerPage({ action: options.action, ticket }, options.accounts);
    },
    async proceed(request) {
      const form = await readForm(request);
      if (form instanceof Response) return form;
      const ticket = form.get("ticket") ?? "";
      const found = waiting.look(ticket);
      if (found.kind !== "good") {
        return messagePage("This page is no longer valid", "Start the sign-in again in Visual Studio Code.", 400);
      }
      const { account, finish, scopes } = found.value;
      const chosen = options.accounts.find((candidate) => candidate.id === form.get("account"));
      if (account === undefined && chosen !== undefined) return withAccount(found.value, chosen);
      const answer = form.get("answer");
      if (account === undefined || (answer !== "accept" && answer !== "cancel")) {
        return messagePage("This page cannot be answered so", "Go back and press one of its buttons.", 400);
      }
      waiting.redeem(ticket);
      const adminNeeded = options.policy.forAdministrators(missingOf(found.value, account));
      if (answer === "cancel") {
        const { accessDenied, adminNeeded: needsAdmin } = signInFailures;
        return finish({ kind: "failed", failure: adminNeeded.length > 0 ? needsAdmin : accessDenied });
      }
      if (found.value.asksProof === true) return withAccount({ ...found.value, asksProof: false }, account);
      if (adminNeeded.length > 0) return finish({ kind: "failed", failure: signInFailures.adminNeeded });
      options.consents.allow(account.id, scopes.graph);
      return finish({ kind: "allowed", account });
    },
  };
}

/**
 * The scopes that the account cannot be asked for: malformed ones, and for a personal account those of Bookings. That Entra
 * refuses the latter with this very code is a guess.
 */
export function unfitScopes(scopes: RequestedScopes, account: SandboxAccount): readonly string[] {
  return [...scopes.malformed, ...(account.isPersonal ? scopes.graph.filter(isForWorkAccountsOnly) : [])];
}
