/**
 * Reads the address of a request as Microsoft Graph would, but strictly: only hosts that are exactly Graph's own, only
 * paths that every reader splits alike. It knows nothing of items and actions (see routeCatalogue.ts and itemAction.ts).
 * Source of the hosts: https://learn.microsoft.com/graph/deployments
 */
import type { ApiVersion } from "./target.ts";

/** The hosts that are Microsoft Graph, and the cloud that each belongs to. */
export const graphHosts: ReadonlyMap<string, GraphCloudName> = new Map([
  ["graph.microsoft.com", "global"],
  ["graph.microsoft.us", "usGovernment"],
  ["dod-graph.microsoft.us", "usGovernmentDod"],
  ["microsoftgraph.chinacloudapi.cn", "china"],
]);

/** A cloud by name. `sandbox` stands for any port of this machine; whether it is the sandbox is for the caller to check. */
export type GraphCloudName = "global" | "usGovernment" | "usGovernmentDod" | "china" | "sandbox";

/** Where a request goes, or why it goes nowhere that is Graph. */
export type GraphHost =
  /** A path alone: it goes wherever the session's own Graph is. */
  | { readonly kind: "none" }
  /** `host` is as it was written, with its port if it had one. */
  | { readonly kind: "graph"; readonly host: string; readonly cloud: GraphCloudName }
  | { readonly kind: "refused"; readonly reason: HostRefusal };

/** Why a host is refused. `host` is as it was written, but never with a user name or a password. */
export type HostRefusal =
  /** Not exactly one of Graph's hosts: a foreign host, a look-alike, another port, a user name before it. */
  | { readonly code: "notGraphHost"; readonly host: string }
  /** Graph's own host, but over http: a token would travel in the clear. */
  | { readonly code: "insecure"; readonly host: string }
  /** No `https://` before the host. */
  | { readonly code: "missingScheme" };

/** What a path says, or why it cannot be read. */
export type GraphPath =
  /** `version` is undefined where the path does not begin with one. Empty segments are kept, a last slash is not. */
  | { readonly kind: "path"; readonly version: ApiVersion | undefined; readonly segments: readonly PathPart[] }
  | { readonly kind: "refused"; readonly reason: PathRefusal };

/** One segment of a path. */
export interface PathPart {
  /** As it was written. */
  readonly raw: string;
  /** With its percent-encoding undone once. */
  readonly decoded: string;
}

/** Why a path is refused. */
export type PathRefusal =
  /** A `%` that begins no UTF-8 character, an encoded control character, or a `+` that is not written `%2B`. */
  | { readonly code: "badEncoding"; readonly segment: string }
  /** A backslash, a space or a control character: readers disagree about where such a path leads. */
  | { readonly code: "badCharacter"; readonly character: string }
  /** A `.` or `..` segment: it would be taken out of the path, and the rest would address something else. */
  | { readonly code: "brokenPath" };

/** A request's address, taken apart. The query and the fragment are left out: neither changes what is cancelled. */
export interface GraphAddress {
  readonly host: GraphHost;
  readonly path: GraphPath;
}

/** Reads a URL, or a path that begins with `/`. Never throws. */
export function readGraphAddress(url: string): GraphAddress {
  const address = withoutQuery(url.trim());
  const withHost = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)/i.exec(address);
  if (withHost !== null) {
    const [start, scheme = "", authority = ""] = withHost;
    return { host: readHost(scheme.toLowerCase(), authority), path: readPath(address.slice(start.length)) };
  }
  if (address.startsWith("/") && !address.startsWith("//")) return { host: { kind: "none" }, path: readPath(address) };
  const path = readPath(/^\/*[^/]*(.*)$/s.exec(address)?.[1] ?? "");
  return { host: { kind: "refused", reason: { code: "missingScheme" } }, path };
}

function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

function readHost(scheme: string, authority: string): GraphHost {
  // Compared as text and not as a parsed URL: a parser forgives what a look-alike lives on (a user name before the
  // host, full-width letters, a last dot, numbers for an address). Whatever is not the plain host is refused.
  const plain = authority.toLowerCase();
  if (scheme === "http" && isLoopback(plain)) return { kind: "graph", host: authority, cloud: "sandbox" };
  const cloud = graphHosts.get(plain.replace(/:443$/, ""));
  if (cloud !== undefined && scheme === "https") return { kind: "graph", host: authority, cloud };
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const isPlainGraph = graphHosts.has(plain.replace(/:(80|443)$/, ""));
  return { kind: "refused", reason: { code: isPlainGraph && scheme === "http" ? "insecure" : "notGraphHost", host } };
}

/** The sandbox is on this machine, on a port of its own, without TLS. */
function isLoopback(authority: string): boolean {
  const port = /^(?:127\.0\.0\.1|localhost):([1-9][0-9]{0,4})$/.exec(authority)?.[1];
  return port !== undefined && Number(port) <= 65_535;
}

function readPath(path: string): GraphPath {
  const bad = firstBadCharacter(path);
  if (bad !== undefined) return { kind: "refused", reason: { code: "badCharacter", character: bad } };
  const start = path.startsWith("/") ? 1 : 0;
  const end = path.endsWith("/") ? -1 : path.length;
  const segments: PathPart[] = [];
  for (const raw of path.slice(start, end).split("/")) {
    const decoded = decodeOnce(raw);
    if (decoded === undefined) return { kind: "refused", reason: { code: "badEncoding", segment: raw } };
    if (decoded === "." || decoded === "..") return { kind: "refused", reason: { code: "brokenPath" } };
    segments.push({ raw, decoded });
  }
  const version = readVersion(segments[0]?.raw ?? "");
  return { kind: "path", version, segments: version === undefined ? segments : segments.slice(1) };
}

const badCharacter = /[\\\s\p{Cc}]/u;

function firstBadCharacter(path: string): string | undefined {
  if (!badCharacter.test(path)) return undefined;
  // A place to fill in, as `{id | userPrincipalName}` in the documentation, may hold spaces.
  return badCharacter.exec(path.replaceAll(/\{[^{}/]*\}/g, (place) => place.replaceAll(" ", "")))?.[0];
}

function readVersion(segment: string): ApiVersion | undefined {
  const plain = segment.toLowerCase();
  return plain === "v1.0" || plain === "beta" ? plain : undefined;
}

/**
 * Undoes percent-encoding once: `%252F` becomes `%2F` and stays so. A bare `+` is refused, because half the world reads
 * it as a space.
 */
function decodeOnce(segment: string): string | undefined {
  // Half a surrogate pair could not be encoded again.
  if (segment.includes("+") || !segment.isWellFormed()) return undefined;
  if (!segment.includes("%")) return segment;
  try {
    const decoded = decodeURIComponent(segment);
    return hasControl(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** Whether a text has a control character in it (C0, DEL or C1). */
export function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
