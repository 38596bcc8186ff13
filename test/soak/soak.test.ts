/**
 * Long days with everything that can happen in them, in some seconds: nothing is lost, nothing is sent twice, nobody is asked
 * twice for one cause, and memory stays what it is. `npm run test:soak` plays 30 hours; `-- --hours 60 --seed 3` another course.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { parseArgs } from "node:util";
import v8 from "node:v8";
import vm from "node:vm";
import { chanceOf } from "../chaos/chance.ts";
import { playSoak } from "./soakCourse.ts";
import { openSoakOffice } from "./soakOffice.ts";
import { openSoakPerson } from "./soakPerson.ts";

const { values } = parseArgs({
  options: { hours: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
  strict: false,
});
const hours = Number(values.hours);
const seed = Number(values.seed);
const monday = Date.UTC(2026, 10, 23, 6);
const weeks = { startUtc: monday, endUtc: monday + 26 * 7 * 86_400_000 };

/** What memory may grow by, in bytes: a leak of one agenda a read would be many times that. */
const mostGrowth = 12_000_000;

/** Frees what is not needed any more, and gives what is. */
function heapUsed(): number {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

test(`${hours} hours with faults, sleep and several windows`, async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-soak-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const office = await openSoakOffice(monday, 1200);
  context.after(async () => office.dispose());
  context.mock.timers.enable({ apis: ["Date"], now: monday });
  const passTime = async (durationMs: number): Promise<void> => {
    context.mock.timers.setTime(Date.now() + durationMs);
    await office.setClock(Date.now());
  };
  const startedAt = performance.now();
  const person = await openSoakPerson(office.addresses, folder, weeks);
  context.after(async () => person.dispose());
  const heaps: number[] = [];
  const course = await playSoak({
    chance: chanceOf(seed),
    person,
    office,
    hours,
    passTime,
    onHour: (hour) => {
      if (hour === 2 || hour === hours) heaps.push(heapUsed());
    },
  });
  await office.setFaults([]);
  for (let times = 0; !(await person.tidy()) && times < 5; times += 1) await passTime(60_000);

  const mailed = await office.outbox();
  const subjects = new Set(mailed.map(({ about }) => about));
  const wanted = [...course.wanted.values()];
  const mails = mailed.map(({ itemId, to }) => `${itemId} ${to}`);
  assert.equal(new Set(mails).size, mails.length, "somebody was mailed twice");
  const paths = await person.saidSent();
  const isSaidSent = (id: string): boolean => paths.some((itemPath) => itemPath.endsWith(encodeURIComponent(id)));
  for (const { id, subject } of wanted) {
    assert.equal(isSaidSent(id), subjects.has(subject), `${subject} is said to be ${isSaidSent(id) ? "" : "un"}sent`);
  }
  // What a window took along that closed during a hold is chosen again.
  const left = wanted.filter(({ subject }) => !subjects.has(subject));
  if (left.length > 0) await person.over(await person.hold(left));
  const people = wanted.flatMap(({ subject, attendees }) => attendees.map(({ address }) => `${subject} ${address}`));
  const outbox = await office.outbox();
  assert.deepEqual(outbox.map(({ about, to }) => `${about} ${to}`).toSorted(), people.toSorted());

  const { counts } = person;
  const [early = 0, late = 0] = heaps;
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  context.diagnostic(
    `seed ${seed}, ${hours} h in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ` +
      `${course.plans} plans, ${wanted.length} cancellations wanted and ${new Set(outbox.map(({ about }) => about)).size} sent, ` +
      `${counts.reads} reads (${counts.failedReads} failed), ${counts.requests} requests, ${counts.tokens} tokens fetched, ` +
      `${counts.prompts} prompts for ${course.revocations} revocations and ${counts.tokensLost} tokens lost by closing, ` +
      `${counts.signIns} sign-ins, ` +
      `${counts.windows} windows, ${course.sleeps} sleeps (${counts.sleptThrough} runs left), ` +
      `${left.length} closed away in a hold, heap ${megabytes(early)} MB after 2 h and ${megabytes(late)} MB at the end`,
  );
  const causes = course.revocations + counts.tokensLost;
  assert.ok(counts.prompts <= causes, `${counts.prompts} prompts for ${causes} causes`);
  assert.equal(counts.signIns, counts.prompts + 1);
  assert.ok(late - early < mostGrowth, `memory has grown by ${megabytes(late - early)} MB`);
});
