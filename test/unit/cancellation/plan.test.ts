/** Which path an item is cancelled at, and which items are one meeting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem, CalendarEvent, Mailbox } from "../../../src/agenda/item.ts";
import { claimedAs, isSameMeeting, targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedAction } from "../../../src/cancellation/plan.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { booking, event, planOf } from "./sampleItems.ts";

test("an item is cancelled in the mailbox that it was found in", () => {
  const rows: readonly (readonly [AgendaItem, string])[] = [
    [event(), "/me/events/AAMk1%3D"],
    [event({ calendarId: "C=" }), "/me/calendars/C%3D/events/AAMk1%3D"],
    [
      event({ mailbox: { kind: "user", id: "reception@contoso.com" }, calendarId: "C=" }),
      "/users/reception%40contoso.com/calendars/C%3D/events/AAMk1%3D",
    ],
    [event({ mailbox: { kind: "group", id: "1-2" }, calendarId: "C=" }), "/groups/1-2/events/AAMk1%3D"],
    [booking(), "/solutions/bookingBusinesses/ContosoDental%40contoso.com/appointments/AAMkB%3D"],
  ];
  for (const [item, path] of rows) assert.equal(targetOf(item).itemPath, path);
});

function assertSame(planned: CalendarEvent, item: CalendarEvent, expected: boolean): void {
  const [first] = planOf([planned]).items;
  assert.ok(first !== undefined);
  assert.equal(isSameMeeting(first, item), expected);
}

test("a copy of a meeting in another mailbox is the same meeting", () => {
  const mailbox = { kind: "user", id: "reception@contoso.com" } as const;
  const mine = event({ iCalUId: "meeting 1" });
  const theirs = event({ id: "AAMk2=", mailbox, iCalUId: "meeting 1" });
  assertSame(mine, theirs, true);
  assertSame(theirs, mine, true);
  assertSame(mine, { ...theirs, iCalUId: "meeting 2" }, false);
  assertSame(mine, { ...theirs, span: { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-24" } }, false);
  const { iCalUId: _none, ...nameless } = theirs;
  assertSame(event(), nameless, false);
});

test("an occurrence and its series are the same meeting, two occurrences are not", () => {
  const master = event({ id: "M", series: "master" });
  const first = event({ id: "1", series: "occurrence", seriesMasterId: "M" });
  assertSame(master, first, true);
  assertSame(first, master, true);
  assertSame(first, { ...first, id: "2" }, false);
});

test("a series that is ended is about the occurrences after its last day, and not about those that stay", () => {
  const master = event({ id: "M", series: "master", timeZone: "Europe/Lisbon" });
  const [planned] = planOf([master]).items;
  assert.ok(planned !== undefined);
  const range = { type: "endDate", startDate: "2026-11-04", endDate: "2026-11-25" } as const;
  const ended = { ...planned, action: { kind: "endSeries", recurrence: { pattern: {}, range } } } as const;
  const on = (day: string): CalendarEvent => {
    const startUtc = Date.parse(`${day}T10:00:00Z`);
    const span = { kind: "timed", startUtc, endUtc: startUtc + 3_600_000 } as const;
    return event({ id: day, series: "occurrence", seriesMasterId: "M", span });
  };
  const rows = ["2026-11-18", "2026-11-25", "2026-12-02"].map((day) => isSameMeeting(ended, on(day)));
  assert.deepEqual(rows, [false, false, true]);
  assert.equal(isSameMeeting(ended, master), true);
  assert.equal(isSameMeeting(planned, on("2026-11-18")), true, "a series that is cancelled is about all of them");
});

const sender = { accountId: "1-2.contoso", address: "ana.silva@contoso.com" };

test("what was cancelled by one address is not cancelled again by another", () => {
  const nameOf = (item: AgendaItem, change: object = {}): string => {
    const [planned] = planOf([item]).items;
    assert.ok(planned !== undefined);
    return claimedAs({ ...planned, ...change }, sender);
  };
  const mine = event({ iCalUId: "meeting 1" });
  const mailbox = { kind: "user", id: "reception@contoso.com" } as const;
  assert.equal(nameOf({ ...mine, id: "AAMk2=", mailbox }), nameOf(mine), "in another mailbox");
  assert.equal(nameOf(mine, { target: eventTarget("ordinary id") }), nameOf(mine), "by another id");
  const moved = { kind: "timed", startUtc: 1, endUtc: 2 } as const;
  const names = [
    nameOf(mine),
    nameOf({ ...mine, iCalUId: "meeting 2" }),
    nameOf({ ...mine, span: moved }),
    nameOf({ ...mine, series: "master" }, { scope: "series" }),
    nameOf(event({ id: "1" })),
    nameOf(event({ id: "2" })),
    nameOf(booking()),
  ];
  assert.equal(new Set(names).size, names.length, "different meetings have different names");
});

test("what one account has cancelled another that sees it does not cancel again; its own copy it may decline", () => {
  const colleague = { accountId: "3-4.contoso", address: "lee.park@contoso.com" };
  const nameOf = (item: AgendaItem, action: PlannedAction, by: typeof sender): string =>
    claimedAs({ target: targetOf(item), action, item, scope: "single", message: "" }, by);
  const mine = event({ iCalUId: "meeting 1" });
  const shared = { ...mine, id: "AAMk9=", mailbox: { kind: "user", id: sender.address } } as const;
  const range = { type: "endDate", startDate: "2026-11-04", endDate: "2026-11-25" } as const;
  const forAll: readonly PlannedAction[] = [
    { kind: "cancel" },
    { kind: "endSeries", recurrence: { pattern: {}, range } },
  ];
  for (const action of forAll) {
    assert.equal(nameOf(shared, action, colleague), nameOf(mine, action, sender), action.kind);
  }
  assert.equal(nameOf(booking(), { kind: "cancel" }, colleague), nameOf(booking(), { kind: "cancel" }, sender));
  for (const action of [{ kind: "decline", sendsReply: true }, { kind: "remove" }] as const) {
    assert.notEqual(nameOf(mine, action, colleague), nameOf(mine, action, sender), "each has a copy of their own");
    assert.notEqual(nameOf(mine, action, colleague), nameOf(mine, { kind: "cancel" }, sender));
  }
});

test("what was declined, taken out or ended by one address is not so again by another", () => {
  const range = { type: "endDate", startDate: "2026-11-04", endDate: "2026-11-25" } as const;
  const actions: readonly PlannedAction[] = [
    { kind: "decline", sendsReply: true },
    { kind: "remove" },
    { kind: "endSeries", recurrence: { pattern: {}, range } },
  ];
  for (const action of actions) {
    const nameAt = (id: string, mailbox: Mailbox, change: Partial<CalendarEvent> = {}): string => {
      const item = event({ iCalUId: "meeting 1", ...change, id, mailbox });
      return claimedAs({ target: targetOf(item), action, item, scope: "single", message: "" }, sender);
    };
    const mine = nameAt("AAMk1=", { kind: "me" });
    assert.equal(nameAt("AAMk2=", { kind: "user", id: "Ana.Silva@contoso.com" }), mine, action.kind);
    assert.equal(nameAt("AAMk1=", { kind: "user", id: "1-2" }), mine, action.kind);
    assert.notEqual(nameAt("AAMk1=", { kind: "me" }, { iCalUId: "meeting 2" }), mine, action.kind);
    if (action.kind === "endSeries") continue;
    assert.notEqual(nameAt("AAMk3=", { kind: "user", id: "lee@contoso.com" }), mine, "another person's copy");
    assert.notEqual(nameAt("AAMk1=", { kind: "me" }, { span: { kind: "timed", startUtc: 1, endUtc: 2 } }), mine);
  }
});
