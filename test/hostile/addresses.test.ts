/** No address, however it is written, gets a token that is not its own: with the real client, and listeners everywhere else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { createAuthorizedCall } from "../../src/graph/authorizedCall.ts";
import type { AuthorizedCall } from "../../src/graph/authorizedCall.ts";
import { microsoftClouds } from "../../src/graph/cloud.ts";
import type { GraphCloud } from "../../src/graph/cloud.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { createLocalNetwork, createNetwork } from "../../src/graph/network.ts";
import { createTransport } from "../../src/graph/transport.ts";
import { startScriptedGraph } from "../unit/graph/scriptedGraph.ts";
import { startCatcher } from "./catcher.ts";
import { addressesOn, foreignAddresses, foreignPaths } from "./hostileAddresses.ts";

const timeoutMs = 3000;

interface RealCall {
  readonly call: AuthorizedCall;
  /** How many tokens were asked for. */
  readonly tokens: () => number;
}

/** The client's own way to the network, of a cloud. @param proxy where everything goes that leaves this machine. */
function realCall(test: TestContext, cloud: GraphCloud, proxy: string): RealCall {
  let tokens = 0;
  const network = cloud.id === "sandbox" ? createLocalNetwork(timeoutMs) : createNetwork(() => ({ proxy }), timeoutMs);
  const transport = createTransport(network, timeoutMs);
  test.after(async () => transport.dispose());
  const call = createAuthorizedCall(
    {
      cloud,
      tokens: { getToken: async () => ({ value: `secret-${(tokens += 1)}`, expiresAtUtc: 0 }) },
      userAgent: "Unbook/0.0.0 (test)",
      log: () => undefined,
    },
    transport,
  );
  return { call, tokens: () => tokens };
}

/** Asserts that an address is refused before anything is asked of anybody. */
async function assertRefused({ call, tokens }: RealCall, address: string): Promise<void> {
  const asked = call({ method: "POST", address, scopes: ["Calendars.ReadWrite"], abortable: "always", body: "{}" });
  await assert.rejects(
    asked,
    (error) => isGraphError(error) && error.reason === "wrongOrigin",
    `“${address}” is not refused`,
  );
  assert.equal(tokens(), 0, `a token was asked for “${address}”`);
}

for (const cloud of microsoftClouds) {
  test(`no address but its own is sent a token of the cloud ${cloud.id}`, async (context) => {
    const catcher = await startCatcher(context);
    const real = realCall(context, cloud, catcher.proxy);
    const ownHost = new URL(cloud.graphOrigin).host;
    const others = microsoftClouds
      .filter(({ id }) => id !== cloud.id)
      .map(({ graphOrigin }) => `${graphOrigin}/v1.0/me`);
    const written =
      cloud.id === "global"
        ? foreignAddresses
        : foreignAddresses.map((one) => one.replace("graph.microsoft.com", ownHost));
    const local = catcher.hosts.flatMap((host) => addressesOn(host, ownHost));
    const own = foreignPaths.map((one) => one.replace("HOST", cloud.graphOrigin));
    for (const address of [...foreignAddresses, ...written, ...others, ...local, ...own]) {
      // What is put in for another host may come out as this cloud's own.
      if (address.startsWith(`${cloud.graphOrigin}/v1.0/`) && !address.includes("..")) continue;
      await assertRefused(real, address);
    }
    assert.deepEqual([catcher.tunnels, catcher.caught], [[], []]);
  });
}

test("no address but its own is sent the sandbox's token", async (context) => {
  const catcher = await startCatcher(context);
  const graph = await startScriptedGraph(context, () => ({ body: {} }));
  const cloud: GraphCloud = { id: "sandbox", graphOrigin: graph.origin, hasBookings: true };
  const real = realCall(context, cloud, catcher.proxy);
  const ownHost = new URL(graph.origin).host;
  const local = catcher.hosts.flatMap((host) => addressesOn(host, ownHost));
  const own = foreignPaths.map((one) => one.replace("HOST", graph.origin));
  const clouds = microsoftClouds.map(({ graphOrigin }) => `${graphOrigin}/v1.0/me`);
  const byName = `http://localhost:${new URL(graph.origin).port}/v1.0/me`;
  for (const address of [...foreignAddresses, ...local, ...own, ...clouds, byName]) await assertRefused(real, address);
  assert.deepEqual([graph.received.length, catcher.caught], [0, []]);
});

test("a sandbox that is not on this machine is sent nothing", async (context) => {
  const catcher = await startCatcher(context);
  for (const host of ["sandbox.example:4100", "192.168.0.1:4100", "127.0.0.2:4100", "sandbox.localhost:4100"]) {
    const real = realCall(context, { id: "sandbox", graphOrigin: `http://${host}`, hasBookings: true }, catcher.proxy);
    await assertRefused(real, `http://${host}/v1.0/me`);
  }
  const insecure: GraphCloud = { id: "global", graphOrigin: "http://graph.microsoft.com", hasBookings: true };
  await assertRefused(realCall(context, insecure, catcher.proxy), "http://graph.microsoft.com/v1.0/me");
});

test("what a path says never changes the host, also where it is put behind it unread", async (context) => {
  const catcher = await startCatcher(context);
  const tokens = { getToken: async () => ({ value: "secret", expiresAtUtc: 0 }) };
  const [global] = microsoftClouds;
  assert.ok(global !== undefined);
  const client = createGraphClient({
    cloud: global,
    tokens,
    network: () => ({ proxy: catcher.proxy }),
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    requestTimeoutMs: timeoutMs,
    retryBudgetMs: 0,
  });
  context.after(async () => client.dispose());
  const local = catcher.hosts.flatMap((host) => [`@${host}/v1.0/me`, `:x@${host}/v1.0/me`, `\\@${host}/v1.0/me`]);
  for (const path of [
    ".evil.example/v1.0/me",
    "@evil.example/v1.0/me",
    ":443@evil.example/v1.0/me",
    ":80/v1.0/me",
    "%2eevil.example/v1.0/me",
    "/../../evil",
    "/v1.0/../evil",
    "",
    ...local,
  ]) {
    const asked = client.readAny({ path });
    await assert.rejects(asked, (error) => isGraphError(error) && error.reason === "wrongOrigin", path);
  }
  assert.deepEqual([catcher.tunnels, catcher.caught], [[], []]);
  // That the proxy would have seen it.
  await assert.rejects(client.readAny({ path: "/v1.0/me" }));
  assert.deepEqual(catcher.tunnels, ["graph.microsoft.com:443"]);
});

test("what a request says of itself does not replace what Unbook says", async (context) => {
  const catcher = await startCatcher(context);
  const graph = await startScriptedGraph(context, () => ({ body: {} }));
  const { call } = realCall(context, { id: "sandbox", graphOrigin: graph.origin, hasBookings: true }, catcher.proxy);
  const headers = { authorization: "Bearer theirs", "user-agent": "theirs", "client-request-id": "theirs" };
  await call({ method: "GET", address: `${graph.origin}/v1.0/me`, scopes: [], abortable: "always", headers });
  assert.equal(graph.received[0]?.headers.authorization, "Bearer secret-1");
  assert.doesNotMatch(JSON.stringify(graph.received), /theirs/u);
});

test("the listeners catch what is led to them", async (context) => {
  const { hosts, caught } = await startCatcher(context);
  for (const host of hosts) await fetch(`http://${host}/v1.0/me`, { headers: { authorization: "Bearer secret" } });
  assert.equal(caught.length, hosts.length);
  for (const text of caught) assert.match(text, /authorization: Bearer secret/iu);
});
