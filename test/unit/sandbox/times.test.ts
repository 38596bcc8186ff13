/** How long requests are on their way and worked at, and what a mailbox has to bear meanwhile. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MailboxLoad } from "../../../src/sandbox/sandboxContract.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { readSandboxCommand } from "../../../src/sandbox/sandboxProgram.ts";
import { type SandboxUnderTest, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

const admin = { "x-unbook-sandbox": "admin" };

async function loadsOf({ sandbox }: SandboxUnderTest): Promise<readonly MailboxLoad[]> {
  return (await (await fetch(sandbox.addresses.loadsUrl, { headers: admin })).json()) as readonly MailboxLoad[];
}

/** How long something takes, in milliseconds. A timer may fire a little early. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt + 2;
}

const get = (id: string, after?: string): object => ({
  id,
  method: "GET",
  url: "/me/calendars",
  ...(after !== undefined && { dependsOn: [after] }),
});

test("a batch is on its way once, and each of its requests is worked at: four at a time, chained ones one at a time", async () => {
  await using own = await sandboxUnderTest({ latencyMs: 100, serviceMs: 100 });
  const ana = await own.as("ana");
  const batch = async (requests: readonly object[]): Promise<number> =>
    timeOf(ana.ask("/$batch", { method: "POST", body: { requests } }));
  const single = await timeOf(ana.ask("/me/calendars"));
  assert.ok(single >= 200, `${single}`);
  const sideBySide = await batch(["1", "2", "3", "4"].map((id) => get(id)));
  const chained = await batch([get("1"), get("2", "1"), get("3", "2"), get("4", "3")]);
  assert.ok(sideBySide >= 200 && chained >= 500, `${sideBySide}, ${chained}`);
  // A batch that was on its way once for each of its requests would take 800.
  assert.ok(sideBySide < 450 && chained < 780, `${sideBySide}, ${chained}`);
});

test("being on the way takes no place in a mailbox, being worked at takes one", async () => {
  await using slow = await sandboxUnderTest({ latencyMs: 300 });
  const far = await slow.as("ana");
  const answers = await Promise.all(Array.from({ length: 8 }, async () => far.ask("/me/calendars")));
  assert.ok(answers.every(({ status }) => status === 200));
  await using busy = await sandboxUnderTest({ serviceMs: 300 });
  const near = await busy.as("ana");
  const statuses = (await Promise.all(Array.from({ length: 6 }, async () => near.ask("/me/calendars")))).map(
    ({ status }) => status,
  );
  assert.equal(statuses.filter((status) => status === 429).length, 2);
});

test("four chained batches keep four requests at work in a mailbox, and none of them is throttled", async () => {
  await using own = await sandboxUnderTest({ serviceMs: 30 });
  const ana = await own.as("ana");
  const chain = [get("1"), get("2", "1"), get("3", "2"), get("4", "3")];
  const send = async (): Promise<unknown> => ana.ask("/$batch", { method: "POST", body: { requests: chain } });
  await Promise.all([send(), send(), send(), send()]);
  const [load, ...others] = await loadsOf(own);
  assert.deepEqual([load?.requests, load?.refused, load?.mostAtATime, others.length], [16, 0, 4, 0]);
  await Promise.all([send(), send(), send(), send(), send()]);
  const [more] = await loadsOf(own);
  assert.ok(more !== undefined && more.refused > 0 && more.mostAtATime === 4);
});

test("what each mailbox has had to bear is counted until it is forgotten, for those who may know", async () => {
  await using own = await sandboxUnderTest();
  const ana = await own.as("ana");
  await ana.ask("/me/calendars");
  await ana.ask("/me/events");
  await ana.ask(path`/solutions/bookingBusinesses/${ids.dental}/staffMembers`);
  const counts = async (): Promise<readonly number[]> => (await loadsOf(own)).map(({ requests }) => requests);
  assert.deepEqual(await counts(), [2, 1]);
  const { loadsUrl } = own.sandbox.addresses;
  assert.equal((await fetch(loadsUrl)).status, 403);
  assert.equal((await fetch(loadsUrl, { method: "POST", headers: admin })).status, 405);
  assert.equal((await fetch(loadsUrl, { method: "DELETE", headers: admin })).status, 204);
  assert.deepEqual(await counts(), []);
});

test("the times and the branches are read from the command line", () => {
  assert.deepEqual(
    readSandboxCommand(["--latency", "80", "--service", "50", "--branches", "5", "--appointments", "9"]),
    {
      kind: "start",
      options: { port: 0, latencyMs: 80, serviceMs: 50, load: { appointments: 9, branches: 5 } },
    },
  );
  assert.equal(readSandboxCommand(["--service", "-1"]).kind, "wrong");
  assert.equal(readSandboxCommand(["--branches", "some"]).kind, "wrong");
});

test("branches are businesses that their owner runs, each with as many appointments", async () => {
  await using own = await sandboxUnderTest({ load: { branches: 2, appointments: 3 } });
  const ana = await own.as("ana");
  const lists = await Promise.all(
    ["Dental1@contoso.com", "Dental2@contoso.com"].map(async (id) =>
      ana.all(path`/solutions/bookingBusinesses/${id}/appointments`),
    ),
  );
  assert.deepEqual(
    lists.map((list) => list.length),
    [3, 3],
  );
  assert.equal(new Set(lists.flat().map(({ id }) => id)).size, 6);
});
