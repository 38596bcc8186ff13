/**
 * Times, dates and durations as text, for one viewer: that person's zone, language and hour format. Words such as `All day`
 * come from sentences.ts, numbers and names of days from `Intl`.
 */
import { dayOf, daysOfSpan, isTimeZone, offsetAt } from "./calendarDays.ts";
import type { CalendarDay, Instant, TimeSpan } from "./item.ts";
import { sentences } from "./sentences.ts";
import type { Viewer } from "./viewer.ts";

type Style = Pick<Viewer, "timeZone" | "locale" | "hourCycle">;

const formatters = new Map<string, Intl.DateTimeFormat>();
const hourCycles = new Map<string, "h12" | "h23">();
// Each region knows the short names of its own zones only: CET is known in Britain, EST in the United States.
const zoneNameRegions = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA"] as const;

/** A time of day, as `09:30` or `9:30 AM`, in the viewer's zone. */
export function describeTime(instant: Instant, style: Style): string {
  const hourCycle = style.hourCycle ?? hourCycleOf(style.locale);
  const hour = hourCycle === "h23" ? "2-digit" : "numeric";
  return formatter(style.locale, { timeZone: style.timeZone, hourCycle, hour, minute: "2-digit" }).format(instant);
}

/**
 * A day, as `Tue 24 Nov` or, in full, `Tuesday 24 November`. The year is only added where it is not the viewer's own.
 * @throws {RangeError} if `day` is not a date.
 */
export function describeDate(
  day: CalendarDay,
  length: "short" | "long",
  viewer: Pick<Viewer, "now" | "timeZone" | "locale">,
): string {
  const sameYear = day.slice(0, 4) === dayOf(viewer.now, viewer.timeZone).slice(0, 4);
  const year = sameYear ? {} : ({ year: "numeric" } as const);
  const options = { timeZone: "UTC", weekday: length, day: "numeric", month: length, ...year } as const;
  return formatter(viewer.locale, options).format(Date.parse(`${day}T00:00:00Z`));
}

/** How long it takes, as `45 min`, `1 h 30 min` or `2 d 4 h`; undefined for no time at all and for all-day items. */
export function describeDuration(span: TimeSpan): string | undefined {
  if (span.kind === "allDay") return undefined;
  return describeMinutes(Math.round((span.endUtc - span.startUtc) / 60_000));
}

/** A number of minutes, as `1 d 2 h` or `45 min`; undefined for none. */
export function describeMinutes(minutes: number): string | undefined {
  if (minutes <= 0) return undefined;
  const parts = [
    { count: Math.floor(minutes / 1440), word: sentences.days },
    { count: Math.floor(minutes / 60) % 24, word: sentences.hours },
    { count: minutes % 60, word: sentences.minutes },
  ];
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => word(count))
    .join(" ");
}

/**
 * From when to when, with the date, as `Tue 24 Nov, 09:30 – 10:15`, `Tue 24 Nov, 22:00 – Wed 25 Nov, 02:00` or
 * `Tue 24 Nov – Thu 26 Nov`. `spoken` writes dates in full and says `to`.
 */
export function describeSpan(span: TimeSpan, viewer: Viewer, manner: "written" | "spoken" = "written"): string {
  const join = manner === "spoken" ? sentences.spokenSpan : sentences.span;
  const length = manner === "spoken" ? "long" : "short";
  const { firstDay, lastDay } = daysOfSpan(span, viewer.timeZone);
  const first = describeDate(firstDay, length, viewer);
  if (span.kind === "allDay") {
    const days = lastDay === firstDay ? first : join(first, describeDate(lastDay, length, viewer));
    return [days, sentences.allDay.toLowerCase()].join(sentences.spokenSeparator);
  }
  const start = [first, describeTime(span.startUtc, viewer)].join(sentences.spokenSeparator);
  if (span.endUtc <= span.startUtc) return start;
  const end = describeTime(span.endUtc, viewer);
  // The end's own day, not the last one touched: 22:00 to midnight ends on the next day's 00:00, which needs no date.
  if (lastDay === firstDay) return join(start, end);
  const endDate = describeDate(dayOf(span.endUtc, viewer.timeZone), length, viewer);
  return join(start, [endDate, end].join(sentences.spokenSeparator));
}

/**
 * The start as the zone that the item was made in shows it, as `15:00 CET`, if that zone's clocks differ from the viewer's
 * then; otherwise undefined.
 */
export function describeTimeElsewhere(
  span: TimeSpan,
  itemZone: string | undefined,
  style: Style,
): { readonly time: string; readonly zone: string } | undefined {
  if (span.kind === "allDay" || itemZone === undefined || !isTimeZone(itemZone)) return undefined;
  if (offsetAt(span.startUtc, itemZone) === offsetAt(span.startUtc, style.timeZone)) return undefined;
  return {
    time: describeTime(span.startUtc, { ...style, timeZone: itemZone }),
    zone: zoneName(span.startUtc, itemZone, style.locale),
  };
}

/** The viewer's own short name of a zone, else the one of a region that has it, else the offset, as `GMT+9`. */
function zoneName(instant: Instant, timeZone: string, locale: string): string {
  const names = [locale, ...zoneNameRegions].map(
    (region) =>
      formatter(region, { timeZone, hour: "numeric", timeZoneName: "short" })
        .formatToParts(instant)
        .find((part) => part.type === "timeZoneName")?.value ?? timeZone,
  );
  return names.find((name) => !/^(?:GMT|UTC)[+-−]/u.test(name)) ?? names[0] ?? timeZone;
}

function hourCycleOf(locale: string): "h12" | "h23" {
  let known = hourCycles.get(locale);
  if (known === undefined) {
    const cycle = formatter(locale, { hour: "numeric" }).resolvedOptions().hourCycle;
    known = cycle === "h11" || cycle === "h12" ? "h12" : "h23";
    hourCycles.set(locale, known);
  }
  return known;
}

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, known);
  }
  return known;
}
