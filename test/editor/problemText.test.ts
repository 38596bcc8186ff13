/** What a person reads of each failure: a sentence that says what to do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../src/account/accountError.ts";
import type { AccountErrorCode } from "../../src/account/accountError.ts";
import type { NotSentReason, SendOutcome } from "../../src/cancellation/outcome.ts";
import { GraphError } from "../../src/graph/graphError.ts";
import type { GraphErrorReason } from "../../src/graph/graphError.ts";
import { NetworkError } from "../../src/graph/networkError.ts";
import type { NetworkBarrier } from "../../src/graph/networkError.ts";
import type { CancelledItem } from "../../src/editor/problemText.ts";
import { documentedErrors } from "../unit/graph/errorTable.ts";

import { describeOutcome, describeProblem } from "../../src/editor/problemText.ts";

/** Asserts what is read of something that was thrown; never Graph's own English, and nothing that was left open. */
function assertReads(error: unknown, expected: RegExp): void {
  const { short, sentence } = describeProblem(error);
  assert.match(sentence, expected);
  assert.ok(short.length > 0 && short.length < 40, short);
  assert.ok(!/undefined|\{\d\}|said by Graph| {2}/.test(`${short} ${sentence}`), sentence);
}

test("every documented error of a read has a sentence that says what to do", () => {
  for (const { status, code, reason, facts, readSentence } of documentedErrors) {
    assertReads(new GraphError(reason, "said by Graph", { status, code, requestId: "r-1", ...facts }), readSentence);
  }
});

test("every documented error of a cancellation says whether anybody was mailed", () => {
  for (const { status, code, facts, outcome, cancelSentence } of documentedErrors) {
    const { missingScopes, claims } = facts ?? {};
    const refusal = {
      status,
      code,
      message: "said by Graph",
      ...(missingScopes !== undefined && { missingScopes }),
      ...(claims !== undefined && { claims }),
    };
    const ended: SendOutcome =
      outcome === "refused"
        ? { kind: "refused", refusal, requestId: "r-1" }
        : { kind: "unsure", reason: "serverError", status, requestId: "r-1" };
    const { sentence } = describeOutcome(ended, { kind: "event" });
    assert.match(sentence, cancelSentence);
    assert.ok(!sentence.includes("said by Graph"));
  }
});

test("what was read just before decides what a code means that may mean anything", () => {
  const notOrganizer = /only the organizer of a meeting can cancel it\. Nobody was mailed/;
  const anything = /refused the request \(HTTP 400 \w+\)\. .*Nobody was mailed/;
  const rows: readonly (readonly [string, CancelledItem, RegExp])[] = [
    ["ErrorInvalidRequest", { kind: "event" }, notOrganizer],
    ["ErrorInvalidRequest", { kind: "event", isOrganizer: false }, notOrganizer],
    ["ErrorInvalidRequest", { kind: "event", isOrganizer: true }, anything],
    ["ErrorAccessDenied", { kind: "event", isOrganizer: true }, anything],
    ["ErrorCalendarIsNotOrganizer", { kind: "event", isOrganizer: true }, notOrganizer],
    ["ErrorInvalidRequest", { kind: "booking" }, anything],
  ];
  for (const [code, of, expected] of rows) {
    const refusal = { status: 400, code, message: "said by Graph" };
    assert.match(describeOutcome({ kind: "refused", refusal, requestId: "r-1" }, of).sentence, expected);
  }
});

test("an error that Graph did not give has a sentence, too", () => {
  const rows: Readonly<Partial<Record<GraphErrorReason, RegExp>>> = {
    offline: /cannot be reached\. Check your connection/,
    timeout: /did not answer in time\. Try again/,
    unreadable: /was not Microsoft Graph's\. .*sign-in page of a network.* Open a browser, sign in to your network/,
    wrongOrigin: /led away from Microsoft Graph\. Nothing was sent there/,
    notInCloud: /Bookings is not offered in your account's cloud\. Nothing was asked/,
    notOrganizer: /Only the organizer of a meeting can cancel it/,
  };
  for (const [reason, expected] of Object.entries(rows)) {
    assertReads(new GraphError(reason as GraphErrorReason, "said by Graph"), expected);
  }
  const accountRows: Readonly<Record<AccountErrorCode, RegExp>> = {
    signInRequired: /Sign in again/,
    consentRequired: /a permission that you or your administrator have not given/,
    cancelled: /stopped\. Nothing has changed/,
    declined: /did not allow it on Microsoft's page\. Nothing has changed/,
    timedOut: /not finished in time\. Start it again/,
    offline: /sign-in service cannot be reached\. Check your connection/,
    unexplained: /gave no access .* does not say why\. Check your connection .* sign in again/,
    refused: /refused.*Check the client id and the tenant/,
  };
  for (const [code, expected] of Object.entries(accountRows)) {
    assertReads(new AccountError(code as AccountErrorCode, "said by the library"), expected);
  }
  assertReads(new Error("a bug"), /Show Log/);
});

