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
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { Runs } from "../sending/runs.ts";
import { byAccount, tellAccounts } from "./accountParts.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { activeSession } from "./activeSession.ts";
import { lacksBookings } from "./bookingsNeeded.ts";
import type { Road } from "./cancelRoad.ts";
import type { ChosenItems } from "./chosenItems.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { PlanAccounts } from "./planAccounts.ts";
import { barrierOf } from "./planBarrier.ts";
import { acceptance, changeMessage, excludeExternals, exclusion, headEdits } from "./planChanges.ts";
import { draftAgain } from "./planAgain.ts";
import type { PlannedBefore } from "./planAgain.ts";
import { clickedBlock, clickedPlan, isAboutBlock, planAsItStands, tellsChanged } from "./planClick.ts";
import type { PlanCommand } from "./planCommands.ts";
import { planDiagnostics, planQuickFixes } from "./planDiagnostics.ts";
import { draftPlan } from "./planDraft.ts";
import type { DraftOptions, ReadDraft } from "./planDraft.ts";
import { blocksToSend } from "./planKnowledge.ts";
import { completePlanLens, planLenses } from "./planLenses.ts";
import { PlanHolds } from "./planHolds.ts";
import { tellsTooMany } from "./planLimit.ts";
import { copyRecipients, showBlockItem, showRecipients } from "./planRecipients.ts";
import { planOf, readPlan } from "./planReader.ts";
import type { OpenPlan } from "./planReader.ts";
import { isSamplePlan, samplePlan } from "./planSample.ts";
import { sendPlan } from "./planSending.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { senderOf } from "./sender.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { firstScreen } from "./sight.ts";
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
/** Within this time VS Code has drawn the lenses that it was given. */
const drawingMs = 300;

/** Plans in this window. */
export class PlanFeature implements Disposable {
  readonly #options: PlanFeatureOptions;
  readonly #accounts: PlanAccounts;
  readonly #typedMessages = new TypedMessages();
  readonly #holds: PlanHolds;
  readonly #onChange: () => void;
  /** Plans of which VS Code has lenses already. */
  readonly #drawn = new WeakSet<TextDocument>();
  readonly #subscriptions: Disposable;
  #redraw: NodeJS.Timeout | undefined;
  #revision = 0;

