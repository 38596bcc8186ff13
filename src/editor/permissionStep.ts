/**
 * The permissions to read that are asked for one step at a time, each when what it is for is first used, and their words.
 * Signing in asks to read one's own calendars alone; for those to cancel see permissionToAct.ts.
 * Source: https://learn.microsoft.com/entra/identity-platform/consent-types-developer#incremental-and-dynamic-user-consent
 */
import { l10n } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { Mailbox } from "../agenda/item.ts";
import { isGraphError } from "../graph/graphError.ts";
import { bookingScopes, calendarScopes, groupScopes, sharedCalendarScopes } from "../graph/scopes.ts";

/** What more can be allowed. */
export type PermissionStep = "bookings" | "sharedCalendars" | "groups";

/** A step in words. */
interface StepText {
  /** A few words for a row. */
  readonly short: string;
  /** What it is for and which permissions it takes. */
  readonly sentence: string;
}

/**
 * The step that a failure asks for; undefined if it is no matter of a permission that the person could give. Graph's own
 * refusal may also be about a role in a business or a calendar: then a step is worth trying as long as its permission is
 * not known to be given.
 * @param granted the permissions that are known to be given: see ActiveSession.
 */
export function stepNeeded(
  error: unknown,
  of: Mailbox | "bookings",
  granted: readonly string[],
): PermissionStep | undefined {
  return needsConsent(error) || mayNeedConsent(error, granted) ? stepFor(of) : undefined;
}

/** Whether a failure certainly is a permission that nobody has given. */
export function needsConsent(error: unknown): boolean {
  return isAccountError(error) && error.code === "consentRequired";
}

/** Whether Graph refused something for which there may be a permission missing. Claims are no matter of permissions. */
function mayNeedConsent(error: unknown, granted: readonly string[]): boolean {
  if (!isGraphError(error) || error.reason !== "forbidden" || error.facts.claims !== undefined) return false;
  return error.facts.missingScopes?.some((scope) => !granted.includes(scope)) ?? false;
}

function stepFor(of: Mailbox | "bookings"): PermissionStep | undefined {
  if (of === "bookings") return "bookings";
  switch (of.kind) {
    case "me":
      return undefined;
    case "user":
      return "sharedCalendars";
    case "group":
      return "groups";
    default:
      return of satisfies never;
  }
}

/** The delegated permissions of a step beside those of signing in. */
export function furtherScopes(step: PermissionStep): readonly string[] {
  return scopesOf(step).filter((scope) => !calendarScopes.includes(scope));
}

function scopesOf(step: PermissionStep): readonly string[] {
  switch (step) {
    case "bookings":
      return bookingScopes;
    case "sharedCalendars":
      return sharedCalendarScopes;
    case "groups":
      return groupScopes;
    default:
      return step satisfies never;
  }
}

/** The words for a step. */
export function describeStep(step: PermissionStep): StepText {
  const scopes = furtherScopes(step).join(", ");
  switch (step) {
    case "bookings":
      return {
        short: l10n.t("needs one more permission"),
        sentence: l10n.t("To read bookings, Unbook needs another permission: {0}.", scopes),
      };
    case "sharedCalendars":
      return {
        short: l10n.t("needs one more permission: shared calendars"),
        sentence: l10n.t(
          "To read what is in other mailboxes, Unbook needs another permission: {0}. It opens only what is shared with you.",
          scopes,
        ),
      };
    case "groups":
      return {
        short: l10n.t("needs one more permission: groups"),
        sentence: l10n.t(
          "To read what is in group calendars, Unbook needs another permission: {0}. In most organisations an administrator has to allow it.",
          scopes,
        ),
      };
    default:
      return step satisfies never;
  }
}
