/** Edits of an open plan, each one step to undo: blocks taken out, what has changed accepted, another message. */
import { l10n, window } from "vscode";
import { isExternal, organisationDomains } from "../agenda/people.ts";
import { peopleToldBy } from "../cancellation/planPeople.ts";
import { refreshHead, removeBlocks, setSharedMessage, updatePlanLine } from "../cancellation/planDocument/planEdits.ts";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import type { SpanEdit } from "../requestFile/span.ts";
import type { MessageEditor } from "./messageEditor.ts";
import type { PlanChecks } from "./planChecks.ts";
import { tellsChanged } from "./planClick.ts";
import { askPlanMessage } from "./planDraft.ts";
import type { OpenPlan } from "./planReader.ts";
import { carriesMessage } from "./readiedItem.ts";
import type { AccountSession } from "./accountSession.ts";
import { applyEdits } from "./spanEdits.ts";
import type { TypedMessages } from "./typedMessages.ts";
import { viewerOf } from "./viewer.ts";

/** Who has read the items of a plan, and what they were. */
export interface PlanReading {
  readonly session: AccountSession;
  readonly checks: PlanChecks;
}

/** What changes depend on that ask the person something. */
export interface ChangeContext extends PlanReading {
  readonly messageEditor: MessageEditor;
  readonly typedMessages: TypedMessages;
}

/** Takes blocks out, and brings the head's counts up to date where everything that stays has been read. */
export function exclusion(
  plan: ReadPlan,
  blocks: readonly PlanBlock[],
  { session, checks }: PlanReading,
): readonly SpanEdit[] {
  const excluded = new Set(blocks);
  const rest = plan.blocks.filter((block) => !excluded.has(block));
  return [...removeBlocks(plan, blocks), ...headEdits(plan, rest, session, checks)];
}

/** Accepts what has become of blocks, as far as they have been read. */
export function acceptance(
  plan: ReadPlan,
  blocks: readonly PlanBlock[],
  { session, checks }: PlanReading,
): readonly SpanEdit[] {
  const viewer = viewerOf(session.active?.account);
  const lines = blocks.flatMap((block) => {
    const planned = checks.plannedOf(block);
    return planned === undefined ? [] : updatePlanLine(plan, block, planned, viewer);
  });
  return [...lines, ...headEdits(plan, plan.blocks, session, checks)];
}

/** The counts of the head, if everything in the plan has been read. */
export function headEdits(
  plan: ReadPlan,
  blocks: readonly PlanBlock[],
  session: AccountSession,
  checks: PlanChecks,
): readonly SpanEdit[] {
  const items = blocks.map((block) => checks.plannedOf(block));
  if (!items.every((item) => item !== undefined)) return [];
  return refreshHead(plan, items, viewerOf(session.active?.account));
}

/** Takes out every block that mails somebody outside the organisation. Its items have to be read. */
export async function excludeExternals(open: OpenPlan, context: ChangeContext): Promise<void> {
  const { plan, document } = open;
  const viewer = viewerOf(context.session.active?.account);
  const domains = organisationDomains(viewer);
  const outside: PlanBlock[] = [];
  const unknown: PlanBlock[] = [];
  for (const block of plan.blocks) {
    const planned = context.checks.plannedOf(block);
    const told = planned && peopleToldBy(planned, viewer);
    if (told?.people.some((person) => isExternal(person, domains)) === true) outside.push(block);
    else if (told === undefined || told.lacksPeople || told.unread.length > 0) unknown.push(block);
  }
  const isMeant = unknown.length === 0 ? "outside" : await askAboutUnknown(outside.length, unknown.length);
  if (isMeant === undefined || (await tellsChanged(open))) return;
  const excluded = isMeant === "outside" ? outside : [...outside, ...unknown];
  if (excluded.length === 0) {
    if (unknown.length > 0) return;
    await window.showInformationMessage(l10n.t("Nobody outside your organisation is mailed by this plan."));
    return;
  }
  await applyEdits(document, exclusion(plan, excluded, context));
  window.setStatusBarMessage(
    excluded.length === 1 ? l10n.t("1 item left out") : l10n.t("{0} items left out", excluded.length),
    5000,
  );
}

/** Whoever could not be read may be outside as well: what is left out is the person's to say; undefined for nothing. */
async function askAboutUnknown(outside: number, unknown: number): Promise<"outside" | "both" | undefined> {
  const known = l10n.t("Exclude {0}", outside);
  const both = outside === 0 ? l10n.t("Exclude Those {0}", unknown) : l10n.t("Exclude All {0}", outside + unknown);
  const answer = await window.showWarningMessage(
    outside === 0
      ? l10n.t(
          "Of {0} items it could not be read who is invited: people outside your organisation may be among them.",
          unknown,
        )
      : l10n.t(
          "{0} items mail people outside your organisation. Of {1} more it could not be read who is invited: they may do so, too.",
          outside,
          unknown,
        ),
    both,
    ...(outside === 0 ? [] : [known]),
  );
  return answer === undefined ? undefined : answer === both ? "both" : "outside";
}

/** Asks for another shared message. */
export async function changeMessage(open: OpenPlan, context: ChangeContext): Promise<void> {
  const { plan, document } = open;
  const { session, checks } = context;
  const readers = plan.blocks.filter(({ isMessageShared }) => isMessageShared);
  const known = readers.flatMap((block): readonly PlannedItem[] => {
    const planned = checks.plannedOf(block);
    return planned !== undefined && carriesMessage(planned) ? [planned] : [];
  });
  const message = await askPlanMessage(
    known,
    {
      about: `plan ${plan.id ?? document.uri.toString()}`,
      text: plan.message?.text ?? "",
      isPeopleKnown: known.length === readers.length,
    },
    session.active,
    context,
  );
  if (message === undefined || (await tellsChanged(open))) return;
  await applyEdits(document, setSharedMessage(plan, message));
}
