/**
 * Microsoft's own client and ours read what is not the account's own: mailboxes of others, groups, calendar groups, and
 * businesses by name. Both have to see the same, and to be refused the same.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GraphError as OfficialError } from "@microsoft/microsoft-graph-client";
import type { BookingBusiness, Calendar, CalendarGroup, Event, Group } from "@microsoft/microsoft-graph-types";
import type { Mailbox } from "../../src/agenda/item.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { ana, type BothClients, fourWeeks, lee, startBoth } from "./bothClients.ts";
import { factsOfCalendar, factsOfCalendarRow, factsOfEvent, factsOfEventRow } from "./eventFacts.ts";
import { listAll } from "./officialClient.ts";
import { asOurs, assertSame, calendarWeeks } from "./sameAnswers.ts";

const reception = "reception@contoso.com";
const management = "management@contoso.com";

/** Asserts that our list of a calendar's events is that of the official client at this path, and gives its length. */
async function assertSameView(both: BothClients, mailbox: Mailbox, path: string): Promise<number> {
  const [calendar] = (await both.ours.listCalendars(mailbox)).items;
  assert.ok(calendar !== undefined);
  const { items, notes } = await both.ours.listEvents(calendar, fourWeeks);
  assert.deepEqual(notes, []);
  const rows = await listAll<Event>(both.official, `${path}/calendarView?${calendarWeeks}`, asOurs);
  return assertSame(items.map(factsOfEvent), rows.map(factsOfEventRow));
}

test("both see the same of a mailbox that one has full access to", async (context) => {
  const both = await startBoth(context, ana);
  const mailbox: Mailbox = { kind: "user", id: reception };
  const { items } = await both.ours.listCalendars(mailbox);
  const rows = await listAll<Calendar>(both.official, `/users/${reception}/calendars`, asOurs);
  assert.ok(assertSame(items.map(factsOfCalendar), rows.map(factsOfCalendarRow)) > 0);
  assert.ok((await assertSameView(both, mailbox, `/users/${reception}`)) > 0);
});

test("both see the same of a calendar that is shared with one", async (context) => {
  const both = await startBoth(context, lee);
  const mailbox: Mailbox = { kind: "user", id: reception };
  const { items } = await both.ours.listCalendars(mailbox);
  const row = (await both.official.api(`/users/${reception}/calendar`).headers(asOurs).get()) as Calendar;
  assert.deepEqual(
    items.map(({ canEdit, id, name }) => ({ canEdit, id, name })),
    [{ canEdit: row.canEdit, id: row.id, name: row.name }],
  );
  assert.ok((await assertSameView(both, mailbox, `/users/${reception}`)) > 0);
});

test("both are refused by a mailbox that is closed", async (context) => {
  for (const username of [ana, lee]) {
    const { official, ours } = await startBoth(context, username);
    const theirs: unknown = await official
      .api(`/users/${management}/calendars`)
      .get()
      .catch((error: unknown) => error);
    assert.ok(theirs instanceof OfficialError);
    await assert.rejects(ours.listCalendars({ kind: "user", id: management }), (error) => {
      assert.ok(isGraphError(error));
      assert.deepEqual([error.facts.status, error.facts.code], [theirs.statusCode, theirs.code]);
      return true;
    });
  }
});

test("both see the same groups with the same events", async (context) => {
  for (const username of [ana, lee]) {
    const both = await startBoth(context, username);
    const { items } = await both.ours.listGroups();
    const path = "/me/memberOf/microsoft.graph.group?$count=true";
    const rows = await listAll<Group>(both.official, path, { ConsistencyLevel: "eventual" });
    const withCalendar = rows.filter(({ groupTypes }) => groupTypes?.includes("Unified") === true);
    assert.ok(withCalendar.length < rows.length);
    assertSame(
      items.map(({ address, id, name }) => ({ id, name, address })),
      withCalendar.map(({ displayName, id, mail }) => ({ id, name: displayName, address: mail })),
    );
    const counts: number[] = [];
    for (const { id } of items) counts.push(await assertSameView(both, { kind: "group", id }, `/groups/${id}`));
    assert.ok(counts.some((count) => count > 0));
  }
});

test("both find the same calendars in the same calendar groups", async (context) => {
  const { official, ours } = await startBoth(context, ana);
  const { items } = await ours.listCalendars({ kind: "me" });
  const groups = await listAll<CalendarGroup>(official, "/me/calendarGroups", asOurs);
  assert.ok(groups.length > 1);
  for (const { id = "", name } of groups) {
    const rows = await listAll<Calendar>(official, `/me/calendarGroups/${encodeURIComponent(id)}/calendars`, asOurs);
    assertSame(
      items.filter(({ calendarGroup }) => calendarGroup === name).map(factsOfCalendar),
      rows.map(factsOfCalendarRow),
    );
  }
});

test("both find the same businesses by name, also those beyond the 500 that are listed", async (context) => {
  const { official, ours } = await startBoth(context, ana, { load: { businesses: 520 } });
  for (const query of ["", "Branch 51", "Physio", "nobody’s"]) {
    const { items } = await ours.listBusinesses(query);
    const path = `/solutions/bookingBusinesses${query === "" ? "" : `?query=${encodeURIComponent(query)}`}`;
    const rows = await listAll<BookingBusiness>(official, path);
    const count = assertSame(
      items.map(({ id, name }) => ({ id, name })),
      rows.map(({ displayName, id }) => ({ id, name: displayName })),
    );
    assert.ok(query === "" ? count === 500 : count < 500, `${query}: ${count}`);
  }
});
