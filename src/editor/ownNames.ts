/** What the account's own mailbox may be called in an address, beside `me`. */
import type { SignedInAccount } from "../account/tokenSource.ts";

/** Its user name and its object id, with which MSAL's home account id begins: `<object id>.<tenant id>`. */
export function ownNamesOf({ id, username }: SignedInAccount): readonly string[] {
  const [objectId = ""] = id.split(".");
  return [username, objectId].filter((name) => name !== "");
}
