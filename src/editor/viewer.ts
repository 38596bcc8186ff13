/** The person at this machine as a Viewer: this zone, this language's way of writing times, the account's address. */
import { env } from "vscode";
import type { Viewer } from "../agenda/viewer.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";

/** The viewer now. */
export function viewerOf(account: SignedInAccount | undefined): Viewer {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    now: Date.now(),
    timeZone,
    // The machine's own locale says more about hours and dates than the language of VS Code's menus; where the
    // environment sets none, Intl says en-US and the language of the menus is the better guess.
    locale: locale === "en-US" ? env.language : locale,
    ownAddresses: account === undefined ? [] : [account.username],
    isPersonal: account?.isPersonal ?? false,
  };
}
