/** How Graph and the sign-in service are reached: proxies, certificates, and what is said when they stand in the way. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { eventTarget } from "../../../src/cancellation/route.ts";
import type { GraphCloud } from "../../../src/graph/cloud.ts";
import type { NetworkSettings } from "../../../src/graph/graphContract.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphError } from "../../../src/graph/graphError.ts";
import { networkProblemOf } from "../../../src/graph/networkError.ts";
import { createNetworkFetch } from "../../../src/graph/networkFetch.ts";
import { createAuthority } from "../../independent/privateCertificate.ts";
import type { Authority, CertificateFacts } from "../../independent/privateCertificate.ts";
import { closedPort, startProxy, startSecureServer } from "./networkWorld.ts";
import { testClient } from "./scriptedGraph.ts";
import type { TestClient } from "./scriptedGraph.ts";
import { sendCancellation } from "./sendOne.ts";

const issuer = "Contoso Private Root";
const dayMs = 86_400_000;
let authority: Authority;
before(async () => {
  authority = await createAuthority(issuer);
});

interface SecureGraph {
  readonly origin: string;
  /** `host:port`. */
  readonly host: string;
  /** Method, path and Authorization of every request. */
  readonly received: readonly string[];
}

async function startGraph(
  context: TestContext,
  facts: CertificateFacts = {},
  answersAfterMs = 0,
): Promise<SecureGraph> {
  const received: string[] = [];
  const { origin } = await startSecureServer(context, authority, facts, (request, response) => {
    received.push(`${request.method} ${request.url?.split("?")[0]} ${request.headers.authorization}`);
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"value":[]}');
    }, answersAfterMs);
  });
  return { origin, host: new URL(origin).host, received };
}

/** A client as for one of Microsoft's clouds, so that it goes over the network. */
function clientOver(context: TestContext, graph: SecureGraph, network: NetworkSettings): TestClient {
  const cloud: GraphCloud = { id: "global", graphOrigin: graph.origin, hasBookings: true };
  return testClient(context, graph.origin, { cloud, network: () => network, retryBudgetMs: 0 });
}

function trusting(settings: NetworkSettings = {}): NetworkSettings {
  return { noProxy: ["*"], extraCertificates: [authority.certificate], ...settings };
}

/** How a request fails. */
async function failureOver(context: TestContext, graph: SecureGraph, network: NetworkSettings): Promise<GraphError> {
  const { client, logLines } = clientOver(context, graph, network);
  const error: unknown = await client.listBusinesses().then(
    () => assert.fail("listed"),
    (reason: unknown) => reason,
  );
  assert.ok(isGraphError(error), String(error));
  assert.deepEqual(graph.received, [], "nothing was sent");
  assert.ok(!logLines.join("\n").includes("secret"), "neither a token nor a password is logged");
  assert.ok(!JSON.stringify([error, error.facts]).includes("secret"));
  const outcome = await sendCancellation(client, eventTarget("1"), "");
  assert.deepEqual(outcome, { kind: "notSent", reason: error.reason });
  return error;
}