const issuer = "Contoso Private Root";
const host = "graph.microsoft.com";
const networkRows: readonly (readonly [NetworkBarrier, RegExp])[] = [
  [
    { kind: "certificate", host, issuer, code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
    /graph\.microsoft\.com was issued by “Contoso Private Root”, which this machine does not trust .*install its root certificate/,
  ],
  [{ kind: "certificate", host, code: "SELF_SIGNED_CERT_IN_CHAIN" }, /an unknown issuer.*NODE_EXTRA_CA_CERTS/],
  [{ kind: "certificate", host, issuer, code: "CERT_HAS_EXPIRED" }, /not valid today .*Check this machine's clock/],
  [{ kind: "certificate", host, issuer, code: "ERR_TLS_CERT_ALTNAME_INVALID" }, /a certificate for another host/],
  [
    { kind: "proxy", proxy: "proxy:8080", code: "ECONNREFUSED" },
    /The proxy proxy:8080 cannot be reached .*http\.proxy/,
  ],
  [{ kind: "proxy", proxy: "proxy:8080", status: 407, code: "" }, /proxy:8080 asks for a name and a password/],
  [
    { kind: "proxy", proxy: "proxy:8080", status: 407, schemes: ["Negotiate", "Basic"], code: "" },
    /asks for a name and a password .*http\.proxyAuthorization/,
  ],
  [
    { kind: "proxy", proxy: "proxy:8080", status: 407, schemes: ["Negotiate", "NTLM"], code: "" },
    /wants a sign-in that Unbook cannot give \(HTTP 407: Negotiate, NTLM\)\. Nothing was sent\. .*http\.noProxy/,
  ],
  [
    { kind: "proxy", proxy: "proxy:8080", status: 403, code: "" },
    /proxy:8080 does not let the request pass \(HTTP 403\)/,
  ],
  [{ kind: "proxy", proxy: "", code: "ERR_INVALID_URL" }, /has to be like http:\/\/proxy\.contoso\.com:8080/],
];
for (const [problem, expected] of networkRows) {
  test(`${problem.kind} ${problem.code} is named, for Graph and for the sign-in service`, () => {
    const cause = new NetworkError(problem);
    assertReads(new GraphError(problem.kind, "no answer", { cause, network: problem }), expected);
    const failed = new TypeError("fetch failed", { cause });
    assertReads(new AccountError("offline", "cannot be reached", { cause: failed }), expected);
  });
}

test("the sign-in page of a network is told as one, wherever it answers", () => {
  const advice = /Open a browser, sign in to your network there, and try again/;
  const page = new NetworkError({ kind: "page", host: "login.microsoftonline.com", code: "302" });
  const failed = new TypeError("not the service's", { cause: page });
  const signIn = new AccountError("offline", "cannot be reached", { cause: failed });
  assertReads(signIn, /A web page answered in the place of login\.microsoftonline\.com \(HTTP 302\)/);
  assertReads(signIn, advice);
  assertReads(new GraphError("wrongOrigin", "said by Graph", { status: 302 }), /led to another address/);
  assertReads(new GraphError("wrongOrigin", "said by Graph", { status: 302 }), advice);
  const unsure = { kind: "unsure", reason: "serverError", status: 200, requestId: "" } as const;
  assert.match(
    describeOutcome(unsure, { kind: "event" }).sentence,
    /a page of your network may have answered.*HTTP 200/,
  );
});

test("whatever did not leave is told as not sent", () => {
  const rows: Readonly<Record<NotSentReason, RegExp>> = {
    offline: /Nothing was sent\. Try again when you are online/,
    certificate: /Nothing was sent: the certificate/,
    proxy: /Nothing was sent: your network's proxy/,
    signInRequired: /Nothing was sent\. Sign in and try again/,
    consentRequired: /Nothing was sent/,
    signInRefused: /gave no access to your account\. Nothing was sent/,
    noToken: /no access to your Microsoft account just now\. Nothing was sent\. Try again/,
    notInCloud: /not offered in your account's cloud\. Nothing was sent/,
    stopped: /stopped before it left\. Nothing was sent/,
  };
  for (const [reason, expected] of Object.entries(rows)) {
    const { sentence } = describeOutcome({ kind: "notSent", reason: reason as NotSentReason }, { kind: "booking" });
    assert.match(sentence, expected);
  }
});

test("what the sign-in service has kept from leaving is told with the reason of its code", () => {
  const rows: readonly (readonly [NotSentReason, string, RegExp, RegExp])[] = [
    ["signInRefused", "AADSTS53003", /^not sent: blocked by a rule$/, /^Nothing was sent\. A rule .*\(AADSTS53003\)$/],
    ["signInRequired", "AADSTS50076", /^not sent: second proof needed$/, /^Nothing was sent\. .* a second proof/],
    ["consentRequired", "AADSTS65001", /^not sent: permission needed$/, /^Nothing was sent\. .* have not given yet/],
    [
      "signInRequired",
      "AADSTS700082",
      /^not sent: sign in again$/,
      /^Nothing was sent\. .* has expired or was revoked/,
    ],
    ["signInRefused", "AADSTS50146", /^not sent: sign-in refused$/, /^Nothing was sent\. .*refused \(AADSTS50146\)/],
  ];
  for (const [reason, serviceCode, short, sentence] of rows) {
    const told = describeOutcome({ kind: "notSent", reason, serviceCode }, { kind: "event" });
    assert.match(told.short, short);
    assert.match(told.sentence, sentence);
  }
});
