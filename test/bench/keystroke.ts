/**
 * What typing one character in the largest request file costs: until all its lenses are known, and until all its problems
 * are. The file is read anew each time, as the editor does; what the editor adds is left out (drawing, and the pause in
 * typing that problems wait for). Once without variables, once where half the requests use those of 500 definitions.
 */
import type { LensView } from "../../src/editor/requestLensRows.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { findSecrets } from "../../src/requestFile/findSecrets.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { findDefinitionProblems, findVariableProblemsOf } from "../../src/requestFile/variableProblems.ts";
import { bringVscodeWords } from "./vscodeWords.ts";
import type { Figure } from "./figure.ts";
import { median } from "./figure.ts";
import { manyRequests } from "./manyRequests.ts";

bringVscodeWords();
const { KnownRows } = await import("../../src/editor/knownRows.ts");
const { findGraphProblems } = await import("../../src/editor/graphProblems.ts");

const requestCount = 5000;
const definitionCount = 500;

/** How the figures are taken. */
export interface KeystrokeOptions {
  /** How many characters are typed into each file. */
  readonly keystrokes: number;
  readonly say: (line: string) => void;
}

/** Medians over the keystrokes; the first look at a file, which has more to do, is left out. */
export function measureKeystrokes({ keystrokes, say }: KeystrokeOptions): readonly Figure[] {
  const files = [
    { name: "without variables", text: manyRequests(requestCount) },
    { name: `half of them with ${definitionCount} variables`, text: withVariables(manyRequests(requestCount)) },
  ];
  return files.flatMap(({ name, text }) => {
    say(`Typing into a file ${name} …`);
    const times = typeInto(text, keystrokes);
    const lines = text.split("\n").length - 1;
    const file = `a keystroke in ${lines} lines, ${requestCount} requests, ${name}`;
    return [
      figure(
        `All lenses after ${file}`,
        times.map(({ lensesMs }) => lensesMs),
      ),
      figure(
        `All problems after ${file}`,
        times.map(({ problemsMs }) => problemsMs),
      ),
    ];
  });
}

function figure(name: string, all: readonly number[]): Figure {
  return { name, value: median(all), unit: "ms", all };
}

interface Keystroke {
  readonly lensesMs: number;
  /** With the reading of the text. */
  readonly problemsMs: number;
}

const view: LensView = {
  session: { kind: "signedOut" },
  isTrusted: true,
  viewer: { now: 0, timeZone: "UTC", locale: "en-GB", ownAddresses: [], isPersonal: false },
  factOf: () => undefined,
};

function typeInto(text: string, keystrokes: number): readonly Keystroke[] {
  const known = new KnownRows();
  lensesOf(text, known);
  problemsOf(text);
  // In the message of a request in the middle of the file.
  const place = text.indexOf(", sorry", text.length / 2);
  let typed = text;
  return Array.from({ length: keystrokes }, () => {
    typed = `${typed.slice(0, place)}x${typed.slice(place)}`;
    const startedAt = performance.now();
    const lensCount = lensesOf(typed, known);
    const lensesAt = performance.now();
    problemsOf(typed);
    const problemsMs = performance.now() - lensesAt;
    // Whoever does not word every lens would be fast.
    if (lensCount < requestCount) throw new Error(`Of ${requestCount} requests, only ${lensCount} have a lens.`);
    return { lensesMs: lensesAt - startedAt, problemsMs };
  });
}

/** How many lenses there are. */
function lensesOf(text: string, known: InstanceType<typeof KnownRows>): number {
  const file = parseRequestFile(text);
  known.begin(view, "");
  return file.requests
    .map((request) => {
      const found = {
        file,
        request,
        // Only what has not been read yet is asked for this.
        get toGraph() {
          return readGraphRequest(file, request);
        },
      };
      return known.of(found).length;
    })
    .reduce((sum, count) => sum + count, 0);
}

/** How many problems there are. */
function problemsOf(text: string): number {
  const file = parseRequestFile(text);
  const ofRequests = file.requests.flatMap((request) => [
    ...findGraphProblems(readGraphRequest(file, request), undefined),
    ...findVariableProblemsOf(file, request),
  ]);
  return [...file.problems, ...findSecrets(file), ...findDefinitionProblems(file), ...ofRequests].length;
}

/** The same requests, of which those about events take their ids from definitions at the top. */
function withVariables(text: string): string {
  const definitions = Array.from(
    { length: definitionCount },
    (_, index) => `@id${index} = AAMkAGI1AAAt9AHj${index}%3D\n`,
  );
  let used = 0;
  const requests = text.replaceAll(/AAMkAGI1AAAt9AHj\d+%3D/g, () => {
    used += 1;
    return `{{id${used % definitionCount}}}`;
  });
  return `${definitions.join("")}\n${requests}`;
}
