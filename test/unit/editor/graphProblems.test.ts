/** What is wrong with requests to Graph, and where it is underlined. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { SessionFacts } from "../../../src/editor/graphProblems.ts";
import {
  applied,
  booking,
  china,
  event,
  graph,
  nameOf,
  personal,
  problemsOf,
  requestText,
  sandbox,
  work,
} from "./graphRequestTexts.ts";

interface Expected {
  /** Each as its code; a mismatch or a message's problem as `code reason`. */
  readonly codes: readonly string[];
  /** What the first problem underlines. */
  readonly underlined?: string;
  readonly session?: SessionFacts;
}

function assertProblems(text: string, { codes, underlined, session }: Expected): void {
  const problems = problemsOf(text, session);
  assert.deepEqual(problems.map(nameOf), codes, text);
  const [first] = problems;
  if (underlined !== undefined) assert.equal(text.slice(first?.span.start, first?.span.end), underlined);
}

test("nothing is wrong with good requests", () => {
  for (const session of [undefined, work, sandbox]) {
    assertProblems(requestText(`POST ${event}/cancel`), { codes: [], ...(session && { session }) });
    assertProblems(requestText(`POST ${booking}/cancel`, '{ "cancellationMessage": "x" }'), {
      codes: [],
      ...(session && { session }),
    });
  }
  assertProblems(requestText("POST /me/events/1/cancel"), { codes: [], session: china });
  assertProblems("GET https://example.com/", { codes: [] });
  assertProblems(`GET ${graph}/v1.0/me/events`, { codes: [] });
});

test("an address that Graph refuses is underlined where it is wrong", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    [`PUT ${event}/cancel`, "notPost", "PUT"],
    [`POST ${event.replace("https", "http")}/cancel`, "insecure", "http://graph.microsoft.com"],
    [`POST graph.microsoft.com/v1.0/me/events/1/cancel`, "missingScheme", "graph.microsoft.com"],
    [`POST ${event.replace("/v1.0", "")}/cancel`, "missingVersion", `${graph}/me/events/AAMk1%3D/cancel`],
    [`POST ${event.replace("v1.0", "v2.0")}/cancel`, "unknownVersion", "v2.0"],
    [`POST ${graph}/v1.0/bookingBusinesses/d/appointments/1/cancel`, "notInVersion", "v1.0"],
    [`POST ${graph}/v1.0/me/events//cancel`, "missingId", "events"],
    [`POST ${event.replace("%3D", "+")}/cancel`, "badEncoding", "AAMk1+"],
    [`POST ${event.replace("%3D", "%zz")}/cancel`, "badEncoding", "AAMk1%zz"],
    [`POST ${event.replace("%3D", " x")}/cancel`, "badCharacter", " "],
    [
      `POST ${event.replace("microsoft.com", "microsoft.com.evil.example")}/cancel`,
      "notGraphHost",
      "https://graph.microsoft.com.evil.example",
    ],
  ];
  for (const [line, code, underlined] of rows) {
    assertProblems(requestText(line), { codes: [`mismatch ${code}`], underlined });
  }
});

test("what depends on the account and its cloud is known with a session only", () => {
  const usa = `https://graph.microsoft.us/v1.0/me/events/1/cancel`;
  assertProblems(requestText(`POST ${usa}`), { codes: [] });
  assertProblems(requestText(`POST ${usa}`), { codes: ["foreignHost"], session: work });
  assertProblems(requestText(`POST ${usa}`), { codes: [], session: sandbox });
  assertProblems(requestText("POST http://127.0.0.1:4100/v1.0/me/events/1/cancel"), { codes: [], session: sandbox });
  assertProblems(requestText("POST http://127.0.0.1:4101/v1.0/me/events/1/cancel"), {
    codes: ["foreignHost"],
    session: sandbox,
  });
  assertProblems(requestText("POST http://127.0.0.1:4100/v1.0/me/events/1/cancel"), {
    codes: ["foreignHost"],
    session: work,
  });
  const path = "/solutions/bookingBusinesses/d/appointments/1/cancel";
  assertProblems(requestText(`POST ${path}`, '{ "cancellationMessage": "x" }'), {
    codes: ["notInCloud"],
    session: china,
  });
  assertProblems(requestText(`POST ${path}`, '{ "cancellationMessage": "x" }'), {
    codes: ["workAccountOnly"],
    session: personal,
  });
  assertProblems(requestText("POST /me/events/1/exceptionOccurrences/2/cancel"), {
    codes: ["notInCloud"],
    session: china,
  });
});

