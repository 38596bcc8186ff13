import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCancelMessage } from "../../../src/cancellation/readCancelMessage.ts";
import { matchCancelRoute } from "../../../src/cancellation/route.ts";

const event = matchCancelRoute("POST", "/me/events/1/cancel");
const booking = matchCancelRoute("POST", "/solutions/bookingBusinesses/a/appointments/1/cancel");
assert.ok(event && booking);
const routes = { event, booking };

function assertMessage(of: keyof typeof routes, body: string | undefined, expected: object, underlined?: string): void {
  const message = readCancelMessage(routes[of], body);
  if (message.kind !== "problem") {
    assert.deepEqual(message, expected, body);
    return;
  }
  const { span, kind, ...facts } = message;
  assert.deepEqual({ kind, ...facts }, { kind: "problem", ...expected }, body);
  assert.equal((body ?? "").slice(span.start, span.end), underlined, body);
}

test("the message is found under every spelling of its name", () => {
  for (const name of ["Comment", "comment", "COMMENT"]) {
    assertMessage("event", `{ "${name}": "Ana is ill" }`, { kind: "message", text: "Ana is ill" });
  }
  for (const name of ["cancellationMessage", "CancellationMessage"]) {
    assertMessage("booking", `{ "${name}": "Sorry" }`, { kind: "message", text: "Sorry" });
  }
});

test("no message is no problem", () => {
  for (const body of [undefined, "", " \r\n", "{}", '{"comment":null}', '{"Comment":""}']) {
    assertMessage("event", body, { kind: "none" });
  }
});

test("what Graph would refuse or misread is named, with its place", () => {
  const toEvent = { found: "cancellationMessage", expected: "Comment" };
  assertMessage("event", '{"cancellationMessage":"x"}', { code: "wrongProperty", ...toEvent }, '"cancellationMessage"');
  const toBooking = { found: "comment", expected: "cancellationMessage" };
  assertMessage("booking", '{ "comment" : "x"}', { code: "wrongProperty", ...toBooking }, '"comment"');
  const both = '{"comment":"x","cancellationMessage":"y"}';
  assertMessage("event", both, { code: "wrongProperty", ...toEvent }, '"cancellationMessage"');
  const unknown = { code: "unknownProperty", found: "message", expected: "Comment" };
  assertMessage("event", '{"message":"x"}', unknown, '"message"');
  assertMessage("event", '{"comment":"x","Comment":"y"}', { code: "duplicateProperty", found: "Comment" }, '"Comment"');
  assertMessage("event", '{"comment":"x","comment":"y"}', { code: "duplicateProperty", found: "comment" }, '"comment"');
  assertMessage("event", '{"comment": ["x"] }', { code: "notText", found: "comment" }, '["x"]');
  assertMessage("event", '{"comment": 7}', { code: "notText", found: "comment" }, "7");
  assertMessage("event", ' ["x"] ', { code: "notAnObject" }, '["x"]');
  assertMessage("event", "null", { code: "notAnObject" }, "null");
  assertMessage("event", '"x"', { code: "notAnObject" }, '"x"');
  assertMessage("event", '{"comment":"a\nb"}', { code: "malformedJson" }, "\n");
  assertMessage("event", '{"comment":"a"', { code: "malformedJson" }, "");
  assertMessage("event", "comment=x", { code: "malformedJson" }, "c");
});

test("any text comes back as it was written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
      const body = JSON.stringify({ comment: text }, undefined, 2);
      assert.deepEqual(readCancelMessage(event, body), { kind: "message", text });
    }),
  );
});
