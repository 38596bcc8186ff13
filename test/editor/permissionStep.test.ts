/** When a permission is offered: where it is missing for certain, and where Graph's refusal may be for want of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../src/account/accountError.ts";
import type { Mailbox } from "../../src/agenda/item.ts";
import { GraphError } from "../../src/graph/graphError.ts";
import { bookingScopes, calendarScopes, groupScopes, sharedCalendarScopes } from "../../src/graph/scopes.ts";
import { leeCalendar } from "../unit/agenda/agendaItems.ts";

import { needsConsent, stepNeeded } from "../../src/editor/permissionStep.ts";
import { sourceNotices } from "../../src/editor/agendaNotices.ts";

const me: Mailbox = { kind: "me" };
const user: Mailbox = { kind: "user", id: "reception@contoso.com" };
const group: Mailbox = { kind: "group", id: "g" };
const account = { id: "ana", username: "ana.silva@contoso.com", name: "Ana", tenantId: "contoso", isPersonal: false };
const signedIn = calendarScopes;
const noConsent = new AccountError("consentRequired", "");

function forbidden(missingScopes: readonly string[], claims?: string): GraphError {
  return new GraphError("forbidden", "", { status: 403, missingScopes, ...(claims !== undefined && { claims }) });
}

const rows: readonly (readonly [string, unknown, Mailbox | "bookings", readonly string[], string | undefined])[] = [
  ["no consent, another's mailbox", noConsent, user, signedIn, "sharedCalendars"],
  ["no consent, a group", noConsent, group, signedIn, "groups"],
  ["no consent, Bookings", noConsent, "bookings", signedIn, "bookings"],
  ["no consent, one's own: signing in asks for it", noConsent, me, signedIn, undefined],
  ["no consent, although it was given", noConsent, user, sharedCalendarScopes, "sharedCalendars"],
  ["another failure of sign-in", new AccountError("offline", ""), user, signedIn, undefined],
  ["refused, another's mailbox", forbidden(sharedCalendarScopes), user, signedIn, "sharedCalendars"],
  ["refused, a group", forbidden(["Group.Read.All"]), group, signedIn, "groups"],
  ["refused, Bookings", forbidden(["Bookings.Read.All"]), "bookings", signedIn, "bookings"],
  ["refused, one's own", forbidden(calendarScopes), me, signedIn, undefined],
  ["refused although it was given", forbidden(sharedCalendarScopes), user, sharedCalendarScopes, undefined],
  ["a group refuses although it was given", forbidden(["Group.Read.All"]), group, groupScopes, undefined],
  ["a role is missing in a business", forbidden(["Bookings.Read.All"]), "bookings", bookingScopes, undefined],
  ["refused for want of a check", forbidden(sharedCalendarScopes, "{}"), user, signedIn, undefined],
  ["refused for nobody knows what", new GraphError("forbidden", ""), user, signedIn, undefined],
  ["another failure of Graph's", new GraphError("notFound", ""), user, signedIn, undefined],
  ["a bug", new Error("a bug"), user, signedIn, undefined],
];
for (const [name, error, of, granted, step] of rows) {
  test(`${name}: ${step === undefined ? "nothing is offered" : `${step} is offered`}`, () => {
    assert.equal(stepNeeded(error, of, granted), step);
    assert.equal(needsConsent(error), error === noConsent);
  });
}

test("the row of a calendar that Graph refused offers the permission until it is given", () => {
  const source = { ...leeCalendar, mailbox: user };
  const loaded = { source, items: [], notes: [], error: forbidden(sharedCalendarScopes) };
  const stepsWith = (granted: readonly string[]): readonly unknown[] =>
    sourceNotices(loaded, { account, granted }).map((notice) => ("step" in notice ? notice.step : undefined));
  assert.deepEqual(stepsWith(signedIn), ["sharedCalendars"]);
  assert.deepEqual(stepsWith(sharedCalendarScopes), [undefined]);
});