/** Runs with these variables in the environment, and no others that name a proxy. */
async function withEnvironment(variables: Record<string, string>, run: () => Promise<void>): Promise<void> {
  const names = ["http_proxy", "https_proxy", "no_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  const kept = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    await run();
  } finally {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

test("a proxy of the settings is asked for a tunnel, through which Graph gets the request", async (context) => {
  const graph = await startGraph(context);
  const proxy = await startProxy(context);
  const { client } = clientOver(context, graph, trusting({ proxy: `http://localhost:${proxy.port}`, noProxy: [] }));
  assert.deepEqual((await client.listBusinesses()).items, []);
  assert.deepEqual(proxy.asked, [graph.host]);
  assert.equal(graph.received[0]?.endsWith("Bearer secret-token-1"), true);
  assert.equal(proxy.headers[0]?.authorization, undefined, "the token is for Graph alone");
});

test("the environment's proxy counts where the settings name none, and its exceptions too", async (context) => {
  const graph = await startGraph(context);
  const proxy = await startProxy(context);
  const inEnvironment = `localhost:${proxy.port}`;
  const list = async (settings: NetworkSettings): Promise<number> => {
    const before = proxy.asked.length;
    const { client } = clientOver(context, graph, { extraCertificates: [authority.certificate], ...settings });
    await client.listBusinesses();
    return proxy.asked.length - before;
  };
  await withEnvironment({ HTTPS_PROXY: `http://${inEnvironment}` }, async () => assert.equal(await list({}), 1));
  await withEnvironment({ http_proxy: inEnvironment }, async () => assert.equal(await list({}), 1));
  await withEnvironment({ https_proxy: inEnvironment, NO_PROXY: "localhost" }, async () => {
    assert.equal(await list({}), 0);
    assert.equal(await list({ noProxy: ["contoso.com"] }), 1, "the settings' exceptions win");
  });
  await withEnvironment({ HTTPS_PROXY: `http://localhost:${await closedPort()}` }, async () => {
    assert.equal(await list({ proxy: `http://${inEnvironment}` }), 1, "the settings' proxy wins");
    assert.equal(await list({ noProxy: ["*"] }), 0);
  });
});

test("a proxy that wants a name and a password gets them, and says so where there are none", async (context) => {
  const graph = await startGraph(context);
  const credentials = `Basic ${Buffer.from("ana:secret p%w").toString("base64")}`;
  const proxy = await startProxy(context, { credentials });
  const address = `localhost:${proxy.port}`;
  const noProxy: readonly string[] = [];
  const error = await failureOver(context, graph, trusting({ proxy: `http://${address}`, noProxy }));
  assert.equal(error.reason, "proxy");
  assert.deepEqual(error.facts.network, { kind: "proxy", proxy: address, status: 407, code: "" });
  await failureOver(context, graph, trusting({ proxy: `http://ana:secret-wrong@${address}`, noProxy }));
  for (const settings of [
    { proxy: `http://ana:secret%20p%25w@${address}` },
    { proxy: `http://${address}`, proxyAuthorization: credentials },
  ]) {
    const { client, logLines } = clientOver(context, graph, trusting({ ...settings, noProxy }));
    assert.deepEqual((await client.listBusinesses()).items, []);
    assert.ok(!logLines.join("\n").includes("secret"));
  }
});

test("a proxy that is down, refuses, hangs up or has no proper address is named", async (context) => {
  const graph = await startGraph(context);
  const down = `localhost:${await closedPort()}`;
  const closing = await startProxy(context, { hangsUp: true });
  const refusing = await startProxy(context, { refusesWith: 403 });
  const rows: readonly (readonly [string, string, number | undefined, RegExp])[] = [
    [`http://${down}`, down, undefined, /^ECONNREFUSED$/],
    [`http://localhost:${closing.port}`, `localhost:${closing.port}`, undefined, /^(ECONNRESET|UND_ERR_SOCKET)$/],
    [`http://localhost:${refusing.port}`, `localhost:${refusing.port}`, 403, /^$/],
    ["socks5://localhost:1080", "", undefined, /^ERR_INVALID_URL$/],
    ["http://", "", undefined, /^ERR_INVALID_URL$/],
  ];
  for (const [proxy, name, status, code] of rows) {
    const { reason, facts } = await failureOver(context, graph, trusting({ proxy, noProxy: [] }));
    assert.equal(reason, "proxy");
    assert.ok(facts.network?.kind === "proxy");
    assert.deepEqual([facts.network.proxy, facts.network.status], [name, status], proxy);
    assert.match(facts.network.code, code, proxy);
  }
});

test("a proxy that does not answer is given up, and closing does not wait for it", async (context) => {
  const graph = await startGraph(context);
  const proxy = await startProxy(context, { isSilent: true });
  const { client } = clientOver(context, graph, trusting({ proxy: `http://localhost:${proxy.port}`, noProxy: [] }));
  const listing = assert.rejects(client.listBusinesses());
  while (proxy.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await client.dispose();
  await listing;
});

test("an https proxy is reached with a certificate that is verified as well", async (context) => {
  const graph = await startGraph(context);
  const proxy = await startProxy(context, { authority });
  const address = `https://localhost:${proxy.port}`;
  const { client } = clientOver(context, graph, trusting({ proxy: address, noProxy: [] }));
  assert.deepEqual((await client.listBusinesses()).items, []);
  assert.deepEqual(proxy.asked, [graph.host]);
  const stranger = await startGraph(context);
  assert.equal((await failureOver(context, stranger, { proxy: address })).reason, "certificate");
});

const certificates: readonly (readonly [string, CertificateFacts, string])[] = [
  ["an unknown authority's", {}, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  ["an expired one", { validUntil: new Date(Date.now() - dayMs) }, "CERT_HAS_EXPIRED"],
  ["one for another host", { host: "other.example" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
];
for (const [name, facts, code] of certificates) {
  for (const way of ["directly", "through a proxy"] as const) {
    test(`a certificate, ${name}, is refused ${way} and named with its issuer`, async (context) => {
      const graph = await startGraph(context, facts);
      const proxy = await startProxy(context);
      const settings = way === "directly" ? {} : { proxy: `http://localhost:${proxy.port}`, noProxy: [] };
      const unknown = code === "UNABLE_TO_VERIFY_LEAF_SIGNATURE" ? { extraCertificates: [] } : {};
      const error = await failureOver(context, graph, trusting({ ...settings, ...unknown }));
      assert.equal(error.reason, "certificate");
      assert.deepEqual(error.facts.network, { kind: "certificate", host: "localhost", code, issuer });
    });
  }
}

test("a certificate of one more authority is accepted, and any only where the user says so", async (context) => {
  const graph = await startGraph(context);
  const strangers = await startGraph(context, { host: "other.example", validUntil: new Date(Date.now() - dayMs) });
  const lax = { noProxy: ["*"], strictSSL: false };
  await clientOver(context, graph, trusting()).client.listBusinesses();
  await clientOver(context, strangers, lax).client.listBusinesses();
  assert.equal(strangers.received.length, 1);
  const careful = await startGraph(context, { host: "other.example" });
  assert.equal((await failureOver(context, careful, trusting())).reason, "certificate", "and only for that client");
});

/** What a new process, with these variables from its start on, gets: a status, or what is wrong with the certificate. */
async function askFromNewProcess(origin: string, variables: Record<string, string>, settings: string): Promise<string> {
  const script = `
    import { createNetworkFetch } from ${JSON.stringify(new URL("../../../src/graph/networkFetch.ts", import.meta.url))};
    const network = createNetworkFetch(() => (${settings}));
    const request = { method: "GET", redirect: "manual", signal: AbortSignal.timeout(5000) };
    const answer = await network.fetch(new URL(${JSON.stringify(origin)}), request).catch((error) => error.cause.problem);
    process.stdout.write(String(answer.status ?? answer.code));
    await network.dispose();`;
  const environment = { ...process.env, ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    env: environment,
  });
  return stdout;
}

test("certificates of the environment and of the operating system are trusted", async (context) => {
  const graph = await startGraph(context);
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-ca-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "root.pem");
  await writeFile(file, authority.certificate);
  const direct = '{ noProxy: ["*"] }';
  const refused = "UNABLE_TO_VERIFY_LEAF_SIGNATURE";
  const runs: Promise<void>[] = [
    { variables: {}, settings: direct, expected: refused },
    { variables: { NODE_EXTRA_CA_CERTS: file }, settings: direct, expected: "200" },
    // Elsewhere the operating system's certificates are not in a file that a test could choose.
    ...(process.platform === "linux"
      ? [
          { variables: { SSL_CERT_FILE: file }, settings: direct, expected: "200" },
          {
            variables: { SSL_CERT_FILE: file },
            settings: '{ noProxy: ["*"], systemCertificates: false }',
            expected: refused,
          },
        ]
      : []),
  ].map(async ({ variables, settings, expected }) => {
    assert.equal(await askFromNewProcess(graph.origin, variables, settings), expected, JSON.stringify(variables));
  });
  await Promise.all(runs);
});

test("a change of the settings takes effect with the next connection", async (context) => {
  const graph = await startGraph(context);
  const cloud: GraphCloud = { id: "global", graphOrigin: graph.origin, hasBookings: true };
  let network: NetworkSettings = { noProxy: ["*"] };
  const { client } = testClient(context, graph.origin, { cloud, network: () => network, retryBudgetMs: 0 });
  await assert.rejects(client.listBusinesses(), (error) => isGraphError(error) && error.reason === "certificate");
  network = trusting();
  assert.deepEqual((await client.listBusinesses()).items, []);
});

test("a connection that was opened without checks is not used after they are switched on again", async (context) => {
  const graph = await startGraph(context, { host: "other.example" });
  const cloud: GraphCloud = { id: "global", graphOrigin: graph.origin, hasBookings: true };
  let network: NetworkSettings = { noProxy: ["*"], strictSSL: false };
  const { client } = testClient(context, graph.origin, { cloud, network: () => network, retryBudgetMs: 0 });
  await client.listBusinesses();
  // Until the connection is free again.
  await new Promise((resolve) => setImmediate(resolve));
  network = { ...network, strictSSL: true };
  await assert.rejects(client.listBusinesses(), (error) => isGraphError(error) && error.reason === "certificate");
  network = { ...network, strictSSL: false };
  await client.listBusinesses();
  assert.equal(graph.received.length, 2);
});

test("a change of whom to trust breaks nothing off that is under way", async (context) => {
  const graph = await startGraph(context, {}, 100);
  const cloud: GraphCloud = { id: "global", graphOrigin: graph.origin, hasBookings: true };
  let network = trusting();
  const { client } = testClient(context, graph.origin, { cloud, network: () => network, retryBudgetMs: 0 });
  const first = client.listBusinesses();
  while (graph.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
  network = { ...network, systemCertificates: false };
  await client.listCalendars({ kind: "me" });
  assert.deepEqual((await first).items, []);
});

test("a proxy may say yes with any success", async (context) => {
  const graph = await startGraph(context);
  for (const opensWith of [201, 204, 299]) {
    const proxy = await startProxy(context, { opensWith });
    const { client } = clientOver(context, graph, trusting({ proxy: `http://localhost:${proxy.port}`, noProxy: [] }));
    assert.deepEqual((await client.listBusinesses()).items, []);
  }
});

test("sign-in goes the same way", async (context) => {
  const graph = await startGraph(context);
  const proxy = await startProxy(context);
  const request = { method: "GET", redirect: "manual", signal: AbortSignal.timeout(5000) } as const;
  const address = new URL(`${graph.origin}/common/oauth2/v2.0/token`);
  const good = createNetworkFetch(() => trusting({ proxy: `http://localhost:${proxy.port}`, noProxy: [] }));
  context.after(async () => good.dispose());
  const answer = await good.fetch(address, request);
  assert.deepEqual([answer.ok, await answer.json()], [true, { value: [] }]);
  assert.deepEqual(proxy.asked, [graph.host]);
  const barred = createNetworkFetch(() => ({ noProxy: ["*"] }));
  context.after(async () => barred.dispose());
  await assert.rejects(barred.fetch(address, request), (error) => {
    assert.equal(networkProblemOf(error)?.kind, "certificate");
    return true;
  });
});
