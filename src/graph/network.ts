/**
 * This machine's way to Microsoft's services: directly or through a proxy, trusting what the machine trusts. Settings are
 * asked for at each new connection, so that a change needs no restart. The sandbox never comes here.
 */
import type { TLSSocket } from "node:tls";
import { Agent } from "undici";
import type { buildConnector, Dispatcher } from "undici";
import type { NetworkSettings } from "./graphContract.ts";
import { promisedConnector } from "./promisedConnector.ts";
import { chooseProxy } from "./proxyChoice.ts";
import { openTunnel } from "./proxyTunnel.ts";
import { openSecure, readTrust } from "./secureConnection.ts";
import type { Trust } from "./secureConnection.ts";

/** Gives the settings as they are now. */
export type ReadNetworkSettings = () => NetworkSettings;

/** Open connections, and the means to open more. */
export interface Network {
  readonly dispatcher: Dispatcher;
  /** Breaks every connection off. */
  dispose(): Promise<void>;
}

/** Few enough for a proxy, many enough for several mailboxes at once. */
export const mostConnections = 16;

/**
 * Makes a network for https addresses; nothing is connected until something is asked of it.
 * @param connectTimeoutMs for the way to the proxy, and again for the way to the host.
 */
export function createNetwork(readSettings: ReadNetworkSettings, connectTimeoutMs: number): Network {
  const closing = new AbortController();
  let known: { readonly key: string; readonly trust: Trust } | undefined;

  function trustFor(settings: NetworkSettings): Trust {
    const key = JSON.stringify([settings.strictSSL, settings.systemCertificates, settings.extraCertificates]);
    if (known?.key !== key) known = { key, trust: readTrust(settings) };
    return known.trust;
  }

  async function open({ protocol, hostname, port: written }: buildConnector.Options): Promise<TLSSocket> {
    if (protocol !== "https:") throw new Error(`Only https goes over this network, not ${protocol}`);
    const settings = readSettings();
    const address = { host: hostname, port: Number(written) || 443 };
    const limits = { trust: trustFor(settings), timeoutMs: connectTimeoutMs, signal: closing.signal };
    const proxy = chooseProxy(settings, process.env, address.host, address.port);
    if (proxy === undefined) return openSecure(address, limits);
    const through = await openTunnel(proxy, address.host, address.port, limits);
    return openSecure({ ...address, through }, limits);
  }

  const dispatcher = new Agent({
    allowH2: false,
    connections: mostConnections,
    connect: promisedConnector(open),
  });
  return {
    dispatcher,
    async dispose() {
      closing.abort();
      await dispatcher.destroy();
    },
  };
}
