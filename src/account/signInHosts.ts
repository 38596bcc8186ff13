/**
 * Which addresses sign-in requests may go to. Codes and refresh tokens are in them, so that everything else is refused,
 * whatever a setting or an answer says.
 * Source: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
import type { Authority } from "./accountContract.ts";

/** Each cloud's sign-in hosts: the names that MSAL knows for one and the same service. */
const cloudHosts: readonly (readonly string[])[] = [
  ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
  ["login.microsoftonline.us", "login.usgovcloudapi.net"],
  ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
];

/**
 * The origins that requests of this authority may go to.
 * @throws {Error} when the authority is neither one of Microsoft's nor a sandbox on this machine.
 */
export function signInOrigins(authority: Authority): ReadonlySet<string> {
  const address = new URL(authority.url);
  if (authority.sandbox !== undefined) {
    const origin = new URL(authority.sandbox.origin);
    if (!isLoopback(origin)) throw new Error("The sandbox's sign-in is not on this machine.");
    return new Set([origin.origin]);
  }
  const hosts = cloudHosts.find((names) => names.some((name) => address.origin === `https://${name}`));
  if (hosts === undefined) throw new Error("The authority is not one of Microsoft's sign-in services.");
  return new Set(hosts.map((host) => `https://${host}`));
}

/** Whether an address is a plain http one of this machine. */
export function isLoopback(address: URL): boolean {
  return address.protocol === "http:" && (address.hostname === "localhost" || address.hostname === "127.0.0.1");
}
