/**
 * A report as a table for spreadsheets: CSV as https://www.rfc-editor.org/rfc/rfc4180 has it. What somebody else has
 * written into a subject must not become a formula where the table is opened, so that such cells begin with an apostrophe:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
import type { TimeSpan } from "../agenda/item.ts";
import type { Report, ReportRow } from "./report.ts";

const columns: readonly (readonly [string, (row: ReportRow) => string | number | undefined])[] = [
  ["number", ({ number }) => number],
  ["item", ({ title }) => title],
  ["start", ({ span }) => startOf(span)],
  ["end", ({ span }) => endOf(span)],
  ["action", ({ action }) => action],
  ["scope", ({ scope }) => scope],
  ["mailbox", ({ mailbox }) => mailbox],
  ["people", ({ people }) => people],
  ["status", ({ status }) => status],
  ["explanation", ({ words }) => words],
  ["httpStatus", ({ httpStatus }) => httpStatus],
  ["code", ({ code }) => code],
  ["requestId", ({ requestId }) => requestId],
  ["time", ({ atUtc }) => (atUtc === undefined ? undefined : new Date(atUtc).toISOString())],
  ["path", ({ itemPath }) => itemPath],
];

/** A report as CSV with a header row. Times are ISO 8601, UTC; days are `YYYY-MM-DD`, the last one included. */
export function reportCsv({ rows }: Report): string {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, valueOf]) => cell(valueOf(row))))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return `${value}`;
  const harmless = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function startOf(span: TimeSpan | undefined): string | undefined {
  if (span === undefined) return undefined;
  return span.kind === "timed" ? new Date(span.startUtc).toISOString() : span.firstDay;
}

function endOf(span: TimeSpan | undefined): string | undefined {
  if (span === undefined) return undefined;
  return span.kind === "timed" ? new Date(span.endUtc).toISOString() : span.lastDay;
}
