/**
 * What typing in the largest request file feels like in a real VS Code: how long it takes from pressing a key until the
 * character is drawn, and how long the extension host is held up, so that no extension answers: while somebody types, and
 * when they pause, which is when VS Code asks for lenses, outline and foldings of the whole file. Two other extensions are
 * measured in the same way, so that the ratio says what of it is ours and not VS Code's.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { packageExtension } from "../host/packageExtension.ts";
import { emptyCacheFolder } from "../host/projectFolders.ts";
import { setStage } from "../journey/driver/stage.ts";
import type { Stage, StageOptions } from "../journey/driver/stage.ts";
import { blockFileVariable, packageBlockMeter, readBlocks } from "./blockMeter.ts";
import type { Block } from "./blockMeter.ts";
import { drawingMeter, pressAndWait } from "./drawingMeter.ts";
import { packageEmptyExtension, packageFixedAnswers } from "./emptyExtension.ts";
import type { Figure } from "./figure.ts";
import { median } from "./figure.ts";
import { manyRequests } from "./manyRequests.ts";

/** How the figures are taken. */
export interface KeystrokeOptions {
  /** How many times something is typed into each file, with a pause behind it. */
  readonly bursts: number;
  readonly say: (line: string) => void;
}

const requestCount = 5000;
const definitionCount = 5000;

/** A file, and the place in it where somebody types. */
interface Typing {
  readonly name: string;
  readonly text: string;
  /** Stands once in the file; typed is behind it. */
  readonly behind: string;
}

/** As somebody types who is used to it. */
const keysInBurst = 5;
const rhythmMs = 200;
/** Until all is over that typing sets off: VS Code asks for lenses late, and problems wait for a pause in typing. */
const pauseMs = 2000;

/** A VS Code with one of the extensions, and what its extension host notes of itself. */
interface Desk {
  readonly stage: Stage;
  readonly blockFile: string;
}

/** Medians. All three sit side by side and type in turn, so that what else the machine does meets them alike. */
export async function measureKeystrokes({ bursts, say }: KeystrokeOptions): Promise<readonly Figure[]> {
  await packageExtension(say);
  const desks: Desk[] = [];
  try {
    desks.push(await sitDown("Unbook", {}));
    desks.push(await sitDown("Empty", { vsix: await packageEmptyExtension() }));
    desks.push(await sitDown("Fixed Answers", { vsix: await packageFixedAnswers(requestCount) }));
    const figures: Figure[] = [];
    for (const [index, typing] of typingsOfFiles().entries()) {
      say(`Typing ${typing.name} …`);
      figures.push(...figuresOf(typing, await typeInTurn(desks, fileNameOf(index), typing, bursts)));
    }
    return figures;
  } finally {
    for (const { stage } of desks) await stage.dispose();
  }
}

function figuresOf({ name }: Typing, [own = [], empty = [], fixed = []]: readonly (readonly Burst[])[]): Figure[] {
  const figure = (what: string, of: (burst: Burst) => readonly number[], peer: string, others: typeof own): Figure => {
    const all = own.flatMap(of);
    return {
      name: `${what}, ${name}`,
      value: median(all),
      unit: "ms",
      all,
      peer,
      peerValue: median(others.flatMap(of)),
    };
  };
  const oneLens = "an extension with one fixed lens";
  const asMany = "an extension with as many fixed lenses, symbols and foldings";
  return [
    figure("Until a character is drawn", ({ drawnMs }) => drawnMs, oneLens, empty),
    figure("Longest block of the extension host at a keystroke", ({ typingMs }) => typingMs, oneLens, empty),
    figure("Longest block of the extension host in a pause", ({ restingMs }) => [restingMs], asMany, fixed),
    figure("All that the extension host computes in a pause", ({ workMs }) => [workMs], asMany, fixed),
  ];
}

function typingsOfFiles(): readonly Typing[] {
  const plain = manyRequests(requestCount);
  const withDefinitions = `${chainedDefinitions()}\n${usingDefinitions(plain)}`;
  const lines = (text: string): string => (text.split("\n").length - 1).toLocaleString("en-US");
  const middle = `closed on day ${requestCount / 2}, sorry`;
  const definition = `@id${definitionCount / 2 + 1} = {{id${definitionCount / 2}}}`;
  return [
    { name: `in a message, ${lines(plain)} lines`, text: plain, behind: middle },
    {
      name: `in a message, ${lines(withDefinitions)} lines with ${definitionCount} definitions`,
      text: withDefinitions,
      behind: middle,
    },
    {
      name: `in one of ${definitionCount} definitions, ${lines(withDefinitions)} lines`,
      text: withDefinitions,
      behind: definition,
    },
  ];
}

