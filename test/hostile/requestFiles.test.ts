/**
 * Request files, environments and variables that are made to lead a token elsewhere, on the real path from text to request:
 * parser, variables, what Unbook makes of them, and the client. Listeners elsewhere catch nothing, and Graph gets only what
 * Unbook says itself.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { microsoftClouds } from "../../src/graph/cloud.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { cancelUrl } from "../../src/cancellation/route.ts";
import { readGraphGet } from "../../src/editor/graphGet.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { readEnvironments } from "../../src/requestFile/environments.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import type { VariableSources } from "../../src/requestFile/variableLookup.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { firstToken, startScriptedGraph, testClient } from "../unit/graph/scriptedGraph.ts";
import type { ScriptedGraph, TestClient } from "../unit/graph/scriptedGraph.ts";
import { startCatcher } from "./catcher.ts";
import type { Catcher } from "./catcher.ts";
import { addressesOn, foreignAddresses } from "./hostileAddresses.ts";

interface Stage extends TestClient {
  readonly graph: ScriptedGraph;
  readonly catcher: Catcher;
}

async function stage(context: TestContext): Promise<Stage> {
  const catcher = await startCatcher(context);
  const graph = await startScriptedGraph(context, () => ({ body: { value: [] } }));
  return { catcher, graph, ...testClient(context, graph.origin, { retryBudgetMs: 0, requestTimeoutMs: 2000 }) };
}

/** Does what the editor does with every request of a text, but for asking the person, who would say yes to everything. */
async function runAll(text: string, { client }: Stage, sources: VariableSources = {}): Promise<number> {
  const file = parseRequestFile(text);
  let sent = 0;
  for (const request of file.requests) {
    const { resolved, aim } = readGraphRequest(file, request, sources);
    if (resolved.unresolved.some(({ place }) => place.kind === "url")) continue;
    const get = readGraphGet(resolved.method, resolved.url);
    if (get?.kind === "get") {
      sent += 1;
      await client.readAny({ path: get.get.path, headers: resolved.headers }).catch(assertRefusal);
    }
    if (aim.kind === "route" && aim.route.action === "cancel") {
      sent += 1;
      const message = aim.message?.kind === "message" ? aim.message.text : "";
      await sendCancellation(client, aim.route.target, message);
    }
  }
  return sent;
}

function assertRefusal(error: unknown): void {
  assert.ok(isGraphError(error) && error.reason === "wrongOrigin", String(error));
}

const own = new Set(microsoftClouds.map(({ graphOrigin }) => graphOrigin));

