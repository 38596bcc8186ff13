/**
 * What VS Code's environment says of the sandbox, for trying and testing. Unlike a setting, no workspace's settings can say
 * it; and whatever it says, it leads to a sandbox on this machine and never to a real account.
 */
import type { SandboxAddresses } from "../sandbox/sandboxContract.ts";
import type { SandboxStart } from "./signInPlace.ts";

/** The environment's variables, by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `UNBOOK_SANDBOX` opens the sandbox at the first use, on that port; 0 takes any. With `UNBOOK_SANDBOX_LOAD`, as
 * `events=10000 businesses=600`, there is more in it. The JSON that a sandbox prints that runs by itself leads there instead.
 * With `UNBOOK_ACCOUNT_PROVIDER` it is signed in to with that account provider of VS Code's, which another extension
 * contributes. Undefined if there is nothing about a sandbox.
 */
export function sandboxStartOf(environment: Environment): SandboxStart | undefined {
  const start = sandboxFrom(environment["UNBOOK_SANDBOX"], environment["UNBOOK_SANDBOX_LOAD"]);
  const providerId = environment["UNBOOK_ACCOUNT_PROVIDER"];
  const isProvider = providerId !== undefined && /^[\w.-]{1,60}$/.test(providerId);
  return start !== undefined && isProvider ? { ...start, providerId } : start;
}

function sandboxFrom(port: string | undefined, amounts = ""): SandboxStart | undefined {
  if (port?.startsWith("{") === true) return { outside: JSON.parse(port) as SandboxAddresses };
  if (port === undefined || !/^\d{1,5}$/.test(port)) return undefined;
  const amount = (what: string): number => Number(new RegExp(`\\b${what}=(\\d{1,6})\\b`).exec(amounts)?.[1] ?? 0);
  const load = { events: amount("events"), appointments: amount("appointments"), businesses: amount("businesses") };
  return { port: Number(port), load };
}