/** Each takes its value from the one before, in chains of fifty. */
function chainedDefinitions(): string {
  return Array.from({ length: definitionCount }, (_, index) =>
    index % 50 === 0 ? `@id${index} = AAMkAGI1AAAt9AHj${index}%3D\n` : `@id${index} = {{id${index - 1}}}\n`,
  ).join("");
}

/** The same requests, which take their ids from the definitions. */
function usingDefinitions(text: string): string {
  return text.replaceAll(/AA(?:MkAGI1AAAt9AHj|MkADKo)(\d+)%3D/g, (_id, index: string) => `{{id${index}}}`);
}

/** What typing a few letters has cost. */
interface Burst {
  /** For each key: from pressing it until the browser has drawn the character. */
  readonly drawnMs: readonly number[];
  /** For each key: the longest block until the next one. */
  readonly typingMs: readonly number[];
  /** The longest block in the pause afterwards, and all together. */
  readonly restingMs: number;
  readonly workMs: number;
}

async function sitDown(extensionName: string, options: StageOptions): Promise<Desk> {
  const blockFile = path.join(await emptyCacheFolder("bench", `blocks of ${extensionName}`), "blocks.jsonl");
  const stage = await setStage(`bench typing ${extensionName}`, {
    opensSandbox: false,
    beside: await packageBlockMeter(),
    environment: { [blockFileVariable]: blockFile },
    // Otherwise the host looks through all programs of the machine every few seconds.
    settings: { "remote.autoForwardPortsSource": "output" },
    ...options,
  });
  // All at first: Go to File does not look again for what has come since.
  for (const [index, { text }] of typingsOfFiles().entries()) {
    await writeFile(path.join(stage.workspaceFolder, fileNameOf(index)), text);
  }
  return { stage, blockFile };
}

function fileNameOf(index: number): string {
  return `typing${index}.http`;
}

/** What has been typed once, before it is known what it has cost. */
type Typed = Pick<Burst, "drawnMs"> & { readonly pressedAt: readonly number[] };

async function typeInTurn(
  desks: readonly Desk[],
  fileName: string,
  typing: Typing,
  bursts: number,
): Promise<readonly (readonly Burst[])[]> {
  for (const { stage } of desks) await goToPlace(stage, fileName, typing);
  const typed = desks.map((): Typed[] => []);
  for (let burst = 0; burst <= bursts; burst += 1) {
    for (const [index, { stage }] of desks.entries()) typed[index]?.push(await typeOnce(stage.workbench.page));
  }
  return Promise.all(
    desks.map(async ({ blockFile }, index) => {
      const blocks = await readBlocks(blockFile);
      // The first burst has more to do than the others.
      return (typed[index] ?? []).slice(1).map((one) => costOf(one, blocks));
    }),
  );
}

async function goToPlace({ workbench }: Stage, fileName: string, { text, behind }: Typing): Promise<void> {
  const { page, editors } = workbench;
  // Of what was typed before, completions may still be offered.
  await page.keyboard.press("Escape");
  await editors.open(fileName);
  const before = text.slice(0, text.indexOf(behind) + behind.length).split("\n");
  await editors.goToLine(before.length, (before.at(-1) ?? "").length + 1);
  await page.evaluate(drawingMeter(behind));
  // What opening the file has set off.
  await page.waitForTimeout(3 * pauseMs);
}

async function typeOnce(page: Page): Promise<Typed> {
  const pressedAt: number[] = [];
  const drawnMs: number[] = [];
  for (let key = 0; key < keysInBurst; key += 1) {
    const startedAt = Date.now();
    pressedAt.push(startedAt);
    drawnMs.push(await pressAndWait(page));
    await page.waitForTimeout(Math.max(0, startedAt + rhythmMs - Date.now()));
  }
  await page.waitForTimeout(pauseMs);
  return { drawnMs, pressedAt };
}

function costOf({ drawnMs, pressedAt }: Typed, blocks: readonly Block[]): Burst {
  const pausedAt = (pressedAt.at(-1) ?? 0) + rhythmMs;
  const typingMs = pressedAt.map((at, index) => longest(between(blocks, at, pressedAt[index + 1] ?? pausedAt)));
  const inPause = between(blocks, pausedAt, pausedAt + pauseMs);
  return { drawnMs, typingMs, restingMs: longest(inPause), workMs: inPause.reduce((sum, one) => sum + one, 0) };
}

/** How long the blocks were that ended in a time. */
function between(blocks: readonly Block[], from: number, to: number): readonly number[] {
  return blocks.filter(({ endedAt }) => endedAt >= from && endedAt < to).map(({ computedMs }) => computedMs);
}

function longest(lengths: readonly number[]): number {
  return Math.max(0, ...lengths);
}
