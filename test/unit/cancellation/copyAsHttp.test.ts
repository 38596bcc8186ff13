/** What is copied as a request file says the same when it is read again, by the parser that every other file goes through. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { copyAs } from "../../../src/cancellation/copyAs/copyAs.ts";
import type { CopyRequest } from "../../../src/cancellation/copyAs/copyRequest.ts";
import { readCancelMessage } from "../../../src/cancellation/readCancelMessage.ts";
import { bookingTarget, eventTarget, matchCancelRoute } from "../../../src/cancellation/route.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { accountTagOf } from "../../../src/requestFile/accountTag.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { isTag } from "../../../src/requestFile/requestFile.ts";
import { resolveRequest } from "../../../src/requestFile/resolveRequest.ts";
import { hostileMessages, hostileRequests } from "./hostileMessages.ts";
import { readPublishedPaths } from "./publishedPaths.ts";

/** Copies, reads again, and expects the same requests and nothing to be said against any of them. */
function assertReadAgain(requests: readonly CopyRequest[], graphOrigin = "https://graph.microsoft.com"): void {
  const text = copyAs("http", requests, { graphOrigin });
  const file = parseRequestFile(text);
  assert.deepEqual(file.problems, [], text);
  assert.deepEqual(file.variables, [], text);
  const read = file.requests.map((request) => {
    const { method, url, headers, body, unresolved } = resolveRequest(file, request);
    assert.deepEqual(unresolved, [], text);
    assert.ok(request.tags.some((tag) => isTag(tag, "note")) && !request.isDisabled, text);
    assert.ok(!headers.some(({ name }) => name.toLowerCase() === "authorization"), text);
    const route = matchCancelRoute(method, url);
    assert.ok(route && body.kind === "text" && url.startsWith(`${graphOrigin}/`), text);
    const message = readCancelMessage(route, body.text);
    assert.ok(message.kind !== "problem", text);
    const tag = accountTagOf(request);
    assert.ok(tag?.kind !== "problem", text);
    return {
      target: route.target,
      message: message.kind === "none" ? "" : message.text,
      ...(tag !== undefined && { account: tag.address }),
    };
  });
  assert.deepEqual(read, requests, text);
}

test("hostile messages come back, each alone and all together", () => {
  for (const request of hostileRequests) assertReadAgain([request]);
  assertReadAgain(hostileRequests);
  assertReadAgain(hostileRequests, "https://microsoftgraph.chinacloudapi.cn");
  assertReadAgain(hostileRequests, "http://127.0.0.1:4010");
});

test("whose account is to send it comes back, and a name that is no address runs as nobody", () => {
  const [first, ...others] = hostileRequests;
  assert.ok(first !== undefined);
  assertReadAgain([{ ...first, account: "lee.park@contoso.com" }, ...others]);
  const hostile = "lee@contoso.com\nPOST https://graph.microsoft.com/v1.0/me/events/x/cancel";
  const text = copyAs("http", [{ ...first, account: hostile }], { graphOrigin: "https://graph.microsoft.com" });
  const { requests } = parseRequestFile(text);
  assert.equal(requests.length, 1, text);
  assert.deepEqual(
    requests.map(accountTagOf).map((tag) => tag?.kind),
    ["problem"],
  );
});

test("every published address comes back as it is", () => {
  const targets = readPublishedPaths().flatMap(({ path, versions }): readonly CancelTarget[] => {
    const filled = path.replaceAll(/\{[^}]*\}/g, "AAMk%2F%3D");
    return versions.flatMap((version) => matchCancelRoute("POST", `/${version}${filled}`)?.target ?? []);
  });
  assert.ok(targets.length > 100);
  assertReadAgain(targets.map((target, index) => ({ target, message: hostileMessages[index % 40] ?? "" })));
});

test("any message in any mailbox comes back", () => {
  const id = fc.string({ minLength: 1 }).filter((text) => !/^\.\.?$|\p{Cc}/u.test(text));
  const mailbox = fc.oneof(
    fc.constant({ kind: "me" } as const),
    fc.record({ kind: fc.constantFrom("user" as const, "group" as const), id }, { noNullPrototype: true }),
  );
  const version = fc.constantFrom("v1.0" as const, "beta" as const);
  const target = fc.oneof(
    fc
      .tuple(id, mailbox, id, version)
      .map(([eventId, owner, calendarId, apiVersion]) =>
        eventTarget(eventId, { mailbox: owner, calendarId, apiVersion }),
      ),
    fc.tuple(id, id, version).map((parts) => bookingTarget(...parts)),
  );
  const message = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", "#", "\n", "$", "%", "x") }),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ target, message }, { noNullPrototype: true }), { maxLength: 4 }), (requests) =>
      assertReadAgain(requests),
    ),
  );
});

test("half a surrogate pair, which nothing can carry, becomes a replacement character", () => {
  const text = copyAs("http", [{ target: eventTarget("1"), message: "a\ud83cb" }], {
    graphOrigin: "https://graph.microsoft.com",
  });
  assert.match(text, /"a\ufffdb"/);
});
