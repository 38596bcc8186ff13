/** What each fix for a request to Graph makes of the text. */
import assert from "node:assert/strict";
import test from "node:test";
import type { SessionFacts } from "../../../src/editor/graphProblems.ts";
import type { GraphFixCode } from "../../../src/editor/graphProblem.ts";
import { applied, booking, china, event, graph, nameOf, problemsOf, requestText, work } from "./graphRequestTexts.ts";

/** Asserts what the text is after a fix, and that the problem is gone then. */
function assertFixed(text: string, code: GraphFixCode, expected: string, session?: SessionFacts): void {
  const found = problemsOf(text, session).find(({ fixes }) => fixes.some((fix) => fix.code === code));
  const fix = found?.fixes.find((one) => one.code === code);
  assert.ok(found !== undefined && fix !== undefined, `${code} is offered for ${text}`);
  const fixed = applied(text, fix.edits);
  assert.equal(fixed, expected);
  const left = problemsOf(fixed, session).map(nameOf);
  assert.ok(!left.includes(nameOf(found)), `${nameOf(found)} is gone, left are ${left.join(", ")}`);
}

/** A fix of the request line alone. */
function assertLineFixed(line: string, code: GraphFixCode, expected: string, session?: SessionFacts): void {
  assertFixed(requestText(line), code, requestText(expected), session);
}

test("fixes of the address leave the rest as it was written", () => {
  assertLineFixed(`PUT ${event}/cancel`, "usePost", `POST ${event}/cancel`);
  assertLineFixed(`${event}/cancel`, "usePost", `POST ${event}/cancel`);
  assertLineFixed(
    "POST http://graph.microsoft.com/v1.0/me/events/1/cancel?x=1",
    "useHttps",
    `POST ${graph}/v1.0/me/events/1/cancel?x=1`,
  );
  assertLineFixed(
    "POST graph.microsoft.com/v1.0/me/events/1/cancel",
    "useHttps",
    `POST ${graph}/v1.0/me/events/1/cancel`,
  );
  assertLineFixed(`POST ${graph}/me/events/1/cancel`, "addVersion", `POST ${graph}/v1.0/me/events/1/cancel`);
  assertLineFixed(`POST ${graph}/v2.0/me/events/1/cancel`, "useOtherVersion", `POST ${graph}/v1.0/me/events/1/cancel`);
  assertLineFixed(
    `POST ${graph}/v1.0/bookingBusinesses/d/appointments/1/cancel`,
    "useOtherVersion",
    `POST ${graph}/beta/bookingBusinesses/d/appointments/1/cancel`,
  );
  assertLineFixed(
    `POST ${graph}/v1.0/me/events/a+b=/cancel?a=b+c`,
    "encodeId",
    `POST ${graph}/v1.0/me/events/a%2Bb=/cancel?a=b+c`,
  );
  assertLineFixed(`POST ${graph}/v1.0/me/events/50%/cancel`, "encodeId", `POST ${graph}/v1.0/me/events/50%25/cancel`);
  assertLineFixed(`POST ${graph}/v1.0/me/events/a b/cancel`, "encodeId", `POST ${graph}/v1.0/me/events/a%20b/cancel`);
  assertLineFixed(
    String.raw`POST ${graph}/v1.0\me\events\1\cancel`,
    "useSlashes",
    `POST ${graph}/v1.0/me/events/1/cancel`,
  );
  assertLineFixed(
    "POST https://graph.microsoft.us/v1.0/me/events/1/cancel",
    "useOwnHost",
    `POST ${graph}/v1.0/me/events/1/cancel`,
    work,
  );
  assertLineFixed(
    "POST /me/calendar/events/1/exceptionOccurrences/2%3D/cancel",
    "useEventPath",
    "POST /me/calendar/events/2%3D/cancel",
    china,
  );
});

test("addresses of earlier pages become those of today", () => {
  const rows = [
    ["/me/calendarGroup/calendars/c/events/1", "/me/calendars/c/events/1"],
    ["/me/joinedGroups/g/events/1", "/groups/g/events/1"],
    ["/me/messages/m/event", "/me/messages/m/microsoft.graph.eventMessage/event"],
  ] as const;
  for (const [before, after] of rows)
    assertLineFixed(`POST ${before}/cancel`, "useDocumentedPath", `POST ${after}/cancel`);
});

test("fixes of the body and the headers", () => {
  const cancel = `POST ${event}/cancel`;
  const withBody = (body: string): string => requestText(cancel, body);
  assertFixed(withBody('{ "cancellationMessage": "x" }'), "renameProperty", withBody('{ "comment": "x" }'));
  assertFixed(
    requestText(`POST ${booking}/cancel`),
    "renameProperty",
    requestText(`POST ${booking}/cancel`, '{ "cancellationMessage": "x" }'),
  );
  assertFixed(withBody('{ "comment": "x", "Comment": "y" }'), "removeProperty", withBody('{ "comment": "x" }'));
  assertFixed(withBody('{ "comment": 3 }'), "quoteMessage", withBody('{ "comment": "3" }'));
  assertFixed(withBody('"x"'), "makeObject", withBody('{ "comment": "x" }'));
  assertFixed(requestText(cancel, undefined, "Content-Type: text/plain"), "replaceContentType", requestText(cancel));
  assertFixed(requestText(cancel, undefined, ""), "addContentType", requestText(cancel));
  assertFixed(requestText(cancel, "", ""), "addBody", requestText(cancel, '{\n  "comment": ""\n}'));
  assertFixed(
    requestText(cancel, "", "Accept: x"),
    "addBody",
    requestText(cancel, '{\n  "comment": ""\n}', "Accept: x\nContent-Type: application/json"),
  );
});

test("what is inserted above a request has its indentation and line breaks", () => {
  assertFixed(
    `  POST ${event}/cancel\r\n\r\n{}`,
    "addNote",
    `  # @note People are told of this by mail\r\n  POST ${event}/cancel\r\n\r\n{}`,
  );
  assertFixed(
    `### x\nPOST ${graph}/v1.0/me/events/{{id}}/cancel`,
    "defineVariable",
    `### x\n@id = \nPOST ${graph}/v1.0/me/events/{{id}}/cancel`,
  );
});

test("deleting becomes cancelling with a message", () => {
  assertFixed(
    `DELETE ${event}?x=1`,
    "cancelWithMessage",
    `POST ${event}/cancel?x=1\nContent-Type: application/json\n\n{\n  "comment": ""\n}`,
  );
  assertFixed(
    `DELETE ${booking}/`,
    "cancelWithMessage",
    `POST ${booking}/cancel/\nContent-Type: application/json\n\n{\n  "cancellationMessage": ""\n}`,
  );
});
