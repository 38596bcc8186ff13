/** Which permissions each sample account, or an administrator for all of them, has allowed Unbook since the sandbox started. */

/** The permissions that were allowed so far. */
export interface Consents {
  /** Those of `permissions` that the account has not allowed yet. */
  missing(accountId: string, permissions: readonly string[]): readonly string[];
  allow(accountId: string, permissions: readonly string[]): void;
  /** An administrator allows them for everybody. */
  allowForAll(permissions: readonly string[]): void;
}

/** Starts with nothing allowed. */
export function createConsents(): Consents {
  const allowed = new Map<string, Set<string>>();
  const allowedForAll = new Set<string>();
  return {
    missing: (accountId, permissions) =>
      permissions.filter((name) => !allowedForAll.has(name) && allowed.get(accountId)?.has(name) !== true),
    allow(accountId, permissions) {
      allowed.set(accountId, new Set([...(allowed.get(accountId) ?? []), ...permissions]));
    },
    allowForAll(permissions) {
      for (const name of permissions) allowedForAll.add(name);
    },
  };
}
