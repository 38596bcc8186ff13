/** Which lenses requests get that a person has not trusted yet, or not completed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import type { LensView } from "../../src/editor/requestLensRows.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { event, graph } from "../unit/editor/graphRequestTexts.ts";

import { lensRows } from "../../src/editor/requestLensRows.ts";

const trusted: LensView = {
  session: { kind: "unknown" },
  isTrusted: true,
  viewer: { now: 0, timeZone: "UTC", locale: "en-GB", ownAddresses: [], isPersonal: false },
  factOf: () => undefined,
};
const restricted: LensView = { ...trusted, isTrusted: false };

function assertRows(text: string, view: LensView, expected: readonly (string | RegExp)[]): void {
  const file = parseRequestFile(text);
  const [request] = file.requests;
  assert.ok(request !== undefined);
  const prompted = new Map([["id", "prompted"]]);
  const titles = lensRows(readGraphRequest(file, request, { prompted }), view).map(({ title }) => title);
  assert.equal(titles.length, expected.length, titles.join(" | "));
  for (const [index, title] of titles.entries()) {
    const wanted = expected[index] ?? "";
    if (typeof wanted === "string") assert.equal(title, wanted);
    else assert.match(title, wanted);
  }
}

const trust = "Trust This Workspace to Run";
const cancelUnknown = `POST ${graph}/v1.0/me/events/{{$dotenv ID}}/cancel`;

test("without trust, that comes before what has no value for want of it", () => {
  assertRows(cancelUnknown, restricted, [trust]);
  assertRows(cancelUnknown, trusted, [/\$dotenv ID.* until you trust/]);
  assertRows(`PUT ${graph}/v1.0/me/events/{{$dotenv ID}}/cancel`, restricted, [trust]);
  assertRows(`GET ${graph}/v1.0/me/{{$dotenv ID}}`, restricted, [trust]);
  assertRows(`GET ${graph}/v1.0/me/{{$dotenv ID}}`, trusted, [/\$dotenv ID/]);
});

test("without trust nobody is offered to read who would be notified", () => {
  assertRows(`POST ${event}/cancel`, restricted, [trust]);
  assertRows(`POST ${event}/cancel`, trusted, ["Cancel Event…", "Who Gets Notified?"]);
});

test("without trust a deletion can still be rewritten, which sends nothing", () => {
  assertRows(`DELETE ${event}`, restricted, ["Delete Event…", "Use Cancel With Message"]);
});

test("who is notified is not offered before it has been asked which event it is", () => {
  assertRows(`# @prompt id\nPOST ${graph}/v1.0/me/events/{{id}}/cancel`, trusted, ["Cancel Event…"]);
});
