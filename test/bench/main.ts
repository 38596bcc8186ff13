/**
 * `npm run bench`: measures, prints one figure a line, and asserts nothing. `-- --json` prints one JSON object a line. Words
 * on the command line choose the parts to run; without any, all are run.
 */
import { parseArgs } from "node:util";
import { measureEditorStart } from "./editorStart.ts";
import { figureJson, figureLine } from "./figure.ts";
import type { Figure } from "./figure.ts";
import { measureKeystrokes } from "./keystroke.ts";
import { measureListing } from "./listing.ts";
import { measureParsing } from "./parsing.ts";
import { measurePlanInWindow } from "./planInWindow.ts";
import { measurePlanning } from "./planning.ts";
import { measureSending } from "./sending.ts";

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    starts: { type: "string", default: "5" },
    only: { type: "string" },
  },
  allowPositionals: true,
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What can be measured, by the word that chooses it. */
const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  parsing: async () => measureParsing({ say }),
  planning: async () => measurePlanning(),
  window: async () => measurePlanInWindow({ rounds: 3, say }),
  keystroke: async () => measureKeystrokes({ bursts: 6, say }),
  listing: async () => measureListing({ say }),
  sending: async () => measureSending({ say, ...(values.only !== undefined && { only: values.only }) }),
  editor: async () => measureEditorStart({ starts: Number(values.starts), say }),
};

for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  say(`Measuring: ${name}`);
  for (const figure of await measure()) {
    process.stdout.write(`${values.json ? figureJson(figure) : figureLine(figure)}\n`);
    if (figure.all !== undefined) say(`  ${figure.all.map((value) => Math.round(value)).join(" ")}`);
  }
}
