/**
 * Words a request to VS Code's Microsoft account: among the permissions stand the app registration and the tenant. Without
 * them VS Code would ask in its own name, for which Microsoft allows neither calendars nor Bookings (AADSTS65002).
 * Source: https://github.com/microsoft/vscode/blob/main/extensions/microsoft-authentication/src/common/scopeData.ts
 */
import { AccountError } from "./accountError.ts";

/** Who asks, and whose accounts can sign in. */
export interface AppRegistration {
  /** The id of the user's app registration, a GUID. */
  readonly clientId: string;
  /** A tenant's GUID or domain, or `organizations`, `common`, `consumers`. */
  readonly tenantId: string;
}

/** VS Code's own app registration. */
const vscodeClientId = "aebc6443-996d-45c2-90f0-388ff96faa56";
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** VS Code resolves the tenant as a relative address: with a slash or a colon it could lead to another host. */
const tenantName = /^[0-9a-z](?:[0-9a-z.-]{0,253}[0-9a-z])?$/iu;
const permissionName = /^[0-9a-z][0-9a-z.:/_-]*$/iu;

/**
 * What to ask VS Code for. The permissions are sorted, so that equal requests are seen to be equal.
 * @throws {AccountError} `refused` when the registration is none, or VS Code's own, or the tenant is no tenant's name.
 */
export function providerScopes(registration: AppRegistration, permissions: readonly string[]): readonly string[] {
  const { clientId, tenantId } = registration;
  if (!guid.test(clientId)) throw refused("invalid_client", "The client id is not a GUID.");
  if (clientId.toLowerCase() === vscodeClientId) throw refused("AADSTS65002", "The client id is VS Code's own.");
  if (!tenantName.test(tenantId)) throw refused("invalid_tenant", "The tenant is neither an id nor a domain.");
  // VS Code takes the last registration that is named, so that a permission must not look like one.
  const wrong = permissions.find((name) => !permissionName.test(name) || /^vscode_/iu.test(name));
  if (wrong !== undefined || permissions.length === 0) throw new Error(`Not a permission: ${wrong ?? "none at all"}`);
  return [`VSCODE_CLIENT_ID:${clientId}`, `VSCODE_TENANT:${tenantId}`, ...new Set(permissions.toSorted())];
}

function refused(serviceCode: string, message: string): AccountError {
  return new AccountError("refused", message, { serviceCode });
}
