/**
 * The app registrations that the user's settings name: the main one, and others beside it, each in its cloud. An entry that is
 * wrong is told of and left out; the good ones work. What a person calls them is found here, too.
 */
import { readClientId, readTenantId } from "./appRegistrationIds.ts";
import type { ClientIdProblem, TenantIdProblem } from "./appRegistrationIds.ts";
import { cloudLabels, isMicrosoftCloud } from "./cloudLabels.ts";
import type { MicrosoftCloudId } from "./cloudLabels.ts";

/** An app registration of the user's, and the cloud that it is in. */
export interface Registration {
  readonly cloud: MicrosoftCloudId;
  readonly clientId: string;
  /** A tenant's GUID or domain, or `organizations`, `common`, `consumers`. */
  readonly tenantId: string;
}

/** What is wrong with the setting, or with one entry of it. */
export type RegistrationProblem =
  | { readonly kind: "noList" }
  | ({
      /** Counted from 1, as people do. */
      readonly entry: number;
    } & (
      | { readonly kind: "noObject" | "cloud" | "twice" }
      | { readonly kind: "unknownKey"; readonly key: string }
      | { readonly kind: "clientId"; readonly why: ClientIdProblem }
      | { readonly kind: "tenantId"; readonly why: TenantIdProblem }
    ));

/** What a setting names. */
export interface ReadRegistrations {
  readonly registrations: readonly Registration[];
  readonly problems: readonly RegistrationProblem[];
}

/**
 * Tells registrations apart; which accounts are chosen is remembered by it. The tenant is no part of it: it only says who can
 * sign in.
 */
export function registrationKey({ cloud, clientId }: Pick<Registration, "cloud" | "clientId">): string {
  return `${cloud} ${clientId}`;
}

/** What the SecretStorage keys end with of what is kept for a registration: a token cache, or a list of accounts. */
export function secretNameOf({ cloud, clientId }: Pick<Registration, "cloud" | "clientId">): string {
  return `${cloud}:${clientId}`;
}

/** The key by which a registration as somebody may have typed it is the same as one that was read. */
export function comparedKey({ cloud, clientId }: Pick<Registration, "cloud" | "clientId">): string {
  return registrationKey({ cloud, clientId: clientId.toLowerCase() });
}

/** Reads the setting of the other registrations. @param main the one that the other settings name; undefined for none. */
export function readRegistrations(value: unknown, main: Registration | undefined): ReadRegistrations {
  if (value === undefined || value === null) return { registrations: [], problems: [] };
  if (!Array.isArray(value)) return { registrations: [], problems: [{ kind: "noList" }] };
  const taken = new Set(main === undefined ? [] : [comparedKey(main)]);
  const registrations: Registration[] = [];
  const problems: RegistrationProblem[] = [];
  for (const [index, given] of (value as readonly unknown[]).entries()) {
    const read = readEntry(given, index + 1);
    if ("kind" in read) problems.push(read);
    else if (taken.has(registrationKey(read))) problems.push({ kind: "twice", entry: index + 1 });
    else {
      taken.add(registrationKey(read));
      registrations.push(read);
    }
  }
  return { registrations, problems };
}

function readEntry(given: unknown, entry: number): Registration | RegistrationProblem {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return { kind: "noObject", entry };
  const { cloud, clientId, tenantId, ...others } = given as Readonly<Record<string, unknown>>;
  // A slip of the keyboard must not become a default.
  const [key] = Object.keys(others);
  if (key !== undefined) return { kind: "unknownKey", entry, key };
  if (!isMicrosoftCloud(cloud)) return { kind: "cloud", entry };
  const client = readClientId(typeof clientId === "string" ? clientId : "");
  if (client.kind === "wrong") return { kind: "clientId", entry, why: client.why };
  const tenant = readTenantId(typeof tenantId === "string" ? tenantId : "", client.id);
  if (tenant.kind === "wrong") return { kind: "tenantId", entry, why: tenant.why };
  return { cloud, clientId: client.id, tenantId: tenant.id };
}

/** What a person calls each: its cloud, and where that is not enough also its tenant, and then its app. */
export function registrationNames(registrations: readonly Registration[]): readonly string[] {
  const byCloud = registrations.map(({ cloud }) => cloudLabels[cloud]);
  const byTenant = registrations.map(({ tenantId }, index) => `${byCloud[index] ?? ""}, ${tenantId}`);
  return registrations.map(({ clientId }, index) => {
    const [label = "", longer = ""] = [byCloud[index], byTenant[index]];
    if (isOnce(label, byCloud)) return label;
    return isOnce(longer, byTenant) ? longer : `${longer}, ${clientId.slice(0, 8)}`;
  });
}

function isOnce(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) === names.lastIndexOf(name);
}
