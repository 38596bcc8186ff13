/**
 * The system variables of REST Client that need nobody signed in: `$guid`, `$timestamp`, `$datetime`, `$localDatetime`,
 * `$randomInt`, `$dotenv` and `$processEnv`. The clock, chance and the environment come in as parameters.
 * The language: https://github.com/Huachao/vscode-restclient#system-variables
 */
import { formatInstant, moveInstant } from "./dateFormat.ts";

/** Where system variables take their values from. */
export interface SystemSource {
  readonly now: Date;
  /** A new random UUID, as `crypto.randomUUID()`. */
  readonly newGuid: () => string;
  /** From 0 to below 1, as `Math.random()`. */
  readonly random: () => number;
  /** How far the person's zone is east of UTC at an instant, in minutes. */
  readonly localOffsetMinutes: (instant: Date) => number;
  /** The `.env` file beside the request file. Left out in a workspace that is not trusted: its variables have no value then. */
  readonly dotenv?: ReadonlyMap<string, string>;
  /** The environment of the process. Left out in a workspace that is not trusted. */
  readonly processEnv?: ReadonlyMap<string, string>;
}

/** The value of a system variable, or why it has none. */
export type SystemValue =
  | { readonly kind: "value"; readonly text: string }
  /** `badFormat`: what follows the name makes no sense. */
  | { readonly kind: "unknown"; readonly reason: "undefined" | "system" | "badFormat" | "unsupported" };

/** The system variables that Unbook knows, for completion. */
export const systemVariableNames = [
  "$guid",
  "$timestamp",
  "$datetime",
  "$localDatetime",
  "$randomInt",
  "$dotenv",
  "$processEnv",
] as const;

const offset = String.raw`(?:\s+(-?\d+)\s+(y|Q|M|w|d|h|m|s|ms))?`;
const timestampArguments = new RegExp(`^${offset}$`);
const dateArguments = new RegExp(String.raw`^\s+(rfc1123|iso8601|'.+'|".+")${offset}$`);

/**
 * The value of an expression that begins with `$`. Without a source every known variable is unknown for the reason
 * `system`. A variable of the process that is not set has no value: an id that is empty must not be sent.
 * @param environmentText What `$processEnv %name` and `$dotenv %name` look up first, to find out which variable is meant.
 */
export function systemValue(
  expression: string,
  source: SystemSource | undefined,
  environmentText: (name: string) => string | undefined,
): SystemValue {
  const [name = ""] = /^\$\w*/.exec(expression) ?? [];
  const rest = expression.slice(name.length).trimEnd();
  if (!systemVariableNames.some((known) => known === name)) return { kind: "unknown", reason: "unsupported" };
  if (source === undefined) return { kind: "unknown", reason: "system" };
  switch (name) {
    case "$guid":
      return rest === "" ? { kind: "value", text: source.newGuid() } : badFormat;
    case "$randomInt":
      return randomInteger(rest, source);
    case "$dotenv":
      return named(meantName(/^\s+(%)?([\w.-]+)$/.exec(rest), environmentText), source.dotenv);
    case "$processEnv":
      return named(meantName(/^\s+(%)?(\w+)$/.exec(rest), environmentText), source.processEnv);
    case "$timestamp": {
      const found = timestampArguments.exec(rest);
      const instant = found === null ? undefined : moved(source.now, found[1], found[2]);
      return instant === undefined ? badFormat : { kind: "value", text: String(Math.floor(instant.getTime() / 1000)) };
    }
    default: {
      const found = dateArguments.exec(rest);
      const instant = found === null ? undefined : moved(source.now, found[2], found[3]);
      if (found === null || instant === undefined) return badFormat;
      const format = /^['"]/.test(found[1] ?? "") ? (found[1] ?? "").slice(1, -1) : (found[1] ?? "");
      const zone = name === "$localDatetime" ? source.localOffsetMinutes(instant) : undefined;
      return { kind: "value", text: formatInstant(instant, format, zone) };
    }
  }
}

const badFormat: SystemValue = { kind: "unknown", reason: "badFormat" };

function moved(now: Date, amount: string | undefined, unit: string | undefined): Date | undefined {
  return amount === undefined || unit === undefined ? now : moveInstant(now, Number(amount), unit);
}

/** From the first number to below the second. */
function randomInteger(rest: string, source: SystemSource): SystemValue {
  const found = /^\s+(-?\d+)\s+(-?\d+)$/.exec(rest);
  const [from, to] = [Number(found?.[1]), Number(found?.[2])];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from >= to) return badFormat;
  return { kind: "value", text: String(Math.floor(source.random() * (to - from)) + from) };
}

/** The name that is written, or with a `%` before it the one that the environment gives for it. */
function meantName(
  found: RegExpExecArray | null,
  environmentText: (name: string) => string | undefined,
): string | undefined {
  const [, isIndirect, written] = found ?? [];
  if (isIndirect === undefined || written === undefined) return written;
  return environmentText(written) ?? written;
}

function named(name: string | undefined, values: ReadonlyMap<string, string> | undefined): SystemValue {
  if (name === undefined) return badFormat;
  if (values === undefined) return { kind: "unknown", reason: "system" };
  const text = values.get(name);
  return text === undefined ? { kind: "unknown", reason: "undefined" } : { kind: "value", text };
}
