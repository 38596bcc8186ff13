/** The sandbox as a program: its command line, the one line that it prints, and how it stops. */
import { parseArgs } from "node:util";
import type { Sandbox, SandboxOptions } from "./sandboxContract.ts";
import { startSandbox } from "./startSandbox.ts";

const help = `Unbook Sandbox: a local stand-in for Microsoft Graph and Microsoft's sign-in, with sample data.

  --port <number>     Port on 127.0.0.1; 0 takes a free one (default 0)
  --now <time>        The moment the sample data is arranged around, as 2026-11-20T09:00:00Z (default: now)
  --time-zone <name>  The sample office's time zone, as Europe/Berlin (default: this machine's)
  --latency <ms>      How long a request and its answer are on their way (default 0)
  --service <ms>      How long Graph works at each request (default 0)
  --events <number>   More events in the first account's calendar, over a year (default 0)
  --appointments <number>
                      More appointments of the first business, over a year (default 0)
  --businesses <number>
                      More Bookings businesses (default 0)
  --branches <number> More businesses of the first account's, each with as many appointments (default 0)
  --help              Show this

Prints its addresses as one line of JSON. Stops at Ctrl-C.
`;

const textOptions = [
  "port",
  "now",
  "latency",
  "service",
  "time-zone",
  "events",
  "appointments",
  "businesses",
  "branches",
] as const;

/** What a command line asks for. */
export type SandboxCommand =
  | { readonly kind: "start"; readonly options: SandboxOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string };

/** Runs the program; sets the process's exit code if it cannot start. */
export async function runSandboxProgram(argv: readonly string[]): Promise<void> {
  const command = readSandboxCommand(argv);
  switch (command.kind) {
    case "help":
      process.stdout.write(help);
      return;
    case "wrong":
      return fail(`${command.problem} Try --help.`);
    case "start":
      try {
        stopAtSignals(await startSandbox(command.options));
      } catch (error) {
        fail(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
      }
      return;
    default:
      return command satisfies never;
  }
}

/** Reads a command line without the program's own name. */
export function readSandboxCommand(argv: readonly string[]): SandboxCommand {
  let values: Partial<Record<(typeof textOptions)[number], string>> & { help?: boolean };
  try {
    const texts = Object.fromEntries(textOptions.map((name) => [name, { type: "string" } as const]));
    values = parseArgs({ args: [...argv], options: { ...texts, help: { type: "boolean" } }, strict: true }).values;
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help === true) return { kind: "help" };
  const port = wholeNumber(values.port ?? "0");
  if (port === undefined || port > 65_535)
    return { kind: "wrong", problem: "--port must be a number from 0 to 65535." };
  const latencyMs = wholeNumber(values.latency ?? "0");
  if (latencyMs === undefined) return { kind: "wrong", problem: "--latency must be a whole number of milliseconds." };
  const serviceMs = wholeNumber(values.service ?? "0");
  if (serviceMs === undefined) return { kind: "wrong", problem: "--service must be a whole number of milliseconds." };
  const nowUtc = values.now === undefined ? undefined : Date.parse(values.now);
  if (Number.isNaN(nowUtc)) return { kind: "wrong", problem: "--now must be a time, as 2026-11-20T09:00:00Z." };
  const timeZone = values["time-zone"];
  const load: { events?: number; appointments?: number; businesses?: number; branches?: number } = {};
  for (const name of ["events", "appointments", "businesses", "branches"] as const) {
    const count = wholeNumber(values[name] ?? "0");
    if (count === undefined) return { kind: "wrong", problem: `--${name} must be a whole number.` };
    if (count > 0) load[name] = count;
  }
  return {
    kind: "start",
    options: {
      port,
      latencyMs,
      ...(serviceMs === 0 ? {} : { serviceMs }),
      ...(nowUtc === undefined ? {} : { nowUtc }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(Object.keys(load).length === 0 ? {} : { load }),
    },
  };
}

function stopAtSignals(sandbox: Sandbox): void {
  process.stdout.write(`${JSON.stringify(sandbox.addresses)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void sandbox.dispose());
  }
}

function fail(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}
