/** Cancelling: the road, the runs and their journal, the Cancellations view, the status bar, and their commands. */
import path from "node:path";
import { EventEmitter } from "vscode";
import type { Event, ExtensionContext } from "vscode";
import { AccountError } from "../account/accountError.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { peopleToldBy } from "../cancellation/planPeople.ts";
import { meetingFinder } from "../cancellation/meetingIndex.ts";
import { isSameSender } from "../cancellation/plan.ts";
import type { CancellationPlan, PlanSender } from "../cancellation/plan.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { Sought } from "../cancellation/sought.ts";
import type { ItemNode } from "./agendaNodes.ts";
import type { RowState } from "./agendaRow.ts";
import type * as CancelDoor from "./cancelDoor.ts";
import type { Road } from "./cancelRoad.ts";
import { commandIds } from "./commandIds.ts";
import { journalWhenNeeded } from "../sending/lazyJournal.ts";
import { roadWhenNeeded } from "./lazyRoad.ts";
import { isAlive } from "../sending/livingProcess.ts";
import type { LookUpSought } from "../sending/lostAnswers.ts";
import type { Log } from "./log.ts";
import { MessageEditor } from "./messageEditor.ts";
import { createPlans } from "./plans.ts";
import type { Plans } from "./plans.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import { clickedItems, itemNode } from "./registerAgenda.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { registerRuns } from "./registerRuns.ts";
import type { CancellationNode } from "./runsContract.ts";
import { Runs } from "../sending/runs.ts";
import { sendAsConfirmed } from "./sendAs.ts";
import { senderOf } from "./sender.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** What the feature needs. */
export interface CancellingOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly register: RegisterCommand;
  readonly documents: ReadOnlyDocuments;
  /** Made with the row states of this feature, which in turn needs the agenda. */
  readonly agenda: (stateOf: (node: ItemNode) => RowState | undefined) => AgendaFeature;
}

/** What others use of it. */
export interface Cancelling {
  /** For other doors. */
  readonly road: Road;
  readonly plans: Plans;
  readonly agenda: AgendaFeature;
  /** For messages of several lines, wherever they are asked for. */
  readonly messageEditor: MessageEditor;
  /** Fires when something becomes of a run's items. */
  readonly onDidChangeRun: Event<Run>;
  /** Sends nothing more, and resolves when what is on the way has ended and is written down. */
  readonly close: () => Promise<void>;
}

/** Sets the feature up. */
export function registerCancelling(options: CancellingOptions): Cancelling {
  const { context, session, settings, log, register, documents } = options;
  const journalFolder = path.join(context.globalStorageUri.fsPath, "journal");
  const journal = journalWhenNeeded(journalFolder);
  const lookUp: LookUpSought = async (sender, sought) => lookUpIn(session, sender, sought);
  const changed = new EventEmitter<Run>();
  const runs = new Runs({
    journal,
    holdMs: () => settings().holdSeconds * 1000,
    send: sendAsConfirmed(session),
    mailboxOf: ({ target }) => mailboxName(target),
    lookUp,
    countPeople,
    storesNames: () => settings().storesNames,
    onChange: (run) => {
      changed.fire(run);
    },
    onError: (what, error) => {
      log.error(what, error);
    },
  });
  const agenda = options.agenda((node) => rowState(node, session, runs));
  const messageEditor = new MessageEditor();
  const road = roadWhenNeeded({ session, runs, settings, messageEditor });
  const plans = createPlans({ ...options, runs, road, messageEditor, agenda, onDidChangeRun: changed.event });
  const views = registerRuns({
    session,
    settings,
    runs,
    lookUp,
    journal,
    journalFolder,
    isAlive,
    countPeople,
    plans,
    documents,
    globalState: context.globalState,
    log,
    register,
    drawAgenda: (runs, before) => {
      agenda.tree.refreshItems(({ entry: { item } }) =>
        runs.some((run) => changes(run, before.get(run.plan.id), item)),
      );
    },
    loadAgenda: () => void agenda.model.load(),
    isAgendaVisible: () => agenda.tree.view.visible,
    clickedRun: (node) => clickedRun(node, runs),
  });

  context.subscriptions.push(
    runs,
    changed,
    messageEditor,
    plans,
    views,
    changed.event((run) => {
      views.note(run);
    }),
    register(commandIds.cancel, async () => (await loadDoor()).cancelSelection(session, agenda, road)),
    ...[commandIds.cancelEvent, commandIds.cancelBooking].map((id) =>
      register(id, async (clicked, selected) => {
        await (await loadDoor()).cancelItems(clickedItems(clicked, selected), road);
      }),
    ),
    register(commandIds.useMessage, () => {
      messageEditor.use();
    }),
    register(commandIds.dropMessage, () => {
      messageEditor.drop();
    }),
  );
  return {
    road,
    plans,
    agenda,
    messageEditor,
    onDidChangeRun: changed.event,
    close: async () => {
      runs.dispose();
      await runs.settled();
    },
  };
}

/** What a run of this window says of an item's row; after a whole series was cancelled, of each of its occurrences. */
function rowState({ entry, account }: ItemNode, session: Session, runs: Runs): RowState | undefined {
  const { active } = session.as(account?.id);
  if (active === undefined) return undefined;
  for (const run of runs.all) {
    if (!isSameSender(run.plan.sender, senderOf(active))) continue;
    const index = meetingFinder(run.plan.items)(entry.item);
    const state = index === undefined ? undefined : run.states[index];
    if (state !== undefined) return { state, sendAtUtc: run.sendAtUtc };
  }
  return undefined;
}

function concerns(run: Run, item: AgendaItem): boolean {
  return meetingFinder(run.plan.items)(item) !== undefined;
}

/** While a run is held its rows count the seconds. */
function changes(run: Run, before: Run | undefined, item: AgendaItem): boolean {
  const index = meetingFinder(run.plan.items)(item);
  return index !== undefined && (isHeld(run) || run.states[index] !== before?.states[index]);
}

/** The run that a row of either view belongs to; of the agenda, the one that is held or being sent. */
function clickedRun(node: unknown, runs: Runs): Run | undefined {
  const item = itemNode(node);
  if (item !== undefined)
    return runs.all.find((run) => (isHeld(run) || isSending(run)) && concerns(run, item.entry.item));
  const clicked = node as CancellationNode;
  return "runId" in clicked ? runs.all.find(({ plan }) => plan.id === clicked.runId) : undefined;
}

async function lookUpIn(session: Session, sender: PlanSender, sought: Sought): Promise<"gone" | "stillThere"> {
  const active = session.of(sender);
  if (active === undefined) {
    throw new AccountError("signInRequired", "Another account is signed in than the one that planned it");
  }
  return active.graph.lookUp(sought);
}

/** How many people an item's cancellation mails. */
function countPeople({ items, sender }: CancellationPlan, index: number): number {
  const planned = items[index];
  return planned === undefined ? 0 : peopleToldBy(planned, { ownAddresses: [sender.address] }).people.length;
}

/** What the commands about rows do, loaded when one is first used: starting VS Code does not pay for it. */
async function loadDoor(): Promise<typeof CancelDoor> {
  return import("./cancelDoor.ts");
}
