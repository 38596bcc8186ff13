/**
 * Adding another person's or a shared mailbox: an address is asked for and its calendars are read at once, so that what is
 * added can be shown. What is wrong with an address is said in the box; a missing permission is asked for in between.
 */
import { l10n, ProgressLocation, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { OtherMailbox } from "../agenda/agendaChoice.ts";
import { isGraphError } from "../graph/graphError.ts";
import { askForAddress } from "./mailboxBox.ts";
import type { AddressTry } from "./mailboxBox.ts";
import { askToAllow } from "./permissionQuestion.ts";
import { describeProblem } from "./problemText.ts";
import type { AccountSession } from "./accountSession.ts";

/**
 * Asks for a mailbox that the account may look into.
 * @param isKnown whether a mailbox is in the agenda already.
 * @returns undefined if the person thinks better of it.
 */
export async function addMailbox(
  session: AccountSession,
  isKnown: (mailbox: OtherMailbox) => boolean,
): Promise<OtherMailbox | undefined> {
  let found: OtherMailbox | undefined;
  let waiting: string | undefined;
  const tryAddress = async (address: string, signal?: AbortSignal): Promise<AddressTry> => {
    const mailbox: OtherMailbox = { kind: "user", id: address };
    const known = knownProblem(mailbox, session, isKnown);
    if (known !== undefined) return { kind: "problem", sentence: known };
    try {
      const listed = await session.active?.graph.listCalendars(mailbox, signal);
      if (listed?.items.length === 0) return { kind: "problem", sentence: describeEmpty(address) };
      if (listed !== undefined) found = mailbox;
      return { kind: "done" };
    } catch (error) {
      if (!isConsentRequired(error)) return { kind: "problem", sentence: describeMailboxProblem(error, address) };
      waiting = address;
      return { kind: "done" };
    }
  };
  await askForAddress(tryAddress);
  if (waiting === undefined) return found;
  const address = waiting;
  if (!(await askToAllow(session, "sharedCalendars"))) return undefined;
  const again = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading the calendars of {0}…", address) },
    async () => tryAddress(address),
  );
  if (again.kind === "problem") await askForAddress(tryAddress, { address, problem: again.sentence });
  return found;
}

function isConsentRequired(error: unknown): boolean {
  return isAccountError(error) && error.code === "consentRequired";
}

function knownProblem(
  mailbox: OtherMailbox,
  { active }: AccountSession,
  isKnown: (mailbox: OtherMailbox) => boolean,
): string | undefined {
  if (isKnown(mailbox)) return l10n.t("It is in the agenda already.");
  const isOwn = mailbox.id.toLowerCase() === active?.account.username.toLowerCase();
  return isOwn ? l10n.t("This is your own mailbox: its calendars are in the agenda already.") : undefined;
}

function describeEmpty(address: string): string {
  return l10n.t("No calendar of {0} is shared with you. Ask its owner to share it, with the right to edit.", address);
}

/** Why a mailbox cannot be added, and what to do next. */
function describeMailboxProblem(error: unknown, address: string): string {
  if (isGraphError(error)) {
    if (error.reason === "notFound" || error.facts.code === "ErrorInvalidUser") {
      return l10n.t("There is no mailbox {0} in your organisation. Check how it is written.", address);
    }
    if (error.reason === "forbidden") {
      return l10n.t("You have no access to {0}. Ask its owner to share the calendar with you.", address);
    }
  }
  return describeProblem(error).sentence;
}
