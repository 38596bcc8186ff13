/**
 * What was chosen, taken apart by the accounts that it belongs to: each acts on its own, with dialogs and plans of its own
 * that name it.
 */
import { l10n, window } from "vscode";
import { accountTitle } from "./accountPart.ts";
import type { AccountSession } from "./accountSession.ts";
import type { Session } from "./session.ts";

/** What an account is to act on. */
export type AccountPart<Item> = readonly [session: AccountSession, items: readonly Item[]];

/** The parts of some items, in the order in which their accounts are first met; no part for no items. */
export function byAccount<Item extends { readonly accountId?: string }>(
  items: readonly Item[],
  session: Pick<Session, "as" | "active">,
): readonly AccountPart<Item>[] {
  const mainId = session.active?.account.id;
  // An item that names no account and one that names the main one belong together.
  const parts = Map.groupBy(items, ({ accountId = mainId }) => accountId);
  return [...parts].map(([accountId, own]) => [session.as(accountId), own]);
}

/** Says that several accounts are asked about one after the other, if there are several. */
export function tellAccounts(parts: readonly AccountPart<unknown>[]): void {
  if (parts.length < 2) return;
  const names = parts.map(([{ active, placeName }]) =>
    active === undefined
      ? l10n.t("an account that has to sign in")
      : accountTitle({ account: active.account, placeName }),
  );
  void window.showInformationMessage(
    l10n.t(
      "What you chose belongs to {0} accounts, each of which acts for itself: {1}.",
      names.length,
      names.join(", "),
    ),
  );
}
