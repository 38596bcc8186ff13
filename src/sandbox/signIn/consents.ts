/** Which permissions each sample account has allowed Unbook since the sandbox started. */

/** The permissions that were allowed so far. */
export interface Consents {
  /** Those of `permissions` that the account has not allowed yet. */
  missing(accountId: string, permissions: readonly string[]): readonly string[];
  allow(accountId: string, permissions: readonly string[]): void;
}

/** Starts with nothing allowed. */
export function createConsents(): Consents {
  const allowed = new Map<string, Set<string>>();
  return {
    missing: (accountId, permissions) => permissions.filter((name) => allowed.get(accountId)?.has(name) !== true),
    allow(accountId, permissions) {
      allowed.set(accountId, new Set([...(allowed.get(accountId) ?? []), ...permissions]));
    },
  };
}
