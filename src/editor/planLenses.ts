/**
 * The lenses of plan documents as VS Code wants them: those at the top and in sight complete, so that they are drawn at once,
 * the others as places only, which are worded when they come into sight (planLensRows.ts), so that a plan of thousands costs
 * no more than what is seen of it.
 */
import { CodeLens, Range, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { Span } from "../requestFile/span.ts";
import { lensTitle } from "./lensTitle.ts";
import { barrierOf } from "./planBarrier.ts";
import { blocksToSend } from "./planKnowledge.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import { blockRows, headRows } from "./planLensRows.ts";
import type { PlanLensRow } from "./planLensRows.ts";
import { planOf } from "./planReader.ts";
import { isSamplePlan } from "./planSample.ts";
import { isSettled } from "./planStates.ts";
import { twinsOf } from "./planTwins.ts";
import { rangeOf } from "./requestDocument.ts";
import { firstScreen, sightOf } from "./sight.ts";
import { viewerOf } from "./viewer.ts";

/** What a lens hands to its command: the document and its version; a block's also its fingerprint and its place among all. */
export type PlanLensArguments = readonly [documentUri: string, version: number, fingerprint?: string, index?: number];

/** A lens of a block, which is worded when it is asked for. */
class BlockLens extends CodeLens {
  readonly document: TextDocument;
  readonly version: number;
  readonly block: PlanBlock;
  readonly index: number;
  readonly row: number;

  constructor(document: TextDocument, block: PlanBlock, index: number, row: number) {
    super(rangeOf(document, headingSpan(block)));
    this.document = document;
    this.version = document.version;
    this.block = block;
    this.index = index;
    this.row = row;
  }
}

/** The lenses of a plan document as it stands. @param isAll whether also those out of sight. */
export function planLenses(document: TextDocument, knowledge: PlanKnowledge, isAll = true): readonly CodeLens[] {
  const plan = planOf(document);
  const isSample = isSamplePlan(plan);
  const isShown = window.visibleTextEditors.some((editor) => editor.document === document);
  const isInSight = sightOf(document);
  const lenses = [...headLenses(document, plan, knowledge)];
  for (const [index, block] of plan.blocks.entries()) {
    const isSeen = isShown ? isInSight(block) : index < firstScreen;
    if (!isSeen && !isAll) continue;
    const count = rowCount(plan, block, isSample, knowledge);
    for (let row = 0; row < count; row += 1) {
      const lens = new BlockLens(document, block, index, row);
      lenses.push(isSeen ? completePlanLens(lens, () => knowledge) : lens);
    }
  }
  return lenses;
}

/** Gives a lens its words and what a click does. */
export function completePlanLens(lens: CodeLens, knowledgeOf: (plan: ReadPlan) => PlanKnowledge): CodeLens {
  if (!(lens instanceof BlockLens)) return lens;
  const { document, version, block, index } = lens;
  const plan = planOf(document);
  const row = rowsOf(plan, block, knowledgeOf(plan))[lens.row];
  lens.command = commandOf(row, [document.uri.toString(), version, block.fingerprint, index]);
  return lens;
}

/** A block's `###` line, where its lenses stand and what has changed is underlined; its request line if it has none. */
export function headingSpan({ request }: Pick<PlanBlock, "request">): Span {
  return request.title?.span ?? request.requestLineSpan;
}

function headLenses(document: TextDocument, plan: ReadPlan, knowledge: PlanKnowledge): readonly CodeLens[] {
  const { session, checks, states } = knowledge;
  const toSend = blocksToSend(plan, states);
  const rows = headRows({
    barrier: barrierOf(plan, { session: session.state, isTrusted: workspace.isTrusted }),
    isOffline: checks.isOffline,
    toSend,
    settled: plan.blocks.flatMap((block) => {
      const found = states.of(block);
      return found !== undefined && isSettled(found) ? [found.state] : [];
    }),
    checkedAtUtc: checks.oldestOf(toSend),
    twins: twinsOf(plan, knowledge).size,
    changed: toSend.filter((block) => checks.driftsOf(plan, block).length > 0).length,
    isSample: isSamplePlan(plan),
    viewer: viewerOf(session.active?.account),
  });
  const start = new Range(0, 0, 0, 0);
  return rows.map((row) => new CodeLens(start, commandOf(row, [document.uri.toString(), document.version])));
}

/** As many as `rowsOf` gives, without their words. */
function rowCount(plan: ReadPlan, block: PlanBlock, isSample: boolean, knowledge: PlanKnowledge): number {
  const { checks, states } = knowledge;
  if (isSample) return 1;
  const always = twinsOf(plan, knowledge).has(block) ? 4 : 3;
  if (states.of(block) !== undefined) return always + 1;
  const [drift] = checks.driftsOf(plan, block);
  return always + (drift === undefined ? 0 : drift.isAcceptable ? 2 : 1);
}

function rowsOf(plan: ReadPlan, block: PlanBlock, knowledge: PlanKnowledge): readonly PlanLensRow[] {
  const { session, checks, states } = knowledge;
  return blockRows({
    state: states.of(block),
    drifts: checks.driftsOf(plan, block),
    hasTwin: twinsOf(plan, knowledge).has(block),
    isSample: isSamplePlan(plan),
    viewer: viewerOf(session.active?.account),
  });
}

function commandOf(row: PlanLensRow | undefined, about: PlanLensArguments): NonNullable<CodeLens["command"]> {
  return {
    title: lensTitle(row?.title ?? ""),
    command: row?.command ?? "",
    ...(row?.isAboutPlan === true && { arguments: [...about] }),
    ...(row?.whose !== undefined && { arguments: [row.whose] }),
  };
}
