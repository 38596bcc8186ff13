/** Which lenses a plan document gets, at its top and above each block, and what they say. What a click does is in planFeature.ts. */
import { l10n } from "vscode";
import { describeTime } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { Drift } from "../cancellation/planDocument/drift.ts";
import type { PlanBlock } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedAction } from "../cancellation/plan.ts";
import type { ItemState } from "../cancellation/run.ts";
import { commandIds } from "./commandIds.ts";
import type { PlanBarrier } from "./planBarrier.ts";
import type { PlanItemState } from "./planStates.ts";
import { describeState } from "./stateText.ts";

/** A lens in words. */
export interface PlanLensRow {
  readonly title: string;
  /** Empty for a lens that only says something. */
  readonly command: string;
  /** Whether the command is told which document, and which block, it is about. */
  readonly isAboutPlan: boolean;
  /** The account that the command is told of. Default: none. */
  readonly whose?: string;
}

/** What the lenses at the top depend on. */
export interface PlanHeadView {
  readonly barrier: PlanBarrier | undefined;
  /** Whether nothing could be reached when the plan was last rechecked. */
  readonly isOffline: boolean;
  /** The blocks that sending the plan now would send. */
  readonly toSend: readonly PlanBlock[];
  /** What has become of those that it would not send. */
  readonly settled: readonly ItemState[];
  /** When all of `toSend` had been rechecked; undefined if they have not been, or too long ago. */
  readonly checkedAtUtc: number | undefined;
  /** How many blocks have changed since they were planned. */
  readonly changed: number;
  /** How many blocks are about the meeting of another one. */
  readonly twins: number;
  readonly isSample: boolean;
  readonly viewer: Viewer;
}

/** The lenses at the top, from left to right. */
export function headRows(view: PlanHeadView): readonly PlanLensRow[] {
  if (view.isSample) return [sendingRow(view)];
  return [
    sendingRow(view),
    aboutPlan(l10n.t("Recheck"), commandIds.recheckPlan),
    aboutPlan(l10n.t("Set Message…"), commandIds.setPlanMessage),
    aboutPlan(l10n.t("Who Gets Notified?"), commandIds.showPlanPeople),
    aboutPlan(l10n.t("Copy Recipients"), commandIds.copyPlanRecipients),
    aboutPlan(l10n.t("Exclude Externals"), commandIds.excludeExternals),
    ...checkedRow(view),
  ];
}

/** What sends the plan, or the reason why nothing does. */
function sendingRow({ barrier, isOffline, toSend, settled }: PlanHeadView): PlanLensRow {
  if (barrier !== undefined) {
    const { short, command = "", whose } = barrier;
    return { ...leadsTo(short, command), ...(whose !== undefined && { whose }) };
  }
  if (toSend.length === 0) return settledRow(settled);
  if (isOffline) return says(l10n.t("$(warning) Microsoft Graph Cannot Be Reached: Recheck to Try Again"));
  return aboutPlan(sendTitle(toSend), commandIds.sendPlan);
}

/** What is said where nothing is left to send: what is held can still be undone, and what is unsure was perhaps not sent. */
function settledRow(settled: readonly ItemState[]): PlanLensRow {
  const count = (...kinds: readonly ItemState["kind"][]): number =>
    settled.filter(({ kind }) => kinds.includes(kind)).length;
  const held = count("held");
  if (held > 0) return leadsTo(l10n.t("$(watch) {0} Held: Undo", held), commandIds.undo);
  const underWay = count("waiting", "sending", "checking");
  if (underWay > 0) return says(l10n.t("$(sync~spin) Sending, {0} to Go", underWay));
  const unsure = settled.filter((state) => state.kind === "ended" && state.outcome.kind === "unsure").length;
  if (unsure > 0) return says(l10n.t("$(question) {0} Unsure, See the Cancellations View", unsure));
  const { length } = settled;
  return says(length === 1 ? l10n.t("$(check) It Was Sent") : l10n.t("$(check) All {0} Were Sent", length));
}

