/**
 * Sends an open plan, as far as the person wants: everything that is left of it is rechecked if that was too long ago, what
 * has changed stops it, people are counted and confirmed, a large number is typed, and then it is held like everything else.
 */
import { commands, l10n, window, workspace } from "vscode";
import { confirmationText, typedCount } from "../cancellation/confirmation.ts";
import { fillTemplate } from "../cancellation/messageTemplate.ts";
import type { Drift } from "../cancellation/planDocument/drift.ts";
import type { PlanBlock } from "../cancellation/planDocument/planDocument.ts";
import type { CancellationPlan, PlannedItem } from "../cancellation/plan.ts";
import type { Runs } from "../sending/runs.ts";
import { placeNameOf } from "./accountPart.ts";
import { activeSession } from "./activeSession.ts";
import { confirm, typeCount } from "./confirmStep.ts";
import { holdConfirmed, tellsUnderWay } from "./holdStep.ts";
import { barrierOf } from "./planBarrier.ts";
import { acceptance, exclusion } from "./planChanges.ts";
import { tellsChanged } from "./planClick.ts";
import { blocksToSend } from "./planKnowledge.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import { readyToAct } from "./permissionToAct.ts";
import { tellsTooMany } from "./planLimit.ts";
import type { OpenPlan } from "./planReader.ts";
import { isSamplePlan } from "./planSample.ts";
import { needsMessage, readPlanSettings } from "./planSettings.ts";
import { twinsOf } from "./planTwins.ts";
import { carriesMessage } from "./readiedItem.ts";
import { senderOf } from "./sender.ts";
import type { ActiveSession } from "./accountSession.ts";
import type { Settings } from "./settings.ts";
import { applyEdits } from "./spanEdits.ts";
import { viewerOf } from "./viewer.ts";

/** What sending a plan needs. */
export interface PlanSendingOptions extends PlanKnowledge {
  readonly runs: Runs;
  readonly settings: () => Settings;
}

/** Sends a plan; true if it is being held at the end. */
export async function sendPlan(open: OpenPlan, options: PlanSendingOptions): Promise<boolean> {
  const { session, checks, states, runs } = options;
  const { plan } = open;
  const sender = await readyToSend(open, options);
  if (sender === undefined) return false;
  const blocks = blocksToSend(plan, states);
  if (blocks.length === 0) {
    await window.showInformationMessage(l10n.t("Everything in this plan was sent, or is on its way."));
    return false;
  }
  if (await tellsTooMany(blocks.length)) return false;
  // Before anything is read again: giving a permission begins another session, for which nothing has been read yet.
  const active = await readyToAct(session, sender, blocks);
  if (active === undefined) return false;
  const stale = blocks.filter((block) => !checks.isFresh(block));
  if (stale.length > 0 && !(await checks.recheck(stale, active))) return false;
  if (await tellsChanged(open)) return false;
  const { size } = twinsOf(plan, options);
  if (size > 0) {
    await tellTwins(size);
    return false;
  }
  const changed = blocks.filter((block) => checks.driftsOf(plan, block).length > 0);
  if (changed.length > 0) {
    await tellDrift(open, changed, options);
    return false;
  }
  const items = plannedItems(blocks, active, options);
  if (items === undefined || (await lacksMessage(items)) || tellsUnderWay(runs, senderOf(active), items)) return false;
  const confirmed: CancellationPlan = {
    id: crypto.randomUUID(),
    sender: senderOf(active),
    items,
    ...(plan.id !== undefined && { documentId: plan.id }),
    isUnlogged: plan.isUnlogged,
  };
  if (!(await isConfirmed(confirmed, open, active, options)) || (await tellsChanged(open))) return false;
  // The question may have stood for a long time.
  if (!blocks.every((block) => checks.isFresh(block))) {
    await window.showWarningMessage(l10n.t("The recheck is too old by now. Nothing was sent: click on Send again."));
    return false;
  }
  return holdConfirmed(confirmed, session, runs);
}

/** The session that may send the plan; undefined, and the person knows why, if there is none. */
async function readyToSend(open: OpenPlan, { session }: PlanSendingOptions): Promise<ActiveSession | undefined> {
  const barrier = (): ReturnType<typeof barrierOf> =>
    barrierOf(open.plan, { session: session.state, isTrusted: workspace.isTrusted });
  const active = workspace.isTrusted && !isSamplePlan(open.plan) ? await activeSession(session) : undefined;
  // Only now is it known who is signed in.
  const found = barrier();
  if (found === undefined) return active;
  if (active !== undefined || !workspace.isTrusted || isSamplePlan(open.plan)) {
    await window.showWarningMessage(l10n.t("Nothing was sent. {0}", found.sentence));
  }
  return undefined;
}

