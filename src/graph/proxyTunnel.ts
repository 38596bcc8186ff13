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
import { openSecure } from "./secureConnection.ts";
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
      : { timeout: timeoutMs },
  });
  try {
    const { socket, statusCode } = await connect.call(client, {
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { "proxy-authorization": proxy.authorization }),
      },
      signal,
    });
    if (statusCode >= 200 && statusCode < 300) return socket as Socket;
    socket.on("error", () => undefined).destroy();
    throw new NetworkError({ kind: "proxy", proxy: name, status: statusCode, code: "" });
  } catch (error) {
    if (signal.aborted || networkProblemOf(error) !== undefined) throw error;
    throw new NetworkError({ kind: "proxy", proxy: name, code: errorCode(error) }, error);
  } finally {
    // The tunnel has left it; what is left is what failed.
    await client.destroy();
  }
}
