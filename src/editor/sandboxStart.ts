/**
 * How a sandbox is started, and what VS Code's environment says of it, for trying and testing. Unlike a setting, no
 * workspace's settings can say it; and whatever it says, it leads to a sandbox on this machine and never to a real account.
 */
import type { SandboxAddresses, SandboxOptions } from "../sandbox/sandboxContract.ts";

/** How the sandbox is started: on port 0 for any free one. Or the addresses of one that runs as a program of its own. */
export type SandboxStart = (
  (Required<Pick<SandboxOptions, "port">> & Pick<SandboxOptions, "load">) | { readonly outside: SandboxAddresses }
) & {
  /**
   * Signs in with this account provider of VS Code's instead of MSAL. Its tokens go to the sandbox alone; in Microsoft's
   * clouds no other provider than VS Code's own is ever asked. Default: MSAL.
   */
  readonly providerId?: string;
  /** What it is called where there are several. Default: sample data. */
  readonly name?: string;
  /** Others beside it, which stand for other clouds. Default: none. */
  readonly beside?: readonly SandboxStart[];
};

/** Tells the places of sandboxes apart: only one runs in this process at a time. */
export function sandboxKey(start: SandboxStart): string {
  return "outside" in start ? `sandbox ${start.outside.graphOrigin} outside` : "sandbox";
}

/** The environment's variables, by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `UNBOOK_SANDBOX` opens the sandbox at the first use, on that port; 0 takes any. With `UNBOOK_SANDBOX_LOAD`, as
 * `events=10000 businesses=600`, there is more in it. The JSON that a sandbox prints that runs by itself leads there instead;
 * a list of such JSON leads to several, which stand for several clouds, each with the `name` that is to be shown.
 * With `UNBOOK_ACCOUNT_PROVIDER` it is signed in to with that account provider of VS Code's, which another extension
 * contributes. Undefined if there is nothing about a sandbox.
 */
export function sandboxStartOf(environment: Environment): SandboxStart | undefined {
  const start = sandboxFrom(environment["UNBOOK_SANDBOX"], environment["UNBOOK_SANDBOX_LOAD"]);
  const providerId = environment["UNBOOK_ACCOUNT_PROVIDER"];
  const isProvider = providerId !== undefined && /^[\w.-]{1,60}$/.test(providerId);
  return start !== undefined && isProvider ? { ...start, providerId } : start;
}

type NamedSandbox = SandboxAddresses & { readonly name: string };

function several(sandboxes: readonly NamedSandbox[]): SandboxStart | undefined {
  const [first, ...beside] = sandboxes.map(({ name, ...outside }): SandboxStart => ({ outside, name }));
  return first && { ...first, beside };
}

function sandboxFrom(port: string | undefined, amounts = ""): SandboxStart | undefined {
  if (port?.startsWith("{") === true) return { outside: JSON.parse(port) as SandboxAddresses };
  if (port?.startsWith("[") === true) return several(JSON.parse(port) as readonly NamedSandbox[]);
  if (port === undefined || !/^\d{1,5}$/.test(port)) return undefined;
  const amount = (what: string): number => Number(new RegExp(`\\b${what}=(\\d{1,6})\\b`).exec(amounts)?.[1] ?? 0);
  const load = { events: amount("events"), appointments: amount("appointments"), businesses: amount("businesses") };
  return { port: Number(port), load };
}
