/** The client against the sandbox: other people's mailboxes, groups, and businesses in full. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent, Mailbox } from "../../../src/agenda/item.ts";
import { isSameMeeting, targetOf } from "../../../src/cancellation/plan.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import { calendarScopes, everyScope, sharedCalendarScopes } from "../../../src/graph/scopes.ts";
import { ana, find, fourWeeks, lee, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { sendCancellation } from "./sendOne.ts";

const reception: Mailbox = { kind: "user", id: "Reception@contoso.com" };

/** Every event of a mailbox, listed without a note and each with its mailbox. */
async function eventsIn({ graph }: World, mailbox: Mailbox): Promise<readonly CalendarEvent[]> {
  const { items: calendars, notes } = await graph.listCalendars(mailbox);
  assert.deepEqual(notes, []);
  const lists = await Promise.all(calendars.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  for (const list of lists) {
    assert.deepEqual(list.notes, []);
    for (const event of list.items) assert.deepEqual([event.mailbox, event.notes], [mailbox, []]);
  }
  return lists.flatMap((list) => list.items);
}

/** Asserts that an event can be read again and cancelled where it was listed, and that it is gone then. */
async function assertCancellable(world: World, event: CalendarEvent): Promise<void> {
  const target = targetOf(event);
  const { calendarId: _, ...listed } = event;
  assert.deepEqual(await world.graph.readItem(target), listed);
  const outcome = await sendCancellation(world.graph, target, "The room is closed.");
  assert.equal(outcome.kind, "sent", JSON.stringify(outcome));
  const mailed = (await world.outbox()).map((message) => message.to).sort();
  assert.deepEqual(mailed, event.attendees.map((attendee) => attendee.address).sort());
  assert.equal(await world.graph.lookUp({ target, action: { kind: "cancel" } }), "gone");
  assert.ok(!(await eventsIn(world, event.mailbox)).some(({ id }) => id === event.id));
}

test("the events of another mailbox are listed by its address and cancelled there", async (context) => {
  const world = await startWorld(context, ana, {}, everyScope);
  const events = await eventsIn(world, reception);
  const audit = find(events, (event) => event.subject === "Visitors: Fabrikam audit");
  assert.ok(audit.isOrganizer && audit.attendees.length === 3);
  await assertCancellable(world, audit);
});

test("a mailbox that is not open to the account, and one that is none, are told apart", async (context) => {
  const world = await startWorld(context, ana, {}, everyScope);
  for (const [id, reasons] of [
    ["management@contoso.com", ["forbidden", "notFound"]],
    ["nobody@contoso.com", ["notFound"]],
  ] as const) {
    await assert.rejects(
      world.graph.listCalendars({ kind: "user", id }),
      (error) => isGraphError(error) && reasons.some((reason) => reason === error.reason),
      id,
    );
  }
});

test("another mailbox is still read after cancelling in it was allowed, which is a consent of its own", async (context) => {
  const { accounts, addresses, afresh } = await startWorld(context, ana, {}, sharedCalendarScopes);
  await accounts.signInWithBrowser({
    scopes: [...calendarScopes, "Calendars.ReadWrite.Shared"],
    prompt: "none",
    loginHint: ana,
    openBrowser: async (url) => openSandboxSilently(url, addresses.signInOrigin),
  });
  assert.ok((await afresh().listCalendars(reception)).items.length > 0);
});

test("somebody with whom no more than the main calendar is shared sees that one", async (context) => {
  const world = await startWorld(context, lee, {}, everyScope);
  const { items } = await world.graph.listCalendars(reception);
  assert.deepEqual(
    items.map(({ isDefault, canEdit }) => [isDefault, canEdit]),
    [[true, true]],
  );
});

test("the calendar of a group is the group’s, and its events are cancelled for everybody", async (context) => {
  const world = await startWorld(context, ana, {}, everyScope);
  const { items: groups, notes } = await world.graph.listGroups();
  assert.deepEqual(notes, []);
  assert.deepEqual(groups.map(({ name }) => name).sort(), ["Contoso Facilities", "Contoso Launch Team"]);
  const { id } = find(groups, (group) => group.name === "Contoso Facilities");
  const mailbox: Mailbox = { kind: "group", id };
  const [calendar] = (await world.graph.listCalendars(mailbox)).items;
  assert.equal(calendar?.name, "Contoso Facilities");
  assert.equal(calendar.canEdit, true);
  await assertCancellable(
    world,
    find(await eventsIn(world, mailbox), (event) => event.subject === "Fire drill"),
  );
});

test("an event is the same event, whichever of its two ids it is asked for by", async (context) => {
  const { graph, tokens, addresses } = await startWorld(context, ana);
  // Without a preference Graph gives the ids that request files hold.
  const token = await tokens.getToken({ scopes: calendarScopes });
  const answer = await fetch(`${addresses.graphOrigin}/v1.0/me/events?$select=id,subject&$top=50`, {
    headers: { authorization: `Bearer ${token.value}` },
  });
  const { value: rows } = (await answer.json()) as { value: readonly { readonly id: string }[] };
  assert.ok(rows.length > 5, `${rows.length}`);
  for (const { id } of rows.slice(0, 5)) {
    const item = await graph.readItem(eventTarget(id));
    assert.ok(item.kind === "event" && item.iCalUId !== undefined);
    assert.notEqual(item.id, id);
    assert.deepEqual(await graph.readItem(eventTarget(item.id)), item);
    const planned = {
      target: eventTarget(id),
      item,
      action: { kind: "cancel" },
      scope: "single",
      message: "",
    } as const;
    assert.ok(isSameMeeting(planned, await graph.readItem(eventTarget(item.id))));
  }
});

test("one’s own calendars say which calendar group they are in", async (context) => {
  const world = await startWorld(context, ana);
  const { items, notes } = await world.graph.listCalendars({ kind: "me" });
  assert.deepEqual(notes, []);
  const groups = new Set(items.map(({ calendarGroup }) => calendarGroup));
  assert.ok(groups.size > 1 && !groups.has(undefined), [...groups].join());
});

test("businesses are found by name, and read with services and staff", async (context) => {
  const world = await startWorld(context, ana);
  const { items: all } = await world.graph.listBusinesses();
  const [business] = all;
  assert.ok(business !== undefined);
  const { items: found } = await world.graph.listBusinesses(business.name.slice(0, 12).toLowerCase());
  assert.ok(found.some(({ id }) => id === business.id) && found.length <= all.length);
  assert.deepEqual((await world.graph.listBusinesses("no such business")).items, []);
  const opened = await Promise.allSettled(all.map(async (one) => world.graph.readBusiness(one)));
  const details = opened.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  const own = find(details, ({ services, staff }) => services.length > 0 && staff.length > 0);
  assert.deepEqual(own.notes, []);
  assert.ok(own.services.some(({ durationMinutes }) => durationMinutes !== undefined));
  assert.ok(own.minimumLeadTimeMinutes !== undefined);
});
