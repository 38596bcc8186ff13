/**
 * Reads the `WWW-Authenticate` header of a 401. With continuous access evaluation it names claims that a new token must
 * meet; one header may hold several Bearer challenges, and their values may hold commas.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */

/** The JSON text of the claims that a new token must meet; undefined if the header asks for none. */
export function readClaimsChallenge(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === "string" ? header : (header ?? []).join(", ");
  for (const challenge of bearerChallenges(text)) {
    const claims = challenge.get("claims");
    if (challenge.get("error") === "insufficient_claims" && claims !== undefined) {
      const json = decodeClaims(claims);
      if (json !== undefined) return json;
    }
  }
  return undefined;
}

/**
 * A `name="value"` (the value may hold escaped quotes), a `name=value`, or else a scheme. Whatever starts like a word is
 * consumed as a whole, so that the time taken grows with the length of the header and no faster.
 */
const headerPart = /([\w-]+)\s*=\s*"((?:[^"\\]|\\.)*)"|([\w-]+)\s*=\s*([^\s,"]+)|([\w-]+)/g;

function bearerChallenges(header: string): ReadonlyMap<string, string>[] {
  const bearers: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  for (const [, quotedName, quotedValue = "", bareName, bareValue = "", scheme] of header.matchAll(headerPart)) {
    if (scheme !== undefined) {
      current = scheme.toLowerCase() === "bearer" ? new Map<string, string>() : undefined;
      if (current !== undefined) bearers.push(current);
      continue;
    }
    const value = quotedName === undefined ? bareValue : quotedValue.replaceAll(/\\(.)/g, "$1");
    current?.set((quotedName ?? bareName ?? "").toLowerCase(), value);
  }
  return bearers;
}

/** The claims are base64 of JSON, in either alphabet; some services send the JSON itself. */
function decodeClaims(claims: string): string | undefined {
  const text = claims.trimStart().startsWith("{") ? claims : Buffer.from(claims, "base64").toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? text : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
