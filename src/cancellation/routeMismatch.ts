/**
 * Why a request that was meant to cancel something in Microsoft Graph is none (see route.ts): what is wrong with its host,
 * its path or its method. It says nothing of requests that have nothing to do with cancelling events and bookings.
 */
import { findItemPath, readPathAction } from "./findItemPath.ts";
import type { FoundPath } from "./findItemPath.ts";
import { readGraphAddress } from "./graphAddress.ts";
import type { HostRefusal, PathPart, PathRefusal } from "./graphAddress.ts";
import type { ApiVersion } from "./target.ts";

/** Why a request that looks like a cancel request is not taken for one. */
export type RouteMismatch =
  | HostRefusal
  | PathRefusal
  /** The path is right, the method is not. */
  | { readonly code: "notPost"; readonly method: string }
  /** A `{{variable}}` in the address has no value. `name` is what stands between the braces. */
  | { readonly code: "unresolvedVariable"; readonly name: string }
  /** A host without `/v1.0` or `/beta` after it. */
  | { readonly code: "missingVersion" }
  /** Another word where `v1.0` or `beta` belongs. */
  | { readonly code: "unknownVersion"; readonly version: string }
  /** The path is known, but not in this version. */
  | { readonly code: "notInVersion"; readonly version: ApiVersion }
  /** No id after `afterSegment`. */
  | { readonly code: "missingId"; readonly afterSegment: string };

/** What an early generated page of Microsoft's documentation has for a version: `https://graph.microsoft.com/docs\api/me/…`. */
const documentationSlip = /^\s*[a-z]+:\/\/[^/\\?#]*\/(docs[\\/]api)\//i;

/**
 * Why `matchCancelRoute` refuses a request that looks like a cancel request; undefined when it accepts it, and when the
 * request has nothing to do with cancelling in Graph.
 */
export function explainMismatch(method: string, url: string): RouteMismatch | undefined {
  const variable = /\{\{([^{}]*)\}\}/.exec(url);
  const slip = documentationSlip.exec(url)?.[1];
  const mended = slip === undefined ? url : url.replace(slip, "v1.0");
  const { host, path } = readGraphAddress(mended.replaceAll(/\{\{[^{}]*\}\}/g, "x"));
  if (path.kind === "refused") {
    return host.kind !== "refused" && looksLikeCancel(url) ? path.reason : undefined;
  }
  const isKnownHost = host.kind !== "refused" || host.reason.code === "insecure";
  const found = findCancelled(path.segments);
  if (found === undefined) return isKnownHost && looksLikeCancel(url) ? explainPath(path.segments) : undefined;
  if (variable !== null) return { code: "unresolvedVariable", name: (variable[1] ?? "").trim() };
  // A path such as /users/1/events/2/cancel may be anybody's; the version makes it Graph's.
  if (host.kind === "refused") return path.version === undefined ? undefined : host.reason;
  if (slip !== undefined) return { code: "unknownVersion", version: slip };
  if (host.kind === "graph" && path.version === undefined) return { code: "missingVersion" };
  if (path.version !== undefined && !found.path.row.versions.includes(path.version)) {
    return { code: "notInVersion", version: path.version };
  }
  return method.toUpperCase() === "POST" ? undefined : { code: "notPost", method };
}

function findCancelled(parts: readonly PathPart[]): FoundPath | undefined {
  const { name, item } = readPathAction("POST", parts);
  return name === "cancel" ? findItemPath(item) : undefined;
}

/** Whether somebody who wrote this meant to cancel an event or a booking: the last word, and a word for what it is. */
function looksLikeCancel(url: string): boolean {
  const path = /^[^?#]*/.exec(url)?.[0] ?? "";
  return (
    /[/\\](?:microsoft\.graph\.)?cancel[/\\]*$/i.test(path) &&
    /[/\\](?:events?|calendarview|appointments|instances|exceptionoccurrences)\b/i.test(path) &&
    !/[/\\]virtualevents[/\\]/i.test(path)
  );
}

/** Why a path of known segments is in no row of the catalogue. */
function explainPath(parts: readonly PathPart[]): RouteMismatch {
  const withoutVersion = parts.slice(1);
  const version = parts[0]?.decoded ?? "";
  if (/^v?[0-9]/i.test(version) && findCancelled(withoutVersion) !== undefined)
    return { code: "unknownVersion", version };
  const filler: PathPart = { raw: "x", decoded: "x" };
  for (let index = 1; index < parts.length; index += 1) {
    const isEmpty = parts[index]?.decoded === "";
    const filled = [...parts.slice(0, index), filler, ...parts.slice(isEmpty ? index + 1 : index)];
    const afterSegment = parts[index - 1]?.decoded ?? "";
    if (findCancelled(filled) !== undefined) return { code: "missingId", afterSegment };
  }
  return { code: "brokenPath" };
}
