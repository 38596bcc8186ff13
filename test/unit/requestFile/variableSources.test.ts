import assert from "node:assert/strict";
import { test } from "node:test";
import { formatInstant, moveInstant } from "../../../src/requestFile/dateFormat.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { promptsOf } from "../../../src/requestFile/prompt.ts";
import { readDotenv } from "../../../src/requestFile/readDotenv.ts";
import { requestFingerprint } from "../../../src/requestFile/requestFingerprint.ts";
import { resolveRequest } from "../../../src/requestFile/resolveRequest.ts";
import { readResponseReference } from "../../../src/requestFile/responseReference.ts";
import type { SystemSource } from "../../../src/requestFile/systemVariable.ts";
import { lookUpVariable } from "../../../src/requestFile/variableLookup.ts";
import type { VariableSources } from "../../../src/requestFile/variableLookup.ts";

let guids = 0;
const system: SystemSource = {
  now: new Date("2026-02-28T09:05:07.040Z"),
  newGuid: () => `guid${(guids += 1)}`,
  random: () => 0.5,
  localOffsetMinutes: () => -330,
  dotenv: new Map([["KEY", "{{not.read}}"]]),
  processEnv: new Map([
    ["HOME", "/h"],
    ["OTHER", "o"],
  ]),
};
const environment = new Map([["name", { text: "OTHER", source: "s", isPrivate: false }]]);

/** The text that `{{expression}}` becomes, or the reason why it stays. */
function assertValue(expression: string, expected: string, sources: VariableSources = { system, environment }): void {
  const file = parseRequestFile(`GET https://h\nX: {{${expression}}}`);
  const [request] = file.requests;
  assert.ok(request);
  const { headers, unresolved } = resolveRequest(file, request, sources);
  const found = unresolved[0] === undefined ? headers[0]?.value : `(${unresolved[0].reason})`;
  assert.equal(found, expected, expression);
}

test("system variables have the values that REST Client gives them", () => {
  for (const [expression, expected] of [
    ["$timestamp", "1772269507"],
    ["$timestamp -1 d", "1772183107"],
    ["$timestamp 2 ms", "1772269507"],
    ["$datetime iso8601", "2026-02-28T09:05:07.040Z"],
    ["$datetime rfc1123", "Sat, 28 Feb 2026 09:05:07 GMT"],
    ["$datetime 'YYYY-MM-DD' 1 y", "2027-02-28"],
    ['$datetime "DD.MM.YY [at] H:m" 1 d', "01.03.26 at 9:5"],
    ["$localDatetime iso8601", "2026-02-28T03:35:07.040-05:30"],
    ["$localDatetime rfc1123", "Sat, 28 Feb 2026 03:35:07 -0530"],
    ["$randomInt 10 20", "15"],
    ["$randomInt -4 -2", "-3"],
    ["$dotenv KEY", "{{not.read}}"],
    ["$processEnv HOME", "/h"],
    ["$processEnv %name", "o"],
    ["$processEnv %HOME", "/h"],
  ] as const) {
    assertValue(expression, expected);
  }
});

test("a system variable that is written wrong, not set or not known has no value", () => {
  for (const [expression, reason] of [
    ["$timestamp 1", "badFormat"],
    ["$timestamp 1 x", "badFormat"],
    ["$timestamp 99999999999999999 y", "badFormat"],
    ["$datetime", "badFormat"],
    ["$datetime YYYY", "badFormat"],
    ["$randomInt 2 2", "badFormat"],
    ["$randomInt 2", "badFormat"],
    ["$guid 1", "badFormat"],
    ["$dotenv", "badFormat"],
    ["$dotenv NONE", "undefined"],
    ["$processEnv NONE", "undefined"],
    ["$aadToken", "unsupported"],
    ["$guidance", "unsupported"],
    ["$", "unsupported"],
  ] as const) {
    assertValue(expression, `(${reason})`);
  }
});

test("without trust there are no values from this machine, and without a source none at all", () => {
  const { dotenv: _, processEnv: __, ...untrusted } = system;
  assertValue("$processEnv HOME", "(system)", { system: untrusted });
  assertValue("$dotenv KEY", "(system)", { system: untrusted });
  assertValue("$timestamp", "1772269507", { system: untrusted });
  assertValue("$guid", "(system)", {});
});

test("each $guid is another one, but a variable keeps the one that it has got", () => {
  const file = parseRequestFile("@id = {{$guid}}\nGET https://h/{{$guid}}/{{$guid}}/{{id}}/{{id}}");
  const [request] = file.requests;
  assert.ok(request);
  const [, , , one, two, three, four] = resolveRequest(file, request, { system }).url.split("/");
  assert.notEqual(one, two);
  assert.notEqual(two, three);
  assert.equal(three, four);
});

