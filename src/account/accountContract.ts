/**
 * What the rest of Unbook can ask of sign-in. The implementation (msalAccounts.ts, on MSAL) is loaded when it is first
 * needed; these types are all that anybody sees of it.
 */
import type { SignedInAccount, TokenSource } from "./tokenSource.ts";

/** Where the token cache is kept: VS Code's SecretStorage in the editor. */
export interface SecretStore {
  read(): Promise<string | undefined>;
  write(value: string): Promise<void>;
  delete(): Promise<void>;
}

/** The sign-in service to use. */
export interface Authority {
  /** As `https://login.microsoftonline.com/organizations`; for the sandbox its pseudo-https authority. */
  readonly url: string;
  /**
   * For the sandbox only: its OpenID document as JSON, so that nothing is looked up, and the one origin that sign-in
   * requests may go to.
   */
  readonly sandbox?: { readonly metadataJson: string; readonly origin: string };
}

/** A `fetch`, as far as sign-in needs one. What it fails with becomes the cause of the AccountError. */
export type SignInFetch = (address: URL, request: SignInRequest) => Promise<SignInResponse>;

/** A request to the sign-in service. Redirects are not followed: a refresh token may be in its body. */
export interface SignInRequest {
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** The sign-in service's answer. */
export interface SignInResponse {
  /** True for a 2xx. */
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  json(): Promise<unknown>;
}

/** What sign-in needs. */
export interface AccountsOptions {
  /** The id of the app registration: a public client, so not a secret. */
  readonly clientId: string;
  readonly authority: Authority;
  readonly secrets: SecretStore;
  /** How sign-in requests reach the network. Default: Node's own `fetch`, which is enough for the sandbox. */
  readonly fetch?: SignInFetch;
  /** Takes warnings of the sign-in library, without personal data. */
  readonly log: (line: string) => void;
}

/** A sign-in in the browser. */
export interface BrowserSignIn {
  readonly scopes: readonly string[];
  /** Opens the sign-in page. Rejecting ends the sign-in. */
  readonly openBrowser: (url: string) => Promise<void>;
  /**
   * Is told that an earlier sign-in, for which nobody waits any more, has to end before this one can begin. Only VS Code's
   * own account needs that. Default: nobody is told.
   */
  readonly onBlocked?: () => void;
  /**
   * `select` shows the account picker; `again` shows whatever the service wants `loginHint` to do, such as to allow the
   * scopes; `consent` has them allow the scopes in any case, which Entra does not let them do again where an administrator
   * has; `none` shows nothing and fails where a person would have to be asked.
   */
  readonly prompt: "select" | "consent" | "again" | "none";
  /** The username to sign in, for all but `select`. */
  readonly loginHint?: string;
  /** The claims (JSON) that the sign-in has to meet, as an AccountError names them. Default: none. */
  readonly claims?: string;
  /** How long the person has. Default 300,000 ms; with VS Code's own account three times as long. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What a device-code sign-in shows to the person. */
export interface DeviceCodePrompt {
  readonly userCode: string;
  readonly verificationUrl: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAtUtc: number;
}

/** A sign-in with a code on another device, where no browser can reach this machine. */
export interface DeviceCodeSignIn {
  readonly scopes: readonly string[];
  readonly onCode: (prompt: DeviceCodePrompt) => void;
  /** As for BrowserSignIn. */
  readonly claims?: string;
  readonly signal?: AbortSignal;
}

/** Sign-in with one app registration at one authority. Everything fails with an AccountError. */
export interface Accounts {
  signInWithBrowser(request: BrowserSignIn): Promise<SignedInAccount>;
  signInWithDeviceCode(request: DeviceCodeSignIn): Promise<SignedInAccount>;
  /** Who is in the cache now; reads it afresh, so that another window's sign-in or sign-out is seen. */
  listAccounts(): Promise<readonly SignedInAccount[]>;
  /** Tokens for one of the accounts. */
  tokensOf(accountId: string): TokenSource;
  /** Forgets the account here. It does not end the sign-in at Microsoft's. */
  signOut(accountId: string): Promise<void>;
  /** Ends a pending sign-in and closes its listener. */
  dispose(): Promise<void>;
}
