/** One's own mailbox is one's own, whatever it is called in an address. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { ana, find, fourWeeks, startWorld } from "./sandboxWorld.ts";
import { someCalendar, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

test("one's own mailbox takes no other permission for being named by its address or its id", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 202, body: { value: [] } }));
  const ownNames = ["ana.silva@contoso.com", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"];
  const { client, tokenRequests } = testClient(context, graph.origin, { ownNames });
  const own = ["Ana.Silva@contoso.com", "3F2504E0-4f89-11d3-9a0c-0305e82c3301"];
  const asked = async (id: string): Promise<readonly (readonly string[])[]> => {
    const before = tokenRequests.length;
    const mailbox = { kind: "user", id } as const;
    const targets = ["1", "2"].map((eventId) => eventTarget(eventId, { mailbox }));
    for (const target of targets) await sendCancellation(client, target, "");
    await client.readItems(targets);
    await Promise.allSettled([
      client.listCalendars(mailbox),
      client.listEvents({ ...someCalendar, mailbox }, someWeek),
    ]);
    await client.readAny({ path: `/v1.0/users/${encodeURIComponent(id)}/events` });
    return tokenRequests.slice(before).map(({ scopes }) => scopes);
  };
  const sets = async (id: string): Promise<readonly string[]> => [...new Set((await asked(id)).map(String))];
  for (const id of own) assert.deepEqual(await sets(id), ["Calendars.ReadWrite", "Calendars.Read"], id);
  const others = ["Calendars.ReadWrite,Calendars.ReadWrite.Shared", "Calendars.Read,Calendars.Read.Shared"];
  assert.deepEqual(await sets("lee.park@contoso.com"), others);
});

test("a meeting is read and cancelled at one's own address without the permission for others' calendars", async (context) => {
  const { graph, outbox } = await startWorld(context, ana);
  const [calendar] = (await graph.listCalendars({ kind: "me" })).items;
  assert.ok(calendar !== undefined);
  const { items } = await graph.listEvents(calendar, fourWeeks);
  const meeting = find(items, ({ isOrganizer, attendees }) => isOrganizer && attendees.length > 1);
  const target = eventTarget(meeting.id, { mailbox: { kind: "user", id: ana.toUpperCase() } });
  assert.equal((await graph.readItem(target)).id, meeting.id);
  assert.equal((await sendCancellation(graph, target, "")).kind, "sent");
  assert.equal((await outbox()).length, meeting.attendees.length);
  assert.equal(await graph.lookUp({ target, action: { kind: "cancel" } }), "gone");
});
