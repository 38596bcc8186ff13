/**
 * Tells personal Microsoft accounts from work and school accounts: all of them are in one tenant.
 * Source: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */

const personalTenantId = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** Whether a tenant id is that of personal Microsoft accounts. */
export function isPersonalTenant(tenantId: string): boolean {
  return tenantId.toLowerCase() === personalTenantId;
}
