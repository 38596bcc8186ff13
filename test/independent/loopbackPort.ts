/** Takes a server of any kind up on a free port of this machine, and down again with every connection. */
import type { Server } from "node:net";

/** Listens on 127.0.0.1, and gives the port. */
export async function listenOnFreePort(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server without a port.");
  return address.port;
}

/** Closes the port and every connection. */
export async function closePort(server: Server & { closeAllConnections(): void }): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
