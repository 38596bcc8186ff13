/**
 * Reads the `scope` parameter of a sign-in request: which of its words are permissions of Microsoft Graph, which belong to
 * OpenID Connect, and which are neither.
 * Source: https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 */

const openIdScopes = new Set(["openid", "profile", "email", "offline_access"]);
const graphPrefix = "https://graph.microsoft.com/";
const permissionName = /^[A-Za-z]+(?:[.-][A-Za-z]+)+$/;

/** What a `scope` parameter asks for. */
export interface RequestedScopes {
  /** The parameter as it came, without `offline_access`: what the token answer repeats. */
  readonly text: string;
  /** Graph permissions by their short names, as `Calendars.Read`. */
  readonly graph: readonly string[];
  readonly openId: readonly string[];
  /** Words that cannot be a permission of Graph. */
  readonly malformed: readonly string[];
}

/** Takes a `scope` parameter apart; a missing one asks for nothing. */
export function parseScopes(scope: string | null): RequestedScopes {
  const words = [...new Set((scope ?? "").split(/\s+/u).filter((word) => word !== ""))];
  const others = words.filter((word) => !openIdScopes.has(word));
  const names = others.map((word) => (word.startsWith(graphPrefix) ? word.slice(graphPrefix.length) : word));
  return {
    text: words.filter((word) => word !== "offline_access").join(" "),
    graph: names.filter((name) => permissionName.test(name)),
    openId: words.filter((word) => openIdScopes.has(word)),
    malformed: names.filter((name) => !permissionName.test(name)),
  };
}
