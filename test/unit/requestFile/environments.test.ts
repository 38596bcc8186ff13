import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeProduction, readEnvironments } from "../../../src/requestFile/environments.ts";
import type { Environments, EnvironmentSource } from "../../../src/requestFile/environments.ts";

const publicFile = (text: string): EnvironmentSource => ({
  name: "http-client.env.json",
  isPrivate: false,
  content: { kind: "text", text },
});
const privateFile = (text: string): EnvironmentSource => ({
  name: "http-client.private.env.json",
  isPrivate: true,
  content: { kind: "text", text },
});
const setting = (value: unknown): EnvironmentSource => ({
  name: "rest-client.environmentVariables",
  isPrivate: false,
  content: { kind: "value", value },
});

function describe({ byName }: Environments): unknown {
  const texts = (variables: ReadonlyMap<string, { readonly text: string }>): unknown =>
    Object.fromEntries([...variables].map(([name, { text }]) => [name, text]));
  return Object.fromEntries([...byName].map(([name, variables]) => [name, texts(variables)]));
}

test("environments of all sources are put together, the more private one first", () => {
  const environments = readEnvironments([
    privateFile('{ "dev": { "id": "private" }, "$shared": { "tenant": "t" } }'),
    setting({ $shared: { host: "all", tenant: "setting" }, dev: { host: "setting", only: "setting" } }),
    publicFile('\ufeff{ "dev": { "host": "file", "id": "public", "port": 1, "on": true }, "prod": {} }'),
  ]);
  assert.deepEqual(describe(environments), {
    dev: { host: "file", tenant: "t", only: "setting", id: "private", port: "1", on: "true" },
    prod: { host: "all", tenant: "t" },
  });
  assert.equal(environments.shared.get("host")?.text, "all");
  assert.deepEqual(environments.byName.get("dev")?.get("id"), {
    text: "private",
    source: "http-client.private.env.json",
    isPrivate: true,
  });
  assert.deepEqual(
    environments.problems.map(({ source, code }) => [source, code]),
    [
      ["rest-client.environmentVariables", "overridden"],
      ["http-client.env.json", "overriddenByPrivate"],
      ["rest-client.environmentVariables", "overriddenByPrivate"],
    ],
  );
});

test("a value that takes a private file's shared value is private", () => {
  const { byName } = readEnvironments([
    publicFile('{ "dev": { "taken": "x{{$shared pw}}", "own": "x{{$shared host}}" }, "$shared": { "host": "h" } }'),
    privateFile('{ "$shared": { "pw": "s3cret" } }'),
  ]);
  assert.deepEqual(
    ["taken", "own"].map((name) => byName.get("dev")?.get(name)?.isPrivate),
    [true, false],
  );
});

test("a value that two sources set differently is told, whoever else reads only one of them", () => {
  const problemsOf = (one: string, other: string): unknown =>
    readEnvironments([setting({ prod: { id: one } }), publicFile(`{ "prod": { "id": "${other}" } }`)]).problems;
  assert.deepEqual(problemsOf("setting", "file"), [
    {
      source: "rest-client.environmentVariables",
      code: "overridden",
      environment: "prod",
      variable: "id",
      by: "http-client.env.json",
    },
  ]);
  assert.deepEqual(problemsOf("same", "same"), []);
  // A folder's file is there to change what the one above it says.
  const above = publicFile('{ "prod": { "id": "above" } }');
  assert.deepEqual(readEnvironments([above, publicFile('{ "prod": { "id": "below" } }')]).problems, []);
});

test("an environment may take a value from $shared by name", () => {
  const { byName } = readEnvironments([
    setting({
      $shared: { token: "s", id: "1" },
      dev: { token: "{{$shared token}}2", id: "{{ $shared  id }}{{$shared x}}" },
    }),
  ]);
  assert.equal(byName.get("dev")?.get("token")?.text, "s2");
  assert.equal(byName.get("dev")?.get("id")?.text, "1{{$shared x}}");
});

test("what is no environment is told, with its place, and the rest is read", () => {
  const problemsOf = (...sources: readonly EnvironmentSource[]): unknown => readEnvironments(sources).problems;
  assert.deepEqual(problemsOf(publicFile('{ "dev": { "a": } }')), [
    { source: "http-client.env.json", code: "malformedJson", offset: 16 },
  ]);
  assert.deepEqual(problemsOf(publicFile("\ufeff{")), [
    { source: "http-client.env.json", code: "malformedJson", offset: 2 },
  ]);
  assert.deepEqual(problemsOf(publicFile("[]")), [
    { source: "http-client.env.json", code: "notAnObject", environment: undefined },
  ]);
  assert.deepEqual(problemsOf(setting({ dev: "x" })), [
    { source: "rest-client.environmentVariables", code: "notAnObject", environment: "dev" },
  ]);
  const mixed = readEnvironments([
    publicFile('{ "$schema": "s", "dev": { "Security": {}, "__proto__": "p", "a": "1" } }'),
  ]);
  assert.deepEqual(mixed.problems, [
    { source: "http-client.env.json", code: "notText", environment: "dev", variable: "Security" },
  ]);
  assert.deepEqual([...mixed.byName.keys()], ["dev"]);
  assert.equal(mixed.byName.get("dev")?.get("__proto__")?.text, "p");
  for (const nothing of [publicFile(""), setting(undefined), setting(null)]) {
    assert.deepEqual(readEnvironments([nothing]), { byName: new Map(), shared: new Map(), problems: [] });
  }
});

test("names of environments in earnest are recognised", () => {
  for (const name of ["prod", "Production", "eu-prod", "PROD2", "contoso.live", "liveEurope", "prd_1"]) {
    assert.ok(looksLikeProduction(name), name);
  }
  for (const name of ["dev", "product", "reproduce", "delivery", "olive", "staging"]) {
    assert.ok(!looksLikeProduction(name), name);
  }
});
