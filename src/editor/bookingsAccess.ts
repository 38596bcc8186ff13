/** Whether the account's bookings can be read, found out without asking anybody. */
import { isAccountError } from "../account/accountError.ts";
import type { SignedInAccount, TokenSource } from "../account/tokenSource.ts";
import { bookingScopes } from "../graph/scopes.ts";
import { withWiderPermissions } from "../graph/widerPermission.ts";

/** Whether the account's bookings can be read. */
export type BookingsAccess = "allowed" | "notAsked" | "unavailable";

/** Asks silently for the permission: an administrator may have consented for everybody. Rejects with what is no AccountError. */
export async function bookingsAccess(
  account: SignedInAccount,
  cloudHasBookings: boolean,
  tokens: TokenSource,
): Promise<BookingsAccess> {
  if (account.isPersonal || !cloudHasBookings) return "unavailable";
  try {
    await withWiderPermissions(tokens).getToken({ scopes: bookingScopes });
    return "allowed";
  } catch (error) {
    if (!isAccountError(error)) throw error;
    // Not being able to ask is no "no": reading the bookings will say what is the matter.
    return error.code === "offline" ? "allowed" : "notAsked";
  }
}
