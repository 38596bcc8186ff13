/**
 * The notifications about runs, and there are three: the end of a run, what an earlier window left when it ended, and what
 * cannot be read of the journal. Each says what is certain, and offers what can be done about the rest.
 */
import { l10n, Uri, window } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import { itemsToRetry } from "../cancellation/itemEnd.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { progressOf } from "../cancellation/progress.ts";
import { hasSlept } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { JournalProblem } from "../sending/journalFolder.ts";
import type { LeftBehindRun } from "../sending/leftBehind.ts";
import { describeProblem } from "./problemText.ts";
import { countCancellations, describeCounts, describeLeft } from "./runText.ts";

/** What somebody may want to do about a run. */
export type RunWish = "openReport" | "planAgain" | "lookUp" | "mendRefusal";

/** Why the sign-in service kept some of a run from being sent. */
interface TokenTrouble {
  readonly why: AccountError;
  /** Whether something can be done about it from here: not where the person is being asked already. */
  readonly canMend: boolean;
}

/** Says how a run ended; undefined if the person wants nothing. @param trouble default: none with the sign-in. */
export async function tellEnd(run: Run, trouble?: TokenTrouble): Promise<RunWish | undefined> {
  const { counts, total } = progressOf(run, ({ target }) => mailboxName(target), Date.now());
  const isClean = counts.sent === total;
  return ask(describeEnd(run, trouble?.why), isClean ? "information" : "warning", {
    again: itemsToRetry(run).length,
    unsure: counts.unsure,
    ...(trouble?.canMend === true && { refused: trouble.why }),
  });
}

/** How a run ended, and why it was not wholly sent. @param why what the sign-in service refused with. Default: it has not. */
export function describeEnd(run: Run, why?: AccountError): string {
  const { counts, total } = progressOf(run, ({ target }) => mailboxName(target), Date.now());
  const rest = describeCounts({ ...counts, sent: 0 });
  const end =
    total === 1 && counts.notSent === 1
      ? l10n.t("Nothing was sent.")
      : rest === ""
        ? l10n.t("Sent {0} of {1}.", counts.sent, total)
        : l10n.t("Sent {0} of {1}: {2}.", counts.sent, total, rest);
  const slept = l10n.t(
    "This computer slept, or its clock was set forward: what was to be sent more than five minutes ago is not sent any more.",
  );
  const reasons = [...(hasSlept(run) ? [slept] : []), ...(why === undefined ? [] : [describeProblem(why).sentence])];
  return [end, ...reasons].join(" ");
}

/** Says what an earlier window left of a run; undefined if the person wants nothing now. */
export async function tellLeft(left: LeftBehindRun): Promise<RunWish | undefined> {
  return ask(describeLeftRun(left), "warning", { again: left.notSent.length, unsure: left.unsure.length });
}

/** What became of a run that broke off, as a sentence. */
export function describeLeftRun(left: LeftBehindRun): string {
  return l10n.t(
    "VS Code ended while {0} were being sent: {1}. Nothing is sent by itself.",
    countCancellations(left.journalled.items.length),
    describeLeft(left),
  );
}

/** Says that many runs were left at once: one notification is enough. True if the person wants to see them. */
export async function tellSeveralLeft(count: number): Promise<boolean> {
  const show = l10n.t("Show Cancellations");
  const sentence = l10n.t(
    "{0} runs broke off when VS Code ended. The Cancellations view shows what became of each.",
    count,
  );
  return (await window.showWarningMessage(sentence, show)) === show;
}

/** Says what cannot be read of the journal, and what to do about it. */
export async function tellDamaged(problems: readonly JournalProblem[], folder: string): Promise<void> {
  const [first] = problems;
  if (first === undefined) return;
  const open = l10n.t("Open the File");
  const answer = await window.showWarningMessage(describeDamage(problems), open);
  if (answer === open) await window.showTextDocument(Uri.joinPath(Uri.file(folder), "runs", first.file));
}

/** What cannot be read of the journal, and what to do about it. */
export function describeDamage(problems: readonly JournalProblem[]): string {
  const lines = problems.reduce((sum, problem) => sum + (problem.kind === "damagedLines" ? problem.lines : 0), 0);
  const files = problems.filter(({ kind }) => kind !== "damagedLines").length;
  const parts = [
    ...(lines === 1 ? [l10n.t("1 line")] : lines > 1 ? [l10n.t("{0} lines", lines)] : []),
    ...(files === 1 ? [l10n.t("1 file")] : files > 1 ? [l10n.t("{0} files", files)] : []),
  ];
  return l10n.t(
    "{0} of the record of what was sent cannot be read. The rest of it stands, and nothing is sent twice because of this; but a cancellation that was under way then may be missing from the reports. Compare them with your calendar.",
    parts.join(l10n.t(" and ")),
  );
}

async function ask(
  sentence: string,
  severity: "information" | "warning",
  { again, unsure, refused }: { readonly again: number; readonly unsure: number; readonly refused?: AccountError },
): Promise<RunWish | undefined> {
  const needsSignIn = refused?.code === "signInRequired";
  const mend = needsSignIn ? l10n.t("Sign In and Plan {0} Again…", again) : l10n.t("What Helps…");
  const wishes: readonly (readonly [RunWish, string])[] = [
    ...(unsure > 0 ? [["lookUp", l10n.t("Look Them Up")] as const] : []),
    ...(refused === undefined ? [] : [["mendRefusal", mend] as const]),
    ...(again > 0 && !needsSignIn ? [["planAgain", l10n.t("Plan {0} Again", again)] as const] : []),
    ["openReport", l10n.t("Open Report")],
  ];
  const labels = wishes.map(([, label]) => label);
  const answer = await (severity === "warning"
    ? window.showWarningMessage(sentence, ...labels)
    : window.showInformationMessage(sentence, ...labels));
  return wishes.find(([, label]) => label === answer)?.[0];
}
