/**
 * The sandbox behind https on localhost, as Microsoft's services are, with everything between: what streams from the one to
 * the other can be broken off at any stage, and something else can answer in the sandbox's place.
 */
import { request as httpRequest } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { Transform } from "node:stream";
import type { TestContext } from "node:test";
import { issueCertificate } from "../independent/privateCertificate.ts";
import type { Authority, CertificateFacts } from "../independent/privateCertificate.ts";

/** What becomes of whoever connects. */
export type Fate =
  | { readonly kind: "pass" }
  /** The connection is broken off: before it is encrypted, or when the whole request has come. */
  | { readonly kind: "cut"; readonly when: "handshake" | "received" }
  /** Something else answers than the sandbox, which hears of nothing. */
  | { readonly kind: "answer"; readonly status: number; readonly type?: string; readonly location?: string };

/** A front. */
export interface SandboxFront {
  /** As `https://localhost:41999`. */
  readonly origin: string;
  readonly port: number;
  /** What it is in front of, as `http://127.0.0.1:41998`. */
  readonly target: string;
  /** How many requests have come, whatever became of them. */
  readonly requests: number;
  fate: Fate;
  /** Nobody listens any more, until it is opened again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** What can be chosen of a front. */
interface FrontFacts extends CertificateFacts {
  readonly listensAt?: string;
  readonly port?: number;
}

/** A page that asks somebody to sign in to a network. */
const page = "<!DOCTYPE html><html><title>Hotel Wi-Fi</title><body>Accept our terms to go online.</body></html>";

/**
 * Starts a front for what listens at `target`; it ends with the test.
 * @param facts of its certificate, and where it listens: an address of this machine (default: 127.0.0.1) and a port
 * (default: a free one).
 */
export async function startFront(
  context: TestContext,
  target: string,
  authority: Authority,
  { listensAt = "127.0.0.1", port: wanted = 0, ...facts }: FrontFacts = {},
): Promise<SandboxFront> {
  const server = createSecureServer(await issueCertificate(authority, facts), (incoming, outgoing) => {
    front.requests += 1;
    answer(incoming, outgoing);
  });
  const sockets = new Set<Socket>();
  server.on("tlsClientError", () => undefined);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => undefined);
    if (front.fate.kind === "cut" && front.fate.when === "handshake") socket.destroy();
  });
  const listen = async (port: number): Promise<void> =>
    new Promise((resolve) => void server.listen(port, listensAt, resolve));

  function answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { fate } = front;
    if (fate.kind === "pass") {
      pass(incoming, outgoing);
      return;
    }
    incoming.resume().once("end", () => {
      if (fate.kind === "cut") {
        outgoing.destroy();
        return;
      }
      const { status, type = "text/html", location } = fate;
      outgoing.writeHead(status, { "content-type": type, ...(location !== undefined && { location }) }).end(page);
    });
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { hostname, port, host: name } = new URL(target);
    const { method, url: path } = incoming;
    const headers = { ...incoming.headers, host: name };
    const upstream = httpRequest({ hostname, port, method, path, headers, agent: false }, (received) => {
      const { "content-length": _length, ...passed } = received.headers;
      outgoing.writeHead(received.statusCode ?? 502, passed);
      outgoing.flushHeaders();
      // What breaks off behind the front breaks off before it.
      received.once("aborted", () => outgoing.destroy()).on("error", () => outgoing.destroy());
      received.pipe(replacing(target, front.origin)).pipe(outgoing);
    });
    upstream.on("error", () => outgoing.destroy());
    outgoing.once("close", () => upstream.destroy());
    incoming.pipe(upstream);
  }

  await listen(wanted);
  const { port } = server.address() as AddressInfo;
  const front: { -readonly [Key in keyof SandboxFront]: SandboxFront[Key] } = {
    origin: `https://localhost:${port}`,
    port,
    target,
    requests: 0,
    fate: { kind: "pass" },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: async () => listen(port),
  };
  context.after(async () => {
    if (server.listening) await front.close();
  });
  return front;
}

/** Puts one text in the place of another in what streams by: the links in Graph's answers have to lead to the front. */
function replacing(from: string, to: string): Transform {
  let rest = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = (rest + chunk.toString("latin1")).replaceAll(from, to);
      let kept = Math.min(from.length - 1, text.length);
      while (kept > 0 && !from.startsWith(text.slice(text.length - kept))) kept -= 1;
      rest = text.slice(text.length - kept);
      done(null, Buffer.from(text.slice(0, text.length - kept), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(rest, "latin1"));
    },
  });
}
