import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asked,
  assertReads,
  bookingTarget,
  eventAt,
  eventTarget,
  ids,
  inShort,
  innerRequests,
  startBatching,
  targets,
  userTarget,
} from "./batchingGraph.ts";
import { firstToken, startScriptedGraph, testClient } from "./scriptedGraph.ts";

test("many items are read twenty at a time, and come in the order of their targets", async (context) => {
  await assertReads(context, await startBatching(context), targets(45), ids(45), [
    "/v1.0/$batch 20",
    "/v1.0/$batch 20",
    "/v1.0/$batch 5",
  ]);
});

test("one item is read by itself, and none not at all", async (context) => {
  await assertReads(context, await startBatching(context), targets(1), ["e0"], ["/v1.0/me/events/e0"]);
  const graph = await startBatching(context);
  assert.deepEqual(inShort(await testClient(context, graph.origin).client.readItems(targets(21))), ids(21));
  assert.deepEqual(asked(graph).toSorted(), ["/v1.0/$batch 20", "/v1.0/me/events/e20"]);
  await assertReads(context, await startBatching(context), [], [], []);
});

test("each request of a batch says what it would say alone, and only the batch has the token", async (context) => {
  const graph = await startBatching(context);
  const { client, logLines } = testClient(context, graph.origin);
  await client.readItems([eventTarget("A+/="), eventTarget("b")]);
  const [batch] = graph.received;
  assert.ok(batch !== undefined);
  assert.equal(batch.method, "POST");
  assert.equal(batch.headers["content-type"], "application/json");
  assert.equal(batch.headers.authorization, `Bearer ${firstToken}`);
  const [first, second] = innerRequests(batch);
  assert.match(first?.url ?? "", /^\/me\/events\/A%2B%2F%3D\?\$select=id,/);
  assert.deepEqual(first?.headers, { prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' });
  assert.equal(first.method, "GET");
  assert.notEqual(first.id, second?.id);
  assert.ok(!batch.body.includes("secret-token"));
  assert.match(logLines.join("\n"), /^POST \/v1\.0\/\$batch 200 \S+ \d+ ms$/);
});

test("v1.0 and beta, and what takes different permissions, never share a batch", async (context) => {
  const graph = await startBatching(context);
  const { client, tokenRequests } = testClient(context, graph.origin);
  const wanted = [
    ...targets(2),
    ...["b0", "b1"].map((id) => eventTarget(id, { apiVersion: "beta" })),
    userTarget("lee@contoso.com", "u0"),
    userTarget("kim@contoso.com", "u1"),
  ];
  assert.deepEqual(inShort(await client.readItems(wanted)), ["e0", "e1", "b0", "b1", "u0", "u1"]);
  assert.deepEqual(asked(graph).toSorted(), ["/beta/$batch 2", "/v1.0/$batch 2", "/v1.0/$batch 2"]);
  assert.deepEqual(tokenRequests.map(({ scopes }) => scopes.join(" ")).toSorted(), [
    "Calendars.Read",
    "Calendars.Read",
    "Calendars.Read Calendars.Read.Shared",
  ]);
});

test("no more than four requests are at work in a mailbox, those in batches counted", async (context) => {
  let atWork = 0;
  let mostAtWork = 0;
  const graph = await startScriptedGraph(context, (request) => {
    const isBatch = request.path.endsWith("/$batch");
    const inner = isBatch ? innerRequests(request) : [];
    // Graph works off four of a batch at once.
    const weight = isBatch ? Math.min(4, inner.length) : 1;
    atWork += weight;
    mostAtWork = Math.max(mostAtWork, atWork);
    const responses = inner.map(({ id, url }) => ({ id, ...eventAt(url) }));
    return (response) =>
      void setTimeout(() => {
        atWork -= weight;
        response.end(JSON.stringify(isBatch ? { responses } : eventAt(request.path).body));
      }, 10);
  });
  const { client } = testClient(context, graph.origin);
  const [many, few, ...single] = await Promise.all([
    client.readItems(targets(50)),
    client.readItems(targets(2)),
    ...targets(9).map(async (target) => client.readItem(target)),
  ]);
  assert.deepEqual([inShort(many), inShort(few)], [ids(50), ids(2)]);
  assert.deepEqual(
    single.map(({ id }) => id),
    ids(9),
  );
  assert.equal(mostAtWork, 4);
});

test("batches over several mailboxes do not wait for each other for ever", async (context) => {
  const graph = await startBatching(context);
  const { client } = testClient(context, graph.origin);
  const users = ["ann", "bob", "cem", "dan"];
  const mixed = Array.from({ length: 60 }, (_, index) => userTarget(users[index % 4] ?? "", `e${index}`));
  const reads = await Promise.all([mixed, mixed.toReversed(), mixed].map(async (wanted) => client.readItems(wanted)));
  assert.deepEqual(reads.map(inShort), [ids(60), ids(60).toReversed(), ids(60)]);
});

test("the names that bookings need are asked for once, and together", async (context) => {
  const business = "Fabrikam@contoso.com";
  const time = (hour: string): object => ({ dateTime: `2026-11-24T${hour}:00:00.0000000Z`, timeZone: "UTC" });
  const graph = await startBatching(context, ({ url }) => {
    if (url.includes("/staffMembers"))
      return { status: 200, body: { value: [{ id: "s", displayName: "Sam", emailAddress: "sam@contoso.com" }] } };
    const id = /\/appointments\/([^?]+)/.exec(url)?.[1];
    if (id === undefined) return { status: 200, body: { id: business, displayName: "Fabrikam" } };
    const customers = [{ customerId: "c", name: "Cleo", emailAddress: "cleo@contoso.com" }];
    const body = {
      id,
      serviceName: "Haircut",
      staffMemberIds: ["s"],
      customers,
      startDateTime: time("09"),
      endDateTime: time("10"),
    };
    return { status: 200, body };
  });
  const { client } = testClient(context, graph.origin);
  const reads = await client.readItems(["a", "b", "c"].map((id) => bookingTarget(business, id)));
  assert.deepEqual(
    reads.map((read) =>
      read.kind === "read" && read.item.kind === "booking"
        ? [read.item.id, read.item.businessName, read.item.staff[0]?.name]
        : read,
    ),
    [
      ["a", "Fabrikam", "Sam"],
      ["b", "Fabrikam", "Sam"],
      ["c", "Fabrikam", "Sam"],
    ],
  );
  assert.deepEqual(asked(graph), ["/v1.0/$batch 3", "/v1.0/$batch 2"]);
  await client.readItems(["a", "b"].map((id) => bookingTarget(business, id)));
  assert.deepEqual(asked(graph).slice(2), ["/v1.0/$batch 2"]);
});
