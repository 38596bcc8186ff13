/**
 * VS Code's own Microsoft account as Unbook's sign-in: `vscode.authentication` behind the port of account/accountProvider.ts.
 * Loaded when somebody first signs in that way. It never removes a session: that would sign out every extension.
 * Source: https://code.visualstudio.com/api/references/vscode-api#authentication
 */
import { authentication, l10n } from "vscode";
import type { AuthenticationSession, AuthenticationWwwAuthenticateRequest } from "vscode";
import type { Accounts, SignInFetch } from "../account/accountContract.ts";
import type { AccountProvider, ProviderRequest } from "../account/accountProvider.ts";
import { createProviderAccounts } from "../account/providerAccounts.ts";
import type { ProviderAccountsOptions } from "../account/providerAccounts.ts";
import { createReach } from "../account/signInReach.ts";
import type { ReachedPlace } from "../account/signInReach.ts";

/** What it needs. */
export interface VscodeAccountsOptions extends Omit<ProviderAccountsOptions, "provider" | "reach"> {
  /** `microsoft`, `microsoft-sovereign-cloud`, or the one that signs in to the sandbox. */
  readonly providerId: string;
  readonly registration: ProviderAccountsOptions["registration"] & ReachedPlace;
  /** How it is found out whether the sign-in service can be reached. Default: Node's own `fetch`, enough for the sandbox. */
  readonly fetch?: SignInFetch;
}

/** Signs in with one of VS Code's account providers. */
export function createVscodeAccounts({
  providerId,
  fetch = globalThis.fetch,
  ...options
}: VscodeAccountsOptions): Accounts {
  const reach = createReach(options.registration, fetch);
  return createProviderAccounts({ ...options, reach, provider: providerOfVscode(providerId) });
}

function providerOfVscode(id: string): AccountProvider {
  return {
    find: async (request) =>
      authentication.getSession(id, wanted(request), {
        silent: true,
        ...(request.account !== undefined && { account: request.account }),
      }),
    ask: async (question): Promise<AuthenticationSession> => {
      const detail = { detail: detailOf(question.attempt) };
      // Without it VS Code would take the account that it knows Unbook by, and not let anybody choose.
      const whose = question.account === undefined ? { clearSessionPreference: true } : { account: question.account };
      return question.isAnew === true
        ? authentication.getSession(id, wanted(question), { forceNewSession: detail, ...whose })
        : authentication.getSession(id, wanted(question), { createIfNone: detail, ...whose });
    },
    listAccounts: async () => authentication.getAccounts(id),
    onDidChange(listener) {
      const listening = authentication.onDidChangeSessions(({ provider }) => {
        if (provider.id === id) listener();
      });
      return () => {
        listening.dispose();
      };
    },
  };
}

function wanted({ scopes, claimsHeader }: ProviderRequest): readonly string[] | AuthenticationWwwAuthenticateRequest {
  return claimsHeader === undefined ? scopes : { wwwAuthenticate: claimsHeader, fallbackScopes: scopes };
}

/** Stands below VS Code's own question. A later attempt says so, because VS Code takes equal questions for one. */
function detailOf(attempt: number): string {
  const text = l10n.t(
    "Unbook signs in with your organisation's app registration. VS Code keeps the sign-in; Unbook keeps neither a password nor a refresh token.",
  );
  return attempt === 1 ? text : `${text}\n\n${l10n.t("This is attempt {0}.", attempt)}`;
}
