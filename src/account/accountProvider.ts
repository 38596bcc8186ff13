/**
 * What Unbook needs of VS Code's accounts: the port between what is decided here and `vscode.authentication`, which only
 * editor/ knows. One provider serves all extensions; everything that it tells is about all of them.
 * Source: https://code.visualstudio.com/api/references/vscode-api#authentication
 */

/** An account that somebody has signed in with in VS Code, for whichever extension. */
export interface ProviderAccount {
  /** MSAL's home account id, as `<object id>.<tenant id>`. */
  readonly id: string;
  /** The user name in small letters. */
  readonly label: string;
}

/** What VS Code gives when it gives a token. */
export interface ProviderSession {
  readonly accessToken: string;
  readonly account: ProviderAccount;
  /** Not every provider gives one. */
  readonly idToken?: string | undefined;
}

/** What is asked of VS Code. */
export interface ProviderRequest {
  /** As providerScopes words them. */
  readonly scopes: readonly string[];
  /** A challenge to meet, as claimsHeader words it. Default: none. */
  readonly claimsHeader?: string;
  /** Whose session it has to be. Default: anybody's. */
  readonly account?: ProviderAccount;
}

/** What the person is asked. */
export interface ProviderQuestion extends ProviderRequest {
  /** 1, 2, 3, …: VS Code takes an equal question for the one that it is still asking. */
  readonly attempt: number;
  /** Asks even if VS Code has a session, because Graph has refused what it gives. Default: only if it has none. */
  readonly isAnew?: boolean;
}

/** VS Code's accounts. */
export interface AccountProvider {
  /**
   * A session without asking anybody. Undefined says nothing: nobody is signed in, Unbook may not use the account, a
   * permission is missing, or the network is, all look the same, because VS Code keeps what went wrong to itself.
   */
  find(request: ProviderRequest): Promise<ProviderSession | undefined>;
  /** Lets the person sign in, who may choose another account than the one that was asked for. */
  ask(question: ProviderQuestion): Promise<ProviderSession>;
  /** Everybody who is signed in in VS Code. */
  listAccounts(): Promise<readonly ProviderAccount[]>;
  /** Is told that something has changed, with any account and for any extension, and not what. Gives what stops that. */
  onDidChange(listener: () => void): () => void;
}
