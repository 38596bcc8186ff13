/**
 * The rows that say what is missing from the agenda, and why: sources and mailboxes that failed, permissions that were not
 * given, and what could not be read. Data only; how they look is in noticeRow.ts.
 */
import { l10n } from "vscode";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { describeSourceName } from "../agenda/describeSource.ts";
import type { AgendaSource } from "../agenda/item.ts";
import { mailboxKey, sourceKey } from "../agenda/sourceKey.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { ActiveSession } from "./accountSession.ts";
import type { Agenda, FailedMailbox, ListNote, LoadedSource } from "./loadAgenda.ts";
import { stepNeeded } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";

/** A row about something that is missing. `id` is unique in the tree. */
export type NoticeNode = Notice & {
  /** Whose agenda it is missing from. Default: the main account's. */
  readonly account?: SignedInAccount;
};

type Notice =
  | {
      readonly kind: "accountFailed";
      readonly id: string;
      readonly account: SignedInAccount;
      /** See AccountNode. */
      readonly placeName?: string;
      readonly error: unknown;
    }
  | {
      readonly kind: "sourceFailed";
      readonly id: string;
      readonly source: AgendaSource;
      readonly error: unknown;
      /** The permission that would help. */
      readonly step?: PermissionStep;
    }
  | {
      readonly kind: "mailboxFailed";
      readonly id: string;
      readonly failed: FailedMailbox;
      readonly step?: PermissionStep;
    }
  | {
      readonly kind: "businessesFailed";
      readonly id: string;
      readonly error: unknown;
      readonly step?: PermissionStep;
    }
  | { readonly kind: "bookingsNotAsked"; readonly id: string; readonly step: "bookings" }
  | { readonly kind: "bookingsUnavailable" | "noneChosen"; readonly id: string }
  | { readonly kind: "businessesToChoose"; readonly id: string; readonly count: number }
  | { readonly kind: "note"; readonly id: string; readonly title: string; readonly text: string };

/** What is missing of one source of an account's. */
export function sourceNotices(
  loaded: LoadedSource,
  { account, granted }: Pick<ActiveSession, "account" | "granted">,
): readonly NoticeNode[] {
  const { source, error } = loaded;
  const id = sourceKey(source);
  const title = describeSourceName(source);
  const notices: readonly Notice[] = [
    ...(error === undefined ? [] : [sourceFailed(source, error, granted)]),
    ...notesOf(loaded).map((text, at) => ({ kind: "note" as const, id: `${id} note ${at}`, title, text })),
  ];
  return notices.map((notice) => ({ ...notice, account }));
}

/** What could not be read of a source: items that were left out, and how many have a part missing. */
export function notesOf({ items, notes }: LoadedSource): readonly string[] {
  const incomplete = items.filter((item) => item.notes.length > 0).length;
  if (incomplete === 0) return notes;
  const text =
    incomplete === 1
      ? l10n.t("1 item could not be read completely: its tooltip says what is missing.")
      : l10n.t("{0} items could not be read completely: their tooltips say what is missing.", incomplete);
  return [...notes, text];
}

/** What is missing of the agenda itself: what failed, and what only deserves a hint. */
export function agendaNotices(agenda: Agenda): {
  readonly failures: readonly NoticeNode[];
  readonly hints: readonly NoticeNode[];
} {
  const isEmptyByChoice = agenda.calendars.length > 0 && agenda.sources.length === 0;
  const { account, granted } = agenda.sessionOf;
  const failures: readonly Notice[] = agenda.failedMailboxes.map((failed) => mailboxFailed(failed, granted));
  const hints: readonly Notice[] = [
    ...(isEmptyByChoice ? [{ kind: "noneChosen" as const, id: "none chosen" }] : []),
    ...agenda.notes.map(listNote),
    ...businessesNotices(agenda),
  ];
  return {
    failures: failures.map((notice) => ({ ...notice, account })),
    hints: hints.map((notice) => ({ ...notice, account })),
  };
}

function sourceFailed(source: AgendaSource, error: unknown, granted: readonly string[]): Notice {
  const step = stepNeeded(error, source.kind === "calendar" ? source.mailbox : "bookings", granted);
  return { kind: "sourceFailed", id: `${sourceKey(source)} failed`, source, error, ...(step && { step }) };
}

function mailboxFailed(failed: FailedMailbox, granted: readonly string[]): Notice {
  const step = stepNeeded(failed.error, failed.mailbox, granted);
  return { kind: "mailboxFailed", id: `mailbox ${mailboxKey(failed.mailbox)}`, failed, ...(step && { step }) };
}

function listNote({ of, text }: ListNote, at: number): Notice {
  return {
    kind: "note",
    id: `note ${at}`,
    title: of === "businesses" ? l10n.t("Bookings") : describeMailbox(of),
    text,
  };
}

function businessesNotices({ businesses, sessionOf }: Agenda): readonly Notice[] {
  switch (businesses.kind) {
    case "shown":
      return [];
    case "toChoose":
      return [{ kind: "businessesToChoose", id: "businesses to choose", count: businesses.count }];
    case "failed": {
      const step = stepNeeded(businesses.error, "bookings", sessionOf.granted);
      return [{ kind: "businessesFailed", id: "businesses failed", error: businesses.error, ...(step && { step }) }];
    }
    case "notAsked":
      return [{ kind: "bookingsNotAsked", id: "bookings", step: "bookings" }];
    case "unavailable":
      return [{ kind: "bookingsUnavailable", id: "bookings" }];
    default:
      return businesses satisfies never;
  }
}
