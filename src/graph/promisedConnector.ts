/**
 * Lets undici, which wants to be called back, open connections by a function that promises one.
 * Source: https://undici.nodejs.org/#/docs/api/Connector
 */
import type { Socket } from "node:net";
import { callbackify } from "node:util";
import type { buildConnector } from "undici";

/** The connector that opens connections by `open`; what that rejects with is what the requests fail with. */
export function promisedConnector(
  open: (options: buildConnector.Options) => Promise<Socket>,
): buildConnector.connector {
  const openThenCall = callbackify(open);
  return (options, callback) => {
    openThenCall(options, (error: Error | null, socket) => {
      if (error === null) callback(null, socket);
      else callback(error, null);
    });
  };
}
