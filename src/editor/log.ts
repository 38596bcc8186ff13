/** The one way into the log: secrets are taken out of whatever is about to be written (cancellation/redact.ts). */
import type { LogOutputChannel } from "vscode";
import { redact } from "../cancellation/redact.ts";

/** Where log lines go. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}

/** A log on VS Code's own channel. */
export function createLog(channel: LogOutputChannel): Log {
  return {
    info: (line) => {
      channel.info(redact(line));
    },
    warn: (line) => {
      channel.warn(redact(line));
    },
    error: (line, cause) => {
      channel.error(redact(cause === undefined ? line : `${line}: ${describe(cause)}`));
    },
  };
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause === undefined ? "" : `\n  caused by ${describe(cause.cause)}`;
  return `${cause.stack ?? cause.message}${inner}`;
}