test("months keep the day as far as they have it", () => {
  for (const [from, amount, unit, to] of [
    ["2026-01-31", 1, "M", "2026-02-28"],
    ["2028-02-29", -1, "y", "2027-02-28"],
    ["2026-11-30", 1, "Q", "2027-02-28"],
    ["2026-03-31", -1, "M", "2026-02-28"],
    ["2026-12-31", 1, "w", "2027-01-07"],
  ] as const) {
    const moved = moveInstant(new Date(`${from}T10:00:00Z`), amount, unit);
    assert.equal(moved?.toISOString(), `${to}T10:00:00.000Z`, `${from} ${amount} ${unit}`);
  }
  assert.equal(moveInstant(new Date(0), 1, "constructor"), undefined);
});

test("formats follow Day.js", () => {
  const instant = new Date("2026-09-06T00:04:09.007Z");
  for (const [format, expected] of [
    ["YYYY YY M MM MMM MMMM D DD", "2026 26 9 09 Sep September 6 06"],
    ["d dd ddd dddd", "0 Su Sun Sunday"],
    ["H HH h hh a A m mm s ss SSS", "0 00 12 12 am AM 4 04 9 09 007"],
    ["Z ZZ [Z] [", "+00:00 +0000 Z ["],
  ] as const) {
    assert.equal(formatInstant(instant, format, 0), expected);
  }
  assert.equal(formatInstant(instant, "HH:mm Z", 345), "05:49 +05:45");
});

test("prompts come before everything else, and what was typed is not read for variables", () => {
  const file = parseRequestFile(
    "@id = 1\n# @prompt id Which one?\n# @prompt password\n# @prompt id again\nGET https://h/{{id}}/{{password}}",
  );
  const [request] = file.requests;
  assert.ok(request);
  assert.deepEqual(
    promptsOf(request).map(({ name, description, isSecret }) => [name, description, isSecret]),
    [
      ["id", "Which one?", false],
      ["password", "", true],
    ],
  );
  assert.deepEqual(
    promptsOf(request).map(({ nameSpan }) => file.text.slice(nameSpan.start, nameSpan.end)),
    ["id", "password"],
  );
  const prompted = new Map([
    ["id", "{{password}}"],
    ["password", "x"],
  ]);
  assert.equal(resolveRequest(file, request, { prompted }).url, "https://h/{{password}}/x");
  assert.deepEqual(
    resolveRequest(file, request).unresolved.map(({ reason }) => reason),
    ["prompt", "prompt"],
  );
});

test("references to answers are taken apart, and their values are put in as they are", () => {
  const at = (expression: string): unknown => {
    const reference = readResponseReference(expression);
    if (reference === undefined) return undefined;
    const { requestName, message, part, path, pathSpan } = reference;
    assert.equal(expression.slice(pathSpan.start, pathSpan.end), path);
    return [requestName, message, part, path];
  };
  assert.deepEqual(at("login.response.body.$.value[0].id"), ["login", "response", "body", "$.value[0].id"]);
  assert.deepEqual(at("my-req.1.response.headers.Location"), ["my-req.1", "response", "headers", "Location"]);
  assert.deepEqual(at("a.request.body.*"), ["a", "request", "body", "*"]);
  assert.deepEqual(at("a.response.body"), ["a", "response", "body", ""]);
  for (const other of ["a.response", "a.response.status", "a.body.x", "response.body.x", "a b.response.body.x"]) {
    assert.equal(at(other), undefined, other);
  }
  const file = parseRequestFile("# @name list\nGET https://h\n###\nGET https://h/{{%list.response.body.$.id}}/{{x}}");
  const request = file.requests[1];
  assert.ok(request);
  const responseValue: VariableSources["responseValue"] = ({ path }) =>
    path === "$.id" ? { kind: "value", text: "A=/{{x}}" } : { kind: "unknown", reason: "nothingThere" };
  assert.equal(resolveRequest(file, request, { responseValue }).url, "https://h/A%3D%2F%7B%7Bx%7D%7D/{{x}}");
  const { responseValue: gone } = { responseValue: () => ({ kind: "unknown", reason: "nothingThere" }) as const };
  assert.equal(resolveRequest(file, request, { responseValue: gone }).unresolved[0]?.reason, "nothingThere");
});

test("a fingerprint keeps still while $guid and prompts change, and changes with an answer", () => {
  const file = parseRequestFile(
    "# @name a\nGET https://h\n###\n# @prompt p\nGET https://h/{{$guid}}/{{p}}/{{a.response.body.$}}",
  );
  const request = file.requests[1];
  assert.ok(request);
  const answered = (text: string): VariableSources => ({ responseValue: () => ({ kind: "value", text }) });
  const base = requestFingerprint(file, request, answered("1"));
  assert.equal(requestFingerprint(file, request, { ...answered("1"), system, prompted: new Map([["p", "x"]]) }), base);
  assert.notEqual(requestFingerprint(file, request, answered("2")), base);
});

