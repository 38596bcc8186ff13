/**
 * A network in small on this machine: a certification authority of its own, https servers with its certificates, and a
 * proxy that opens tunnels and keeps a list of them.
 */
import { createServer } from "node:http";
import type { IncomingHttpHeaders, RequestListener, Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { TestContext } from "node:test";
import { generate } from "selfsigned";

/** Who signs certificates. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** A private certification authority. */
export async function createAuthority(name: string): Promise<Authority> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** What a server's certificate says. */
export interface CertificateFacts {
  /** Default: `localhost`. */
  readonly host?: string;
  /** Default: for a day from now on. */
  readonly validUntil?: Date;
}

const dayMs = 86_400_000;

/** Starts an https server on localhost; it is closed when the test ends. Gives its origin. */
export async function startSecureServer(
  test: TestContext,
  authority: Authority,
  facts: CertificateFacts,
  listener: RequestListener,
): Promise<{ readonly origin: string; readonly server: Server }> {
  const { host = "localhost", validUntil = new Date(Date.now() + dayMs) } = facts;
  const made = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(validUntil.getTime() - 2 * dayMs),
    notAfterDate: validUntil,
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
    ca: { key: authority.key, cert: authority.certificate },
  });
  const server = createSecureServer({ key: made.private, cert: made.cert }, listener);
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
      (rules.credentials !== undefined && request.headers["proxy-authorization"] !== rules.credentials ? 407 : 200);
    if (rules.isSilent === true) return;
    if (rules.hangsUp === true) client.destroy();
    else if (status !== 200) client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    else openTunnel(client, Number(request.url?.split(":")[1]), sockets);
  });
  test.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { port, asked, headers };
}

function openTunnel(client: Socket, port: number, sockets: Set<Socket>): void {
  const upstream = connect(port, "localhost", () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
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
