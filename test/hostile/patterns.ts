/**
 * Tries regular expressions with texts that are made to keep them busy: each pattern is attacked with its own letters and with
 * everything that its classes may take, over and over, and then with something that it cannot take.
 */
import { performance } from "node:perf_hooks";
import { createContext, Script } from "node:vm";
import { Visitor } from "oxc-parser";
import { parseModule } from "../guards/moduleImports.ts";
import type { FileTexts } from "../guards/projectFiles.ts";

/** A regular expression of the code. */
export interface CodePattern {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression that is written out in these modules. */
export function patternsIn(texts: FileTexts): readonly CodePattern[] {
  const found: CodePattern[] = [];
  for (const [file, text] of texts) {
    new Visitor({
      Literal: (node) => {
        if ("regex" in node) found.push({ file, pattern: node.regex.pattern, flags: node.regex.flags });
      },
    }).visit(parseModule(file, text).program);
  }
  return found;
}

const pumps = (
  "a|A|0| |\t|\n|\r\n|/|\\|\"|'|-|.|_|@|=|,|:|;|{|}|{{|}}|[|]|(|)|<|>|&|?|%|%2|#|$|+|!|~|^|`|*|é|\u202e|" +
  'a |a.|a/|=a|"a|\\"|a=|a\n| \n|a{{|://|*/|###'
).split("|");

/** As long as a line that somebody has written by hand may become. */
const firstLength = 4000;
/** A pattern whose time grows with the square of the length takes at least a hundred times as long for this one. */
const secondLength = 40_000;
const slowMs = 60;

const run = new Script(`
  for (at.index = 0; at.index < texts.length && slow.length < most; at.index += 1) {
    const text = texts[at.index];
    let best = Infinity;
    at.startedAt = now();
    for (let turn = 0; turn < turns && best > limitMs; turn += 1) {
      pattern.lastIndex = 0;
      const turnStartedAt = now();
      if (pattern.global) text.replace(pattern, ""); else pattern.test(text);
      best = Math.min(best, now() - turnStartedAt);
    }
    if (best > limitMs) slow.push(at.index);
  }
`);

/** How a pattern can be kept busy; undefined if it cannot, as far as is tried. */
export function slowAttack({ pattern, flags }: Pick<CodePattern, "pattern" | "flags">): string | undefined {
  const expression = new RegExp(pattern, flags.replace("y", ""));
  const own = fragmentsOf(pattern);
  const named = ["", ...own].flatMap((before) =>
    [...new Set([...pumps, ...own])].map((pump) => [before, pump] as const),
  );
  const suspects = slowOnes(expression, named, {
    length: firstLength,
    limitMs: 0.5,
    turns: 2,
    most: 12,
    now: () => performance.now(),
  });
  const [attack] = slowOnes(expression, suspects, {
    length: secondLength,
    limitMs: slowMs,
    turns: 2,
    most: 1,
    now: busyMs,
  });
  return attack && `${JSON.stringify(attack[0])} and ${JSON.stringify(attack[1])} again and again`;
}

type Attack = readonly [before: string, pump: string];

interface Bounds {
  readonly length: number;
  readonly limitMs: number;
  readonly turns: number;
  /** How many are enough. */
  readonly most: number;
  readonly now: () => number;
}

/** Those that take longer than the limit, also when they are tried again. One that never ends is the last of them. */
function slowOnes(
  pattern: RegExp,
  attacks: readonly Attack[],
  { length, limitMs, turns, most, now }: Bounds,
): readonly Attack[] {
  const texts = attacks.map(([before, pump]) => `${before}${pump.repeat(Math.ceil(length / pump.length))}\u0001!`);
  const slow: number[] = [];
  const at = { index: 0, startedAt: 0 };
  const context = createContext({ pattern, texts, limitMs, turns, most, slow, at, now });
  try {
    run.runInContext(context, { timeout: 3000 });
  } catch {
    // It may have been stopped early in its second turn: without a slow first one there is none, so both count.
    if (now() - at.startedAt > limitMs) slow.push(at.index);
  }
  return slow.flatMap((index) => (attacks[index] === undefined ? [] : [attacks[index]]));
}

/** How long this thread has been at work, in coarse steps: what else the machine has to do does not count. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** What stands in a pattern as it is, piece by piece. */
function fragmentsOf(pattern: string): readonly string[] {
  const plain = pattern
    .replaceAll(/\\[pP]\{[^}]*\}|\\[dDwWsSbB]|\(\?<?[:=!]|\(\?<\w+>|[\^$*+?|()]|\{\d+,?\d*\}|\[[^\]]*\]/gu, "\u0001")
    .replaceAll(/\\(.)/gu, "$1");
  return [...new Set(plain.split("\u0001"))].filter((one) => one !== "").slice(0, 5);
}
