/**
 * Listing 10,000 events and 2,000 appointments at 80 ms latency, and listing them again when nothing has changed: our
 * client and Microsoft's in one run, over the same https, each in a process of its own.
 */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopProgram } from "../host/childProcesses.ts";
import { type SecureFront, startSecureFront } from "../independent/secureFront.ts";
import { nextMessage, readAddresses, startClientProgram, startSandboxProgram } from "./benchPrograms.ts";
import type { Figure } from "./figure.ts";
import type { Listing, ReaderName, ReaderTask, Reading } from "./listingReader.ts";

const load = { events: 10_000, appointments: 2000 };
const latencyMs = 80;
/** A Monday morning; the year that the load is spread over begins with it. */
const nowUtc = Date.UTC(2026, 10, 23, 7);
const dayMs = 86_400_000;
const range = { startUtc: nowUtc - 7 * dayMs, endUtc: nowUtc + 372 * dayMs };

/** Ours is the first. */
const readerNames: readonly ReaderName[] = [
  "unbook",
  "official",
  "official with $top",
  "official with $top and $select",
];
const listings: readonly Listing[] = ["events", "appointments"];

/** How the figures are taken. */
export interface ListingOptions {
  /** Told what is being done, one line each. */
  readonly say: (line: string) => void;
}

/** One listing as it was measured, with what went over the line. */
interface Measured extends Reading {
  readonly requests: number;
  readonly bytes: number;
}

/** The second time, nothing has changed. */
const rounds = ["first", "again"] as const;

/** Who listed what, and when. */
interface Result extends Measured {
  readonly name: ReaderName;
  readonly round: (typeof rounds)[number];
  readonly listing: Listing;
}

/**
 * What is measured of a reader. Microsoft's client lists again as it has listed first: to see that, its fastest way is
 * enough.
 */
function workOf(name: ReaderName): readonly Pick<Result, "listing" | "round">[] {
  const isListedAgain = name === "unbook" || name === "official with $top and $select";
  return rounds
    .filter((round) => round === "first" || isListedAgain)
    .flatMap((round) => listings.map((listing) => ({ listing, round })));
}

/** Measures every reader, one after the other; takes about four minutes. Each figure has a client of Microsoft's beside it. */
export async function measureListing({ say }: ListingOptions): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-bench-"));
  const now = new Date(nowUtc).toISOString();
  const sandbox = startSandboxProgram({ now, latency: latencyMs, ...load });
  const results: Result[] = [];
  try {
    const addresses = await readAddresses(sandbox);
    const front = await startSecureFront(addresses.graphOrigin);
    const certificates = path.join(folder, "ca.pem");
    await writeFile(certificates, front.ca);
    for (const name of readerNames) {
      say(`  ${name}`);
      const task: ReaderTask = { name, addresses, origin: front.origin, ...range };
      const reader = startClientProgram("listingReader.ts", task, certificates);
      try {
        await nextMessage(reader);
        for (const { listing, round } of workOf(name)) {
          results.push({ name, round, listing, ...(await measure(reader, front, listing)) });
        }
      } finally {
        await stopProgram(reader);
      }
    }
    await front.dispose();
  } finally {
    await stopProgram(sandbox);
    await rm(folder, { recursive: true, force: true });
  }
  return figuresOf(results);
}

type Measure = readonly [name: string, unit: string, of: (result: Result) => number];

/** What can be said of one listing, by name. */
const measures: readonly Measure[] = [
  ["requests", "requests", ({ requests }) => requests],
  ["time", "s", ({ seconds }) => seconds],
  ["received", "MB", ({ bytes }) => bytes / 1e6],
];
/** What can only be said of everything that has been listed so far. */
const memoryMeasures: readonly Measure[] = [
  ["peak memory", "MB", ({ peakBytes }) => peakBytes / 1e6],
  ["memory kept", "MB", ({ keptBytes }) => keptBytes / 1e6],
];

function figuresOf(results: readonly Result[]): readonly Figure[] {
  const compared = (title: string, ours: Result, chosen: readonly Measure[]): readonly Figure[] => {
    const others = results.filter(
      ({ listing, name, round }) => name !== ours.name && listing === ours.listing && round === ours.round,
    );
    return chosen.flatMap(([what, unit, of]) =>
      others.map((other): Figure => {
        return { name: `${title}: ${what}`, value: of(ours), unit, peer: other.name, peerValue: of(other) };
      }),
    );
  };
  const own = results.filter(({ name }) => name === "unbook");
  return own.flatMap((ours) => {
    const { listing, round } = ours;
    const title = round === "first" ? `Listing ${load[listing]} ${listing}` : `Listing the same ${listing} again`;
    const isAll = listing === "appointments" && round === "first";
    return [
      ...compared(title, ours, measures),
      ...(isAll ? compared("Listing events and appointments", ours, memoryMeasures) : []),
    ];
  });
}

async function measure(reader: ChildProcess, front: SecureFront, listing: Listing): Promise<Measured> {
  const passedBefore = front.passed.length;
  const said = nextMessage(reader);
  reader.send(listing);
  const reading = (await said) as Reading;
  if (reading.count < load[listing]) throw new Error(`Only ${reading.count} ${listing} were listed.`);
  const passed = front.passed.slice(passedBefore);
  return { ...reading, requests: passed.length, bytes: passed.reduce((sum, { bytes }) => sum + bytes, 0) };
}
