import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { startScriptedGraph } from "./scriptedGraph.ts";

/**
 * Notes what everybody in the process shares, loads the client, lists with it, and says what is different. In VS Code the
 * other extensions are in the same process, and Node's own `fetch` takes its connections from two places in the globals.
 */
const program = `
  const [client, origin, first] = process.argv.slice(1);
  if (first === "fetch first") await fetch("data:,");
  const noteShared = () => ({
    keys: Reflect.ownKeys(globalThis).map(String).join(),
    listeners: process.eventNames().map(String).join(),
    connections: [1, 2].map((version) => globalThis[Symbol.for("undici.globalDispatcher." + version)]),
    fetch: globalThis.fetch,
  });
  const warnings = [];
  process.on("warning", ({ name }) => warnings.push(name));
  const before = noteShared();
  const { createGraphClient, createNetworkFetch } = await import(client);
  const graph = createGraphClient({
    cloud: { id: "sandbox", graphOrigin: origin, hasBookings: true },
    tokens: { getToken: async () => ({ value: "token", expiresAtUtc: Number.MAX_SAFE_INTEGER }) },
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
  });
  const { items } = await graph.listBusinesses();
  await createNetworkFetch(() => ({})).dispose();
  await graph.dispose();
  const after = noteShared();
  process.stdout.write(JSON.stringify({
    listed: items.length,
    hadConnections: before.connections.some((one) => one !== undefined),
    areConnectionsSame: after.connections.every((one, index) => one === before.connections[index]),
    isFetchSame: after.fetch === before.fetch,
    areKeysSame: after.keys === before.keys,
    areListenersSame: after.listeners === before.listeners,
    warnings,
  }));
`;

for (const first of ["fetch first", "client first"] as const) {
  test(`loading and using the client changes nothing that the process shares: ${first}`, async (context) => {
    const graph = await startScriptedGraph(context, () => ({ body: { value: [{ id: "one", displayName: "One" }] } }));
    const client = new URL("../../../src/graph/graphClient.ts", import.meta.url).href;
    const words = ["--input-type=module", "--eval", program, client, graph.origin, first];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    assert.deepEqual(JSON.parse(stdout), {
      listed: 1,
      hadConnections: first === "fetch first",
      areConnectionsSame: true,
      isFetchSame: true,
      areKeysSame: true,
      areListenersSame: true,
      warnings: [],
    });
  });
}
