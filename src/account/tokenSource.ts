/**
 * The port through which everything else gets access tokens. Whoever holds a TokenSource can ask for a token silently; it
 * never shows a dialog and never opens a browser.
 */

/** Who is signed in. For display and for keeping accounts apart, never for deciding what is allowed. */
export interface SignedInAccount {
  /** Stable for one person in one tenant (MSAL's home account id). */
  readonly id: string;
  /** The user principal name, as `ana@contoso.com`. */
  readonly username: string;
  readonly name: string;
  readonly tenantId: string;
  /** A personal Microsoft account: it has calendars, but no Bookings. */
  readonly isPersonal: boolean;
}

/** An access token for Microsoft Graph. */
export interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAtUtc: number;
}

/** What a token is wanted for. */
export interface TokenRequest {
  /** Delegated Graph permissions, as `Calendars.ReadWrite`. */
  readonly scopes: readonly string[];
  /** The decoded `claims` of a challenge that Graph answered with; asks the sign-in service for a token that meets them. */
  readonly claims?: string;
  /** Ask the sign-in service even if a token that looks good is at hand. Default false. */
  readonly forceRefresh?: boolean;
}

/** Gives access tokens without asking anybody. */
export interface TokenSource {
  /** @throws {AccountError} when a token cannot be had silently. */
  getToken(request: TokenRequest, signal?: AbortSignal): Promise<AccessToken>;
}
