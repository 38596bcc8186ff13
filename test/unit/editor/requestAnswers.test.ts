/** What requests can take from the answers to others. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { RequestAnswers } from "../../../src/editor/requestAnswers.ts";
import { readResponseReference } from "../../../src/requestFile/responseReference.ts";

const body = JSON.stringify({
  value: [
    { id: "AAMk/1==", subject: "Design review", count: 12, isOrganizer: true },
    { id: "AAMk/2==", subject: "Other", location: null },
  ],
});

function answers(text = body): RequestAnswers {
  const kept = new RequestAnswers();
  const headers = { "request-id": "r-1", "set-cookie": ["a", "b"] };
  kept.keep("file:///a.http", "list", {
    status: 200,
    requestId: "r-1",
    headers,
    body: text,
    scopes: [],
    durationMs: 1,
  });
  return kept;
}

function valueOf(kept: RequestAnswers, expression: string, documentUri = "file:///a.http"): string | undefined {
  const reference = readResponseReference(expression) ?? assert.fail(`${expression} is no reference`);
  const value = kept.valueOf(documentUri, reference);
  return value.kind === "value" ? value.text : value.reason;
}

const rows: readonly (readonly [expression: string, expected: string])[] = [
  ["list.response.body.$.value[0].id", "AAMk/1=="],
  ["list.response.body.$.value[-1].subject", "Other"],
  ["list.response.body.$.value[?@.subject=='Design review'].id", "AAMk/1=="],
  ["list.response.body.$.value[?(@.subject == 'Other')].id", "AAMk/2=="],
  ["list.response.body.$..subject", "Design review"],
  ["list.response.body.$.value[0].count", "12"],
  ["list.response.body.$.value[0].isOrganizer", "true"],
  [
    "list.response.body.$.value[0]",
    JSON.stringify({ id: "AAMk/1==", subject: "Design review", count: 12, isOrganizer: true }),
  ],
  ["list.response.body.*", body],
  ["list.response.body.$.value[9].id", "nothingThere"],
  ["list.response.body.$.value[1].location", "nothingThere"],
  ["list.response.body.$.value[", "badPath"],
  ["list.response.body.//value/id", "badPath"],
  ["list.response.headers.Request-Id", "r-1"],
  ["list.response.headers.Set-Cookie", "a, b"],
  ["list.response.headers.X-None", "nothingThere"],
  ["list.response.headers", "badPath"],
  ["list.request.body.$.id", "badPath"],
  ["other.response.body.$.id", "response"],
];

for (const [expression, expected] of rows) {
  test(`{{${expression}}}`, () => assert.equal(valueOf(answers(), expression), expected));
}

test("a path whose regular expression could take hours is none", () => {
  const kept = answers(JSON.stringify({ value: [{ x: `${"a".repeat(60)}c` }] }));
  for (const name of ["search", "match"]) {
    assert.equal(valueOf(kept, `list.response.body.$.value[?${name}(@.x,'(a+)+b')]`), "badPath");
  }
});

test("an answer that is nested too deep for a path does not throw", () => {
  assert.equal(valueOf(answers("[".repeat(3_000) + "]".repeat(3_000)), "list.response.body.$..id"), "badPath");
});

test("a path is looked for once in an answer, and again in the next one", () => {
  const kept = answers();
  assert.equal(valueOf(kept, "list.response.body.$.value[1].subject"), "Other");
  const facts = { status: 200, requestId: "", headers: {}, scopes: [], durationMs: 1 };
  kept.keep("file:///a.http", "list", { ...facts, body: '{"value":[{},{"subject":"New"}]}' });
  assert.equal(valueOf(kept, "list.response.body.$.value[1].subject"), "New");
});

test("another document has nothing of it", () => {
  assert.equal(valueOf(answers(), "list.response.body.*", "file:///b.http"), "response");
});

test("an answer that is no JSON has nothing at a path", () => {
  assert.equal(valueOf(answers("<html>"), "list.response.body.$.id"), "nothingThere");
});

test("another account has nothing of it, and whoever shows values is told", () => {
  const kept = answers();
  const { revision } = kept;
  kept.clear();
  assert.equal(valueOf(kept, "list.response.body.*"), "response");
  assert.notEqual(kept.revision, revision);
});

test("the oldest answers are forgotten", () => {
  const kept = answers();
  const facts = { status: 200, requestId: "", headers: {}, body: "1", scopes: [], durationMs: 1 };
  for (let index = 0; index < 50; index += 1) kept.keep("file:///a.http", `other${index}`, facts);
  assert.equal(valueOf(kept, "list.response.body.*"), "response");
  assert.equal(valueOf(kept, "other0.response.body.*"), "1");
});

test("no path and no body make it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.oneof(fc.json(), fc.string()), (path, text) => {
      const value = answers(text).valueOf("file:///a.http", {
        requestName: "list",
        nameSpan: { start: 0, end: 0 },
        message: "response",
        part: "body",
        path: `$${path}`,
        pathSpan: { start: 0, end: 0 },
      });
      assert.ok(value.kind === "value" || value.kind === "unknown");
    }),
  );
});