/** What each block comes to, with the words that its people read; undefined if one is no longer known. */
function plannedItems(
  blocks: readonly PlanBlock[],
  active: ActiveSession,
  { checks }: PlanSendingOptions,
): readonly PlannedItem[] | undefined {
  const viewer = viewerOf(active.account);
  const items = blocks.map((block) => {
    const planned = checks.plannedOf(block);
    return planned && { ...planned, message: fillTemplate(planned.message, planned.item, viewer) };
  });
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** True, and says so, if somebody would get no message although the settings ask for one. */
async function lacksMessage(items: readonly PlannedItem[]): Promise<boolean> {
  const settings = readPlanSettings(workspace.getConfiguration());
  const silent = items.filter((planned) => {
    return planned.message.trim() === "" && carriesMessage(planned) && needsMessage([planned.item], settings);
  });
  if (silent.length === 0) return false;
  await window.showWarningMessage(
    silent.length === 1
      ? l10n.t("Nothing was sent: 1 item has no message, and your settings ask for one. Set one and try again.")
      : l10n.t(
          "Nothing was sent: {0} items have no message, and your settings ask for one. Set one and try again.",
          silent.length,
        ),
  );
  return true;
}

async function isConfirmed(
  plan: CancellationPlan,
  { plan: { excluded } }: OpenPlan,
  active: ActiveSession,
  { session, settings }: PlanSendingOptions,
): Promise<boolean> {
  const viewer = viewerOf(active.account);
  const text = confirmationText(plan, {
    viewer,
    isSandbox: active.cloudId === "sandbox",
    holdSeconds: settings().holdSeconds,
    ...placeNameOf(session),
    leftOut: excluded,
  });
  if (!(await confirm(text))) return false;
  const { typesCountAbove } = readPlanSettings(workspace.getConfiguration());
  const count = typedCount(plan, viewer, typesCountAbove);
  return count === undefined || typeCount(count);
}

/** Says that people would be mailed twice: which block goes is the person's to decide. */
async function tellTwins(count: number): Promise<void> {
  const show = l10n.t("Show Problems");
  const answer = await window.showWarningMessage(
    l10n.t("Nothing was sent: {0} blocks are about the same meetings, and people would be mailed twice.", count),
    show,
  );
  if (answer === show) await commands.executeCommand("workbench.actions.view.problems");
}

/** Says what has changed since it was planned, and offers to bring the plan up to date. */
async function tellDrift(open: OpenPlan, changed: readonly PlanBlock[], options: PlanSendingOptions): Promise<void> {
  const { checks } = options;
  const { plan, document } = open;
  const driftsOf = (block: PlanBlock): readonly Drift[] => checks.driftsOf(plan, block);
  const [first] = changed;
  const sentence = (first && driftsOf(first)[0]?.sentence) ?? "";
  if (changed.every((block) => driftsOf(block).some(({ code }) => code === "unreadable"))) {
    // What cannot be read now has not changed: it is worth another try.
    await window.showWarningMessage(
      l10n.t("Nothing was sent: {0} could not be read again. {1}", changed.length, sentence),
    );
    return;
  }
  const accepted = changed.filter((block) => driftsOf(block).every(({ isAcceptable }) => isAcceptable));
  const gone = changed.filter((block) =>
    driftsOf(block).some(({ code, isAcceptable }) => !isAcceptable && code !== "unreadable"),
  );
  const exclude = gone.length === 1 ? l10n.t("Exclude It") : l10n.t("Exclude Those {0}", gone.length);
  const update = l10n.t("Update the Plan");
  const show = l10n.t("Show Problems");
  const answer = await window.showWarningMessage(
    changed.length === 1
      ? l10n.t("Nothing was sent: 1 item has changed since it was planned. {0}", sentence)
      : l10n.t("Nothing was sent: {0} items have changed since they were planned. {1}", changed.length, sentence),
    ...(gone.length > 0 ? [exclude] : []),
    ...(accepted.length > 0 ? [update] : []),
    show,
  );
  if (answer === show) await commands.executeCommand("workbench.actions.view.problems");
  if ((answer !== exclude && answer !== update) || (await tellsChanged(open))) return;
  const edits = answer === exclude ? exclusion(plan, gone, options) : acceptance(plan, accepted, options);
  await applyEdits(document, edits);
}
