/** What is shown by choice, and that whatever was kept can be read back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  businessesToShow,
  hasMailbox,
  isShown,
  nothingChosen,
  readChoice,
  withCalendars,
  withMailbox,
  withoutBusiness,
  withoutMailbox,
} from "../../../src/agenda/agendaChoice.ts";
import type { AgendaChoice } from "../../../src/agenda/agendaChoice.ts";
import type { BusinessSource, CalendarSource } from "../../../src/agenda/item.ts";
import { anaCalendar, dental, leeCalendar, receptionCalendar } from "./agendaItems.ts";

const reception = { kind: "user", id: "reception@contoso.com" } as const;
const facilities = { kind: "group", id: "ABC" } as const;
const others = (count: number): readonly BusinessSource[] =>
  Array.from({ length: count }, (_, at) => ({ kind: "business", id: `b${at}@contoso.com`, name: `B${at}` }));

function assertHidden(choice: AgendaChoice, calendars: readonly CalendarSource[], expected: readonly string[]): void {
  assert.deepEqual(
    calendars.filter((calendar) => !isShown(choice, calendar)).map(({ id }) => id),
    expected,
  );
}

test("every calendar is shown until it is unchecked, also one that is new", () => {
  const all = [anaCalendar, leeCalendar];
  assertHidden(nothingChosen, all, []);
  const choice = withCalendars(nothingChosen, all, [anaCalendar]);
  assertHidden(choice, [...all, receptionCalendar], [leeCalendar.id]);
  assertHidden(withCalendars(choice, all, all), all, []);
});

test("a calendar of the same id in another mailbox is another calendar", () => {
  const twin = { ...receptionCalendar, id: anaCalendar.id };
  assertHidden(withCalendars(nothingChosen, [anaCalendar, twin], [anaCalendar]), [anaCalendar], []);
  assertHidden(withCalendars(nothingChosen, [anaCalendar, twin], [anaCalendar]), [twin], [twin.id]);
});

test("what was said of a calendar that is not listed now stays", () => {
  const choice = withCalendars(nothingChosen, [receptionCalendar], []);
  assertHidden(withCalendars(choice, [anaCalendar], [anaCalendar]), [receptionCalendar], [receptionCalendar.id]);
});

test("a mailbox is there once, in any case, and goes with all that was said of it", () => {
  const added = withMailbox(withMailbox(nothingChosen, reception), facilities);
  assert.deepEqual(withMailbox(added, { kind: "user", id: "Reception@Contoso.com" }), added);
  assert.equal(hasMailbox(added, { kind: "group", id: "abc" }), true);
  assert.equal(hasMailbox(added, { kind: "user", id: "ABC" }), false);
  const hidden = withCalendars(added, [anaCalendar, receptionCalendar], []);
  const removed = withoutMailbox(hidden, { kind: "user", id: "RECEPTION@contoso.com" });
  assert.deepEqual(removed.mailboxes, [facilities]);
  assertHidden(removed, [anaCalendar, receptionCalendar], [anaCalendar.id]);
});

test("few businesses are all shown, of many only the chosen ones", () => {
  assert.deepEqual(businessesToShow(others(10), nothingChosen), {
    shown: others(10),
    unlisted: [],
    isUndecided: false,
  });
  assert.deepEqual(businessesToShow(others(11), nothingChosen), { shown: [], unlisted: [], isUndecided: true });
  const chosen = { ...nothingChosen, businesses: ["B3@CONTOSO.com", "beyond@contoso.com"] };
  assert.deepEqual(businessesToShow(others(11), chosen), {
    shown: [others(11)[3]],
    unlisted: ["beyond@contoso.com"],
    isUndecided: false,
  });
  assert.deepEqual(businessesToShow(others(2), { ...nothingChosen, businesses: [] }).shown, []);
});

test("a business that is taken out leaves the others chosen", () => {
  const shown = [dental, ...others(2)];
  const choice = withoutBusiness(nothingChosen, dental.id.toUpperCase(), shown);
  assert.deepEqual(choice.businesses, ["b0@contoso.com", "b1@contoso.com"]);
  assert.deepEqual(withoutBusiness(choice, "B0@contoso.com", []).businesses, ["b1@contoso.com"]);
});

test("what was kept is read back as it was, and rubbish counts as nothing", () => {
  const ids = fc.string({ minLength: 1 });
  const mailboxes = fc.record(
    { kind: fc.constantFrom("user" as const, "group" as const), id: ids },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(
      fc.record(
        { mailboxes: fc.array(mailboxes), hiddenCalendars: fc.array(ids), businesses: fc.array(ids) },
        { noNullPrototype: true },
      ),
      (choice) => {
        assert.deepEqual(readChoice(JSON.parse(JSON.stringify(choice))), choice);
      },
    ),
  );
  fc.assert(
    fc.property(fc.anything(), (rubbish) => {
      const { mailboxes, hiddenCalendars, businesses } = readChoice(rubbish);
      assert.deepEqual([...mailboxes, ...hiddenCalendars, ...(businesses ?? [])], []);
    }),
  );
  assert.deepEqual(readChoice({ mailboxes: [{ kind: "me", id: "1" }, { kind: "user", id: "" }, 1, reception] }), {
    mailboxes: [reception],
    hiddenCalendars: [],
  });
});
