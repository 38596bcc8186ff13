/**
 * What a calendar's or a business's row and tooltip say: what it is called, whose it is, and how much is in it. Plain text;
 * what draws it escapes it.
 */
import type { AgendaSourceGroup } from "./arrange.ts";
import type { RowText } from "./describeDay.ts";
import { describeCounts } from "./describeDay.ts";
import { describePerson } from "./describeItem.ts";
import { describeMailbox } from "./describeMailbox.ts";
import type { AgendaSource, CalendarSource } from "./item.ts";
import { otherOwner } from "./itemTraits.ts";
import { sentences } from "./sentences.ts";
import type { TooltipFact } from "./tooltipFacts.ts";

/**
 * A calendar's or a business's row: `Calendar`, `6 items · 31 people`; another mailbox's default calendar goes by the
 * mailbox's address, and its others say it: `Rooms`, `reception@contoso.com · 2 items`.
 * @param calendarGroup the group's name, where it says something; see `tellingCalendarGroup`.
 */
export function describeSource(group: AgendaSourceGroup, calendarGroup?: string): RowText {
  const { source } = group;
  const label = source === undefined ? sentences.otherItems : describeSourceName(source);
  const mailbox = source === undefined ? undefined : mailboxBeside(source);
  const words = [
    ...(mailbox === undefined ? [] : [mailbox]),
    ...(calendarGroup === undefined ? [] : [calendarGroup]),
    ...describeCounts(group.itemCount, group.peopleCount),
  ];
  return {
    label,
    description: words.join(sentences.separator),
    spokenLabel: [label, ...words].join(sentences.spokenSeparator),
  };
}

/** What a source is called. */
export function describeSourceName(source: AgendaSource): string {
  const goesByAddress = source.kind === "calendar" && source.mailbox.kind === "user" && source.isDefault;
  return goesByAddress ? describeMailbox(source.mailbox) : source.name || sentences.unnamed;
}

/**
 * The name of the calendar group that a calendar is in, if it helps to tell calendars apart: not that of the default
 * calendar, in which most are.
 * @param all the calendars that are listed.
 */
export function tellingCalendarGroup(calendar: CalendarSource, all: readonly CalendarSource[]): string | undefined {
  if (calendar.mailbox.kind !== "me") return undefined;
  const usual = all.find(({ mailbox, isDefault }) => isDefault && mailbox.kind === "me")?.calendarGroup;
  return calendar.calendarGroup === usual ? undefined : calendar.calendarGroup;
}

/** What a calendar's tooltip says, besides its name. */
export function calendarFacts(calendar: CalendarSource, ownAddresses: readonly string[]): readonly TooltipFact[] {
  const { mailbox } = calendar;
  const owner = otherOwner(calendar, ownAddresses);
  const { factNames } = sentences;
  return [
    // The default calendar goes by the address already.
    ...(mailbox.kind === "user" && !calendar.isDefault ? [{ name: factNames.mailbox, text: mailbox.id }] : []),
    ...(mailbox.kind === "group" ? [{ name: factNames.group, text: calendar.name }] : []),
    ...(calendar.calendarGroup === undefined ? [] : [{ name: factNames.calendarGroup, text: calendar.calendarGroup }]),
    ...(owner === undefined || mailbox.kind === "group"
      ? []
      : [{ name: factNames.owner, text: describePerson(owner) }]),
  ];
}

/** The address that has to stand beside a calendar's name, because the name alone could be anybody's. */
function mailboxBeside(source: AgendaSource): string | undefined {
  if (source.kind !== "calendar" || source.mailbox.kind !== "user" || source.isDefault) return undefined;
  return describeMailbox(source.mailbox);
}
