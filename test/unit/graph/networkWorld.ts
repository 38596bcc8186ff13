/**
 * A network in small on this machine: https servers with the certificates of an authority of their own, and a proxy that
 * opens tunnels and keeps a list of them.
 */
import { createServer } from "node:http";
import type { IncomingHttpHeaders, RequestListener, Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { TestContext } from "node:test";
import { issueCertificate } from "../../independent/privateCertificate.ts";
import type { Authority, CertificateFacts } from "../../independent/privateCertificate.ts";

/** Starts an https server on localhost; it is closed when the test ends. Gives its origin. */
export async function startSecureServer(
  test: TestContext,
  authority: Authority,
  facts: CertificateFacts,
  listener: RequestListener,
): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createSecureServer(await issueCertificate(authority, facts), listener);
  // A client that does not like the certificate breaks off.
  server.on("tlsClientError", () => undefined);
  return { origin: `https://localhost:${await listen(test, server)}`, server };
}

/** A proxy, and what it was asked for. */
export interface TestProxy {
  readonly port: number;
  /** `host:port` of every tunnel that was asked for. */
  readonly asked: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
}

/** How a proxy behaves. */
export interface ProxyRules {
  /** The `Proxy-Authorization` that it wants. Default: none. */
  readonly credentials?: string;
  /** The status that it refuses everything with. Default: it opens tunnels. */
  readonly refusesWith?: number;
  /** What it says in `Proxy-Authenticate` when it refuses. Default: nothing. */
  readonly wants?: string;
  /** The status that it opens tunnels with. Default: 200. */
  readonly opensWith?: number;
  /** It never answers. */
  readonly isSilent?: boolean;
  /** It breaks the connection off instead of answering. */
  readonly hangsUp?: boolean;
  /** An https proxy, with a certificate of this authority. Default: http. */
  readonly authority?: Authority;
}

/** Starts a proxy; it is closed when the test ends. */
export async function startProxy(test: TestContext, rules: ProxyRules = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const sockets = new Set<Socket>();
  const refuseAll: RequestListener = (_request, response) => void response.writeHead(405).end();
  const server =
    rules.authority === undefined
      ? createServer(refuseAll)
      : (await startSecureServer(test, rules.authority, {}, refuseAll)).server;
  const port = rules.authority === undefined ? await listen(test, server) : (server.address() as AddressInfo).port;
  server.on("connect", (request, client: Socket) => {
    sockets.add(client);
    client.on("error", () => undefined);
    asked.push(request.url ?? "");
    headers.push(request.headers);
    const status =
      rules.refusesWith ??
      (rules.credentials !== undefined && request.headers["proxy-authorization"] !== rules.credentials
        ? 407
        : undefined);
    if (rules.isSilent === true) return;
    if (rules.hangsUp === true) client.destroy();
    else if (status !== undefined) {
      const wants = rules.wants === undefined ? "" : `Proxy-Authenticate: ${rules.wants}\r\n`;
      client.end(`HTTP/1.1 ${status} No\r\n${wants}Content-Length: 0\r\n\r\n`);
    } else openTunnel(client, Number(request.url?.split(":")[1]), sockets, rules.opensWith ?? 200);
  });
  test.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { port, asked, headers };
}

function openTunnel(client: Socket, port: number, sockets: Set<Socket>, status: number): void {
  const upstream = connect(port, "localhost", () => {
    client.write(`HTTP/1.1 ${status} Connection established\r\n\r\n`);
    client.pipe(upstream).pipe(client);
  });
  sockets.add(upstream);
  upstream.on("error", () => client.destroy());
}

/** A port of this machine that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(test: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