test("somebody else's mailbox is pointed out, one's own is not", () => {
  assertProblems(requestText("POST /users/lee@contoso.com/events/1/cancel"), {
    codes: ["otherMailbox"],
    underlined: "lee@contoso.com",
    session: work,
  });
  assertProblems(requestText("POST /users/lee%40contoso.com/events/1/cancel"), {
    codes: ["otherMailbox"],
    underlined: "lee%40contoso.com",
    session: work,
  });
  assertProblems(requestText("POST /users/lee@contoso.com/events/1/cancel"), { codes: [] });
  assertProblems(requestText("POST /users/ANA@contoso.com/events/1/cancel"), { codes: [], session: work });
  assertProblems(requestText("POST /users/oid-1/events/1/cancel"), { codes: [], session: work });
});

test("addresses that are no longer documented, and places to fill in", () => {
  assertProblems(
    requestText(`POST ${graph}/beta/bookingBusinesses/d/appointments/1/cancel`, '{ "cancellationMessage": "x" }'),
    { codes: ["legacyPath"] },
  );
  assertProblems(requestText(`POST ${graph}/v1.0/me/events/{id}/cancel`), {
    codes: ["placeholder"],
    underlined: "{id}",
  });
});

test("the body", () => {
  const cancel = `POST ${event}/cancel`;
  assertProblems(requestText(cancel, ""), { codes: ["noMessage"] });
  assertProblems(requestText(cancel, undefined, ""), { codes: ["missingContentType"] });
  assertProblems(requestText(cancel, undefined, "Content-Type: text/plain"), {
    codes: ["wrongContentType"],
    underlined: "text/plain",
  });
  assertProblems(requestText(cancel, undefined, "content-type: application/json; charset=utf-8"), { codes: [] });
  assertProblems(requestText(cancel, undefined, "Content-Type: {{type}}"), { codes: [] });
  assertProblems(requestText(cancel, '{ "cancellationMessage": "x" }'), {
    codes: ["message wrongProperty"],
    underlined: '"cancellationMessage"',
  });
  assertProblems(requestText(`POST ${booking}/cancel`), { codes: ["message wrongProperty"], underlined: '"comment"' });
  assertProblems(requestText(cancel, '{ "text": "x" }'), { codes: ["message unknownProperty"] });
  assertProblems(requestText(cancel, '{ "comment": "x", "Comment": "y" }'), {
    codes: ["message duplicateProperty"],
    underlined: '"Comment"',
  });
  assertProblems(requestText(cancel, '{ "comment": }'), { codes: ["message malformedJson"], underlined: "}" });
  assertProblems(requestText(cancel, '"x"'), { codes: ["message notAnObject"] });
  assertProblems(requestText(cancel, '{ "comment": 3 }'), { codes: ["message notText"], underlined: "3" });
  assertProblems(requestText(cancel, "< ./message.json"), { codes: ["messageInFile"] });
  assertProblems(requestText(cancel, JSON.stringify({ comment: "é".repeat(2.1 * 1024 * 1024) })), {
    codes: ["messageTooLong"],
  });
  assertProblems(requestText(cancel, JSON.stringify({ comment: "e".repeat(2.1 * 1024 * 1024) })), { codes: [] });
});

test("what other editors send unasked, deleting, and what is disabled", () => {
  assertProblems(requestText(`POST ${event}/cancel`).replace("# @note", "# note"), { codes: ["missingNote"] });
  assertProblems(`DELETE ${event}`, { codes: ["deleteInsteadOfCancel", "missingNote"], underlined: "DELETE" });
  assertProblems(`# @disabled\n${requestText(`POST ${event}/cancel`)}`, { codes: ["disabled"] });
});

test("variables without a value, but not in headers, which are not sent", () => {
  assertProblems(requestText(`POST ${graph}/v1.0/me/events/{{id}}/cancel`), {
    codes: ["unresolved"],
    underlined: "{{id}}",
  });
  assertProblems(
    requestText(`POST ${event}/cancel`, undefined, "Authorization: {{token}}\nContent-Type: application/json"),
    { codes: [] },
  );
});

test("any text has problems inside it, and fixes whose edits are in order", () => {
  const piece = fc.constantFrom(
    "POST ",
    "DELETE ",
    "GET ",
    graph,
    "/v1.0",
    "/beta",
    "/me",
    "/events/",
    "{{id}}",
    "a+b",
    "%",
    "{id}",
    "/cancel",
    "?a=b",
    "\n",
    "\r\n",
    "\n\n",
    "Content-Type: application/json",
    "Content-Type:",
    '{ "comment": "x" }',
    "{",
    '"comment"',
    "# @note x",
    "###",
    "@id = 1",
    " ",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom(undefined, work, china), (pieces, session) => {
      const text = pieces.join("");
      for (const { span, fixes } of problemsOf(text, session)) {
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        for (const { edits } of fixes) applied(text, edits);
      }
    }),
    { numRuns: 3000 },
  );
});
