import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnyAnswer } from "../../src/graph/graphContract.ts";

import { answerDocument } from "../../src/editor/answerDocument.ts";

const at = new Date("2026-11-23T07:00:00Z");
const answer: AnyAnswer = {
  status: 200,
  requestId: "4f1d",
  headers: { "content-type": "application/json" },
  body: '{"id":"1"}',
  scopes: ["Calendars.ReadWrite"],
  durationMs: 12,
};

function shown(facts: Partial<AnyAnswer>): Record<string, unknown> {
  return JSON.parse(answerDocument("GET /v1.0/me", { ...answer, ...facts }, at)) as Record<string, unknown>;
}

test("an answer is JSON with what was asked, status, request id, time, permissions and body", () => {
  assert.deepEqual(shown({}), {
    request: "GET /v1.0/me",
    status: 200,
    requestId: "4f1d",
    time: "2026-11-23T07:00:00.000Z",
    durationMs: 12,
    permissions: ["Calendars.ReadWrite"],
    body: { id: "1" },
  });
});

const bodies: readonly { readonly name: string; readonly facts: Partial<AnyAnswer>; readonly body: unknown }[] = [
  { name: "none", facts: { body: "" }, body: null },
  { name: "text", facts: { body: "5", headers: { "content-type": "text/plain" } }, body: 5 },
  { name: "words", facts: { body: "five", headers: { "content-type": "text/plain" } }, body: "five" },
  {
    name: "a picture",
    facts: { body: "\u0000x", headers: { "content-type": "image/png" } },
    body: "Not shown: image/png",
  },
  { name: "a page", facts: { body: "<html>", headers: {} }, body: "Not shown: not JSON" },
];
for (const { name, facts, body } of bodies) {
  test(`the body: ${name}`, () => assert.deepEqual(shown(facts)["body"], body));
}

test("what lets in whoever has it is hidden, wherever it stands, and an error's code is not", () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
  const secrets = {
    "@microsoft.graph.downloadUrl": "https://contoso.sharepoint.com/x?tempauth=abc",
    items: [{ secretText: "s3cret", nested: { access_token: "opaque", note: `see ${token}.` } }],
    password: ["p1st", { value: "p2nd" }],
    thumbnail: { url: "https://contoso.sharepoint.com/x?a=1&TempAuth=v1.opaq&b=2" },
    blob: "https://contoso.blob.core.windows.net/x?sv=2&sig=a%2Fb",
    page: '<img src="https://x.example/?go=https%3A%2F%2Fy.example%3Fsig%3Dinn3r">',
    "@odata.nextLink": "https://graph.microsoft.com/v1.0/me/events?$skiptoken=stays&signature=too",
    error: { code: "ErrorItemNotFound", message: "state: gone" },
  };
  const text = answerDocument("GET /v1.0/me", { ...answer, body: JSON.stringify(secrets) }, at);
  for (const secret of ["tempauth=", "s3cret", "opaq", token, "p1st", "p2nd", "a%2Fb", "inn3r"])
    assert.ok(!text.includes(secret), secret);
  assert.match(text, /TempAuth=\[hidden\]&b=2"/);
  assert.match(text, /skiptoken=stays&signature=too"/);
  assert.match(text, /"code": "ErrorItemNotFound"/);
  assert.match(text, /"message": "state: gone"/);
});
