/**
 * The `claims` parameter: what a client says that it can do (`xms_cc`), and its answer to a challenge of continuous access
 * evaluation.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
import { isDeepStrictEqual } from "node:util";

/** The claims that are asked for in an access token, by name. */
export type AccessTokenClaims = ReadonlyMap<string, unknown>;

/** Reads a `claims` parameter; undefined if it is not a JSON object. A missing one asks for nothing. */
export function parseClaims(text: string | null): AccessTokenClaims | undefined {
  if (text === null || text === "") return new Map();
  try {
    const claims: unknown = JSON.parse(text);
    if (!isObject(claims)) return undefined;
    const ofAccessToken = claims["access_token"] ?? {};
    return isObject(ofAccessToken) ? new Map(Object.entries(ofAccessToken)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the client says that it understands claims challenges (capability `CP1`). */
export function understandsChallenges(asked: AccessTokenClaims): boolean {
  const capability = asked.get("xms_cc");
  return isObject(capability) && Array.isArray(capability["values"]) && capability["values"].includes("CP1");
}

/** Whether everything that a challenge demands was asked for. */
export function answersChallenge(asked: AccessTokenClaims, demanded: AccessTokenClaims): boolean {
  return [...demanded].every(([name, value]) => isDeepStrictEqual(asked.get(name), value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
