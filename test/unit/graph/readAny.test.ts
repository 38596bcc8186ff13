/** Reading whatever a request file names: as it is, with the right permissions, and from nowhere else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAccountError } from "../../../src/account/accountError.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { ana, startWorld } from "./sandboxWorld.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

test("what is there is given as it is, also a refusal, and asked for once", async (context) => {
  const { graph, logLines } = await startWorld(context, ana);
  const found = await graph.readAny({ path: "/v1.0/me/calendars?$select=name" });
  assert.equal(found.status, 200);
  assert.match(found.body, /"name":\s*"Calendar"/);
  assert.match(found.requestId, /^[\w-]{36}$/);
  const refused = await graph.readAny({ path: "/v1.0/me/events/nobody" });
  assert.equal(refused.status, 400);
  assert.equal(logLines.filter((line) => line.includes("/me/events/nobody")).length, 1);
});

test("of what is not to be logged, the log has no address", async (context) => {
  const { graph, logLines } = await startWorld(context, ana);
  await graph.readAny({ path: "/v1.0/me/calendars", isUnlogged: true });
  assert.match(logLines.join("\n"), /^GET \(address not logged\) 200 /);
});

const permissions: readonly (readonly [path: string, scope: string])[] = [
  ["/v1.0/me/calendarView?startDateTime=2026-11-23T00:00:00&endDateTime=2026-11-24T00:00:00", "Calendars.Read"],
  ["/v1.0/solutions/bookingBusinesses", "Bookings.Read.All"],
  ["/beta/bookingBusinesses", "Bookings.Read.All"],
];
for (const [path, scope] of permissions) {
  test(`GET ${path.replace(/\?.*/, "")} is asked for with ${scope}`, async (context) => {
    const { graph } = await startWorld(context, ana);
    const { status, scopes } = await graph.readAny({ path });
    assert.equal(status, 200);
    assert.ok(scopes.includes(scope), scopes.join());
  });
}

for (const path of ["/v1.0/users/lee.park@contoso.com/calendars", "/v1.0/groups/1/events"]) {
  test(`GET ${path} asks nobody's permission in silence`, async (context) => {
    const { graph } = await startWorld(context, ana);
    await assert.rejects(graph.readAny({ path }), (error) => isAccountError(error) && error.code === "consentRequired");
  });
}

for (const path of ["/admin", "@evil.example/v1.0/me", ".evil.example/v1.0/me", ":1/v1.0/me", "/v1.0/../admin"]) {
  test(`${path} is no path of Graph's: no token is asked for, nothing is sent`, async (context) => {
    const { graph, logLines } = await startWorld(context, ana);
    await assert.rejects(graph.readAny({ path }), (error) => isGraphError(error) && error.reason === "wrongOrigin");
    assert.deepEqual(logLines, []);
  });
}

test("of a file's headers only those are sent that say how the answer should look", async (context) => {
  const { origin, received } = await startScriptedGraph(context, () => ({ body: {} }));
  const { client } = testClient(context, origin);
  await client.readAny({
    path: "/v1.0/me",
    headers: [
      { name: "Authorization", value: "Bearer mine" },
      { name: "Prefer", value: 'outlook.timezone="UTC"' },
      { name: "Host", value: "evil.example" },
      { name: "ConsistencyLevel", value: "eventual" },
      { name: "Accept-Language", value: "de\r\nX-Evil: 1" },
      { name: "X-Mine", value: "1" },
    ],
  });
  const [request] = received;
  assert.equal(request?.headers["prefer"], 'outlook.timezone="UTC"');
  assert.equal(request.headers["consistencylevel"], "eventual");
  assert.notEqual(request.headers.authorization, "Bearer mine");
  for (const name of ["x-mine", "x-evil", "accept-language"]) assert.equal(request.headers[name], undefined);
});
