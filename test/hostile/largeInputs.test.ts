/**
 * Texts that are made to keep Unbook busy or to fill its memory: regular expressions that go back and forth, values that
 * multiply, JSON that is nested without end. Bounds are generous; what they are to tell apart differs by factors of hundreds.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlanDocument } from "../../src/cancellation/planDocument/readPlanDocument.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { readClaimsChallenge } from "../../src/graph/claimsChallenge.ts";
import { readEnvironments } from "../../src/requestFile/environments.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { readDotenv } from "../../src/requestFile/readDotenv.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { readTypeScript } from "../guards/projectFiles.ts";
import { startScriptedGraph, testClient } from "../unit/graph/scriptedGraph.ts";
import { patternsIn, slowAttack } from "./patterns.ts";

test("no regular expression of the code can be kept busy by a long text", () => {
  const ours = new Map([...readTypeScript("src")].filter(([file]) => !file.startsWith("src/sandbox/")));
  const patterns = patternsIn(ours);
  assert.ok(patterns.length > 200);
  const seen = new Map<string, string>();
  for (const one of patterns) {
    const key = `/${one.pattern}/${one.flags}`;
    if (!seen.has(key))
      seen.set(key, slowAttack(one) === undefined ? "" : `${one.file}: ${key} with ${slowAttack(one)}`);
  }
  assert.deepEqual(
    [...seen.values()].filter((text) => text !== ""),
    [],
  );
});

test("a regular expression that can be kept busy is found", () => {
  for (const pattern of ["^(a+)+$", "\\{\\{.*?\\}\\}", "\\s*[\\r\\n]+\\s*"]) {
    assert.notEqual(slowAttack({ pattern, flags: "g" }), undefined, pattern);
  }
  for (const pattern of ["\\{\\{[^{}]*\\}\\}", "^[\\w-]+$", "[a-z]{1,64}@"]) {
    assert.equal(slowAttack({ pattern, flags: "g" }), undefined, pattern);
  }
});

const length = 200_000;

/** What stands on one line of a request file. */
const longLines: readonly (readonly [name: string, text: string])[] = [
  ["blanks", " ".repeat(length)],
  ["tabs and a letter", `${"\t".repeat(length)}x`],
  ["opening braces", "{".repeat(length)],
  ["variables without an end", "{{a".repeat(length / 4)],
  ["variables", "{{a}}".repeat(length / 8)],
  ["slashes", `GET ${"/".repeat(length)}`],
  ["a path of dots", `POST /${"../".repeat(length / 3)}me/events/1/cancel`],
  ["percent signs", `POST https://graph.microsoft.com/v1.0/me/events/${"%".repeat(length)}/cancel`],
  ["at signs", `# @name=${"@".repeat(length)}`],
  ["brackets of a date", `GET /me?x={{$datetime "${"[".repeat(length)}"}}`],
  ["a long name", `@${"a".repeat(length)}=1`],
  ["a long header", `GET /me\n${"x".repeat(length)}: y`],
  ["many separators", "###\n".repeat(length / 8)],
  ["many comments", "# @name x\n".repeat(length / 16)],
  ["quotes", `POST /me/events/1/cancel\n\n{"comment":"${'\\"'.repeat(length / 2)}"}`],
  ["fences", "```http\n".repeat(length / 8)],
];
for (const [name, text] of longLines) {
  test(`a request file of ${name} is read in time`, () => {
    const startedAt = performance.now();
    const file = parseRequestFile(text);
    for (const request of file.requests.slice(0, 20)) readGraphRequest(file, request);
    readPlanDocument(text);
    const durationMs = performance.now() - startedAt;
    assert.ok(durationMs < 3000, `${durationMs} ms`);
  });
}

const depth = 100_000;
const deepTexts = ["[".repeat(depth), '{"a":'.repeat(depth), `${"[".repeat(depth)}${"]".repeat(depth)}`];

test("JSON that is nested without end is a mistake in the text, and no crash", async (context) => {
  for (const text of deepTexts) {
    readEnvironments([{ name: "http-client.env.json", isPrivate: false, content: { kind: "text", text } }]);
    const file = parseRequestFile(`POST /v1.0/me/events/1/cancel\nContent-Type: application/json\n\n${text}`);
    for (const request of file.requests) readGraphRequest(file, request);
    const graph = await startScriptedGraph(context, ({ number }) => ({
      status: number % 2 === 0 ? 400 : 200,
      body: text,
    }));
    const { client } = testClient(context, graph.origin, { retryBudgetMs: 0 });
    for (const _ of [1, 2]) await assert.rejects(client.listBusinesses(), (error) => isGraphError(error));
  }
});

test("values that multiply each other end as a variable without a value", () => {
  const doubling = Array.from({ length: 60 }, (_, at) => `@v${at}=${at === 0 ? "x" : `{{v${at - 1}}}{{v${at - 1}}}`}`);
  const file = parseRequestFile(`${doubling.join("\n")}\n\nGET /v1.0/me/{{v59}}\n`);
  const [request] = file.requests;
  assert.ok(request !== undefined);
  const { unresolved } = readGraphRequest(file, request).resolved;
  assert.ok(unresolved.length > 0 && unresolved.every(({ reason }) => reason === "tooLarge"));
});

test("what environments share is taken as often as there is room for", () => {
  const values = { $shared: { long: "x".repeat(400_000) }, dev: { all: "{{$shared long}}".repeat(20_000) } };
  const content = { kind: "text", text: JSON.stringify(values) } as const;
  const { byName } = readEnvironments([{ name: "http-client.env.json", isPrivate: false, content }]);
  assert.ok((byName.get("dev")?.get("all")?.text.length ?? 0) < 3_000_000);
});

test("long headers and files are read in time", () => {
  const startedAt = performance.now();
  for (const piece of ['Bearer claims="', "Bearer ", '="', ",", "a=", "\\", '\\"', "=".repeat(10)]) {
    readClaimsChallenge(piece.repeat(length / piece.length));
  }
  for (const piece of ["a=", "A='", 'A="', "A=`", "export ", "\n", " ", "#"])
    readDotenv(piece.repeat(length / piece.length));
  assert.ok(performance.now() - startedAt < 3000);
});
