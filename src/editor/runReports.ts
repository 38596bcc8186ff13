/**
 * The report of a run, whichever it is: of this window, one that broke off, or one of the past. It is opened as a document
 * for reading, or written to a file; where that fails, what was to be written is not lost.
 */
import path from "node:path";
import { l10n, Uri, window, workspace } from "vscode";
import { mailboxName } from "../cancellation/mailboxName.ts";
import type { CancellationPlan } from "../cancellation/plan.ts";
import { reportCsv } from "../cancellation/reportCsv.ts";
import { reportJson } from "../cancellation/reportJson.ts";
import { reportMarkdown } from "../cancellation/reportMarkdown.ts";
import { reportOfJournal, reportOfRun } from "../cancellation/report.ts";
import type { Report } from "../cancellation/report.ts";
import type { JournalledRun } from "../cancellation/journal.ts";
import type { Run } from "../cancellation/run.ts";
import { describeConsentProblem } from "./consentProblem.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AccountSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

/** What reports need. */
export interface RunReportsOptions {
  readonly session: AccountSession;
  readonly documents: ReadOnlyDocuments;
  readonly countPeople: (plan: CancellationPlan, index: number) => number;
}

/** The report of a run as it is now. */
function reportOf(run: Run | JournalledRun, { countPeople }: Pick<RunReportsOptions, "countPeople">): Report {
  if (!("states" in run)) return reportOfJournal(run, describeConsentProblem);
  return reportOfRun(run, {
    peopleOf: (index) => countPeople(run.plan, index),
    mailboxOf: ({ target }) => mailboxName(target),
    explain: describeConsentProblem,
  });
}

/** Opens the report of a run for reading. */
export async function openReport(run: Run | JournalledRun, options: RunReportsOptions): Promise<void> {
  const report = reportOf(run, options);
  const text = reportMarkdown(report, viewerOf(options.session.active?.account));
  await options.documents.show(l10n.t("Cancellation Report.md"), report.runId, text);
}

/** A way to write a report down. */
interface ReportFormat {
  readonly label: string;
  readonly description: string;
  readonly ending: string;
  readonly language: string;
  readonly write: (report: Report) => string;
}

/** Writes the report of a run to a file of the person's choice. */
export async function exportReport(run: Run | JournalledRun, options: RunReportsOptions): Promise<void> {
  const report = reportOf(run, options);
  const format = await window.showQuickPick(formatsOf(options), {
    title: l10n.t("Export Report"),
    placeHolder: l10n.t("It has the items' titles and times, and how many people were mailed; it may name customers"),
  });
  if (format === undefined) return;
  await writeReport(format.write(report), format, report);
}

/** The ways to write a report. */
function formatsOf({ session }: Pick<RunReportsOptions, "session">): readonly ReportFormat[] {
  return [
    { label: "CSV", description: l10n.t("for spreadsheets"), ending: "csv", language: "plaintext", write: reportCsv },
    { label: "JSON", description: l10n.t("for programs"), ending: "json", language: "json", write: reportJson },
    {
      label: "Markdown",
      description: l10n.t("for reading"),
      ending: "md",
      language: "markdown",
      write: (report) => reportMarkdown(report, viewerOf(session.active?.account)),
    },
  ];
}

async function writeReport(text: string, { label, ending, language }: ReportFormat, report: Report): Promise<void> {
  const day = new Date(report.startedUtc).toISOString().slice(0, 10);
  const name = l10n.t("cancellation report {0}", `${day}.${ending}`);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  for (;;) {
    const place = await window.showSaveDialog({
      title: l10n.t("Export Report"),
      defaultUri: folder === undefined ? Uri.file(name) : Uri.joinPath(folder, name),
      filters: { [label]: [ending] },
      saveLabel: l10n.t("Export"),
    });
    if (place === undefined) return;
    try {
      await workspace.fs.writeFile(place, new TextEncoder().encode(text));
    } catch (error) {
      if (await wantsOtherPlace(place, error)) continue;
      // What was to be exported is there all the same.
      await window.showTextDocument(await workspace.openTextDocument({ language, content: text }));
      return;
    }
    const open = l10n.t("Open");
    const written = l10n.t("The report was written to “{0}”.", path.posix.basename(place.path));
    if ((await window.showInformationMessage(written, open)) === open) await window.showTextDocument(place);
    return;
  }
}

/** Says that a file cannot be written; false to see the text instead. */
async function wantsOtherPlace(place: Uri, error: unknown): Promise<boolean> {
  const other = l10n.t("Choose Another Place…");
  const answer = await window.showErrorMessage(
    l10n.t(
      "The report could not be written to “{0}” ({1}). It is opened in an editor unless you choose another place.",
      place.fsPath,
      error instanceof Error ? error.message : String(error),
    ),
    other,
    l10n.t("Open in Editor"),
  );
  return answer === other;
}
