/** Which requests go out for what is planned, and which do not go out at all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlannedRequest } from "../../../src/cancellation/plannedRequest.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { cancellations, inShort, startChaining } from "./chainingGraph.ts";
import type { Deed } from "./chainingGraph.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

test("every action goes out as Graph documents it", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 202 }));
  const { client } = testClient(context, graph.origin);
  const target = eventTarget("AAMk=");
  const recurrence = {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
    range: { type: "endDate", startDate: "2026-01-05", endDate: "2026-11-20", recurrenceTimeZone: "UTC" },
  } as const;
  const booking = bookingTarget("b@contoso.com", "1");
  const rows: readonly (readonly [PlannedRequest, string, unknown])[] = [
    [{ target, action: { kind: "cancel" }, message: "Ill" }, "POST /v1.0/me/events/AAMk%3D/cancel", { Comment: "Ill" }],
    [
      { target, action: { kind: "decline", sendsReply: true }, message: "Ill" },
      "POST /v1.0/me/events/AAMk%3D/decline",
      { Comment: "Ill", SendResponse: true },
    ],
    [
      { target, action: { kind: "decline", sendsReply: false }, message: "not for anybody" },
      "POST /v1.0/me/events/AAMk%3D/decline",
      { SendResponse: false },
    ],
    [{ target, action: { kind: "remove" }, message: "" }, "DELETE /v1.0/me/events/AAMk%3D", undefined],
    [
      { target, action: { kind: "endSeries", recurrence }, message: "" },
      "PATCH /v1.0/me/events/AAMk%3D",
      { recurrence },
    ],
    [
      { target: booking, action: { kind: "remove" }, message: "" },
      "DELETE /v1.0/solutions/bookingBusinesses/b%40contoso.com/appointments/1",
      undefined,
    ],
  ];
  for (const [item, request, body] of rows) {
    assert.deepEqual((await client.sendPlanned([item])).map(inShort), ["sent"]);
    const { method, path, body: sent, headers } = graph.received.at(-1) ?? assert.fail();
    assert.equal(`${method} ${path}`, request);
    assert.deepEqual(sent === "" ? undefined : JSON.parse(sent), body);
    assert.equal(headers["content-type"], body === undefined ? undefined : "application/json");
    assert.equal(headers["prefer"], item.target.kind === "event" ? 'IdType="ImmutableId"' : undefined);
  }
});

test("what can by its nature not be sent keeps everything from being sent", async (context) => {
  const graph = await startChaining(context);
  const { client } = testClient(context, graph.origin);
  const [own] = cancellations(1);
  assert.ok(own !== undefined);
  const others: readonly PlannedRequest[] = [
    own,
    { ...own, target: eventTarget("1", { mailbox: { kind: "user", id: "lee@contoso.com" } }) },
    {
      ...own,
      target: eventTarget("1", { mailbox: { kind: "group", id: "7a" } }),
      action: { kind: "decline", sendsReply: true },
    },
    { ...own, target: bookingTarget("b@contoso.com", "1"), action: { kind: "decline", sendsReply: true } },
  ];
  for (const other of others) await assert.rejects(client.sendPlanned([own, other]), Error);
  assert.deepEqual(graph.asked, []);
});

test("one batch is for one version, and one's own mailbox has two names", async (context) => {
  const graph = await startChaining(context);
  const { client } = testClient(context, graph.origin, { ownNames: ["Ana@contoso.com"] });
  const items = [
    eventTarget("e0"),
    eventTarget("e1", { mailbox: { kind: "user", id: "ana@contoso.com" } }),
    eventTarget("e2", { apiVersion: "beta" }),
    eventTarget("e3", { apiVersion: "beta" }),
  ].map((target) => ({ target, action: { kind: "cancel" }, message: "" }) as const);
  assert.deepEqual((await client.sendPlanned(items)).map(inShort), ["sent", "sent", "sent", "sent"]);
  assert.deepEqual(
    graph.received.map(({ path }) => path),
    ["/v1.0/$batch", "/beta/$batch"],
  );
});

test("the log names each item of a batch with its answer, unless nothing is to be said of it", async (context) => {
  const deed = (event: string): Deed => ({ status: 202, hasEffect: true, headers: { "request-id": `id-of-${event}` } });
  const graph = await startChaining(context, { deed });
  const { client, logLines } = testClient(context, graph.origin);
  const outcomes = await client.sendPlanned(cancellations(2));
  assert.deepEqual(
    outcomes.map((outcome) => ("requestId" in outcome ? outcome.requestId : "")),
    ["id-of-e0", "id-of-e1"],
  );
  assert.match(logLines.join("\n"), /POST \/v1\.0\/me\/events\/e1\/cancel 202 id-of-e1/);
  const before = logLines.length;
  await client.sendPlanned(cancellations(2), undefined, { isUnlogged: true });
  await client.sendPlanned(cancellations(1), undefined, { isUnlogged: true });
  assert.ok(logLines.length > before && !logLines.slice(before).join("\n").includes("/events/"));
});
