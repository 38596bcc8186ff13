/**
 * Who has signed in, as the application is told: the id token's claims and `client_info`.
 * Source: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import type { TokenSigner } from "./tokenSigner.ts";

/** What an id token says beside who has signed in. */
export interface IdentityTokenOptions {
  readonly signer: TokenSigner;
  readonly origin: string;
  readonly clientId: string;
  readonly nonce: string | undefined;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** A signed id token, good for an hour. */
export function identityToken(account: SandboxAccount, options: IdentityTokenOptions): string {
  const nowSeconds = Math.floor(options.nowUtc / 1000);
  return options.signer.sign({
    aud: options.clientId,
    iss: `${options.origin}/${account.tenantId}/v2.0`,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + 3600,
    oid: account.id,
    sub: account.id,
    tid: account.tenantId,
    preferred_username: account.username,
    name: account.name,
    ver: "2.0",
    ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
  });
}

/** The account's home id as MSAL wants it: base64url of `{"uid", "utid"}`. */
export function clientInfo(account: SandboxAccount): string {
  return Buffer.from(JSON.stringify({ uid: account.id, utid: account.tenantId })).toString("base64url");
}
