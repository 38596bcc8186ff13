/**
 * Which proxy a host is reached through. VS Code's own settings win over the environment, as they do in VS Code; where
 * they are silent the variables count that most programs know. Pure: the environment is given.
 * Sources: https://code.visualstudio.com/docs/setup/network, https://everything.curl.dev/usingcurl/proxies/env.html
 */
import type { NetworkSettings } from "./graphContract.ts";
import { NetworkError } from "./networkError.ts";

/** A proxy. */
export interface Proxy {
  /** `http://proxy.contoso.com:8080`, without a name or a password, so that it can be shown and logged. */
  readonly origin: string;
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** The value of `Proxy-Authorization`; undefined if there are no credentials. Never logged. */
  readonly authorization?: string;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything goes to https addresses, so that `HTTP_PROXY` counts only where nothing else is said. */
const proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
const noProxyVariables = ["no_proxy", "NO_PROXY"];

/**
 * The proxy for a host; undefined if it is reached directly.
 * @param port of the host, as `443`.
 * @throws {NetworkError} if the proxy's address is none.
 */
export function chooseProxy(
  settings: Pick<NetworkSettings, "proxy" | "noProxy" | "proxyAuthorization">,
  environment: Environment,
  host: string,
  port: number,
): Proxy | undefined {
  const ownAddress = given(settings.proxy);
  const address = ownAddress ?? firstGiven(environment, proxyVariables);
  if (address === undefined) return undefined;
  const fromSettings = (settings.noProxy ?? []).filter((entry) => entry.trim() !== "");
  const exceptions =
    fromSettings.length > 0 ? fromSettings : (firstGiven(environment, noProxyVariables) ?? "").split(/[\s,]+/);
  if (exceptions.some((exception) => isException(exception, host, port))) return undefined;
  // What is meant for the proxy of the settings is no other proxy's business.
  return readProxy(address, ownAddress === undefined ? undefined : given(settings.proxyAuthorization));
}

/** Reads `http://user:password@proxy:8080`; as elsewhere, `proxy:8080` is an http proxy, too. */
function readProxy(address: string, authorization: string | undefined): Proxy {
  const url = URL.parse(address.includes("://") ? address : `http://${address}`);
  if (url === null || url.hostname === "" || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new NetworkError({ kind: "proxy", proxy: "", code: "ERR_INVALID_URL" });
  }
  const isSecure = url.protocol === "https:";
  const credentials = authorization ?? basicCredentials(url);
  return {
    origin: url.origin,
    hostname: withoutBrackets(url.hostname),
    port: Number(url.port) || (isSecure ? 443 : 80),
    isSecure,
    ...(credentials !== undefined && { authorization: credentials }),
  };
}

function basicCredentials({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
}

/** A password with a bare `%` in it is meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Whether an exception (`contoso.com`, `.contoso.com`, `*.contoso.com`, `*`, each with or without a port) is about a host. */
function isException(exception: string, host: string, port: number): boolean {
  // An IPv6 address without brackets is all colons, and so has no port.
  const [, name, ofPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(exception.trim()) ?? ["", exception.trim()];
  if (name === undefined || name === "" || (ofPort !== undefined && Number(ofPort) !== port)) return false;
  if (name === "*") return true;
  const pattern = plainName(name.replace(/^\*?\./, "."));
  const asked = plainName(host);
  if (pattern.startsWith(".")) return asked.endsWith(pattern) || asked === pattern.slice(1);
  return asked === pattern || asked.endsWith(`.${pattern}`);
}

/** A name as it is compared: without case, without the last dot of a full name, without the brackets of an IPv6 address. */
function plainName(name: string): string {
  return withoutBrackets(name).toLowerCase().replace(/\.$/, "");
}

function withoutBrackets(name: string): string {
  return name.replace(/^\[(.*)\]$/, "$1");
}

function firstGiven(environment: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => given(environment[name])).find((value) => value !== undefined);
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : trimmed;
}
