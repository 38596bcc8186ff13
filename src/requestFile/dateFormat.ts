/**
 * Writes instants as the system variables `$datetime` and `$localDatetime` ask for. Custom formats are those of Day.js
 * (https://day.js.org/docs/en/display/format), in English.
 */

/** The units of an offset such as `-1 d`, as REST Client names them. */
const unitMs: ReadonlyMap<string, number> = new Map(
  Object.entries({ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }),
);
const unitMonths: ReadonlyMap<string, number> = new Map(Object.entries({ M: 1, Q: 3, y: 12 }));

/**
 * The instant `amount` units later. Months, quarters and years keep the day of the month (UTC), or the last one that the
 * month has. Undefined for an unknown unit, or for what no Date can hold.
 */
export function moveInstant(instant: Date, amount: number, unit: string): Date | undefined {
  const ms = unitMs.get(unit);
  const months = unitMonths.get(unit);
  const moved = new Date(instant);
  if (ms !== undefined) moved.setTime(moved.getTime() + amount * ms);
  else if (months !== undefined) {
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + amount * months);
    const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
    moved.setUTCDate(Math.min(instant.getUTCDate(), lastDay));
  } else return undefined;
  return Number.isNaN(moved.getTime()) ? undefined : moved;
}

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const monthNames = "January February March April May June July August September October November December".split(" ");

/**
 * Writes an instant.
 * @param format `rfc1123`, `iso8601`, or a custom format of Day.js; letters in `[brackets]` stand for themselves.
 * @param offsetMinutes The zone's offset, east of UTC; undefined writes UTC as such (`GMT`, `Z`).
 */
export function formatInstant(instant: Date, format: string, offsetMinutes: number | undefined): string {
  const shown = new Date(instant.getTime() + (offsetMinutes ?? 0) * 60_000);
  if (format === "rfc1123") {
    return offsetMinutes === undefined
      ? instant.toUTCString()
      : fill("ddd, DD MMM YYYY HH:mm:ss ZZ", shown, offsetMinutes);
  }
  if (format === "iso8601") {
    return offsetMinutes === undefined ? instant.toISOString() : fill("YYYY-MM-DDTHH:mm:ss.SSSZ", shown, offsetMinutes);
  }
  return fill(format, shown, offsetMinutes ?? 0);
}

/** `shown` is the wall clock in the fields of UTC. */
function fill(format: string, shown: Date, offsetMinutes: number): string {
  const token = /\[([^[\]]*)\]|YYYY|YY|M{1,4}|D{1,2}|d{1,4}|H{1,2}|h{1,2}|a|A|m{1,2}|s{1,2}|SSS|Z{1,2}/g;
  return format.replaceAll(token, (written: string, literal: string | undefined) =>
    literal === undefined ? writeToken(written, shown, offsetMinutes) : literal,
  );
}

function writeToken(token: string, shown: Date, offsetMinutes: number): string {
  const pad = (value: number, length = token.length): string => String(value).padStart(length, "0");
  const hour12 = shown.getUTCHours() % 12 === 0 ? 12 : shown.getUTCHours() % 12;
  const month = monthNames[shown.getUTCMonth()] ?? "";
  const day = dayNames[shown.getUTCDay()] ?? "";
  switch (token) {
    case "YYYY":
      return pad(shown.getUTCFullYear());
    case "YY":
      return pad(shown.getUTCFullYear() % 100);
    case "MMMM":
      return month;
    case "MMM":
      return month.slice(0, 3);
    case "M":
    case "MM":
      return pad(shown.getUTCMonth() + 1);
    case "D":
    case "DD":
      return pad(shown.getUTCDate());
    case "dddd":
      return day;
    case "ddd":
    case "dd":
      return day.slice(0, token.length);
    case "d":
      return String(shown.getUTCDay());
    case "H":
    case "HH":
      return pad(shown.getUTCHours());
    case "h":
    case "hh":
      return pad(hour12);
    case "A":
    case "a": {
      const half = shown.getUTCHours() < 12 ? "AM" : "PM";
      return token === "A" ? half : half.toLowerCase();
    }
    case "m":
    case "mm":
      return pad(shown.getUTCMinutes());
    case "s":
    case "ss":
      return pad(shown.getUTCSeconds());
    case "SSS":
      return pad(shown.getUTCMilliseconds());
    default: {
      const minutes = Math.abs(offsetMinutes);
      const colon = token === "Z" ? ":" : "";
      return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${colon}${pad(minutes % 60, 2)}`;
    }
  }
}
