import assert from "node:assert/strict";
import { test } from "node:test";
import { microsoftClouds } from "../../../src/graph/cloud.ts";
import type { GraphCloud } from "../../../src/graph/cloud.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { ownAddress } from "../../../src/graph/ownAddress.ts";

const graph: GraphCloud = { id: "global", graphOrigin: "https://graph.microsoft.com", hasBookings: true };
const sandbox: GraphCloud = { id: "sandbox", graphOrigin: "http://127.0.0.1:4100", hasBookings: true };

/** Asserts that an address is the cloud's own. */
function assertOwn(cloud: GraphCloud, address: string): void {
  assert.equal(ownAddress(cloud, address).origin, new URL(cloud.graphOrigin).origin);
}

/** Asserts that an address is refused. */
function assertForeign(cloud: GraphCloud, address: string): void {
  assert.throws(
    () => ownAddress(cloud, address),
    (error) => isGraphError(error) && error.reason === "wrongOrigin",
    address,
  );
}

test("every cloud's own addresses may be sent a token", () => {
  for (const cloud of microsoftClouds) assertOwn(cloud, `${cloud.graphOrigin}/v1.0/me/events`);
  assertOwn(graph, "HTTPS://Graph.Microsoft.com:443/beta/me/events?$skip=10");
  assertOwn(sandbox, "http://127.0.0.1:4100/v1.0/me/events");
});

test("no other address may", () => {
  for (const address of [
    "http://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com:444/v1.0/me",
    "https://graph.microsoft.com.evil.example/v1.0/me",
    "https://graph.microsoft.com./v1.0/me",
    "https://evil.example/https://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com@evil.example/v1.0/me",
    "https://user@graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com\\@evil.example/v1.0/me",
    "https://evil.example\\@graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.us/v1.0/me",
    "https://gráph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com/other/me",
    "https://graph.microsoft.com/v1.0/../other/me",
    "https://graph.microsoft.com/v1.0",
    "//graph.microsoft.com/v1.0/me",
    "/v1.0/me",
    "data:text/plain,x",
    "",
  ]) {
    assertForeign(graph, address);
  }
});

test("plain http is for the sandbox on this machine only", () => {
  assertForeign(sandbox, "http://127.0.0.1:4101/v1.0/me");
  assertForeign(sandbox, "http://localhost:4100/v1.0/me");
  assertForeign({ ...graph, graphOrigin: "http://graph.microsoft.com" }, "http://graph.microsoft.com/v1.0/me");
  assertForeign({ ...sandbox, graphOrigin: "http://sandbox.example" }, "http://sandbox.example/v1.0/me");
});
