/** What giving a further permission does to the session that is at work, against the sandbox and its sign-in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOf } from "../../src/cancellation/plan.ts";
import { isSessionOf, senderOf } from "../../src/editor/sender.ts";
import { sharedCalendarScopes } from "../../src/graph/scopes.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { ana, lee, startSandboxSession } from "./sandboxSession.ts";

test("a permission that is given while cancellations are sent stops none of them", async (context) => {
  const { session, active } = await startSandboxSession(context);
  const { graph } = active;
  const [calendar] = (await graph.listCalendars({ kind: "me" })).items;
  assert.ok(calendar !== undefined && session.sandbox !== undefined);
  const now = Date.now();
  const { items } = await graph.listEvents(calendar, { startUtc: now, endUtc: now + 21 * 86_400_000 });
  const meetings = items.filter(({ isOrganizer, series }) => isOrganizer && series === "single").slice(0, 6);
  assert.ok(meetings.length > 4, "more than are sent at once in one mailbox");
  await fetch(session.sandbox.addresses.faultsUrl, {
    method: "PUT",
    headers: { "x-unbook-sandbox": "admin" },
    body: JSON.stringify([{ match: { method: "POST", path: "cancel$" }, delayMs: 800 }]),
  });
  let ended = 0;
  const sending = meetings.map(async (meeting) =>
    sendCancellation(graph, targetOf(meeting), "").finally(() => (ended += 1)),
  );
  assert.deepEqual(await session.allow(sharedCalendarScopes), { kind: "allowed" });
  assert.ok(ended < meetings.length, "the permission came too late to prove anything");
  assert.notEqual(session.active, active);
  assert.ok(
    isSessionOf(session.active, senderOf(active)),
    "another session of the same account may send what it confirmed",
  );
  assert.deepEqual(
    (await Promise.all(sending)).map(({ kind }) => kind),
    meetings.map(() => "sent"),
  );
  const shared = { kind: "user", id: "reception@contoso.com" } as const;
  assert.ok(((await session.active?.graph.listCalendars(shared))?.items.length ?? 0) > 0);
  assert.ok(sharedCalendarScopes.every((scope) => session.active?.granted.includes(scope)));
});

test("a permission that another account gives changes nothing, and it is told who gave it", async (context) => {
  const { session, active } = await startSandboxSession(context, lee);
  let changes = 0;
  session.onDidChange(() => (changes += 1));
  assert.deepEqual(await session.allow(sharedCalendarScopes), { kind: "otherAccount", expected: ana, cameBack: lee });
  assert.equal(session.active, active);
  assert.equal(changes, 0);
  assert.equal((await active.graph.listCalendars({ kind: "me" })).items.length > 0, true);
  assert.ok(!isSessionOf({ ...active, account: { ...active.account, id: "lee" } }, senderOf(active)));
  assert.ok(!isSessionOf(undefined, senderOf(active)));
});
