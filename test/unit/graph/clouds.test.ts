/** Microsoft's clouds are kept apart, and what a cloud lacks is said before anything is asked of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TokenRequest } from "../../../src/account/tokenSource.ts";
import { bookingTarget } from "../../../src/cancellation/route.ts";
import { createAuthorizedCall } from "../../../src/graph/authorizedCall.ts";
import { microsoftClouds } from "../../../src/graph/cloud.ts";
import type { GraphCloud } from "../../../src/graph/cloud.ts";
import { assertOffered } from "../../../src/graph/cloudOffer.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { HttpRequest } from "../../../src/graph/transport.ts";
import { someBusiness, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

const sandbox: GraphCloud = { id: "sandbox", graphOrigin: "http://127.0.0.1:4100", hasBookings: true };
const clouds = [...microsoftClouds, sandbox];

/** Asks for an address in a cloud; tells which tokens were asked for and what was sent. */
async function ask(
  cloud: GraphCloud,
  address: string,
): Promise<{
  readonly tokens: readonly TokenRequest[];
  readonly sent: readonly HttpRequest[];
  readonly refusal: string;
}> {
  const tokens: TokenRequest[] = [];
  const sent: HttpRequest[] = [];
  const call = createAuthorizedCall(
    {
      cloud,
      tokens: {
        async getToken(request) {
          tokens.push(request);
          return { value: `token of ${cloud.id}`, expiresAtUtc: 0 };
        },
      },
      userAgent: "Unbook/0.0.0 (test)",
      log: () => undefined,
    },
    {
      async exchange(request) {
        sent.push(request);
        return { kind: "answered", status: 200, headers: {}, body: "{}" };
      },
      dispose: async () => undefined,
    },
  );
  const refusal = await call({ method: "GET", address, scopes: ["User.Read"], abortable: "always" }).then(
    () => "",
    (error: unknown) => (isGraphError(error) ? error.reason : assert.fail(String(error))),
  );
  return { tokens, sent, refusal };
}

for (const cloud of clouds) {
  for (const other of clouds) {
    test(`a token of ${cloud.id} is ${cloud === other ? "" : "not "}sent to ${other.id}`, async () => {
      const { tokens, sent, refusal } = await ask(cloud, `${other.graphOrigin}/v1.0/me/calendars`);
      assert.equal(refusal, cloud === other ? "" : "wrongOrigin");
      assert.equal(tokens.length, cloud === other ? 1 : 0, "not even asked for");
      assert.deepEqual(
        sent.map(({ url, headers }) => [url.origin, headers["authorization"]]),
        cloud === other ? [[cloud.graphOrigin, `Bearer token of ${cloud.id}`]] : [],
      );
    });
  }
}

test("Bookings is asked of every cloud that has it", async () => {
  for (const cloud of clouds) {
    const { tokens, sent, refusal } = await ask(cloud, `${cloud.graphOrigin}/v1.0/solutions/bookingBusinesses`);
    const isOffered = cloud.id !== "china";
    assert.deepEqual([refusal, tokens.length, sent.length], isOffered ? ["", 1, 1] : ["notInCloud", 0, 0], cloud.id);
  }
});

test("every address of Bookings is known, and nothing else is taken for one", () => {
  const china = { id: "china", hasBookings: false } as const;
  const isRefused = (pathname: string): boolean => {
    try {
      assertOffered(china, { pathname });
      return false;
    } catch (error) {
      assert.ok(isGraphError(error) && error.reason === "notInCloud");
      return true;
    }
  };
  for (const path of [
    "/v1.0/solutions/bookingBusinesses",
    "/beta/solutions/BOOKINGBUSINESSES/b%40x/appointments/1/cancel",
    "/beta/bookingBusinesses/b%40x/calendarView",
    "/v1.0/solutions/bookingBusinesses('b%40x')/appointments",
  ]) {
    assert.ok(isRefused(path), path);
  }
  for (const path of ["/v1.0/me/events/bookingBusinesses", "/v1.0/me/calendars", "/v1.0/solutions/virtualEvents"]) {
    assert.ok(!isRefused(path), path);
  }
});

test("where Bookings is missing, neither a token nor Graph is asked, whatever is wanted of it", async (context) => {
  const graph = await startScriptedGraph(context, () => ({ status: 500 }));
  const cloud: GraphCloud = { id: "sandbox", graphOrigin: graph.origin, hasBookings: false };
  const { client, tokenRequests } = testClient(context, graph.origin, { cloud, retryBudgetMs: 0 });
  const target = bookingTarget(someBusiness.id, "1");
  const reads = [
    client.listBookings(someBusiness, someWeek),
    client.readBusiness(someBusiness),
    client.readItem(target),
    client.lookUp({ target, action: { kind: "cancel" } }),
  ];
  for (const read of reads) {
    await assert.rejects(read, (error) => isGraphError(error) && error.reason === "notInCloud");
  }
  const items = await client.readItems([target, bookingTarget(someBusiness.id, "2")]);
  for (const item of items) {
    assert.ok(item.kind === "failed" && isGraphError(item.error) && item.error.reason === "notInCloud");
  }
  assert.deepEqual(await sendCancellation(client, target, ""), { kind: "notSent", reason: "notInCloud" });
  assert.deepEqual([graph.received.length, tokenRequests.length], [0, 0]);
});
