/**
 * Graph names time zones as Windows does (`Pacific Standard Time`) or as IANA does (`America/Los_Angeles`), depending on
 * who made the item. Everything else here uses IANA names.
 * Source: https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
import { findIana } from "windows-iana";

/** The territory under which Unicode's table keeps a Windows zone's main place. */
const anywhere = "001";

const known = new Map<string, string | undefined>();

/**
 * The IANA name of a zone that Graph named; undefined if it is none that is known, as `tzone://Microsoft/Custom` for an
 * invitation that brought a zone of its own.
 */
export function ianaZone(graphName: string): string | undefined {
  if (!known.has(graphName)) known.set(graphName, lookUp(graphName));
  return known.get(graphName);
}

function lookUp(graphName: string): string | undefined {
  if (/^(?:UTC|Z|tzone:\/\/Microsoft\/Utc)$/i.test(graphName)) return "UTC";
  const fromWindows = findIana(graphName, anywhere)[0];
  return isIanaZone(fromWindows ?? graphName) ? (fromWindows ?? graphName) : undefined;
}

function isIanaZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
