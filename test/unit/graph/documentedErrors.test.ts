/** The documented errors, and those that published reports quote, are told apart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import { failureOf, readProblem } from "../../../src/graph/graphFailure.ts";
import { sample } from "./sampleAnswers.ts";

/** Asserts what an error answer becomes. */
function assertFailure(
  name: string,
  status: number,
  method: "GET" | "POST",
  reason: GraphErrorReason,
  code: string,
): void {
  const answer = { kind: "answered", status, headers: {}, body: JSON.stringify(sample(name)) } as const;
  const cloud = { graphOrigin: "https://graph.microsoft.com" };
  const error = failureOf(answer, { method, scopes: ["Calendars.ReadWrite"], cloud, requestId: "r", nowUtc: 0 });
  assert.equal(error.reason, reason, name);
  assert.equal(error.facts.code, code, name);
  assert.equal(error.facts.status, status, name);
  assert.equal(error.facts.requestId, "r", name);
  assert.equal(readProblem(answer).requestId, "a1b2c3d4-1111-2222-3333-444455556666", name);
  assert.deepEqual(error.facts.missingScopes, reason === "forbidden" ? ["Calendars.ReadWrite"] : undefined, name);
}

test("error answers are told apart by status and code", () => {
  assertFailure("error-400-not-organizer", 400, "POST", "notOrganizer", "ErrorInvalidRequest");
  assertFailure("error-400-not-organizer", 400, "GET", "badRequest", "ErrorInvalidRequest");
  assertFailure("error-400-bookings-list-too-many", 400, "GET", "badRequest", "ErrorExceededFindCountLimit");
  assertFailure("error-401-token", 401, "GET", "unauthorized", "InvalidAuthenticationToken");
  assertFailure("error-401-cae", 401, "GET", "unauthorized", "InvalidAuthenticationToken");
  assertFailure("error-403", 403, "GET", "forbidden", "ErrorAccessDenied");
  assertFailure("error-404", 404, "GET", "notFound", "ErrorItemNotFound");
  assertFailure("error-429-mailbox", 429, "GET", "throttled", "ApplicationThrottled");
  assertFailure("error-bookings-unknown", 500, "GET", "serverError", "UnknownError");
  assertFailure("error-403", 400, "POST", "notOrganizer", "ErrorAccessDenied");
});

test("an error answer may leave out anything, and spell the rest in either way", () => {
  const problem = (body: unknown): object =>
    readProblem({ kind: "answered", status: 500, headers: {}, body: JSON.stringify(body) });
  const nothing = { code: "", message: "", requestId: "" };
  for (const body of [null, 7, "", [], {}, { error: null }, { error: "no" }, { error: [] }, { error: { code: 7 } }]) {
    assert.deepEqual(problem(body), nothing, JSON.stringify(body));
  }
  for (const spelling of ["innerError", "innererror"]) {
    const error = { code: "A", message: 7, [spelling]: { date: 1, "request-id": "r" } };
    assert.deepEqual(problem({ error }), { code: "A", message: "", requestId: "r" });
  }
});
