/** Requests to Graph for the tests of what is wrong with them: texts, sessions, and what is found. */
import assert from "node:assert/strict";
import type { SessionFacts } from "../../../src/editor/graphProblems.ts";
import type { GraphProblem } from "../../../src/editor/graphProblem.ts";
import { readGraphRequest } from "../../../src/editor/graphRequest.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import type { SpanEdit } from "../../../src/requestFile/span.ts";

import { findGraphProblems } from "../../../src/editor/graphProblems.ts";

export const graph = "https://graph.microsoft.com";
export const event = `${graph}/v1.0/me/events/AAMk1%3D`;
export const booking = `${graph}/v1.0/solutions/bookingBusinesses/d%40contoso.com/appointments/AAMk1%3D`;

const account = {
  id: "oid-1.tenant-1",
  username: "ana@contoso.com",
  name: "Ana",
  tenantId: "tenant-1",
  isPersonal: false,
};
export const work: SessionFacts = { account, cloudId: "global", graphOrigin: graph };
export const personal: SessionFacts = { ...work, account: { ...account, isPersonal: true } };
export const china: SessionFacts = {
  ...work,
  cloudId: "china",
  graphOrigin: "https://microsoftgraph.chinacloudapi.cn",
};
export const sandbox: SessionFacts = { ...work, cloudId: "sandbox", graphOrigin: "http://127.0.0.1:4100" };

/** A request that nothing is wrong with, but for what a test changes in it. */
export function requestText(
  requestLine: string,
  body = '{ "comment": "x" }',
  headers = "Content-Type: application/json",
): string {
  return [
    "# @note Mails people",
    requestLine,
    ...(headers === "" ? [] : [headers]),
    ...(body === "" ? [] : ["", body]),
  ].join("\n");
}

/** What is found in a text. */
export function problemsOf(text: string, session?: SessionFacts): readonly GraphProblem[] {
  const file = parseRequestFile(text);
  return file.requests.flatMap((request) => findGraphProblems(readGraphRequest(file, request), session));
}

/** The text with edits made; they must be in order and apart. */
export function applied(text: string, edits: readonly SpanEdit[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of edits) {
    assert.ok(
      span.start >= at && span.end >= span.start && span.end <= text.length,
      "edits are in order and inside the text",
    );
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** A problem by name: a mismatch or a message's problem as `code reason`. */
export function nameOf(problem: GraphProblem): string {
  if (problem.code === "mismatch") return `mismatch ${problem.mismatch.code}`;
  if (problem.code === "message") return `message ${problem.problem.code}`;
  return problem.code;
}
