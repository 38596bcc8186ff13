/**
 * Mends the address of a request where it stands in the file, as text: everything that is not wrong stays as it was
 * written, variables too. An address over several lines is left alone.
 */
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import type { GraphFix, GraphFixCode } from "./graphProblem.ts";

/** The address of a request as it is written; undefined for one of several lines. */
export function writtenAddress(file: RequestFile, { urlSpan, urlPieces }: HttpRequest): string | undefined {
  return urlPieces.length === 1 ? file.text.slice(urlSpan.start, urlSpan.end) : undefined;
}

/** Where the part of an address stands that is wrong; the whole address where it cannot be told apart. */
export function mismatchSpan(file: RequestFile, request: HttpRequest, mismatch: RouteMismatch): Span {
  const address = writtenAddress(file, request);
  if (mismatch.code === "notPost") return request.methodSpan ?? request.urlSpan;
  const found = address === undefined ? undefined : wrongPart(address, mismatch);
  if (found === undefined) return request.urlSpan;
  const start = request.urlSpan.start + found.start;
  return { start, end: start + found.text.length };
}

/** A part of an address: where it begins, and what it is. */
interface AddressPart {
  readonly start: number;
  readonly text: string;
}

function wrongPart(address: string, mismatch: RouteMismatch): AddressPart | undefined {
  switch (mismatch.code) {
    case "insecure":
    case "notGraphHost":
      return partOf(address, /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i);
    case "missingScheme":
      return partOf(address, /^\/*[^/?#]+/);
    case "unknownVersion":
      return textIn(address, mismatch.version);
    case "notInVersion":
      return textIn(address, mismatch.version);
    case "badEncoding":
      return mismatch.segment === "" ? undefined : textIn(address, mismatch.segment);
    case "badCharacter":
      return textIn(address, mismatch.character);
    case "missingId":
      return textIn(address, mismatch.afterSegment);
    case "unresolvedVariable":
    case "missingVersion":
    case "brokenPath":
    case "notPost":
      return undefined;
    default:
      return mismatch satisfies never;
  }
}

function partOf(address: string, pattern: RegExp): AddressPart | undefined {
  const found = pattern.exec(address);
  return found === null ? undefined : { start: found.index, text: found[0] };
}

function textIn(address: string, text: string): AddressPart | undefined {
  const start = address.toLowerCase().indexOf(text.toLowerCase(), hostEnd(address));
  return start === -1 ? undefined : { start, text: address.slice(start, start + text.length) };
}

/** Where the path of an address begins. */
function hostEnd(address: string): number {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/\\?#]*/i.exec(address)?.[0].length ?? 0;
}

/** The ways to mend an address that Graph refuses. */
export function mismatchFixes(file: RequestFile, request: HttpRequest, mismatch: RouteMismatch): readonly GraphFix[] {
  if (mismatch.code === "notPost") return [usePost(request)];
  const address = writtenAddress(file, request);
  if (address === undefined) return [];
  const host = hostEnd(address);
  const replaced = (code: GraphFixCode, mended: string): readonly GraphFix[] =>
    mended === address ? [] : [replaceAddress(request, code, mended)];
  switch (mismatch.code) {
    case "insecure":
      return replaced("useHttps", address.replace(/^http:/i, "https:"));
    case "missingScheme":
      return replaced("useHttps", `https://${address.replace(/^\/+/, "")}`);
    case "missingVersion":
      return replaced("addVersion", `${address.slice(0, host)}/v1.0${address.slice(host)}`);
    case "unknownVersion":
    case "notInVersion": {
      const part = wrongPart(address, mismatch);
      if (part === undefined) return [];
      const version = mismatch.code === "notInVersion" && mismatch.version === "v1.0" ? "beta" : "v1.0";
      const end = part.start + part.text.length;
      return replaced("useOtherVersion", address.slice(0, part.start) + version + address.slice(end));
    }
    case "badCharacter":
      return mismatch.character === "\\"
        ? replaced("useSlashes", address.replaceAll("\\", "/"))
        : replaced("encodeId", encodePath(address, host));
    case "badEncoding":
      return replaced("encodeId", encodePath(address, host));
    case "notGraphHost":
    case "missingId":
    case "unresolvedVariable":
    case "brokenPath":
      return [];
    default:
      return mismatch satisfies never;
  }
}

/** Encodes in the path what must not stand there as it is; what is encoded well already stays. */
function encodePath(address: string, host: number): string {
  const path = /^[^?#]*/.exec(address.slice(host))?.[0] ?? "";
  const mended = path
    .replaceAll("+", "%2B")
    .replaceAll(/%(?![0-9a-f]{2})/gi, "%25")
    // Not the braces of a variable or a place to fill in, and what stands between them.
    .replaceAll(/\{[^{}]*\}|[\s\p{Cc}]/gu, (found) => (found.startsWith("{") ? found : encodeURIComponent(found)));
  return address.slice(0, host) + mended + address.slice(host + path.length);
}

/** Makes a request a POST. */
function usePost({ methodSpan, urlSpan }: HttpRequest): GraphFix {
  const edit =
    methodSpan === undefined
      ? { span: { start: urlSpan.start, end: urlSpan.start }, newText: "POST " }
      : { span: methodSpan, newText: "POST" };
  return { code: "usePost", edits: [edit] };
}

/** Sends a request to the account's own Graph. */
export function useOwnHost(file: RequestFile, request: HttpRequest, graphOrigin: string): readonly GraphFix[] {
  const address = writtenAddress(file, request);
  if (address === undefined) return [];
  const host = hostEnd(address);
  return host === 0 ? [] : [replaceAddress(request, "useOwnHost", graphOrigin + address.slice(host))];
}

/** Where Graph has moved what earlier pages of its documentation have elsewhere. */
const movedPaths: readonly (readonly [RegExp, string])[] = [
  [/\/calendarGroup\/calendars\//i, "/calendars/"],
  [/\/me\/joinedGroups\//i, "/groups/"],
  [/(?<!\/solutions)\/bookingBusinesses\//i, "/solutions/bookingBusinesses/"],
  [/(\/messages\/[^/]+)\/event(?=\/)/i, "$1/microsoft.graph.eventMessage/event"],
];

/** Uses the path that Microsoft documents today. */
export function useDocumentedPath(file: RequestFile, request: HttpRequest): readonly GraphFix[] {
  const address = writtenAddress(file, request) ?? "";
  const mended = movedPaths.reduce((path, [pattern, now]) => path.replace(pattern, now), address);
  // What hangs on a message is documented for the event itself only.
  const isHalfMended = /\/event\/(?:instances|calendar)\//i.test(mended);
  return mended === address || isHalfMended ? [] : [replaceAddress(request, "useDocumentedPath", mended)];
}

/** Addresses an occurrence by its own id below `events`, which every cloud has. */
export function useEventPath(file: RequestFile, request: HttpRequest): readonly GraphFix[] {
  const address = writtenAddress(file, request) ?? "";
  const path = /^[^?#]*/.exec(address)?.[0] ?? "";
  const action = /\/(?:microsoft\.graph\.)?(?:cancel|decline)\/*$/i.exec(path)?.[0] ?? "";
  const item = path.slice(0, path.length - action.length);
  const owner = /^.*?(?=\/(?:events|calendarView)\/)/i.exec(item)?.[0];
  const id = item.slice(item.lastIndexOf("/"));
  if (owner === undefined || !/\/exceptionOccurrences\//i.test(item)) return [];
  return [replaceAddress(request, "useEventPath", `${owner}/events${id}${action}${address.slice(path.length)}`)];
}

function replaceAddress({ urlSpan }: HttpRequest, code: GraphFixCode, newText: string): GraphFix {
  return { code, edits: [{ span: urlSpan, newText }] };
}
