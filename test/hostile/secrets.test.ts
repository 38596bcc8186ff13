/**
 * Secrets planted in everything that Unbook writes or shows of what others say: log lines, what Graph's errors say, the
 * journal, reports and answers. None comes out.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { encodeRecord } from "../../src/cancellation/journal.ts";
import { isSecretProperty, redact, redactTokens } from "../../src/cancellation/redact.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { createLog } from "../../src/editor/log.ts";
import { isGraphError } from "../../src/graph/graphError.ts";
import { projectRoot, readTypeScript } from "../guards/projectFiles.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { firstToken, startScriptedGraph, testClient } from "../unit/graph/scriptedGraph.ts";

const token = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl-_x";
const opaque = `0.AXoA${"Zz9-_".repeat(12)}`;

/** A text, the secret in it, and whether it is a secret wherever it stands. */
const planted: readonly (readonly [text: string, secret: string, isAnywhere: boolean])[] = [
  [token, token, true],
  [`got ${token}.`, token, true],
  [`refresh ${opaque} now`, opaque, true],
  [`Authorization: Bearer abc.def~1+/=`, "abc.def", true],
  [`authorization=Bearer abc.def`, "abc.def", true],
  [`"Authorization": "Bearer abc.def"`, "abc.def", true],
  [`Proxy-Authorization: Basic dXNlcjpwYXNz`, "dXNlcjpwYXNz", true],
  [`bearer opaque-token-1`, "opaque-token-1", true],
  [`http://user:pa55word@proxy.contoso.com:8080`, "pa55word", true],
  [`https://x.example/?a=1&sig=abc%2Fdef&b=2`, "abc%2Fdef", true],
  [`https://x.example/?tempauth=v1.abc`, "v1.abc", true],
  [`https://x.example/?go=https%3A%2F%2Fy.example%3Fsig%3Dinner`, "inner", true],
  [`http://localhost:1234/?code=0.abc&state=xyz`, "0.abc", true],
  [`http://localhost:1234/?x=1&state=xyz`, "xyz", false],
  [`Set-Cookie: ESTSAUTH=abc; secure; HttpOnly`, "abc", false],
  [`Cookie: a=b; c=dddd`, "dddd", false],
  [`{"access_token":"opaque1"}`, "opaque1", false],
  [`{"refresh_token": "opaque2"}`, "opaque2", false],
  [`id_token=opaque3&x=1`, "opaque3", false],
  [`client_info=ZXlK`, "ZXlK", false],
  [`code_verifier=abcdefgh`, "abcdefgh", false],
  [`device_code: "dev-123"`, "dev-123", false],
  [`user_code=ABCD1234`, "ABCD1234", false],
  [`client_secret=s3cret`, "s3cret", false],
  [`client_assertion=opaque4`, "opaque4", false],
  [`password: hunter2`, "hunter2", false],
  [`clientState="mine5"`, "mine5", false],
];

for (const [text, secret, isAnywhere] of planted) {
  test(`hidden: ${text.slice(0, 50)}`, () => {
    for (const around of [text, `before ${text} after`, JSON.stringify({ line: text })]) {
      assert.ok(!redact(around).includes(secret), redact(around));
      if (isAnywhere) assert.ok(!redactTokens(around).includes(secret), redactTokens(around));
    }
  });
}

test("what is none stays", () => {
  for (const text of [
    "GET /v1.0/me/events/AAMk%3D 404 ErrorItemNotFound request-id 3f1c 120 ms",
    "POST /v1.0/me/events/AAMkAGI1AAA=/cancel 202 6f1cb1e4-1111-2222-3333-444455556666 20 ms",
    "The event was moved to https://outlook.office365.com/owa/?itemid=AAMk%3D&exvsurl=1",
  ]) {
    assert.equal(redact(text), text);
  }
  assert.equal(redactTokens("code: 4711, state: open"), "code: 4711, state: open");
});

test("properties that let somebody in are known by their names", () => {
  for (const name of [
    "@microsoft.graph.downloadUrl",
    "uploadUrl",
    "accessToken",
    "refresh_token",
    "clientSecret",
    "password",
  ])
    assert.ok(isSecretProperty(name), name);
  for (const name of ["id", "subject", "keyword", "code", "onlineMeetingUrl"]) assert.ok(!isSecretProperty(name), name);
});

test("no secret reaches the log, also not inside of an error and what caused it", () => {
  const lines: string[] = [];
  const keep = (line: string): unknown => lines.push(line);
  const channel = { info: keep, warn: keep, error: keep };
  const log = createLog(channel as unknown as Parameters<typeof createLog>[0]);
  for (const [text, secret] of planted) {
    log.info(text);
    log.warn(text);
    log.error(text, new Error(text, { cause: new Error(text, { cause: text }) }));
    log.error("failed", text);
    assert.ok(!lines.join("\n").includes(secret), lines.join("\n"));
    lines.length = 0;
  }
});

test("what Graph says of a failure has no secret in it, wherever it goes from there", async (context) => {
  for (const [text, secret] of planted) {
    const graph = await startScriptedGraph(context, () => ({
      status: 400,
      headers: { "request-id": "[x](command:workbench.action.quit)" },
      body: { error: { code: text, message: text, innerError: { "request-id": text } } },
    }));
    const { client, logLines } = testClient(context, graph.origin, { retryBudgetMs: 0 });
    const outcome = await sendCancellation(client, eventTarget("AAMk1"), "Ill");
    const record = encodeRecord({ type: "outcome", item: 0, at: "2026-11-23T07:00:00Z", outcome });
    assert.ok(outcome.kind === "refused" && !record.includes(secret), record);
    assert.doesNotMatch(record, /\]\(|secret-token/u);
    await assert.rejects(client.listBusinesses(), (error) => {
      assert.ok(isGraphError(error));
      const said = [error.message, JSON.stringify(error.facts), ...logLines].join("\n");
      assert.ok(!said.includes(secret) && !said.includes(firstToken) && !said.includes("]("), said);
      return true;
    });
  }
});

/** Where the log and the console can be written to; log.ts is what everybody else is given. */
const writers: Readonly<Record<string, readonly string[]>> = {
  "console.": [],
  createOutputChannel: ["src/extension.ts"],
  "channel.info(": ["src/editor/log.ts"],
  "channel.error(": ["src/editor/log.ts"],
  createTelemetryLogger: [],
  "process.stderr": [],
};

test("the log is written to through one place, and nothing is reported anywhere", () => {
  const texts = [...readTypeScript("src")].filter(([file]) => !file.startsWith("src/sandbox/"));
  for (const [writer, places] of Object.entries(writers)) {
    const found = texts.filter(([, text]) => text.includes(writer)).map(([file]) => file);
    assert.deepEqual(found, places, writer);
  }
  const shown = readFileSync(path.join(projectRoot, "src/editor/answerDocument.ts"), "utf8");
  assert.match(shown, /redactTokens\(/u);
});
