/** The person at this machine as a Viewer: this zone, this language's way of writing times, the account's address. */
import { env } from "vscode";
import type { Viewer } from "../agenda/viewer.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";

/** Somebody who travels may be shown the zone before for so long. */
const machineMs = 1000;

let machine: { readonly askedAtUtc: number; readonly timeZone: string; readonly locale: string } | undefined;

/** The viewer now. */
export function viewerOf(account: SignedInAccount | undefined): Viewer {
  const now = Date.now();
  const { timeZone, locale } = machineAt(now);
  return {
    now,
    timeZone,
    // The machine's own locale says more about hours and dates than the language of VS Code's menus; where the
    // environment sets none, Intl says en-US and the language of the menus is the better guess.
    locale: locale === "en-US" ? env.language : locale,
    ownAddresses: account === undefined ? [] : [account.username],
    isPersonal: account?.isPersonal ?? false,
  };
}

/** The machine's zone and locale. Intl takes longer to say so than all else that is done for one item of thousands. */
function machineAt(now: number): NonNullable<typeof machine> {
  if (machine === undefined || Math.abs(now - machine.askedAtUtc) > machineMs) {
    const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
    machine = { askedAtUtc: now, timeZone, locale };
  }
  return machine;
}
