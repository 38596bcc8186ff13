/** What is underlined in a plan document, and the fixes for it: its own problems, and what has changed since it was planned. */
import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  l10n,
  Location,
} from "vscode";
import type { CodeActionContext, Command, Range, TextDocument } from "vscode";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { removeBlocks } from "../cancellation/planDocument/planEdits.ts";
import { describePlanProblem } from "../cancellation/planDocument/planProblem.ts";
import type { PlanProblem } from "../cancellation/planDocument/planProblem.ts";
import type { SpanEdit } from "../requestFile/span.ts";
import { touches } from "../requestFile/span.ts";
import { sameMeetingSentence } from "../cancellation/sameMeetings.ts";
import { commandIds } from "./commandIds.ts";
import { blocksToSend } from "./planKnowledge.ts";
import { headingSpan } from "./planLenses.ts";
import type { PlanLensArguments } from "./planLenses.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import { planOf } from "./planReader.ts";
import { twinsOf } from "./planTwins.ts";
import { rangeOf } from "./requestDocument.ts";
import { editSpans } from "./spanEdits.ts";
import { WorkSlices } from "./workSlices.ts";

/** What is to be underlined; undefined once `isWanted`, asked now and then, says no. */
export async function planDiagnostics(
  document: TextDocument,
  knowledge: PlanKnowledge,
  isWanted: () => boolean,
): Promise<Diagnostic[] | undefined> {
  const slices = new WorkSlices(isWanted);
  const plan = planOf(document);
  const found = plan.problems.map((problem) => problemDiagnostic(document, problem));
  const twins = twinsOf(plan, knowledge);
  for (const block of blocksToSend(plan, knowledge.states)) {
    if (slices.isDue && !(await slices.rest())) return undefined;
    const twin = twins.get(block);
    if (twin !== undefined) found.push(twinDiagnostic(document, block, twin));
    for (const { code, sentence } of knowledge.checks.driftsOf(plan, block)) {
      const range = rangeOf(document, headingSpan(block));
      found.push(ours(new Diagnostic(range, sentence, DiagnosticSeverity.Warning), code));
    }
  }
  return found;
}

/** The fixes for what is underlined at a place. */
export function planQuickFixes(
  document: TextDocument,
  range: Range,
  { diagnostics }: Pick<CodeActionContext, "diagnostics">,
  knowledge: PlanKnowledge,
): CodeAction[] {
  const plan = planOf(document);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const isMeant = ({ span }: { readonly span: PlanProblem["span"] }): boolean =>
    touches(span, start) || touches(span, end) || (start <= span.start && span.end <= end);
  const ofProblems = plan.problems.filter(isMeant).flatMap((problem) => problemFixes(plan, problem, knowledge));
  const ofBlocks = blocksToSend(plan, knowledge.states)
    .filter((block) => isMeant({ span: headingSpan(block) }))
    .flatMap((block) => blockFixes(plan, block, knowledge));
  return [...ofProblems, ...ofBlocks].map(({ title, act, code }, index) => {
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    if (act.kind === "edits") action.edit = editSpans(document, act.edits);
    else action.command = commandFor(document, plan, act);
    action.diagnostics = diagnostics.filter((one) => one.code === code);
    action.isPreferred = index === 0;
    return action;
  });
}

/** A way to mend something, as it is offered, and the code of what it mends. */
interface PlanFix {
  readonly title: string;
  readonly act: EditsAct | BlockAct;
  readonly code: string;
}

interface EditsAct {
  readonly kind: "edits";
  readonly edits: readonly SpanEdit[];
}

/** What the block's own lens does. It counts the whole plan anew, so it is worked out when it is chosen, not when it is offered. */
interface BlockAct {
  readonly kind: "block";
  readonly block: PlanBlock;
  readonly command: string;
}

function commandFor(document: TextDocument, { blocks }: ReadPlan, { block, command }: BlockAct): Command {
  const about: PlanLensArguments = [
    document.uri.toString(),
    document.version,
    block.fingerprint,
    blocks.indexOf(block),
  ];
  return { title: "", command, arguments: [...about] };
}

function blockFixes(plan: ReadPlan, block: PlanBlock, knowledge: PlanKnowledge): readonly PlanFix[] {
  const drifts = knowledge.checks.driftsOf(plan, block);
  const code = twinsOf(plan, knowledge).has(block) ? "sameMeeting" : drifts[0]?.code;
  if (code === undefined) return [];
  const isAcceptable = drifts.length > 0 && drifts.every((one) => one.isAcceptable);
  return [...(isAcceptable ? [update(l10n.t("Update the Plan"), block, code)] : []), exclude(block, code)];
}

function update(title: string, block: PlanBlock, code: string): PlanFix {
  return { title, act: { kind: "block", block, command: commandIds.updateInPlan }, code };
}

function exclude(block: PlanBlock, code: string): PlanFix {
  return { title: l10n.t("Exclude"), act: { kind: "block", block, command: commandIds.excludeFromPlan }, code };
}

function problemFixes(plan: ReadPlan, { code, span }: PlanProblem, knowledge: PlanKnowledge): readonly PlanFix[] {
  const block = plan.blocks.find(({ request }) => touches(request.span, span.start));
  const request = plan.file.requests.find((one) => touches(one.span, span.start));
  switch (code) {
    case "noPlanLine":
    case "titleChanged": {
      const isRead = block !== undefined && knowledge.checks.plannedOf(block) !== undefined;
      return isRead && plan.id !== undefined ? [update(l10n.t("Write Down What It Is Now"), block, code)] : [];
    }
    case "damagedPlanLine":
    case "planLineOfAnotherItem":
    case "actionChanged":
    case "disabledElsewhere":
    case "headerNotSent":
      return [mend(l10n.t("Delete the Line"), [wholeLine(plan.file.text, span)], code)];
    default:
      return request === undefined ? [] : [mend(l10n.t("Exclude"), removeBlocks(plan, [{ request }]), code)];
  }
}

function mend(title: string, edits: readonly SpanEdit[], code: string): PlanFix {
  return { title, act: { kind: "edits", edits }, code };
}

/** The lines that a span touches, with the line break after them, gone. */
function wholeLine(text: string, { start, end }: PlanProblem["span"]): SpanEdit {
  const before = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const after = end + (/^[^\r\n]*(?:\r\n|\r|\n)?/u.exec(text.slice(end))?.[0].length ?? 0);
  return { span: { start: before, end: after }, newText: "" };
}

function problemDiagnostic(document: TextDocument, problem: PlanProblem): Diagnostic {
  const severity = problem.severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(rangeOf(document, problem.span), describePlanProblem(problem), severity);
  if (problem.code === "sameItemTwice") {
    const first = new Location(document.uri, rangeOf(document, problem.firstSpan));
    diagnostic.relatedInformation = [new DiagnosticRelatedInformation(first, l10n.t("The same item is planned here"))];
  }
  return ours(diagnostic, problem.code);
}

function twinDiagnostic(document: TextDocument, block: PlanBlock, twin: PlanBlock): Diagnostic {
  const diagnostic = new Diagnostic(
    rangeOf(document, headingSpan(block)),
    sameMeetingSentence,
    DiagnosticSeverity.Error,
  );
  const other = new Location(document.uri, rangeOf(document, headingSpan(twin)));
  diagnostic.relatedInformation = [new DiagnosticRelatedInformation(other, l10n.t("The same meeting is planned here"))];
  return ours(diagnostic, "sameMeeting");
}

function ours(diagnostic: Diagnostic, code: string): Diagnostic {
  diagnostic.source = "Unbook";
  diagnostic.code = code;
  return diagnostic;
}
