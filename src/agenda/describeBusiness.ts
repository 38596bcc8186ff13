/**
 * What the tooltip and the details of a Bookings business say: how to reach it, when it is open, what it offers, who works
 * there, and until when an appointment can be cancelled. Plain text; what draws it escapes it.
 */
import type { BookingService, BusinessDetails, OpeningHours, StaffMember, Weekday } from "./business.ts";
import { describeMinutes } from "./describeTime.ts";
import { sentences } from "./sentences.ts";
import type { TooltipFact, TooltipFacts } from "./tooltipFacts.ts";

/** A part of the details: a heading and its lines. */
export interface DetailSection {
  readonly title: string;
  readonly lines: readonly string[];
}

const { factNames } = sentences;

/** Up to so many names stand in a tooltip; the details have all of them. */
const namesInTooltip = 5;

/** What a business's tooltip says. */
export function businessFacts(business: BusinessDetails): TooltipFacts {
  return {
    title: business.name || sentences.unnamed,
    facts: [
      ...contactFacts(business),
      ...fact(factNames.hours, describeWeek(business.openingHours ?? []).join(sentences.spokenSeparator)),
      ...fact(factNames.timeZone, business.timeZone),
      ...fact(factNames.leadTime, leadTime(business.minimumLeadTimeMinutes)),
      ...fact(factNames.services, namesText(business.services)),
      ...fact(factNames.staff, namesText(business.staff)),
    ],
    sentences: business.notes,
  };
}

/** Everything that is known of a business, for the document that shows its details. */
export function businessSections(business: BusinessDetails): readonly DetailSection[] {
  return [
    { title: factNames.hours, lines: describeWeek(business.openingHours ?? []) },
    { title: factNames.services, lines: business.services.map(describeService) },
    { title: factNames.staff, lines: business.staff.map(describeStaff) },
  ].filter(({ lines }) => lines.length > 0);
}

function contactFacts({ id, phone, email, webSite, bookingPage }: BusinessDetails): readonly TooltipFact[] {
  const page = (name: string, url: string | undefined): readonly TooltipFact[] =>
    url === undefined || url === "" ? [] : [{ name, text: url, url }];
  return [
    ...fact(factNames.mailbox, id),
    ...fact(factNames.phone, phone),
    ...fact(factNames.email, email),
    ...page(factNames.webSite, webSite),
    ...page(factNames.bookingPage, bookingPage),
  ];
}

/** `Mon – Fri 09:00 – 12:00, 13:00 – 17:00` and `Sun closed`. The times are the business's own. */
function describeWeek(hours: readonly OpeningHours[]): readonly string[] {
  const lines: { readonly first: Weekday; last: Weekday; readonly times: string }[] = [];
  for (const { day, slots } of hours) {
    const times =
      slots.map(({ start, end }) => sentences.span(start, end)).join(sentences.spokenSeparator) || sentences.closed;
    const before = lines.at(-1);
    if (before?.times === times) before.last = day;
    else lines.push({ first: day, last: day, times });
  }
  const { weekdays, span } = sentences;
  return lines.map(({ first, last, times }) => {
    const days = first === last ? weekdays[first] : span(weekdays[first], weekdays[last]);
    return `${days} ${times}`;
  });
}

function describeService(service: BookingService): string {
  return [
    service.name || sentences.noService,
    ...present(describeMinutes(service.durationMinutes ?? 0)),
    ...(service.maximumCustomers > 1 ? [sentences.upToCustomers(service.maximumCustomers)] : []),
    ...present(leadTime(service.minimumLeadTimeMinutes)),
  ].join(sentences.separator);
}

function describeStaff({ name, address, role }: StaffMember): string {
  // Graph writes roles as one word: `teamMember`.
  const roleWords = role?.replaceAll(/(?=[A-Z])/gu, " ").toLowerCase();
  return [name || address || sentences.unnamed, ...present(roleWords), ...(name === "" ? [] : present(address))].join(
    sentences.separator,
  );
}

function leadTime(minutes: number | undefined): string | undefined {
  const text = minutes === undefined ? undefined : describeMinutes(minutes);
  return text === undefined ? undefined : sentences.leadTime(text);
}

function namesText(named: readonly { readonly name: string }[]): string | undefined {
  const names = named.map(({ name }) => name).filter((name) => name !== "");
  if (names.length === 0) return undefined;
  const shown = names.slice(0, namesInTooltip).join(sentences.spokenSeparator);
  return names.length > namesInTooltip ? sentences.andMore(shown, names.length - namesInTooltip) : shown;
}

function fact(name: string, text: string | undefined): readonly TooltipFact[] {
  return text === undefined || text.trim() === "" ? [] : [{ name, text }];
}

function present(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : [text];
}
