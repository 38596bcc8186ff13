/**
 * Words a challenge for VS Code's Microsoft account. It is built anew from the claims alone and never passed on as Graph sent
 * it: a `scope` in it would replace the permissions that name the app registration and the tenant, and VS Code fails on one
 * without claims.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */

/** The header for these claims. @param claims a JSON text, as readClaimsChallenge gives it. */
export function claimsHeader(claims: string): string {
  return `Bearer claims="${Buffer.from(claims, "utf8").toString("base64")}"`;
}
