/**
 * Decides whether an address may be sent a token. It looks at the final, parsed address, because what a text seems to
 * say about its host (`https://graph.microsoft.com@evil.example`) and what a client makes of it can differ.
 */
import type { GraphCloud } from "./cloud.ts";
import { GraphError } from "./graphError.ts";

/** Hosts that never leave this machine; the sandbox, which speaks plain http, must be on one. */
const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * Parses an address and makes sure that it is one of the cloud's own Graph.
 * @throws {GraphError} `wrongOrigin` if it is anywhere else.
 */
export function ownAddress(cloud: GraphCloud, address: string): URL {
  if (!URL.canParse(address)) throw new GraphError("wrongOrigin", "Not an absolute address.");
  const url = new URL(address);
  const isOwnOrigin = url.origin === new URL(cloud.graphOrigin).origin;
  const hasUserInfo = url.username !== "" || url.password !== "";
  if (!isOwnOrigin || hasUserInfo || !isSafelyReached(url, cloud) || !/^\/(?:v1\.0|beta)\//i.test(url.pathname)) {
    throw new GraphError("wrongOrigin", `Not an address of ${cloud.graphOrigin}: ${url.origin}`);
  }
  return url;
}

function isSafelyReached(url: URL, cloud: GraphCloud): boolean {
  if (url.protocol === "https:") return true;
  return cloud.id === "sandbox" && url.protocol === "http:" && loopbackHosts.has(url.hostname);
}
