/** Who can sign in to the sandbox. Names and domains are fictional ones of Microsoft's. */
import { guidOf } from "../office/exchangeId.ts";
import type { SandboxAccount } from "../sandboxContract.ts";

/** The application (client) id that the sandbox's sign-in takes. */
export const sampleClientId = guidOf("application unbook");

/** The tenant of Contoso. */
export const sampleTenantId = guidOf("tenant contoso");

/** The tenant that all personal Microsoft accounts are in. */
const personalTenantId = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** Organises much of the week, and administers both Bookings businesses. */
export const anaAccount: SandboxAccount = {
  id: guidOf("account ana"),
  username: "ana.silva@contoso.com",
  name: "Ana Silva",
  tenantId: sampleTenantId,
  isPersonal: false,
  about: "Organizer: a busy week and two Bookings businesses",
};

/** Is invited to most of it. */
export const leeAccount: SandboxAccount = {
  id: guidOf("account lee"),
  username: "lee.park@contoso.com",
  name: "Lee Park",
  tenantId: sampleTenantId,
  isPersonal: false,
  about: "Colleague: invited to many of Ana's meetings",
};

/** Has a personal account, which has no Bookings. */
export const mariaAccount: SandboxAccount = {
  id: guidOf("account maria"),
  username: "maria.rossi@outlook.com",
  name: "Maria Rossi",
  tenantId: personalTenantId,
  isPersonal: true,
  about: "Personal account: a calendar, no Bookings",
};

/** Everybody who can sign in. */
export const sampleAccounts: readonly SandboxAccount[] = [anaAccount, leeAccount, mariaAccount];