test("a request to another place is none that Unbook runs, however its address is written", async (context) => {
  const real = await stage(context);
  const local = real.catcher.hosts.flatMap((host) => addressesOn(host, "graph.microsoft.com"));
  for (const address of [...foreignAddresses, ...local]) {
    for (const [method, tail] of [
      ["GET", "/calendars"],
      ["POST", "/events/AAMk1/cancel"],
      ["DELETE", "/events/AAMk1"],
    ]) {
      const text = `${method} ${address}${tail}\nContent-Type: application/json\n\n{"comment":"Ill"}\n`;
      await runAll(text, real);
      const file = parseRequestFile(text);
      const [request] = file.requests;
      const aim = request && readGraphRequest(file, request).aim;
      // Whatever is run goes to the session's own Graph: an address is only ever built anew.
      if (aim?.kind === "route")
        assert.ok(own.has(new URL(cancelUrl("https://graph.microsoft.com", aim.route.target)).origin));
    }
  }
  assert.deepEqual(real.catcher.caught, []);
  const ownHost = new URL(real.graph.origin).host;
  for (const { headers, path } of real.graph.received) {
    assert.equal(headers.host, ownHost);
    assert.match(path, /^\/(?:v1\.0|beta)\//u);
  }
});

test("what names another host is refused outright", () => {
  for (const address of foreignAddresses) {
    if (!address.includes("evil.example")) continue;
    const file = parseRequestFile(`POST ${address}/events/AAMk1/cancel\n`);
    const [request] = file.requests;
    if (request === undefined) continue;
    const { aim, resolved } = readGraphRequest(file, request);
    assert.notEqual(aim.kind, "route", address);
    assert.equal(readGraphGet("GET", resolved.url), undefined, address);
  }
});

/** What the file wants sent beside what Unbook sends. */
const smuggled = [
  "Authorization: Bearer eyJhbGciOi.eyJzdWIi.bWluZQ",
  "authorization: {{$processEnv PATH}}",
  "Cookie: session=stolen",
  "Host: evil.example",
  "X-HTTP-Method-Override: DELETE",
  "X-Forwarded-Host: evil.example",
  "X-AnchorMailbox: boss@contoso.com",
  "Proxy-Authorization: Basic dXNlcjpw",
  "Transfer-Encoding: chunked",
  "Content-Length: 3",
  "Connection: upgrade",
  "User-Agent: evil",
  "client-request-id: evil",
  "Referer: https://evil.example/",
  'Prefer: outlook.timezone="UTC"\u0000',
  "Accept-Language: de\u000bX-Evil: 1",
  "ConsistencyLevel: {{line}}",
];

test("of a file's headers only those go along that say how the answer should look", async (context) => {
  const real = await stage(context);
  const sources: VariableSources = {
    environment: readEnvironments([
      {
        name: "http-client.env.json",
        isPrivate: false,
        content: { kind: "value", value: { $shared: { line: "eventual\r\nX-Evil: 1\r\n\r\nGET /v1.0/evil" } } },
      },
    ]).shared,
  };
  for (const header of smuggled) {
    const sent = await runAll(`GET https://graph.microsoft.com/v1.0/me/calendars\n${header}\n`, real, sources);
    assert.equal(sent, 1, header);
    await runAll(
      `POST https://graph.microsoft.com/v1.0/me/events/AAMk1/cancel\nContent-Type: application/json\n${header}\n\n{}\n`,
      real,
      sources,
    );
  }
  const ownHost = new URL(real.graph.origin).host;
  assert.equal(real.graph.received.length, smuggled.length * 2);
  for (const { headers, path } of real.graph.received) {
    assert.equal(headers.host, ownHost);
    assert.match(headers.authorization ?? "", /^Bearer secret-token-\d+$/u);
    assert.match(headers["user-agent"] ?? "", /^Unbook/u);
    assert.match(String(headers["client-request-id"]), /^[\da-f-]{36}$/u);
    assert.doesNotMatch(JSON.stringify([headers, path]), /evil|stolen|bWluZQ|override|forwarded|anchor|upgrade/iu);
  }
});

test("variables and environments cannot put the host of a token", async (context) => {
  const real = await stage(context);
  for (const host of [
    ...real.catcher.hosts,
    "evil.example",
    "graph.microsoft.com@evil.example",
    "graph.microsoft.com.evil.example",
  ]) {
    const values = {
      host,
      base: `http://${host}`,
      url: `http://${host}/v1.0/me`,
      id: `x/../../../../${host}`,
      at: `@${host}`,
    };
    const environment = readEnvironments([
      {
        name: "http-client.env.json",
        isPrivate: false,
        content: { kind: "text", text: JSON.stringify({ $shared: values }) },
      },
    ]).shared;
    const definitions = Object.entries(values)
      .map(([name, value]) => `@${name}=${value}`)
      .join("\n");
    const requests = [
      "{{base}}/v1.0/me/calendars",
      "https://{{host}}/v1.0/me/calendars",
      "http://{{host}}/v1.0/me/calendars",
      "{{url}}/calendars",
      "/v1.0/me/calendars",
      `/v1.0/me/calendars\nHost: ${host}`,
      "https://graph.microsoft.com{{at}}/v1.0/me/calendars",
      "https://graph.microsoft.com/v1.0/me/events/{{id}}",
      "{{at}}",
    ].flatMap((target) => [`GET ${target}`, `POST ${target.replace("calendars", "events/AAMk1/cancel")}`]);
    for (const request of requests) {
      await runAll(`${request}\n`, real, { environment });
      await runAll(`${definitions}\n\n${request}\n`, real);
    }
  }
  assert.deepEqual(real.catcher.caught, []);
  const ownHost = new URL(real.graph.origin).host;
  assert.ok(real.graph.received.every(({ headers }) => headers.host === ownHost));
});

test("no file is read for a body, wherever it is", async (context) => {
  const real = await stage(context);
  const here = import.meta.filename;
  for (const include of [
    here,
    "../../secret",
    "/etc/hostname",
    "file:///etc/hostname",
    "~/.ssh/id_rsa",
    "\\\\evil.example\\share",
    "C:\\secret.txt",
  ]) {
    for (const sign of ["<", "<@", "<@utf8"]) {
      const text = `POST /v1.0/me/events/AAMk1/cancel\nContent-Type: application/json\n\n${sign} ${include}\n`;
      const file = parseRequestFile(text);
      const [request] = file.requests;
      assert.ok(request !== undefined);
      const { resolved, aim } = readGraphRequest(file, request);
      assert.equal(resolved.body.kind, "file", text);
      assert.ok(aim.kind === "route" && aim.message?.kind === "none");
      await runAll(text, real);
    }
  }
  for (const { body } of real.graph.received) assert.doesNotMatch(body, /secret|parser|root/u);
});

test("a file has no token to write elsewhere, and runs nothing", () => {
  for (const expression of [
    "$aadToken",
    "$aadV2Token",
    "$aadV2Token new",
    "$token",
    "$auth.token('x')",
    "token",
    "accessToken",
    "$processEnv PATH",
    "$processEnv %PATH",
    "$dotenv SECRET",
    "process.env.PATH",
    "require('fs').readFileSync('/etc/hostname')",
    "constructor.constructor('return process')()",
    "__proto__",
    "toString",
    "$shared",
    "$input x",
  ]) {
    const file = parseRequestFile(`GET https://graph.microsoft.com/v1.0/me?x={{${expression}}}\n`);
    const [request] = file.requests;
    assert.ok(request !== undefined);
    const { resolved } = readGraphRequest(file, request, { environment: readEnvironments([]).shared });
    assert.deepEqual(resolved.unresolved.length > 0 || resolved.url.includes("{{"), true, expression);
    assert.ok(!resolved.url.includes(firstToken));
  }
});

test("values of an environment are data, whatever their names are", () => {
  for (const text of [
    '{"$shared":{"__proto__":{"host":"evil.example"}},"dev":{}}',
    '{"dev":{"__proto__":{"host":"evil.example"}}}',
    '{"$shared":{"__proto__":"evil.example","constructor":"evil.example"}}',
    '{"dev":{"host":{"toString":"evil.example"}}}',
    '{"dev":{"host":["evil.example"]}}',
    "[]",
    "null",
    '"evil.example"',
    "{",
    "\u0000",
  ]) {
    const { byName, shared } = readEnvironments([
      { name: "http-client.env.json", isPrivate: false, content: { kind: "text", text } },
    ]);
    const file = parseRequestFile("GET {{host}}/v1.0/me\n");
    const [request] = file.requests;
    assert.ok(request !== undefined);
    for (const environment of [shared, ...byName.values()]) {
      const { resolved } = readGraphRequest(file, request, { environment });
      assert.equal(resolved.unresolved.length, 1, text);
    }
  }
  assert.equal(({} as Record<string, unknown>)["host"], undefined);
});
