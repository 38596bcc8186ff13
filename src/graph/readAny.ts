/**
 * Reads whatever a GET request of a `.http` file names, once and as Graph answers it: an answer that says no is an answer
 * too. Only the session's own Graph is asked (ownAddress.ts), and only with permissions that Unbook asks for anyway.
 */
import { performance } from "node:perf_hooks";
import type { AuthorizedCall } from "./authorizedCall.ts";
import type { AnyAnswer, AnyRead, GraphClientOptions } from "./graphContract.ts";
import { failureOf } from "./graphFailure.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { calendarScopes, scopesFor, sharedCalendarScopes } from "./scopes.ts";
import { isSentHeader } from "./sentHeader.ts";

/** Makes the function that reads. It throws a GraphError where no answer came, and an AccountError without a token. */
export function createReadAny(
  options: GraphClientOptions,
  call: AuthorizedCall,
  limiter: MailboxLimiter,
): (read: AnyRead, signal: AbortSignal) => Promise<AnyAnswer> {
  const { cloud } = options;
  return async ({ path, headers = [], isUnlogged = false }, signal) => {
    const address = `${cloud.graphOrigin}${path}`;
    const scopes = scopesToGet(path, options.ownNames ?? []);
    const sent = Object.fromEntries(
      headers
        .map(({ name, value }) => [name.toLowerCase(), value] as const)
        .filter(([name, value]) => isSentHeader(name) && isHeaderValue(value)),
    );
    const startedAt = performance.now();
    const { exchange, requestId } = await limiter.run(
      placeOf(path),
      async () => call({ method: "GET", address, scopes, headers: sent, abortable: "always", signal, isUnlogged }),
      signal,
    );
    signal.throwIfAborted();
    if (exchange.kind === "failed" || exchange.bodyProblem !== undefined) {
      throw failureOf(exchange, { method: "GET", scopes, cloud, requestId, nowUtc: Date.now() });
    }
    return {
      status: exchange.status,
      requestId,
      headers: exchange.headers,
      body: exchange.body,
      scopes,
      durationMs: Math.round(performance.now() - startedAt),
    };
  };
}

/** By the path below the version. What is in no row is asked for with what everybody has allowed at sign-in. */
const permissionRows: readonly { readonly path: RegExp; readonly scopes: readonly string[] }[] = [
  { path: /^\/(?:solutions\/)?bookingBusinesses(?:[/?(]|$)/i, scopes: [...scopesFor("readBookings")] },
  { path: /^\/(?:groups[/?(]|me\/(?:joinedGroups|memberOf)(?:[/?]|$))/i, scopes: scopesFor("groups") },
  { path: /^\/users\/[^/?]+\/(?:events|calendar)/i, scopes: sharedCalendarScopes },
];

function scopesToGet(path: string, ownNames: readonly string[]): readonly string[] {
  const below = path.replace(/^\/(?:v1\.0|beta)(?=\/)/i, "");
  const user = /^\/users\/([^/?]+)/i.exec(below)?.[1]?.toLowerCase();
  const isOwn = ownNames.some((name) => [name, encodeURIComponent(name)].some((own) => own.toLowerCase() === user));
  if (isOwn) return calendarScopes;
  return permissionRows.find((row) => row.path.test(below))?.scopes ?? calendarScopes;
}

/** Whose limits it counts against, roughly: a person, a group or a business has a mailbox. */
function placeOf(path: string): string {
  const [, , ...segments] = (path.split(/[?#]/)[0] ?? "").toLowerCase().split("/");
  const [first = "", second = "", third = ""] = segments;
  if (first === "me") return "me";
  if (first === "solutions") return `business ${decodeURIComponent(third)}`;
  return `${first.replace(/s$/, "")} ${second}`;
}

function isHeaderValue(value: string): boolean {
  return /^[\t\u0020-\u007e]*$/.test(value);
}