function checkedRow({ checkedAtUtc, changed, twins, viewer }: PlanHeadView): readonly PlanLensRow[] {
  if (twins > 0) {
    return [leadsTo(l10n.t("$(error) {0} Are About the Same Meetings", twins), "workbench.actions.view.problems")];
  }
  if (changed > 0) {
    const title = changed === 1 ? l10n.t("$(warning) 1 Has Changed") : l10n.t("$(warning) {0} Have Changed", changed);
    return [leadsTo(title, "workbench.actions.view.problems")];
  }
  return checkedAtUtc === undefined ? [] : [says(l10n.t("rechecked {0}", describeTime(checkedAtUtc, viewer)))];
}

/** What a click on the sending lens is about to do, in the words of the question behind it. */
function sendTitle(blocks: readonly PlanBlock[]): string {
  const { length } = blocks;
  if (blocks.every(({ action }) => action.kind === "cancel")) {
    return length === 1 ? l10n.t("Send 1 Cancellation…") : l10n.t("Send {0} Cancellations…", length);
  }
  if (blocks.every(({ action }) => action.kind === "remove")) return l10n.t("Remove {0} From Calendar…", length);
  return length === 1 ? l10n.t("Carry Out 1 Item…") : l10n.t("Carry Out {0} Items…", length);
}

/** What the lenses of a block depend on. */
export interface PlanBlockView {
  readonly state: PlanItemState | undefined;
  readonly drifts: readonly Drift[];
  /** Whether another block is about the same meeting. */
  readonly hasTwin: boolean;
  readonly isSample: boolean;
  readonly viewer: Viewer;
}

/** The lenses of a block, from left to right. */
export function blockRows(view: PlanBlockView): readonly PlanLensRow[] {
  const { state, drifts, hasTwin, isSample, viewer } = view;
  const exclude = aboutPlan(l10n.t("Exclude"), commandIds.excludeFromPlan);
  if (isSample) return [exclude];
  const [drift] = drifts;
  return [
    exclude,
    aboutPlan(l10n.t("Who Gets Notified?"), commandIds.showPlanPeople),
    aboutPlan(l10n.t("Show in Agenda"), commandIds.showPlanItem),
    ...(state === undefined ? [] : [says(stateWords(state, viewer))]),
    ...(hasTwin ? [says(l10n.t("$(error) Another block is about the same meeting"))] : []),
    ...(state !== undefined || drift === undefined ? [] : driftRows(drift)),
  ];
}

function stateWords({ state, planned, sendAtUtc }: PlanItemState, viewer: Viewer): string {
  const { text, icon } = describeState(state, planned.item, sendAtUtc, viewer);
  const isSent = state.kind === "ended" && state.outcome.kind === "sent";
  const done = isSent ? doneAt(planned.action, describeTime(state.atUtc, viewer)) : undefined;
  return `$(${icon.id}) ${done ?? text}`;
}

/** What was done other than cancelling. */
function doneAt({ kind }: PlannedAction, time: string): string | undefined {
  switch (kind) {
    case "cancel":
      return undefined;
    case "decline":
      return l10n.t("declined {0}", time);
    case "remove":
      return l10n.t("removed {0}", time);
    case "endSeries":
      return l10n.t("series ended {0}", time);
    default:
      return kind satisfies never;
  }
}

/** What other people have written is not to become an icon. */
function driftRows({ sentence, isAcceptable }: Drift): readonly PlanLensRow[] {
  const title = `$(warning) ${sentence.replaceAll("$(", "$\u200b(")}`;
  return isAcceptable ? [aboutPlan(l10n.t("Update the Plan"), commandIds.updateInPlan), says(title)] : [says(title)];
}

function leadsTo(title: string, command: string): PlanLensRow {
  return { title, command, isAboutPlan: false };
}

function says(title: string): PlanLensRow {
  return { title, command: "", isAboutPlan: false };
}

function aboutPlan(title: string, command: string): PlanLensRow {
  return { title, command, isAboutPlan: true };
}
