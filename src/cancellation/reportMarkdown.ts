/**
 * A report as a Markdown document: totals first, then what needs a look, then a table of all items. Whatever stands in a
 * subject or in an answer of Graph's is text there and nothing else.
 */
import { describeSpan, describeTime } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ItemStatus } from "./itemEnd.ts";
import { describeTotals } from "./report.ts";
import type { Report, ReportRow } from "./report.ts";

const actionWords: Readonly<Record<ReportRow["action"], string>> = {
  cancel: "cancel",
  decline: "decline",
  remove: "remove",
  endSeries: "end the series",
};

const statusMarks: Readonly<Record<ItemStatus, string>> = {
  sent: "✓ sent",
  failed: "✗ failed",
  notSent: "– not sent",
  unsure: "? unsure",
  skipped: "– skipped",
  underWay: "… under way",
};

/** A report as Markdown, in the viewer's zone and language. */
export function reportMarkdown(report: Report, viewer: Viewer): string {
  const { rows, totals, senderAddress, startedUtc } = report;
  const items = rows.length === 1 ? "1 item" : `${rows.length} items`;
  return [
    `# Cancellation report · ${items}`,
    "",
    `${describeTotals(totals)}.`,
    "",
    `Sent ${senderAddress === "" ? "" : `as ${plain(senderAddress)} `}on ${dayAndTime(startedUtc, viewer)}. Run ${plain(report.runId)}.`,
    ...looks(rows),
    "",
    "| # | Item | When | What | People | Status | HTTP | Request id | Time |",
    "| - | ---- | ---- | ---- | ------ | ------ | ---- | ---------- | ---- |",
    ...rows.map((row) => tableRow(row, viewer)),
    "",
  ].join("\n");
}

function looks(rows: readonly ReportRow[]): readonly string[] {
  const found = rows.filter(({ status }) => status !== "sent" && status !== "underWay");
  if (found.length === 0) return [];
  return [
    "",
    "## Not known to be sent",
    "",
    ...found.map(({ number, title, words }) => `- ${number} ${plain(title)}: ${plain(words)}`),
    ...advices(found),
  ];
}

/** Each once, however many items it is about. */
function advices(rows: readonly ReportRow[]): readonly string[] {
  const told = new Map(rows.map(({ code = "", advice = "" }) => [advice, `${plain(code)}: ${plain(advice)}`]));
  told.delete("");
  return [...told.values()].flatMap((text) => ["", text]);
}

function tableRow(row: ReportRow, viewer: Viewer): string {
  const { number, title, span, action, scope, people, status, httpStatus, code, requestId, atUtc } = row;
  const cells = [
    `${number}`,
    plain(title),
    span === undefined ? "" : plain(describeSpan(span, viewer)),
    `${actionWords[action]}${scope === "series" && action !== "endSeries" ? " (whole series)" : ""}`,
    `${people}`,
    statusMarks[status],
    [httpStatus, code].flatMap((part) => (part === undefined ? [] : [plain(`${part}`)])).join(" "),
    plain(requestId ?? ""),
    atUtc === undefined ? "" : describeTime(atUtc, viewer),
  ];
  return `| ${cells.join(" | ")} |`;
}

function dayAndTime(utc: number, viewer: Viewer): string {
  return describeSpan({ kind: "timed", startUtc: utc, endUtc: utc }, viewer);
}

/** Text that neither ends its line or cell nor means anything to Markdown. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replaceAll(/[\\`*_[\]<>#!|~&]|:(?=\/)|(?<=www)\./giu, String.raw`\$&`)
    .trim();
}
