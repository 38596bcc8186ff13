/**
 * Cancelling 1,000 items in one mailbox and in five, at 80 ms latency and 50 ms service time: each strategy in a process of
 * its own, against a fresh sandbox in another one, in one run. Beside each stands the service's own limit: a mailbox bears
 * four requests at a time, so that none can be faster than items x service time / 4.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { requestsPerMailbox } from "../../src/cancellation/mailboxName.ts";
import type { MailboxLoad } from "../../src/sandbox/sandboxContract.ts";
import { stopProgram } from "../host/childProcesses.ts";
import { startSecureFront } from "../independent/secureFront.ts";
import { nextMessage, readAddresses, startClientProgram, startSandboxProgram } from "./benchPrograms.ts";
import type { Figure } from "./figure.ts";
import type { SendingResult, SendingTask } from "./sendingClient.ts";
import { strategies } from "./sendingStrategies.ts";

const latencyMs = 80;
const serviceMs = 50;
const items = 1000;
const mailboxCounts = [1, 5];
/** Plans of these sizes are compared for the memory that they take to send. */
const memorySizes = [100, 5000];
/** A Monday morning; the year that the load is spread over begins with it. */
const nowUtc = Date.UTC(2026, 10, 23, 7);
const dayMs = 86_400_000;
const range = { startUtc: nowUtc, endUtc: nowUtc + 372 * dayMs };

/** How the figures are taken. */
export interface SendingOptions {
  /** The strategies to measure, by parts of their names with commas between. Default: all. */
  readonly only?: string;
  /** Told what is being done, one line each. */
  readonly say: (line: string) => void;
}

interface Times {
  readonly latencyMs: number;
  readonly serviceMs: number;
}

/** One strategy as it was measured. */
interface Measured extends SendingResult {
  readonly strategy: string;
  /** Answers of 429. */
  readonly throttled: number;
  /** The most requests that were worked at at a time in one mailbox. */
  readonly mostAtATime: number;
}

/** Measures every strategy, one after the other; takes about twelve minutes, of which the plain loop takes four. */
export async function measureSending({ say, only = "" }: SendingOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const isWanted = (name: string): boolean => only.split(",").some((part) => name.includes(part));
  for (const mailboxes of mailboxCounts) {
    const limit = (items * serviceMs) / requestsPerMailbox / mailboxes / 1000;
    for (const strategy of strategies.keys()) {
      if (!isWanted(strategy)) continue;
      say(`  ${strategy}, ${items} items, mailboxes: ${mailboxes}`);
      const measured = await measure({ strategy, items, mailboxes, ...range }, { latencyMs, serviceMs });
      const title = `Cancelling ${items} in ${mailboxes === 1 ? "1 mailbox" : `${mailboxes} mailboxes`}, ${strategy}`;
      figures.push(
        { name: `${title}: time`, value: measured.seconds, unit: "s", peer: "the service's limit", peerValue: limit },
        { name: `${title}: answers of 429`, value: measured.throttled, unit: "answers" },
        { name: `${title}: at a time in a mailbox`, value: measured.mostAtATime, unit: "requests" },
      );
    }
  }
  for (const size of memorySizes) {
    if (!isWanted("unbook")) continue;
    say(`  memory, ${size} items`);
    const task = { strategy: "unbook", items: size, mailboxes: 1, ...range };
    const { peakBytes, keptBytes } = await measure(task, { latencyMs: 0, serviceMs: 0 });
    figures.push(
      { name: `Cancelling ${size}: peak memory`, value: peakBytes / 1e6, unit: "MB" },
      { name: `Cancelling ${size}: memory kept`, value: keptBytes / 1e6, unit: "MB" },
    );
  }
  return figures;
}

async function measure(task: Omit<SendingTask, "addresses" | "secureOrigin">, times: Times): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-bench-"));
  const sandbox = startSandboxFor(task, times);
  try {
    const addresses = await readAddresses(sandbox);
    const front = await startSecureFront(addresses.graphOrigin);
    const certificates = path.join(folder, "ca.pem");
    await writeFile(certificates, front.ca);
    const client = startClientProgram(
      "sendingClient.ts",
      { ...task, addresses, secureOrigin: front.origin },
      certificates,
    );
    try {
      await nextMessage(client);
      await fetch(addresses.loadsUrl, { method: "DELETE", headers: admin });
      const said = nextMessage(client);
      client.send("send");
      const result = (await said) as SendingResult;
      const loads = (await (await fetch(addresses.loadsUrl, { headers: admin })).json()) as readonly MailboxLoad[];
      const outbox = (await (await fetch(addresses.outboxUrl)).json()) as readonly { readonly itemId: string }[];
      const cancelled = new Set(outbox.map(({ itemId }) => itemId)).size;
      if (cancelled !== task.items) throw new Error(`Only ${cancelled} items were cancelled.`);
      return {
        strategy: task.strategy,
        ...result,
        throttled: loads.reduce((sum, { refused }) => sum + refused, 0),
        mostAtATime: Math.max(...loads.map(({ mostAtATime }) => mostAtATime)),
      };
    } finally {
      await stopProgram(client);
      await front.dispose();
    }
  } finally {
    await stopProgram(sandbox);
    await rm(folder, { recursive: true, force: true });
  }
}

const admin = { "x-unbook-sandbox": "admin" };

function startSandboxFor(
  { items: count, mailboxes }: Pick<SendingTask, "items" | "mailboxes">,
  { latencyMs: latency, serviceMs: service }: Times,
): ChildProcess {
  // Two thirds of the events are Ana's own.
  const load =
    mailboxes === 1 ? { events: Math.ceil(count * 1.55) } : { branches: mailboxes, appointments: count / mailboxes };
  return startSandboxProgram({ now: new Date(nowUtc).toISOString(), latency, service, ...load });
}
