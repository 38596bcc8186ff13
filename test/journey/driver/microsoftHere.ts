/**
 * A sandbox at Microsoft's own addresses, for whoever trusts the authority and uses the proxy that are made here: the extension
 * does by VS Code's settings and its environment, the browser by having its pages fetched. Nothing reaches Microsoft.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import type { BrowserContext } from "playwright-core";
import type { UserSettings } from "../../host/webHost.ts";
import { createAuthority, issueCertificate } from "../../independent/privateCertificate.ts";

/** Where people sign in, and Microsoft Graph: as which name of this machine the sandbox knows each. */
const hosts: ReadonlyMap<string, string> = new Map([
  ["login.microsoftonline.com", "localhost"],
  ["graph.microsoft.com", "127.0.0.1"],
]);

/** A sandbox at Microsoft's addresses. */
export interface MicrosoftHere {
  /** With which VS Code goes there. */
  readonly settings: UserSettings;
  readonly environment: Readonly<Record<string, string>>;
  /** Says where the sandbox is, and shows its sign-in pages in a browser. */
  open(sandboxPort: number, browser: BrowserContext): Promise<void>;
  dispose(): Promise<void>;
}

/** Listens; nobody is there before it is opened. */
export async function startMicrosoftHere(): Promise<MicrosoftHere> {
  let sandboxPort = 0;
  const authority = await createAuthority("Contoso Test Authority");
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-microsoft-"));
  const certificates = path.join(folder, "authority.pem");
  await writeFile(certificates, authority.certificate);

  const fronts = new Map<string, number>();
  const servers: Server[] = [];
  for (const [host, name] of hosts) {
    const front = createSecureServer(await issueCertificate(authority, { host }), (incoming, outgoing) => {
      pass(incoming, outgoing, { name, port: sandboxPort, host }).catch(() => outgoing.destroy());
    });
    servers.push(front);
    fronts.set(`${host}:443`, await listen(front));
  }
  const proxy = createServer();
  proxy.on("connect", ({ url = "" }: IncomingMessage, client: Socket) => {
    const port = fronts.get(url);
    client.on("error", () => undefined);
    if (port === undefined) {
      client.end("HTTP/1.1 403 Nobody else is reached from here\r\n\r\n");
      return;
    }
    const front = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      front.pipe(client).pipe(front);
    });
    front.on("error", () => client.destroy());
  });
  servers.push(proxy);
  const proxyPort = await listen(proxy);

  return {
    settings: { "http.proxy": `http://127.0.0.1:${proxyPort}` },
    environment: { NODE_EXTRA_CA_CERTS: certificates },
    async open(port, browser) {
      sandboxPort = port;
      await browser.route("https://login.microsoftonline.com/**", async (route) => {
        const { pathname, search } = new URL(route.request().url());
        await route.fulfill({ response: await route.fetch({ url: `http://localhost:${port}${pathname}${search}` }) });
      });
    },
    async dispose() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Hands a request on, and the answer back with its links leading here again. */
async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { name, port, host }: { readonly name: string; readonly port: number; readonly host: string },
): Promise<void> {
  const body = await buffer(incoming);
  const { method, url, headers } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path: url, headers: { ...headers, host: `${name}:${port}` } };
    httpRequest(options, resolve).on("error", reject).end(body);
  });
  const text = (await buffer(answer)).toString().replaceAll(`http://${name}:${port}`, `https://${host}`);
  const { "content-length": _length, ...passed } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 502, passed).end(text);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
