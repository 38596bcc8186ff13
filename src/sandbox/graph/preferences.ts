/**
 * The `Prefer` header: which time zone to answer in, how many items on a page, and
 * which kind of ids.
 * Sources: https://learn.microsoft.com/graph/api/user-list-calendarview, https://learn.microsoft.com/graph/outlook-immutable-id
 */
import { ianaZone } from "../office/zonedTime.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** What a caller prefers. */
export interface Preferences {
  /** The zone for `dateTime` values: as the caller named it, and by its IANA name. */
  readonly zone: { readonly name: string; readonly iana: string };
  readonly maxPageSize?: number;
  /** The kind of ids for events. */
  readonly ids: "ordinary" | "immutable";
  /** The value of `Preference-Applied`; empty if nothing was preferred. */
  readonly applied: string;
}

/** Reads `Prefer`, several values separated by commas. @throws {GraphRefusal} for a zone that does not exist. */
export function readPreferences(header: string | null): Preferences {
  let zone = { name: "UTC", iana: "UTC" };
  let maxPageSize: number | undefined;
  let ids: Preferences["ids"] = "ordinary";
  const applied: string[] = [];
  for (const [, name = "", quoted, plain] of (header ?? "").matchAll(/([\w.-]+)\s*=\s*(?:"([^"]*)"|([^\s,;"]+))/gu)) {
    const value = quoted ?? plain ?? "";
    switch (name.toLowerCase()) {
      case "outlook.timezone":
        zone = { name: value, iana: existingZone(value) };
        applied.push(`outlook.timezone="${value}"`);
        break;
      case "odata.maxpagesize":
        maxPageSize = positiveInteger(value);
        if (maxPageSize !== undefined) applied.push(`odata.maxpagesize=${maxPageSize}`);
        break;
      case "idtype":
        if (value.toLowerCase() !== "immutableid") break;
        ids = "immutable";
        applied.push('IdType="ImmutableId"');
        break;
      case "outlook.body-content-type":
        applied.push(`outlook.body-content-type="${value}"`);
        break;
      default: // Preferences that are not known are ignored, as HTTP asks for.
    }
  }
  return { zone, ids, applied: applied.join(", "), ...(maxPageSize === undefined ? {} : { maxPageSize }) };
}

function existingZone(name: string): string {
  const iana = ianaZone(name);
  if (iana !== undefined) return iana;
  const message = `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`;
  throw new GraphRefusal(400, "TimeZoneNotSupportedException", message);
}

function positiveInteger(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : undefined;
}
