/**
 * The sandbox's only socket: an HTTP server on 127.0.0.1 that hands requests on as the web's own Request and writes the
 * Response back. It refuses names other than its own, so that no web page can reach it under a name of its choosing.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

const largestBodyBytes = 4 * 1024 * 1024;
/** Methods that the sandbox can be sent at all; OPTIONS is not one of them, so no other origin may ask for anything. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** What becomes of a request: an answer (perhaps broken off in the middle, perhaps slow), or a connection without one. */
export type Exchange =
  | {
      readonly kind: "answer";
      readonly response: Response;
      readonly cutIn?: "head" | "body";
      readonly bytesPerSecond?: number;
      readonly isFault?: boolean;
    }
  /** In a batch the connection is Graph's own, and Graph answers for it, unless it leaves it out altogether. */
  | { readonly kind: "reset"; readonly isLeftOut?: boolean }
  | { readonly kind: "hang" };

/** A server that listens. */
export interface LoopbackServer {
  readonly port: number;
  /** Sets who answers. Until then, requests wait. */
  answerWith(answer: (request: Request) => Promise<Exchange>): void;
  /** Closes the port and every connection. */
  dispose(): Promise<void>;
}

/**
 * Listens on 127.0.0.1; port 0 takes a free one. Rejects if the port is taken.
 * @param now what the answers' `Date` says: milliseconds since 1970-01-01T00:00:00Z.
 */
export async function listenOnLoopback(port: number, now: () => number): Promise<LoopbackServer> {
  const answering = Promise.withResolvers<(request: Request) => Promise<Exchange>>();
  const server = createServer((incoming, outgoing) => {
    // A connection that goes away while it is being answered is the client's business.
    outgoing.setHeader("date", new Date(now()).toUTCString());
    serve(server, answering.promise, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: portOf(server),
    answerWith: answering.resolve,
    dispose() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function serve(
  server: Server,
  answering: Promise<(request: Request) => Promise<Exchange>>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(incoming, portOf(server));
  if (refusal !== undefined) return write(refusal, incoming.method, outgoing);
  const body = await readBody(incoming);
  if (body === undefined) return write(plain(413, "The body is larger than 4 MB."), incoming.method, outgoing);
  const answer = await answering;
  const exchange = await answer(toRequest(incoming, body)).catch((error: unknown): Exchange => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: "answer", response: plain(500, `The sandbox itself failed: ${text}`) };
  });
  switch (exchange.kind) {
    case "answer":
      return write(exchange.response, incoming.method, outgoing, exchange);
    case "reset":
      outgoing.destroy();
      return;
    case "hang":
      return;
    default:
      return exchange satisfies never;
  }
}

function refusalOf(incoming: IncomingMessage, port: number): Response | undefined {
  const { host } = incoming.headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return plain(421, "The sandbox does not go by this name.");
  if (!methods.has(incoming.method ?? "")) return plain(405, "The sandbox does not know this method.");
  if (incoming.url?.startsWith("/") !== true) return plain(400, "The request target must be a path.");
  return undefined;
}

function toRequest(incoming: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const single of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, single);
  }
  const method = incoming.method ?? "GET";
  const canHaveBody = method !== "GET" && method !== "HEAD" && body.length > 0;
  const url = `http://${incoming.headers.host ?? ""}${incoming.url ?? "/"}`;
  return new Request(url, { method, headers, ...(canHaveBody ? { body: new Uint8Array(body) } : {}) });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read to its end but not kept: the answer could not be delivered otherwise.
    if (size <= largestBodyBytes) chunks.push(chunk);
  }
  return size > largestBodyBytes ? undefined : Buffer.concat(chunks);
}

async function write(
  response: Response,
  method: string | undefined,
  outgoing: ServerResponse,
  { cutIn, bytesPerSecond }: { readonly cutIn?: "head" | "body"; readonly bytesPerSecond?: number } = {},
): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.setHeader("x-unbook-sandbox", "sample-data");
  outgoing.setHeader("x-content-type-options", "nosniff");
  if (!outgoing.hasHeader("cache-control")) outgoing.setHeader("cache-control", "no-store");
  if (response.status !== 204) outgoing.setHeader("content-length", body.length);
  if (cutIn === "head") {
    outgoing.socket?.write(`HTTP/1.1 ${response.status} `, () => outgoing.destroy());
  } else if (cutIn === "body") {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
  } else if (bytesPerSecond === undefined) {
    outgoing.end(method === "HEAD" ? undefined : body);
  } else {
    await trickle(body, bytesPerSecond, outgoing);
  }
}

/** Sends what is left of an answer a little at a time, until it is over or nobody listens any more. */
async function trickle(body: Buffer, bytesPerSecond: number, outgoing: ServerResponse): Promise<void> {
  outgoing.flushHeaders();
  const size = Math.max(1, Math.round((bytesPerSecond * pieceMs) / 1000));
  for (let at = 0; at < body.length && !outgoing.destroyed; at += size) {
    outgoing.write(body.subarray(at, at + size));
    await delay((1000 * size) / bytesPerSecond, undefined, { ref: false });
  }
  outgoing.end();
}

const pieceMs = 50;

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
