/**
 * Listeners on several names and ports of this machine that catch whatever is led to them: every connection, whatever it
 * speaks. A proxy is one of them, so that connections to real hosts are caught as well, by the names that were asked for.
 */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import type { TestContext } from "node:test";

/** A set of listeners. */
export interface Catcher {
  /** Host and port of each, as they stand in an address. */
  readonly hosts: readonly string[];
  /** The address of the one that poses as a proxy. */
  readonly proxy: string;
  /** `host:port` of every tunnel that the proxy was asked for. */
  readonly tunnels: readonly string[];
  /** What each connection to the others sent, so far. */
  readonly caught: readonly string[];
}

/** Starts them; they end with the test. */
export async function startCatcher(test: TestContext): Promise<Catcher> {
  const caught: string[] = [];
  const tunnels: string[] = [];
  const keep = (socket: Socket): void => {
    const place = caught.push("") - 1;
    socket.on("data", (piece) => {
      caught[place] += piece.toString("latin1");
      // An answer, so that a client that was led here is not kept waiting.
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    });
  };
  const refuse = (socket: Socket): void => {
    socket.once("data", (piece) => {
      tunnels.push(/^CONNECT (?<host>\S+)/u.exec(piece.toString("latin1"))?.groups?.["host"] ?? "no tunnel");
      socket.end("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
    });
  };
  const hosts: string[] = [];
  for (const address of ["127.0.0.1", "127.0.0.2", "::1"]) {
    const port = await listen(test, keep, address);
    if (port === undefined) continue;
    hosts.push(address === "::1" ? `[::1]:${port}` : `${address}:${port}`);
    if (address === "127.0.0.1") hosts.push(`localhost:${port}`);
  }
  const proxyPort = await listen(test, refuse, "127.0.0.1");
  assert.ok(proxyPort !== undefined && hosts.length > 1);
  return { hosts, proxy: `http://127.0.0.1:${proxyPort}`, tunnels, caught };
}

/** Undefined where the machine does not have the address: macOS has but one IPv4 loopback, containers at times no IPv6. */
async function listen(
  test: TestContext,
  onConnection: (socket: Socket) => void,
  address: string,
): Promise<number | undefined> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  const isListening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, address, () => resolve(true));
  });
  if (!isListening) return undefined;
  test.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}
