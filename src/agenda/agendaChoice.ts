/**
 * What a person has chosen to see: mailboxes and groups beside their own, calendars left out, and businesses. It holds ids
 * and addresses only, because it is kept; names are read from Graph each time.
 */
import type { BusinessSource, CalendarSource, Mailbox } from "./item.ts";
import { mailboxKey, sourceKey } from "./sourceKey.ts";

/** Another person's, a shared, or a group's mailbox. */
export type OtherMailbox = Exclude<Mailbox, { readonly kind: "me" }>;

/** What a person has chosen to see. */
export interface AgendaChoice {
  /** In the order in which they were added. */
  readonly mailboxes: readonly OtherMailbox[];
  /** The source keys of calendars that are not loaded. A calendar that is new is shown. */
  readonly hiddenCalendars: readonly string[];
  /** The ids of the businesses to show. Undefined until the person chooses: see `businessesToShow`. */
  readonly businesses?: readonly string[];
}

/** What is shown to somebody who has chosen nothing. */
export const nothingChosen: AgendaChoice = { mailboxes: [], hiddenCalendars: [] };

/** Up to so many businesses are all shown unasked: each takes requests of its own. */
const mostUnasked = 10;

/** Reads what was kept; whatever of it is not as it was written counts as not chosen. */
export function readChoice(kept: unknown): AgendaChoice {
  if (typeof kept !== "object" || kept === null) return nothingChosen;
  const { mailboxes, hiddenCalendars, businesses } = kept as Readonly<Record<string, unknown>>;
  return {
    mailboxes: listOf(mailboxes, isOtherMailbox).map(({ kind, id }) => ({ kind, id })),
    hiddenCalendars: listOf(hiddenCalendars, isText),
    ...(Array.isArray(businesses) && { businesses: listOf(businesses, isText) }),
  };
}

/** The choice with one more mailbox, at the end; unchanged if it is there already. */
export function withMailbox(choice: AgendaChoice, mailbox: OtherMailbox): AgendaChoice {
  return hasMailbox(choice, mailbox) ? choice : { ...choice, mailboxes: [...choice.mailboxes, mailbox] };
}

/** The choice without a mailbox and without anything that was said of its calendars. */
export function withoutMailbox(choice: AgendaChoice, mailbox: OtherMailbox): AgendaChoice {
  const key = mailboxKey(mailbox);
  return {
    ...choice,
    mailboxes: choice.mailboxes.filter((other) => mailboxKey(other) !== key),
    hiddenCalendars: choice.hiddenCalendars.filter((hidden) => !hidden.startsWith(`calendar ${key} `)),
  };
}

/** The choice without a business; those that were shown unasked count as chosen from then on. */
export function withoutBusiness(choice: AgendaChoice, id: string, shown: readonly BusinessSource[]): AgendaChoice {
  const chosen = choice.businesses ?? shown.map((business) => business.id);
  return { ...choice, businesses: chosen.filter((other) => other.toLowerCase() !== id.toLowerCase()) };
}

/** Whether a mailbox was added. */
export function hasMailbox(choice: AgendaChoice, mailbox: Mailbox): boolean {
  return choice.mailboxes.some((other) => mailboxKey(other) === mailboxKey(mailbox));
}

/** Whether a calendar is to be shown. */
export function isShown(choice: AgendaChoice, calendar: CalendarSource): boolean {
  return !choice.hiddenCalendars.includes(sourceKey(calendar));
}

/**
 * The choice in which of the listed calendars just those are shown. What was said of calendars that are not listed,
 * because their mailbox cannot be read now, stays.
 */
export function withCalendars(
  choice: AgendaChoice,
  listed: readonly CalendarSource[],
  shown: readonly CalendarSource[],
): AgendaChoice {
  const listedKeys = new Set(listed.map(sourceKey));
  const shownKeys = new Set(shown.map(sourceKey));
  return {
    ...choice,
    hiddenCalendars: [
      ...choice.hiddenCalendars.filter((key) => !listedKeys.has(key)),
      ...[...listedKeys].filter((key) => !shownKeys.has(key)),
    ],
  };
}

/** Which businesses to show. */
export interface BusinessesToShow {
  readonly shown: readonly BusinessSource[];
  /** Chosen, but not among the listed, of which Graph gives 500 at most. */
  readonly unlisted: readonly string[];
  /** True where there are too many to show them all unasked, and none is shown. */
  readonly isUndecided: boolean;
}

/** Which businesses to show: the chosen ones, or all of them as long as they are few. */
export function businessesToShow(listed: readonly BusinessSource[], choice: AgendaChoice): BusinessesToShow {
  if (choice.businesses === undefined) {
    const isUndecided = listed.length > mostUnasked;
    return { shown: isUndecided ? [] : listed, unlisted: [], isUndecided };
  }
  const chosen = new Map(choice.businesses.map((id) => [id.toLowerCase(), id]));
  const shown = listed.filter(({ id }) => chosen.has(id.toLowerCase()));
  for (const { id } of shown) chosen.delete(id.toLowerCase());
  return { shown, unlisted: [...chosen.values()], isUndecided: false };
}

function listOf<Value>(list: unknown, isValue: (value: unknown) => value is Value): readonly Value[] {
  return Array.isArray(list) ? list.filter(isValue) : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isOtherMailbox(value: unknown): value is OtherMailbox {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id } = value as Readonly<Record<string, unknown>>;
  return (kind === "user" || kind === "group") && isText(id);
}
