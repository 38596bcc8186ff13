/**
 * The one way into the log, and the one place where secrets are taken out of what is about to be written. Tokens never
 * reach a log line on purpose; this is for the line that nobody thought of.
 */
import type { LogOutputChannel } from "vscode";

/** Where log lines go. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}

const secretPatterns: readonly RegExp[] = [
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\b(access_token|refresh_token|id_token|client_info|code|code_verifier|device_code|client_secret|assertion|state)(["']?\s*[=:]\s*["']?)[^&\s"']+/gi,
];

/** The text with everything that looks like a token, a code or a key replaced. */
export function redact(text: string): string {
  const [jwt, bearer, field] = secretPatterns;
  let clean = text;
  if (jwt !== undefined) clean = clean.replace(jwt, "[token]");
  if (bearer !== undefined) clean = clean.replace(bearer, "Bearer [token]");
  if (field !== undefined) clean = clean.replace(field, "$1$2[secret]");
  return clean;
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
