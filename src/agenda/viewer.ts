/**
 * Who looks at the agenda: when, in which zone, and how that person writes times. Everything in agenda/ that depends on
 * it takes a Viewer or a part of one, so that nothing here asks the machine.
 */
import type { Instant } from "./item.ts";

/** Who looks at the agenda, when and where. */
export interface Viewer {
  readonly now: Instant;
  /** The IANA zone that days and times are shown in, as `Europe/Rome`. */
  readonly timeZone: string;
  /** A BCP 47 tag that decides how dates and times are written, as `en-GB`. */
  readonly locale: string;
  /** `h23` for 14:00, `h12` for 2:00 PM. Default: what the locale does. */
  readonly hourCycle?: "h12" | "h23";
  /**
   * The addresses of the signed-in account, its user name first. They are left out where people are counted, and their
   * domains are the person's own organisation.
   */
  readonly ownAddresses: readonly string[];
  /** A personal Microsoft account belongs to no organisation, so nobody is outside it. Default false. */
  readonly isPersonal?: boolean;
}
