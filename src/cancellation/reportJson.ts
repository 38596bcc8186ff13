/** A report as JSON, for programs: the rows as report.ts has them, with times as ISO 8601 in UTC. */
import type { TimeSpan } from "../agenda/item.ts";
import type { Report } from "./report.ts";

/** A report as indented JSON with a line end. */
export function reportJson({ runId, documentId, senderAddress, startedUtc, rows, totals }: Report): string {
  const value = {
    runId,
    plan: documentId,
    sender: senderAddress,
    started: timeText(startedUtc),
    totals,
    items: rows.map(({ span, atUtc, ...row }) => ({ ...row, ...spanText(span), time: timeText(atUtc) })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function spanText(span: TimeSpan | undefined): Readonly<Record<string, string | undefined>> {
  if (span === undefined) return {};
  return span.kind === "timed"
    ? { start: timeText(span.startUtc), end: timeText(span.endUtc) }
    : { firstDay: span.firstDay, lastDay: span.lastDay };
}

function timeText(atUtc: number | undefined): string | undefined {
  return atUtc === undefined ? undefined : new Date(atUtc).toISOString();
}
