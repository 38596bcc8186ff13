/**
 * `npm start`: Unbook on sample data, in VS Code. In the browser, or with `--desktop` in an installed VS Code; `--smoke` does
 * the whole job without a person, prints what it saw as one line of JSON, and ends with 0 or 1.
 */
import { parseArgs } from "node:util";
import { CommandFailed } from "./childProcesses.ts";
import { MendableError } from "./mendableError.ts";
import { packageExtension } from "./packageExtension.ts";
import { smoke } from "./smoke.ts";
import { startDesktop } from "./startDesktop.ts";
import { startWeb } from "./startWeb.ts";

const { values } = parseArgs({ options: { desktop: { type: "boolean" }, smoke: { type: "boolean" } } });
// Standard output is the smoke run's report alone.
const output = values.smoke === true ? process.stderr : process.stdout;
const say = (line: string): void => void output.write(`${line}\n`);

try {
  await packageExtension(say);
  if (values.smoke === true) {
    say("Trying it without a person …");
    const report = await smoke();
    process.stdout.write(`${JSON.stringify(report)}\n`);
    process.exitCode = report.ok ? 0 : 1;
  } else if (values.desktop === true) await startDesktop(say);
  else await startWeb(say);
} catch (error) {
  // What a person can mend is said in its own words; the rest is our mistake and shows where it is.
  if (values.smoke === true) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${JSON.stringify({ ok: false, reason })}\n`);
  }
  if (!(error instanceof MendableError || error instanceof CommandFailed)) throw error;
  if (values.smoke !== true) say(error.message);
  process.exitCode = 1;
}
