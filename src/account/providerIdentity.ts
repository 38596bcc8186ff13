/** Who a session of VS Code's is of. From the identity token only what is shown, never what decides anything. */
import type { ProviderSession } from "./accountProvider.ts";
import { isPersonalTenant } from "./personalTenant.ts";
import type { SignedInAccount } from "./tokenSource.ts";

/** The account of a session; its id and user name are VS Code's. */
export function signedInAccountOf({ account, idToken }: ProviderSession): SignedInAccount {
  const claims = idToken === undefined ? {} : readClaims(idToken);
  const { name, tid } = claims;
  const [, homeTenant = ""] = account.id.split(".");
  const tenantId = typeof tid === "string" && tid !== "" ? tid : homeTenant;
  return {
    id: account.id,
    username: account.label,
    name: typeof name === "string" && name.trim() !== "" ? name : account.label,
    tenantId,
    isPersonal: isPersonalTenant(tenantId),
  };
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
