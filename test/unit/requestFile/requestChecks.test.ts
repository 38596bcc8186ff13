/** What is found in a whole file besides its language: secrets, mistakes in JSON, variables without a value. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findJsonMistake } from "../../../src/requestFile/bodyJson.ts";
import { findSecrets, isSecretName, isSecretValue } from "../../../src/requestFile/findSecrets.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { findVariableProblems } from "../../../src/requestFile/variableProblems.ts";

const post = "POST https://h/x";
/** A token in form only: its parts are `{"alg":"none"}` and `{"sub":"x"}`. */
const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

test("tokens are found wherever they stand, and only once", () => {
  const secretsOf = (text: string): readonly string[] =>
    findSecrets(parseRequestFile(text)).map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
  assert.deepEqual(secretsOf(`${post}\nAuthorization: Bearer ${token}`), [
    `literalAuthorization Authorization: Bearer ${token}`,
  ]);
  assert.deepEqual(secretsOf(`${post}\nauthorization: Basic user:pass`), [
    "literalAuthorization authorization: Basic user:pass",
  ]);
  assert.deepEqual(secretsOf(`@t = ${token}\n# old: ${token}\nGET https://h?a=${token}&b`), [
    `literalToken ${token}`,
    `literalToken ${token}`,
    `literalToken ${token}`,
  ]);
  for (const value of ["Bearer {{token}}", "{{$aadV2Token x}}", "oauth2 client_credentials graph", "Bearer", ""]) {
    assert.deepEqual(secretsOf(`${post}\nAuthorization: ${value}`), [], value);
  }
  assert.deepEqual(secretsOf(`${post}\nX: eyJhbGci.x.y\n\neyJ`), []);
});

test("names and values that are better not shown are recognised", () => {
  for (const name of [
    "token",
    "accessToken",
    "client_secret",
    "clientSecret2",
    "password",
    "dbPassword",
    "api-key",
    "pwd",
  ]) {
    assert.ok(isSecretName(name), name);
  }
  for (const name of ["id", "host", "tenantId", "monkey", "passenger", "keyboard", "author"])
    assert.ok(!isSecretName(name), name);
  assert.ok(isSecretValue(token) && isSecretValue("Bearer x") && isSecretValue("basic x"));
  assert.ok(!isSecretValue("Bearer") && !isSecretValue("AAMkAGI1"));
});

/** `‸` marks the mistake; without one there is none. */
function assertMistake(marked: string): void {
  const text = `${post}\n\n${marked.replace("‸", "")}`;
  const file = parseRequestFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const mistake = findJsonMistake(file, request);
  const offset = marked.includes("‸") ? post.length + 2 + marked.indexOf("‸") : undefined;
  assert.equal(mistake?.start, offset, marked);
  if (mistake) assert.ok(mistake.start < mistake.end && mistake.end <= text.length);
}

test("mistakes in JSON are found where they stand, with variables taken for right", () => {
  for (const marked of [
    '{ "a": "{{b}}", "c": {{d}}, "e": "{{f}}{{g}}" }',
    '{ "a": "{{b}}" ‸"c": 1 }',
    '{ "a": {{b}}, ‸}',
    "{ {{all}} }",
    '{ "a": {{b}} {{c}} }',
    '{ "a": ‸x }',
    '{ "a": 1\n> {%\n%}\n, ‸b }',
    '{ "a": "{{$datetime "YYYY"}}" }',
    "Dear all",
    '{ "a": 1‸,',
  ]) {
    assertMistake(marked);
  }
});

test("a body that says that it is no JSON is not read as such", () => {
  const check = (type: string): boolean => {
    const file = parseRequestFile(`${post}\nContent-Type: ${type}\n\n{ x`);
    const [request] = file.requests;
    assert.ok(request);
    return findJsonMistake(file, request) !== undefined;
  };
  assert.ok(check("application/json; charset=utf-8") && check("application/vnd.x+json"));
  assert.ok(!check("text/plain") && !check("application/jsonlines"));
});

test("variables without a value, in a circle, or read differently are found with their places", () => {
  const text = [
    "@a = {{b}}",
    "@b = {{a}}",
    "# @prompt p",
    "GET https://h/{{a}}/{{p}}/{{none}}",
    "Authorization: Bearer {{token}}",
    "###",
    "# @name my-list",
    "GET https://h",
    "###",
    "GET https://h/{{my-list.response.body.$.id}}/{{other.response.body.$}}/{{x + 1}}",
  ].join("\n");
  const found = findVariableProblems(parseRequestFile(text)).map((problem) => {
    const written = text.slice(problem.span.start, problem.span.end);
    switch (problem.code) {
      case "unresolvedVariable":
        return [written, problem.code, problem.reason, problem.place];
      case "referenceReadElsewhere":
        return [written, problem.code, problem.readBy];
      default:
        return [written, problem.code];
    }
  });
  assert.deepEqual(found, [
    ["a", "cyclicVariable"],
    ["b", "cyclicVariable"],
    ["{{a}}", "unresolvedVariable", "cycle", "url"],
    ["{{none}}", "unresolvedVariable", "undefined", "url"],
    ["{{token}}", "unresolvedVariable", "undefined", "header"],
    ["my-list.response.body.$.id", "referenceReadElsewhere", "nobody"],
    ["{{other.response.body.$}}", "unresolvedVariable", "unknownRequest", "url"],
    ["other.response.body.$", "referenceReadElsewhere", "restClient"],
    ["{{x + 1}}", "unresolvedVariable", "expression", "url"],
  ]);
});
