/** Reads the two ids of an app registration as somebody has typed or pasted them, and tells what is wrong with them. */

/** What is wrong with a client id. */
export type ClientIdProblem =
  | "empty"
  /** Not of the form of a GUID. */
  | "malformed"
  /** An app of Microsoft's own, which nobody can allow to read calendars. */
  | "ofMicrosoft";

/** What is wrong with a tenant. */
export type TenantIdProblem =
  | "empty"
  /** Neither a GUID nor a domain, nor one of the words that stand for several tenants. */
  | "malformed"
  /** It is the client id once more. */
  | "clientId";

/** An id, or what is wrong with it. */
export type ReadId<Problem> =
  { readonly kind: "id"; readonly id: string } | { readonly kind: "wrong"; readonly why: Problem };

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** At least two parts of letters, digits and hyphens; the last begins with a letter. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const severalTenants: ReadonlySet<string> = new Set(["organizations", "consumers", "common"]);

/**
 * Apps of Microsoft's that are often pasted: VS Code's, the Azure CLI's, Microsoft Graph PowerShell's, Microsoft Graph itself.
 * Their consent cannot be given for calendars (AADSTS65002), or is not ours to ask for.
 */
const appsOfMicrosoft: ReadonlySet<string> = new Set([
  "aebc6443-996d-45c2-90f0-388ff96faa56",
  "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  "14d82eec-204b-4c2f-b7e8-296a70dab67e",
  "00000003-0000-0000-c000-000000000000",
]);

/** Reads an application (client) id. Blanks, braces and quotes around it are forgiven. */
export function readClientId(text: string): ReadId<ClientIdProblem> {
  const id = bare(text).toLowerCase();
  if (id === "") return { kind: "wrong", why: "empty" };
  if (!guid.test(id)) return { kind: "wrong", why: "malformed" };
  return appsOfMicrosoft.has(id) ? { kind: "wrong", why: "ofMicrosoft" } : { kind: "id", id };
}

/** Reads a tenant's id, its domain, or a word for several tenants. @param clientId the client id beside it. */
export function readTenantId(text: string, clientId: string): ReadId<TenantIdProblem> {
  const id = bare(text).toLowerCase();
  if (id === "") return { kind: "wrong", why: "empty" };
  if (id === clientId.toLowerCase()) return { kind: "wrong", why: "clientId" };
  const isTenant = guid.test(id) || severalTenants.has(id) || (id.length <= 253 && domain.test(id));
  return isTenant ? { kind: "id", id } : { kind: "wrong", why: "malformed" };
}

/** Without what ids are wrapped in where they are copied from. */
function bare(text: string): string {
  const trimmed = text.trim();
  let [start, end] = [0, trimmed.length];
  while (start < end && wrapping.has(trimmed.charAt(start))) start += 1;
  while (end > start && wrapping.has(trimmed.charAt(end - 1))) end -= 1;
  return trimmed.slice(start, end);
}

const wrapping: ReadonlySet<string> = new Set(['"', "'", "{", "}"]);
