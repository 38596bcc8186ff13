/**
 * This machine's way to Microsoft's services: directly or through a proxy, trusting what the machine trusts. Settings are
 * asked for at each request, so that a change needs no restart. The sandbox has a network of its own.
 */
import type { TLSSocket } from "node:tls";
import type { buildConnector, Dispatcher } from "undici";
import Agent from "undici/lib/dispatcher/agent.js";
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
  /** Asked for anew for each request. */
  readonly dispatcher: Dispatcher;
  /** Breaks every connection off. */
  dispose(): Promise<void>;
}

/** Few enough for a proxy, many enough for several mailboxes at once. */
const mostConnections = 32;

/** Nobody who can be reached at all takes longer than this to take a connection. */
const longestConnectingMs = 10_000;

/**
 * Makes a network for https addresses; nothing is connected until something is asked of it.
 * @param timeoutMs how long one request may take; the way to the proxy, and again the way to the host, 10,000 ms at most.
 */
export function createNetwork(readSettings: ReadNetworkSettings, timeoutMs: number): Network {
  const connectTimeoutMs = Math.min(timeoutMs, longestConnectingMs);
  const closing = new AbortController();
  const agents = new Set<Agent>();
  let current: { readonly key: string; readonly agent: Agent } | undefined;

  /** Connections are kept for further requests, but not for those that are to trust others than they were opened with. */
  function currentAgent(): Agent {
    const settings = readSettings();
    const key = JSON.stringify([settings.strictSSL, settings.systemCertificates, settings.extraCertificates]);
    if (current?.key !== key) {
      if (current !== undefined) retire(current.agent);
      current = { key, agent: createAgent(settings) };
    }
    return current.agent;
  }

  function createAgent(settings: NetworkSettings): Agent {
    let trust: Trust | undefined;
    const agent = new Agent({
      allowH2: false,
      connections: mostConnections,
      connect: promisedConnector(async (options) => open(options, (trust ??= readTrust(settings)))),
    });
    agents.add(agent);
    return agent;
  }

  /** Lets what is under way end. */
  function retire(agent: Agent): void {
    const forget = (): unknown => agents.delete(agent);
    agent.close().then(forget, forget);
  }

  async function open({ protocol, hostname, port: written }: buildConnector.Options, trust: Trust): Promise<TLSSocket> {
    if (protocol !== "https:") throw new Error(`Only https goes over this network, not ${protocol}`);
    const address = { host: hostname, port: Number(written) || 443 };
    const limits = { trust, timeoutMs: connectTimeoutMs, signal: closing.signal };
    const proxy = chooseProxy(readSettings(), process.env, address.host, address.port);
    if (proxy === undefined) return openSecure(address, limits);
    const through = await openTunnel(proxy, address.host, address.port, limits);
    return openSecure({ ...address, through }, limits);
  }

  return {
    get dispatcher() {
      return currentAgent();
    },
    async dispose() {
      closing.abort();
      await Promise.all([...agents].map(async (agent) => agent.destroy()));
    },
  };
}

/** A network for the sandbox, which is on this machine: no proxy could reach it, and it needs no certificate. */
export function createLocalNetwork(timeoutMs: number): Network {
  const connectTimeout = Math.min(timeoutMs, longestConnectingMs);
  const dispatcher = new Agent({ allowH2: false, connections: mostConnections, connectTimeout });
  return { dispatcher, dispose: async () => dispatcher.destroy() };
}