test("a fingerprint changes with what the machine gives, wherever it is asked for", () => {
  const block = "### a\nGET https://h/{{id}}/{{$dotenv X}}/{{$processEnv Y}}/{{$guid}}";
  const fingerprint = (id: string, X: string, Y: string): string => {
    const file = parseRequestFile(`@id = ${id}\n${block}`);
    const [request] = file.requests;
    assert.ok(request);
    const ofMachine = { dotenv: new Map([["X", X]]), processEnv: new Map([["Y", Y]]) };
    return requestFingerprint(file, request, { system: { ...system, now: new Date(), ...ofMachine } });
  };
  const base = fingerprint("{{$timestamp}}", "x", "y");
  assert.equal(fingerprint("{{$timestamp}}", "x", "y"), base);
  assert.notEqual(fingerprint("{{$timestamp}}", "other", "y"), base);
  assert.notEqual(fingerprint("{{$timestamp}}", "x", "other"), base);
  assert.notEqual(fingerprint("0", "x", "y"), base);
  assert.notEqual(fingerprint("{{$dotenv X}}", "x", "y"), fingerprint("{{$dotenv X}}", "z", "y"));
});

test("a variable tells who gives its value", () => {
  const file = parseRequestFile(
    "@a = 1\n@b = {{e}}\n@c = {{nobody}}\nGET https://h/{{a}}\n###\n@a = 2\nGET https://h/{{a}}",
  );
  const origin = (expression: string, offset: number): unknown => {
    const value = lookUpVariable(file, offset, expression, {
      environment: new Map([["e", { text: "x", source: "http-client.private.env.json", isPrivate: true }]]),
      system,
    });
    if (value.kind === "unknown") return [value.expression, value.reason];
    const { origin: from } = value;
    return [value.text, from.kind === "definition" ? from.definition.value : from.kind];
  };
  assert.deepEqual(origin("a", 0), ["1", "1"]);
  assert.deepEqual(origin("a", file.text.length), ["2", "2"]);
  assert.deepEqual(origin("b", 0), ["x", "{{e}}"]);
  assert.deepEqual(origin("e", 0), ["x", "environment"]);
  assert.deepEqual(origin("c", 0), ["nobody", "undefined"]);
  assert.deepEqual(origin("$timestamp", 0), ["1772269507", "system"]);
});

test("a value that is not for everybody's eyes stays so through the variables that take it", () => {
  const file = parseRequestFile(
    [
      "@plain = {{pw}}",
      "@further = x{{plain}}y",
      "@mail = {{open}}",
      "@password = 1",
      "@copy = {{password}}",
      "@file = {{$dotenv X}}",
      "# @name list",
      "GET https://h/",
      "###",
      "# @prompt typed",
      "@answered = {{list.response.body.$.id}}",
      "@late = {{typed}}",
      "GET https://h/",
    ].join("\n"),
  );
  const sources: VariableSources = {
    environment: new Map([
      ["pw", { text: "x", source: "http-client.private.env.json", isPrivate: true }],
      ["open", { text: "x", source: "http-client.env.json", isPrivate: false }],
      ["both", { text: "{{pw}}", source: "http-client.env.json", isPrivate: false }],
    ]),
    system: { ...system, dotenv: new Map([["X", "x"]]), processEnv: new Map([["X", "x"]]) },
    prompted: new Map([["typed", "x"]]),
    responseValue: () => ({ kind: "value", text: "x" }),
  };
  const isPrivate = (expression: string): boolean => {
    const value = lookUpVariable(file, file.text.length, expression, sources);
    return value.kind === "value" ? value.isPrivate : assert.fail(`${expression} has no value`);
  };
  for (const name of ["pw", "plain", "further", "both", "copy", "$dotenv X", "$processEnv X", "file"]) {
    assert.ok(isPrivate(name), name);
  }
  for (const name of ["typed", "late", "list.response.body.$.id", "answered"]) assert.ok(isPrivate(name), name);
  for (const name of ["open", "mail", "$timestamp"]) assert.ok(!isPrivate(name), name);
});

test(".env files are read as dotenv reads them", () => {
  const read = (text: string): unknown => Object.fromEntries(readDotenv(text));
  assert.deepEqual(
    read('\ufeffA=1\r\n# B=2\n export C = x y # more\nD=\'a # \\n\'\nE="a\\n\\"b\\""\nF=\nA=2\n=3\nG.h-i=`a\nb`'),
    {
      A: "2",
      C: "x y",
      D: "a # \\n",
      E: 'a\n"b"',
      F: "",
      "G.h-i": "a\nb",
    },
  );
});
