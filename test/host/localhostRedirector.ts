/**
 * Opens what an extension opens on localhost, as a sign-in page. VS Code in a browser assumes that the browser is on
 * another machine, and sends such an address through a proxy of the full code-server, which is not running here. Ours is
 * named instead, and sends the browser straight back to localhost.
 */
import { createServer } from "node:http";

/** A running redirector. */
export interface LocalhostRedirector {
  /** What VS Code's server takes as `VSCODE_PROXY_URI`: an address with `{{port}}` in the place of the port. */
  readonly template: string;
  dispose(): void;
}

/** Starts a redirector on any free port of 127.0.0.1. */
export async function startLocalhostRedirector(): Promise<LocalhostRedirector> {
  const server = createServer((request, response) => {
    const [, port, rest] = /^\/(\d{1,5})(\/.*)?$/.exec(request.url ?? "") ?? [];
    if (port === undefined) response.writeHead(404).end();
    else response.writeHead(302, { location: `http://localhost:${port}${rest ?? "/"}` }).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server without a port.");
  return {
    template: `http://127.0.0.1:${address.port}/{{port}}/`,
    dispose: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
