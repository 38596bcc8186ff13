/**
 * The independent sign-in service on this machine under its public name: an https server with a private certification
 * authority, and a proxy that leads to it. Only who goes through the proxy and trusts the authority takes it for
 * Microsoft's, as in a company whose proxy looks into its traffic.
 */
import { createServer as createProxyServer } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import { closePort, listenOnFreePort } from "./loopbackPort.ts";
import { createSampleProvider, type SampleProvider, signInHost } from "./openIdProvider.ts";
import { makePrivateCertificate } from "./privateCertificate.ts";

/** What an access token stands for at the server. To everybody else it is opaque. */
export interface TokenMeaning {
  readonly account: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** A running server. */
export interface OpenIdServer extends Pick<SampleProvider, "prompts" | "revokeAll"> {
  /** Its port on 127.0.0.1, https. */
  readonly port: number;
  /** The proxy that leads to it: as `http://127.0.0.1:41999`. */
  readonly proxy: string;
  /** The certification authority to trust, PEM. */
  readonly ca: string;
  /** The requests that came, as `POST /organizations/oauth2/v2.0/token`. */
  readonly requests: readonly string[];
  /** What the server refused, in its own words. */
  readonly refusals: readonly string[];
  /** Where the proxy was asked to lead: as `login.microsoftonline.com:443`. */
  readonly destinations: ReadonlySet<string>;
  /** Undefined for a token that is not, or no longer, good. */
  meaningOf(accessToken: string): Promise<TokenMeaning | undefined>;
  dispose(): Promise<void>;
}

/** Starts the server and the proxy. */
export async function startOpenIdServer(): Promise<OpenIdServer> {
  const sample = createSampleProvider();
  const { provider } = sample;
  const requests: string[] = [];
  const refusals: string[] = [];
  const destinations = new Set<string>();
  const note = (error: Error): void => void refusals.push(wordsOf(error));
  provider.on("authorization.error", (_context, error) => note(error));
  provider.on("grant.error", (_context, error) => note(error));
  provider.on("server_error", (_context, error) => note(error));

  const { ca, cert, key } = await makePrivateCertificate(signInHost);
  const server = createServer({ cert, key }, (request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    requests.push(`${request.method ?? ""} ${path}`);
    sample.handle(request, response).catch((error: unknown) => {
      note(error instanceof Error ? error : new Error(String(error)));
      response.destroy();
    });
  });
  const port = await listenOnFreePort(server);
  const proxy = createProxyServer((_request, response) => void response.writeHead(405).end());
  proxy.on("connect", (request, socket, head) => {
    destinations.add(request.url ?? "");
    if (request.url !== `${signInHost}:443`) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  const proxyPort = await listenOnFreePort(proxy);

  return {
    port,
    proxy: `http://127.0.0.1:${proxyPort}`,
    ca,
    requests,
    refusals,
    destinations,
    prompts: sample.prompts,
    revokeAll: async () => sample.revokeAll(),
    async meaningOf(accessToken) {
      const token = await provider.AccessToken.find(accessToken);
      if (token?.isValid !== true) return undefined;
      return { account: token.accountId, clientId: token.clientId ?? "", scopes: [...token.scopes].toSorted() };
    },
    async dispose() {
      await Promise.all([proxy, server].map(async (one) => closePort(one)));
    },
  };
}

function wordsOf(error: Error): string {
  return "error_description" in error ? `${error.message}: ${String(error.error_description)}` : error.message;
}
