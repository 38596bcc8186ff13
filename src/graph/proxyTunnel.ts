/**
 * Asks a proxy for a connection to a host (`CONNECT`), so that what follows is encrypted for the host and the proxy sees
 * its name and nothing else. undici's own ProxyAgent tells a refusal only in words; here its status is a fact.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6
 */
import type { Socket } from "node:net";
import connect from "undici/lib/api/api-connect.js";
import Client from "undici/lib/dispatcher/client.js";
import { errorCode, NetworkError, networkProblemOf } from "./networkError.ts";
import { promisedConnector } from "./promisedConnector.ts";
import type { Proxy } from "./proxyChoice.ts";
import { attemptTimeoutMs, openSecure } from "./secureConnection.ts";
import type { ConnectLimits } from "./secureConnection.ts";

/**
 * The connection through the proxy, on which the host has not been spoken to yet.
 * @param host a name, or an IP address without brackets.
 * @throws {NetworkError}
 */
export async function openTunnel(proxy: Proxy, host: string, port: number, limits: ConnectLimits): Promise<Socket> {
  const { timeoutMs, signal } = limits;
  const name = `${proxy.hostname.includes(":") ? `[${proxy.hostname}]` : proxy.hostname}:${proxy.port}`;
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  // One for each tunnel: what has become a tunnel is no connection to the proxy any more.
  const client = new Client(proxy.origin, {
    allowH2: false,
    headersTimeout: timeoutMs,
    // An https proxy's own certificate is verified like any other.
    connect: proxy.isSecure
      ? promisedConnector(async () => openSecure({ host: proxy.hostname, port: proxy.port }, limits))
      : { timeout: timeoutMs, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: attemptTimeoutMs },
  });
  try {
    const { socket, statusCode, headers } = await connect.call(client, {
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { "proxy-authorization": proxy.authorization }),
      },
      signal,
    });
    if (statusCode >= 200 && statusCode < 300) return socket as Socket;
    socket.on("error", () => undefined).destroy();
    const schemes = statusCode === 407 ? schemesIn(headers["proxy-authenticate"]) : [];
    const refusal = { kind: "proxy", proxy: name, status: statusCode, code: "" } as const;
    throw new NetworkError(schemes.length > 0 ? { ...refusal, schemes } : refusal);
  } catch (error) {
    if (signal.aborted || networkProblemOf(error) !== undefined) throw error;
    throw new NetworkError({ kind: "proxy", proxy: name, code: errorCode(error) }, error);
  } finally {
    // The tunnel has left it; what is left is what failed.
    await client.destroy();
  }
}

/**
 * The ways to sign in that a proxy offers: `Negotiate, Basic realm="Contoso"` gives both names.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
function schemesIn(challenges: string | readonly string[] | undefined): readonly string[] {
  const lines = [challenges ?? []].flat().map((line) => line.replaceAll(/"[^"]*"/g, ""));
  // What is followed by "=" is a parameter of the challenge before it.
  const names = lines.flatMap((line) =>
    line.split(",").map((part) => /^\s*([\w-]+)(?!\S)(?!\s*=)/.exec(part)?.[1] ?? ""),
  );
  return [...new Set(names.filter((name) => name !== ""))].slice(0, mostSchemes);
}

/** Nobody offers more; what is shown has to end somewhere. */
const mostSchemes = 5;
