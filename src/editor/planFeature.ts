/**
 * Plans of many in this window: makes plan documents of what was chosen, and does what their lenses and commands say. It is
 * loaded when the first plan is made or looked at. What a plan is, and how it is written, is in cancellation/planDocument/.
 */
import { Disposable, l10n, window, workspace } from "vscode";
import type { CodeAction, CodeActionContext, CodeLens, Diagnostic, Event, Range, TextDocument } from "vscode";
import type { ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { writePlanDocument } from "../cancellation/planDocument/writePlanDocument.ts";
import { isHeld } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { Runs } from "../sending/runs.ts";
import { activeSession } from "./activeSession.ts";
import { lacksBookings } from "./bookingsNeeded.ts";
import type { Road } from "./cancelRoad.ts";
import type { ChosenItems } from "./chosenItems.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { barrierOf } from "./planBarrier.ts";
import { acceptance, changeMessage, excludeExternals, exclusion, headEdits } from "./planChanges.ts";
import { draftAgain } from "./planAgain.ts";
import type { PlannedBefore } from "./planAgain.ts";
import { PlanChecks } from "./planChecks.ts";
import { clickedBlock, clickedPlan, isAboutBlock, planAsItStands, tellsChanged } from "./planClick.ts";
import type { PlanCommand } from "./planCommands.ts";
import { planDiagnostics, planQuickFixes } from "./planDiagnostics.ts";
import { draftPlan } from "./planDraft.ts";
import type { DraftOptions, ReadDraft } from "./planDraft.ts";
import { blocksToSend } from "./planKnowledge.ts";
import { completePlanLens, planLenses } from "./planLenses.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import { PlanHolds } from "./planHolds.ts";
import { tellsTooMany } from "./planLimit.ts";
import { copyRecipients, showBlockItem, showRecipients } from "./planRecipients.ts";
import type { OpenPlan } from "./planReader.ts";
import { isSamplePlan, samplePlan } from "./planSample.ts";
import { sendPlan } from "./planSending.ts";
import { PlanStates } from "./planStates.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { isSessionOf, senderOf } from "./sender.ts";
import type { ActiveSession, Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { applyEdits } from "./spanEdits.ts";
import { TypedMessages } from "./typedMessages.ts";
import { viewerOf } from "./viewer.ts";

/** What plans need. */
export interface PlanFeatureOptions {
  readonly session: Session;
  readonly settings: () => Settings;
  readonly runs: Runs;
  /** Where a single item goes. */
  readonly road: Road;
  readonly messageEditor: MessageEditor;
  readonly agenda: AgendaFeature;
  readonly documents: ReadOnlyDocuments;
  readonly onDidChangeRun: Event<Run>;
}

/** While something is held the lenses count its seconds, in plans of no more than this many blocks. */
const countedBlocks = 200;
/** How often lenses follow what is being sent. */
const redrawMs = 400;

/** Plans in this window. */
export class PlanFeature implements Disposable {
  readonly #options: PlanFeatureOptions;
  readonly #knowledge: PlanKnowledge;
  readonly #draftOptions: DraftOptions;
  readonly #holds: PlanHolds;
  readonly #onChange: () => void;
  readonly #subscriptions: Disposable;
  #redraw: NodeJS.Timeout | undefined;
  #revision = 0;

  /** @param onChange is called when lenses would say something else though no document has changed. */
  constructor(options: PlanFeatureOptions, onChange: () => void) {
    const { session, runs } = options;
    this.#options = options;
    this.#draftOptions = { ...options, typedMessages: new TypedMessages() };
    this.#onChange = onChange;
    const checks = new PlanChecks(session);
    const states = new PlanStates(runs, session);
    this.#knowledge = { session, checks, states };
    this.#holds = new PlanHolds(runs, session);
    this.#subscriptions = Disposable.from(
      this.#holds,
      checks,
      checks.onDidChange(() => {
        this.#revision += 1;
        onChange();
      }),
      session.onDidChange(() => {
        states.refresh();
        onChange();
      }),
      workspace.onDidGrantWorkspaceTrust(onChange),
      options.onDidChangeRun((run) => {
        states.refresh();
        this.#drawSoon(run);
      }),
    );
  }

  /** Changes whenever other things would be underlined though no document has changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Makes a plan of what was chosen, as far as the person wants, and opens it. A single item goes the one-item road. */
  async planChosen(chosen: ChosenItems): Promise<void> {
    const { session, road } = this.#options;
    const active = await activeSession(session);
    if (active === undefined || chosen.aims.length === 0) return;
    const [only, second] = chosen.aims;
    if (only !== undefined && second === undefined) {
      await road.start({ aims: [only], ...(only.message !== undefined && { message: only.message }) });
      return;
    }
    if (lacksBookings(chosen.aims, active) || (await tellsTooMany(chosen.aims.length))) return;
    const drafted = await draftPlan(chosen, active, this.#draftOptions);
    if (drafted !== undefined) await this.#open(drafted, active);
  }

  /** Makes a plan of what an earlier run has not carried out, and opens it; true if there is one. */
  async planAgain(before: PlannedBefore): Promise<boolean> {
    const drafted = await draftAgain(before, this.#draftOptions);
    return drafted !== undefined && this.#open(drafted, drafted.active);
  }

  /** Opens a draft as a document; false, and the person knows why, if it is no longer of this account. */
  async #open({ draft, readAtUtc }: ReadDraft, active: ActiveSession): Promise<boolean> {
    // Giving a permission begins another session; what one account has read, no other plans.
    const writer = this.#options.session.active;
    if (!isSessionOf(writer, senderOf(active))) {
      await window.showWarningMessage(l10n.t("The account has changed meanwhile. Nothing was planned; start again."));
      return false;
    }
    this.#knowledge.checks.keep(draft.items, readAtUtc);
    const facts = {
      viewer: viewerOf(writer.account),
      account: writer.account.username,
      graphOrigin: writer.graphOrigin,
    };
    await open(writePlanDocument(draft, facts));
    return true;
  }

  /** The lenses of a plan document; those that are not in sight have to be completed. */
  async lensesOf(document: TextDocument): Promise<readonly CodeLens[]> {
    // Whether it is this session's to send is said as soon as that is known.
    void this.#options.session.restore();
    return planLenses(document, this.#knowledge);
  }

  /** Gives a lens its words. */
  complete(lens: CodeLens): CodeLens {
    return completePlanLens(lens, this.#knowledge);
  }

  /** What is to be underlined. */
  async diagnostics(document: TextDocument, isWanted: () => boolean): Promise<Diagnostic[] | undefined> {
    return planDiagnostics(document, this.#knowledge, isWanted);
  }

  /** The fixes for what is underlined at a place. */
  quickFixes(document: TextDocument, range: Range, shown: Pick<CodeActionContext, "diagnostics">): CodeAction[] {
    return planQuickFixes(document, range, shown, this.#knowledge);
  }

  /** Does what one of the commands says. */
  async act(command: PlanCommand, given: readonly unknown[]): Promise<void> {
    const knowledge = this.#knowledge;
    const context = { ...this.#draftOptions, ...knowledge };
    const { documents } = this.#options;
    if (command === "openSamplePlan") return open(samplePlan());
    if (isBlockCommand(command) || isAboutBlock(given)) return this.#actOnBlock(command, given);
    const clicked = await (command === "sendPlan" ? clickedPlan(given) : planAsItStands(given));
    if (clicked === undefined) return;
    const { blocks } = clicked.plan;
    switch (command) {
      case "sendPlan":
        this.#holds.watch(clicked.document, clicked.plan.id);
        await sendPlan(clicked, { ...this.#options, ...knowledge });
        return;
      case "recheckPlan":
        return this.#recheck(clicked);
      case "setPlanMessage":
        return changeMessage(clicked, context);
      case "showPlanPeople":
        return this.#withItems(clicked, blocks, async () => showRecipients(blocks, knowledge, documents));
      case "copyPlanRecipients":
        return this.#withItems(clicked, blocks, async () => copyRecipients(blocks, knowledge));
      case "excludeExternals":
        return this.#withItems(clicked, blocks, async () => excludeExternals(clicked, context));
      default:
        return command satisfies never;
    }
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    this.#subscriptions.dispose();
  }

  async #actOnBlock(command: Exclude<PlanCommand, "openSamplePlan">, given: readonly unknown[]): Promise<void> {
    const knowledge = this.#knowledge;
    const { documents, agenda } = this.#options;
    const clicked = await clickedBlock(given);
    if (clicked === undefined) return;
    const { plan, document, block } = clicked;
    switch (command) {
      case "excludeFromPlan":
        return applyEdits(document, exclusion(plan, [block], knowledge));
      case "updateInPlan":
        return applyEdits(document, acceptance(plan, [block], knowledge));
      case "showPlanItem":
        return this.#withItems(clicked, [block], async () => showBlockItem(block, knowledge, documents, agenda));
      default:
        return this.#withItems(clicked, [block], async () => showRecipients([block], knowledge, documents));
    }
  }

  /** Reads what is left of the plan again, says what has changed, and brings the head's counts up to date. */
  async #recheck(clicked: OpenPlan): Promise<void> {
    const { checks, states } = this.#knowledge;
    const { plan, document } = clicked;
    const active = await this.#reader(plan);
    const blocks = blocksToSend(plan, states);
    if (active === undefined || blocks.length === 0 || !(await checks.recheck(blocks, active))) return;
    const changed = blocks.filter((block) => checks.driftsOf(plan, block).length > 0);
    if (document.version === clicked.version && changed.length === 0) {
      await applyEdits(document, headEdits(plan, plan.blocks, this.#options.session, checks));
    }
    window.setStatusBarMessage(
      changed.length === 0
        ? l10n.t("Rechecked: nothing has changed")
        : l10n.t("Rechecked: {0} have changed, see the Problems view", changed.length),
      5000,
    );
  }

  /** Does something for which the items of blocks have to have been read. */
  async #withItems(clicked: OpenPlan, blocks: OpenPlan["plan"]["blocks"], run: () => Promise<void>): Promise<void> {
    const { checks } = this.#knowledge;
    const active = await this.#reader(clicked.plan);
    if (active === undefined) return;
    const unread = blocks.filter((block) => checks.plannedOf(block) === undefined);
    if (unread.length > 0 && !(await checks.recheck(unread, active))) return;
    if (!(await tellsChanged(clicked))) await run();
  }

  /** The session that a plan's items are read with: its own. Undefined, and the person knows why, if there is none. */
  async #reader(plan: ReadPlan): Promise<ActiveSession | undefined> {
    const { session } = this.#options;
    const active = workspace.isTrusted && !isSamplePlan(plan) ? await activeSession(session) : undefined;
    const barrier = barrierOf(plan, { session: session.state, isTrusted: workspace.isTrusted });
    if (barrier === undefined) return active;
    if (active !== undefined || !workspace.isTrusted || isSamplePlan(plan)) {
      await window.showWarningMessage(barrier.sentence);
    }
    return undefined;
  }

  /** Not for each item of thousands; and each second while seconds are counted. */
  #drawSoon(run: Run): void {
    if (this.#redraw !== undefined) return;
    const isCounted = isHeld(run) && run.plan.items.length <= countedBlocks;
    this.#redraw = setTimeout(() => {
      this.#redraw = undefined;
      this.#onChange();
      const held = this.#options.runs.all.find((one) => isHeld(one));
      if (held !== undefined && isCounted) this.#drawSoon(held);
    }, redrawMs);
  }
}

type BlockCommand = "excludeFromPlan" | "updateInPlan" | "showPlanItem";

function isBlockCommand(command: PlanCommand): command is BlockCommand {
  return command === "excludeFromPlan" || command === "updateInPlan" || command === "showPlanItem";
}

async function open(content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: "http", content }));
}