  /** @param onChange is called when lenses would say something else though no document has changed. */
  constructor(options: PlanFeatureOptions, onChange: () => void) {
    const { session, runs } = options;
    this.#options = options;
    this.#onChange = onChange;
    this.#accounts = new PlanAccounts(session, runs, () => {
      this.#revision += 1;
      onChange();
    });
    this.#holds = new PlanHolds(runs, session);
    this.#subscriptions = Disposable.from(
      this.#holds,
      this.#accounts,
      session.onDidChange(() => {
        this.#accounts.refresh();
        onChange();
      }),
      workspace.onDidGrantWorkspaceTrust(onChange),
      options.onDidChangeRun((run) => {
        this.#accounts.refresh();
        this.#drawSoon(run);
      }),
    );
  }

  /** Changes whenever other things would be underlined though no document has changed. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Makes a plan of what was chosen, as far as the person wants, and opens it: one for each account that something of it
   * belongs to. A single item of an account goes the one-item road.
   */
  async planChosen(chosen: ChosenItems): Promise<void> {
    const parts = byAccount(chosen.aims, this.#options.session);
    tellAccounts(parts);
    for (const [session, aims] of parts) if (!(await this.#planAs(session, { ...chosen, aims }))) return;
  }

  /** False if the person thinks better of it, or cannot go on. */
  async #planAs(session: AccountSession, chosen: ChosenItems): Promise<boolean> {
    const active = await activeSession(session);
    if (active === undefined) return false;
    const [only, second] = chosen.aims;
    if (only !== undefined && second === undefined) {
      return this.#options.road.start({ aims: [only], ...(only.message !== undefined && { message: only.message }) });
    }
    if (lacksBookings(chosen.aims, active) || (await tellsTooMany(chosen.aims.length))) return false;
    const drafted = await draftPlan(chosen, active, this.#draftOptions(session));
    return drafted !== undefined && this.#open(drafted, active);
  }

  /** Makes a plan of what an earlier run has not carried out, and opens it; true if there is one. */
  async planAgain(before: PlannedBefore): Promise<boolean> {
    const { session } = this.#accounts.as(before.sender.accountId);
    const drafted = await draftAgain(before, this.#draftOptions(session));
    return drafted !== undefined && this.#open(drafted, drafted.active);
  }

  #draftOptions(session: AccountSession): DraftOptions {
    return { session, messageEditor: this.#options.messageEditor, typedMessages: this.#typedMessages };
  }

  /** Opens a draft as a document; false, and the person knows why, if it is no longer of this account. */
  async #open({ draft, readAtUtc }: ReadDraft, active: ActiveSession): Promise<boolean> {
    // Giving a permission begins another session; what one account has read, no other plans.
    const writer = this.#options.session.of(senderOf(active));
    if (writer === undefined) {
      await window.showWarningMessage(l10n.t("The account has changed meanwhile. Nothing was planned; start again."));
      return false;
    }
    this.#accounts.as(writer.account.id).checks.keep(draft.items, readAtUtc);
    const facts = {
      viewer: viewerOf(writer.account),
      account: writer.account.username,
      graphOrigin: writer.graphOrigin,
    };
    await open(writePlanDocument(draft, facts));
    return true;
  }

  /** A plan document as a request file. */
  async fileOf(document: TextDocument): Promise<RequestFile> {
    return (await readPlan(document)).file;
  }

  /** The lenses of a plan document; the first time, of a large one, only those in sight. Others have to be completed. */
  async lensesOf(document: TextDocument): Promise<readonly CodeLens[]> {
    // Whether it is this session's to send is said as soon as that is known.
    void this.#options.session.restore();
    const plan = await readPlan(document);
    const isAll = this.#drawn.has(document) || plan.blocks.length <= 2 * firstScreen;
    this.#drawn.add(document);
    if (!isAll) setTimeout(this.#onChange, drawingMs);
    return planLenses(document, this.#accounts.of(plan), isAll);
  }

  /** Gives a lens its words. */
  complete(lens: CodeLens): CodeLens {
    return completePlanLens(lens, (plan) => this.#accounts.of(plan));
  }

  /** What is to be underlined. */
  async diagnostics(document: TextDocument, isWanted: () => boolean): Promise<Diagnostic[] | undefined> {
    return planDiagnostics(document, this.#accounts.of(await readPlan(document)), isWanted);
  }

  /** The fixes for what is underlined at a place. */
  quickFixes(document: TextDocument, range: Range, shown: Pick<CodeActionContext, "diagnostics">): CodeAction[] {
    return planQuickFixes(document, range, shown, this.#accounts.of(planOf(document)));
  }

  /** Does what one of the commands says. */
  async act(command: PlanCommand, given: readonly unknown[]): Promise<void> {
    const { documents } = this.#options;
    if (command === "openSamplePlan") return open(samplePlan());
    if (isBlockCommand(command) || isAboutBlock(given)) return this.#actOnBlock(command, given);
    const clicked = await (command === "sendPlan" ? clickedPlan(given) : planAsItStands(given));
    if (clicked === undefined) return;
    const { blocks } = clicked.plan;
    await this.#options.session.restore();
    const knowledge = this.#accounts.of(clicked.plan);
    const context = { ...this.#draftOptions(knowledge.session), ...knowledge };
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
    const { documents, agenda } = this.#options;
    const clicked = await clickedBlock(given);
    if (clicked === undefined) return;
    const { plan, document, block } = clicked;
    await this.#options.session.restore();
    const knowledge = this.#accounts.of(plan);
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
    const { plan, document } = clicked;
    const { session, checks, states } = this.#accounts.of(plan);
    const active = await this.#reader(plan);
    const blocks = blocksToSend(plan, states);
    if (active === undefined || blocks.length === 0 || !(await checks.recheck(blocks, active))) return;
    const changed = blocks.filter((block) => checks.driftsOf(plan, block).length > 0);
    if (document.version === clicked.version && changed.length === 0) {
      await applyEdits(document, headEdits(plan, plan.blocks, session, checks));
    }
    if (checks.isOffline) window.setStatusBarMessage(l10n.t("Not rechecked: Microsoft Graph cannot be reached"), 5000);
    else {
      window.setStatusBarMessage(
        changed.length === 0
          ? l10n.t("Rechecked: nothing has changed")
          : l10n.t("Rechecked: {0} have changed, see the Problems view", changed.length),
        5000,
      );
    }
  }

  /** Does something for which the items of blocks have to have been read. */
  async #withItems(clicked: OpenPlan, blocks: OpenPlan["plan"]["blocks"], run: () => Promise<void>): Promise<void> {
    const { checks } = this.#accounts.of(clicked.plan);
    const active = await this.#reader(clicked.plan);
    if (active === undefined) return;
    const unread = blocks.filter((block) => checks.plannedOf(block) === undefined);
    if (unread.length > 0 && !(await checks.recheck(unread, active))) return;
    if (!(await tellsChanged(clicked))) await run();
  }

  /** The session that a plan's items are read with: its own. Undefined, and the person knows why, if there is none. */
  async #reader(plan: ReadPlan): Promise<ActiveSession | undefined> {
    const { session } = this.#accounts.of(plan);
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
