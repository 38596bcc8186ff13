import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { requestFingerprint } from "../../../src/requestFile/requestFingerprint.ts";
import type { EnvironmentVariables } from "../../../src/requestFile/environments.ts";
import { resolveRequest } from "../../../src/requestFile/resolveRequest.ts";
import type { ResolvedRequest } from "../../../src/requestFile/resolveRequest.ts";

function resolve(text: string, environment: Readonly<Record<string, string>> = {}, index = 0): ResolvedRequest {
  const file = parseRequestFile(text);
  const request = file.requests[index];
  assert.ok(request);
  return resolveRequest(file, request, { environment: environmentOf(environment) });
}

function environmentOf(values: Readonly<Record<string, string>>): EnvironmentVariables {
  return new Map(Object.entries(values).map(([name, text]) => [name, { text, source: "test", isPrivate: false }]));
}

function assertUrl(
  text: string,
  expected: string,
  environment: Readonly<Record<string, string>> = {},
  index = 0,
): void {
  const { url, unresolved } = resolve(text, environment, index);
  assert.deepEqual({ url, unresolved }, { url: expected, unresolved: [] });
}

function assertUnresolved(
  text: string,
  expected: readonly (readonly [expression: string, reason: string, at: string])[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const { unresolved } = resolve(text, environment);
  const found = unresolved.map(({ expression, reason, span }) => [
    expression,
    reason,
    text.slice(span.start, span.end),
  ]);
  assert.deepEqual(found, expected);
}

test("variables are replaced by what the file and the environment say", () => {
  assertUrl("@a = 1\nGET https://h/{{a}}", "https://h/1");
  assertUrl("@a = 1\nGET https://h/{{ a }}/{{a}}", "https://h/1/1");
  assertUrl("@a = a/b =+\nGET https://h/{{%a}}", "https://h/a%2Fb%20%3D%2B");
  assertUrl("@a = https://{{b}}\n@b = h{{c}}\n@c = /x\n{{a}}", "https://h/x");
  assertUrl("GET https://{{a}}", "https://h", { a: "{{b}}", b: "h" });
  assertUrl("@a = file\nGET https://{{a}}", "https://file", { a: "environment" });
  assertUrl("@a =\nGET https://h{{a}}", "https://h", { a: "environment" });
});

test("the last definition before the request counts, for each request", () => {
  const text = "@id=1\nGET /{{id}}\n### two\n@id=2\nGET /{{id}}\n### three\nGET /{{id}}\n###\n@id=4";
  for (const [index, url] of ["/1", "/2", "/2"].entries()) assertUrl(text, url, {}, index);
});

test("what has no value stays as it stands, and is listed with its place and its reason", () => {
  assertUnresolved("GET https://h/{{a}}?{{ b }}", [
    ["a", "undefined", "{{a}}"],
    ["b", "undefined", "{{ b }}"],
  ]);
  assertUnresolved("GET https://h/{{a}}\n###\n@a=1", [["a", "definedLater", "{{a}}"]]);
  assertUnresolved("GET https://h/{{a}}\n###\n@a=1", [["a", "definedLater", "{{a}}"]], { a: "environment" });
  assertUnresolved("@a={{b}}\n@b={{a}}\nGET https://h/{{a}}", [["a", "cycle", "{{a}}"]]);
  assertUnresolved("@a={{a}}\nGET https://h/{{a}}", [["a", "cycle", "{{a}}"]]);
  assertUnresolved("@a={{b}}\nGET https://h/{{a}}", [["b", "undefined", "{{a}}"]]);
  assertUnresolved("# @prompt a Which?\nGET https://h/{{a}}", [["a", "prompt", "{{a}}"]]);
  assertUnresolved("GET https://h/{{$guid}}/{{$dotenv X}}", [
    ["$guid", "system", "{{$guid}}"],
    ["$dotenv X", "system", "{{$dotenv X}}"],
  ]);
  assertUnresolved("GET https://h/{{login.response.body.$.id}}", [
    ["login.response.body.$.id", "unknownRequest", "{{login.response.body.$.id}}"],
  ]);
  assertUnresolved("GET https://h/{{a.response.headers.X}}\n###\n# @name a\nGET https://h", [
    ["a.response.headers.X", "response", "{{a.response.headers.X}}"],
  ]);
  assertUnresolved("GET https://h/{{$aadToken}}/{{$guid x}}", [
    ["$aadToken", "unsupported", "{{$aadToken}}"],
    ["$guid x", "system", "{{$guid x}}"],
  ]);
  assertUnresolved("GET https://h/{{a + 1}}", [["a + 1", "expression", "{{a + 1}}"]]);
  assert.equal(resolve("@a=1\nGET https://h/{{a}}/{{b}}").url, "https://h/1/{{b}}");
  const { unresolved, headers } = resolve("POST https://h\nX: {{a}}\n  {{b}}\n\n{{c}}");
  assert.deepEqual(
    unresolved.map(({ place }) => place),
    [{ kind: "header", name: "X" }, { kind: "header", name: "X" }, { kind: "body" }],
  );
  assert.deepEqual(headers, [{ name: "X", value: "{{a}} {{b}}" }]);
});

test("headers, bodies and files are resolved, too", () => {
  const text = '@a=1\nPOST https://h\n{{n}}: {{a}}\n\n{ "x": "{{a}}",\r\n"y": {} }';
  const { headers, body } = resolve(text, { n: "X" });
  assert.deepEqual(headers, [{ name: "X", value: "1" }]);
  assert.deepEqual(body, { kind: "text", text: '{ "x": "1",\r\n"y": {} }' });
  assert.deepEqual(resolve("POST https://h\n\n<@latin1 ./{{a}}.json", { a: "b" }).body, {
    kind: "file",
    path: "./b.json",
    replacesVariables: true,
    encoding: "latin1",
  });
  assert.deepEqual(resolve("POST https://h").body, { kind: "none" });
});

test("a JSON escape in a value reaches the JSON", () => {
  const { body } = resolve('@m = one\\ntwo \\"three\\"\nPOST https://h\n\n{"comment":"{{m}}"}');
  assert.ok(body.kind === "text");
  assert.deepEqual(JSON.parse(body.text), { comment: 'one\ntwo "three"' });
});

test("a path takes its host from the Host header, over https, or http on this machine", () => {
  assertUrl("@h=graph.microsoft.com\nPOST /me\nHost: {{h}}", "https://graph.microsoft.com/me");
  assertUrl("POST /me\nhost: localhost:3000", "http://localhost:3000/me");
  assertUrl("POST /me", "/me");
  assertUrl("POST https://a/me\nHost: b", "https://a/me");
});

test("a path without a Host header takes its host from the variable host, as in httpYac", () => {
  assertUrl("@host = https://api.example.com\nPOST /me", "https://api.example.com/me");
  assertUrl("@host = graph.microsoft.com\nPOST /v1.0/me", "https://graph.microsoft.com/v1.0/me");
  assertUrl("@path = /me\nPOST {{path}}", "http://localhost:3000/me", { host: "localhost:3000" });
  assertUrl("@host = a\nPOST /me\nHost: b", "https://b/me");
  assertUrl("@host = a\nPOST https://b/me", "https://b/me");
  assertUrl("@host =\nPOST /me", "/me");
  assertUnresolved("@host = {{a}}\nPOST /me", [["a", "undefined", "/me"]]);
  assertUnresolved("POST /me\n###\n@host = a", [["host", "definedLater", "/me"]]);
  assertUnresolved("# @prompt host\nPOST /me", [["host", "prompt", "/me"]]);
});

test("values that multiply themselves stop at a limit", () => {
  const doubling = Array.from({ length: 40 }, (_, index) => `@a${index} = {{a${index + 1}}}{{a${index + 1}}}`);
  const { unresolved } = resolve([...doubling, "@a40 = x", "GET https://h/{{a0}}"].join("\n"));
  assert.ok(unresolved.some(({ reason }) => reason === "tooLarge"));
  const chain = Array.from({ length: 5000 }, (_, index) => `@a${index} = {{a${index + 1}}}`);
  assert.equal(resolve([...chain, "GET https://h/{{a0}}"].join("\n")).unresolved[0]?.reason, "tooLarge");
});

test("for any definitions nothing is thrown, and all is replaced unless something is listed", () => {
  const name = fc.constantFrom("a", "b", "c", "%a", " d ");
  const value = fc.array(
    fc.oneof(
      name.map((used) => `{{${used}}}`),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), value)), value, (definitions, url) => {
      const lines = definitions.map(([defined, pieces]) => `@${defined}=${pieces.join("")}`);
      const file = parseRequestFile([...lines, `GET https://h/${url.join("")}`].join("\n"));
      for (const request of file.requests) {
        const resolved = resolveRequest(file, request);
        if (request.variableUses.length === 0) assert.deepEqual(resolved.unresolved, []);
        assert.equal(typeof requestFingerprint(file, request), "string");
      }
    }),
  );
});

test("a fingerprint changes with what would be sent and with what is read, not with the place", () => {
  const fingerprint = (text: string, environment: Readonly<Record<string, string>> = {}, index = 0): string => {
    const file = parseRequestFile(text);
    const request = file.requests[index];
    assert.ok(request);
    return requestFingerprint(file, request, { environment: environmentOf(environment) });
  };
  const block = "### a\nPOST https://h/{{id}}\n\n{}";
  const base = fingerprint(`@id=1\n${block}`);
  assert.equal(fingerprint(`# more\n\n@id=1\n\n${block}\n\n### b\nGET https://h`), base);
  assert.notEqual(fingerprint(`@id=2\n${block}`), base);
  assert.notEqual(fingerprint(block), base);
  assert.notEqual(fingerprint(block, { id: "2" }), fingerprint(block, { id: "3" }));
  assert.notEqual(fingerprint(`@id=1\n${block}}`), base);
  assert.notEqual(fingerprint(`@id=1\n${block.replace("### a", "### b")}`), base);
});
