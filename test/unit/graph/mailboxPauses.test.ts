/** How long a mailbox is left alone, when several requests have been told different things about it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMailboxPauses } from "../../../src/graph/mailboxPauses.ts";

test("a shorter pause does not end a longer one, and a longer one prolongs it for those who wait already", async () => {
  const pauses = createMailboxPauses();
  const startedAt = performance.now();
  pauses.begin("me", 100);
  pauses.begin("me", 0);
  const waiting = pauses.over("me");
  pauses.begin("me", 300);
  await waiting;
  assert.ok(performance.now() - startedAt >= 299);
  await pauses.over("me");
});

test("another mailbox is not concerned", async () => {
  const pauses = createMailboxPauses();
  pauses.begin("me", 60_000);
  await pauses.over("business b@contoso.com");
});

test("waiting ends when it is aborted", async () => {
  const pauses = createMailboxPauses();
  pauses.begin("me", 60_000);
  const abort = new AbortController();
  const waiting = pauses.over("me", abort.signal);
  abort.abort();
  await assert.rejects(waiting, { name: "AbortError" });
});
