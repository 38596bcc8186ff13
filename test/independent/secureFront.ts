/**
 * The sandbox's Graph behind https. Microsoft's client sends a token to https addresses only and takes the address of a
 * next page apart on the assumption that it is one, so that it cannot be pointed at the sandbox's own http address. This
 * is what a company's proxy server does: it ends TLS, passes everything on, and puts its own address into the links. As
 * Graph does, it compresses what it sends to those who say that they understand it.
 * Source: https://github.com/microsoftgraph/msgraph-sdk-design/blob/master/middleware/CompressionHandler.md
 */
import { type IncomingMessage, type ServerResponse, request as httpRequest } from "node:http";
import { createServer } from "node:https";
import { buffer } from "node:stream/consumers";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { closePort, listenOnFreePort } from "./loopbackPort.ts";
import { makePrivateCertificate } from "./privateCertificate.ts";

/** A request as it came by. Never with its token. */
export interface PassedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  /** The size of the answer's body as it was sent, compressed if it was. */
  readonly bytes: number;
  readonly hadToken: boolean;
}

/** A front that listens. */
export interface SecureFront {
  /** As `https://localhost:41999`. */
  readonly origin: string;
  /** Whom to trust to reach it, PEM. */
  readonly ca: string;
  readonly passed: readonly PassedRequest[];
  dispose(): Promise<void>;
}

const compress = promisify(gzip);

/** Starts a front for what listens at `target`, as `http://127.0.0.1:41998`; from now on this process trusts it. */
export async function startSecureFront(target: string): Promise<SecureFront> {
  const { ca, cert, key } = await makePrivateCertificate("localhost");
  setDefaultCACertificates([...getCACertificates("default"), ca]);
  const passed: PassedRequest[] = [];
  let origin = "";
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    pass(incoming, outgoing).then(
      (answer) => {
        const { authorization } = incoming.headers;
        const { method = "", url: path = "" } = incoming;
        passed.push({ method, path, ...answer, hadToken: authorization !== undefined });
      },
      // What breaks off behind the front breaks off before it.
      () => outgoing.destroy(),
    );
  });

  async function pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<Pick<PassedRequest, "status" | "bytes">> {
    const body = await buffer(incoming);
    const { method, url: path } = incoming;
    const { host, port } = new URL(target);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest({ host: "127.0.0.1", port, method, path, headers: { ...incoming.headers, host } }, resolve)
        .on("error", reject)
        .end(body);
    });
    const text = (await buffer(answer)).toString().replaceAll(target, origin);
    const { "content-length": _length, ...headers } = answer.headers;
    const isCompressed = text !== "" && /\bgzip\b/u.test(incoming.headers["accept-encoding"] ?? "");
    const sent = isCompressed ? await compress(text) : Buffer.from(text);
    const status = answer.statusCode ?? 502;
    outgoing.writeHead(status, { ...headers, ...(isCompressed && { "content-encoding": "gzip" }) });
    outgoing.end(sent);
    return { status, bytes: sent.length };
  }

  origin = `https://localhost:${await listenOnFreePort(server)}`;
  return {
    origin,
    ca,
    passed,
    dispose: async () => closePort(server),
  };
}
