/** Cancelling: the road, the runs and their journal, the Cancellations view, the status bar, and their commands. */
import path from "node:path";
import { commands, EventEmitter, l10n, window } from "vscode";
import type { Event, ExtensionContext } from "vscode";
import { AccountError } from "../account/accountError.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { describeTitle } from "../agenda/describeItem.ts";
import { mailedPeople } from "../cancellation/people.ts";
import { isSameMeeting, isSameSender, targetOf } from "../cancellation/plan.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import { isHeld } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { activeSession } from "./activeSession.ts";
import type { ItemNode } from "./agendaNodes.ts";
import type { RowState } from "./agendaRow.ts";
import type { Aim, Road } from "./cancelRoad.ts";
import { CancellationsTree } from "./cancellationsTree.ts";
import type { CancellationNode } from "./cancellationsTree.ts";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import { pickItem } from "./itemPicker.ts";
import { createJournalFolder } from "../sending/journalFolder.ts";
import { roadWhenNeeded } from "./lazyRoad.ts";
import { isAlive, LeftBehind } from "../sending/leftBehind.ts";
import type { Log } from "./log.ts";
import { plainNotice } from "./markdownText.ts";
import { MessageEditor } from "./messageEditor.ts";
import { agendaNodes } from "./agendaNodes.ts";
import { describeProblem } from "./problemText.ts";
import { clickedItems, itemNode } from "./registerAgenda.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { Runs } from "../sending/runs.ts";
import { isSessionOf, senderOf } from "./sender.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { StatusBar } from "./statusBar.ts";
import { viewIds } from "./viewIds.ts";
import { viewerOf } from "./viewer.ts";

/** What the feature needs. */
export interface CancellingOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly register: RegisterCommand;
  /** Made with the row states of this feature, which in turn needs the agenda. */
  readonly agenda: (stateOf: (node: ItemNode) => RowState | undefined) => AgendaFeature;
}

/** What others use of it. */
export interface Cancelling {
  /** For other doors. */
  readonly road: Road;
  readonly agenda: AgendaFeature;
  /** Fires when something becomes of a run's items. */
  readonly onDidChangeRun: Event<Run>;
  /** Sends nothing more, and resolves when what is on the way has ended and is written down. */
  readonly close: () => Promise<void>;
}

/** Sets the feature up. */
export function registerCancelling(options: CancellingOptions): Cancelling {
  const { context, session, settings, log, register } = options;
  const journal = createJournalFolder(path.join(context.globalStorageUri.fsPath, "journal"));
  const lookUp = async (sender: PlanSender, target: CancelTarget): Promise<"gone" | "stillThere"> =>
    lookUpIn(session, sender, target);
  const changed = new EventEmitter<Run>();
  const runs = new Runs({
    journal,
    holdMs: () => settings().holdSeconds * 1000,
    send: async (plan, index) => {
      const { active } = session;
      const item = plan.items[index];
      // What one account confirmed, no other sends.
      if (item === undefined || !isSessionOf(active, plan.sender)) {
        return { kind: "notSent", reason: "signInRequired" };
      }
      const outcome = await active.graph.sendCancellation(item.target, item.message);
      if (outcome.kind === "notSent" && outcome.reason === "signInRequired") {
        session.noteFailure(new AccountError("signInRequired", "The sign-in was not accepted while sending"));
      }
      return outcome;
    },
    lookUp,
    countPeople: ({ items, sender }, index) => {
      const item = items[index]?.item;
      return item === undefined ? 0 : mailedPeople([item], { ownAddresses: [sender.address] }).people.length;
    },
    onChange: (run) => {
      show(run);
      changed.fire(run);
    },
    onError: (what, error) => {
      log.error(what, error);
    },
  });
  const agenda = options.agenda((node) => rowState(node, session, runs));
  const leftBehind = new LeftBehind({ journal, lookUp, isAlive });
  const cancellations = new CancellationsTree({ session, runs, leftBehind });
  const statusBar = new StatusBar();
  const messageEditor = new MessageEditor();
  const road = roadWhenNeeded({ session, runs, settings, messageEditor });
  const holdClock = createHoldClock(() => {
    showRuns(runs.all.filter(isHeld));
  });

  const showStatus = (): void => {
    statusBar.show({ runs: runs.all, isSandbox: session.sandbox !== undefined });
  };
  const showRuns = (changed: readonly Run[]): void => {
    showStatus();
    cancellations.refresh();
    agenda.tree.refreshItems((node) => changed.some((run) => concerns(run, node.entry.item)));
  };
  const revealed = new Set<string>();
  const show = (run: Run): void => {
    const anyHeld = runs.all.some(isHeld);
    void commands.executeCommand("setContext", contextKeys.held, anyHeld);
    holdClock.run(anyHeld);
    showRuns([run]);
    // Beside the agenda; whoever works in a file with other views beside it has the status bar.
    if (isHeld(run) && agenda.tree.view.visible && !revealed.has(run.plan.id)) {
      revealed.add(run.plan.id);
      cancellations.revealNewest().then(undefined, (error: unknown) => {
        log.error("The Cancellations view could not be opened", error);
      });
    }
  };

  context.subscriptions.push(
    runs,
    leftBehind,
    changed,
    cancellations,
    statusBar,
    messageEditor,
    holdClock,
    session.onDidChange(() => {
      showStatus();
      const { active } = session;
      const own = new Set(runs.all.map(({ plan }) => plan.id));
      void leftBehind.load(active === undefined ? undefined : senderOf(active), own).then(
        () => {
          cancellations.refresh();
        },
        (error: unknown) => {
          log.error("The journal cannot be read", error);
        },
      );
    }),
    register(commandIds.cancel, async () => cancelSelection(session, agenda, road)),
    ...[commandIds.cancelEvent, commandIds.cancelBooking].map((id) =>
      register(id, async (clicked, selected) => {
        await road.start({ aims: clickedItems(clicked, selected).map(aimOf) });
      }),
    ),
    register(commandIds.undo, (node) => {
      const kept = node === undefined ? runs.undo() : runs.undo(clickedRun(node, runs)?.plan.id ?? "");
      if (kept === 0) {
        void window.showWarningMessage(
          l10n.t("Too late to undo: it is being sent or was sent. The Cancellations view shows what became of it."),
        );
        return;
      }
      window.setStatusBarMessage(
        kept === 1 ? l10n.t("Kept: nothing was sent") : l10n.t("{0} kept: nothing was sent", kept),
        5000,
      );
    }),
    register(commandIds.checkUnsure, async (node) => {
      const clicked = node as CancellationNode;
      // It may take some seconds until a look proves something.
      const progress = { location: { viewId: viewIds.cancellations } };
      if (clicked.kind === "item") {
        await window.withProgress(progress, async () => runs.checkUnsure(clicked.run.plan.id, clicked.index));
        return;
      }
      const found = await window.withProgress(progress, async () => leftBehind.check(clicked.left));
      cancellations.refresh();
      await tellFound(clicked.left.item.title, found);
    }),
    register(commandIds.clearFinished, () => {
      runs.clearFinished();
      cancellations.refresh();
      void agenda.model.load();
      showStatus();
    }),
    register(commandIds.useMessage, () => {
      messageEditor.use();
    }),
    register(commandIds.dropMessage, () => {
      messageEditor.drop();
    }),
  );
  return {
    road,
    agenda,
    onDidChangeRun: changed.event,
    close: async () => {
      runs.dispose();
      await runs.settled();
    },
  };
}

/** What a run of this window says of an item's row; after a whole series was cancelled, of each of its occurrences. */
function rowState({ entry }: ItemNode, session: Session, runs: Runs): RowState | undefined {
  const { active } = session;
  if (active === undefined) return undefined;
  for (const run of runs.all) {
    if (!isSameSender(run.plan.sender, senderOf(active))) continue;
    const index = run.plan.items.findIndex((planned) => isSameMeeting(planned, entry.item));
    const state = run.states[index];
    if (state !== undefined) return { state, sendAtUtc: run.sendAtUtc };
  }
  return undefined;
}

function concerns(run: Run, item: AgendaItem): boolean {
  return run.plan.items.some((planned) => isSameMeeting(planned, item));
}

async function cancelSelection(session: Session, { model, tree }: AgendaFeature, road: Road): Promise<void> {
  const active = await activeSession(session);
  if (active === undefined) return;
  const selected = tree.view.visible ? tree.selectedItems : [];
  if (selected.length > 0) {
    await road.start({ aims: selected.map(aimOf) });
    return;
  }
  if (model.state.agenda === undefined) await model.load();
  const { agenda, error } = model.state;
  if (agenda === undefined && error !== undefined) {
    await window.showErrorMessage(describeProblem(error).sentence);
    return;
  }
  const viewer = viewerOf(active.account);
  const chosen = agenda === undefined ? undefined : await pickItem(agendaNodes(agenda, "day", viewer), viewer);
  if (chosen !== undefined) await road.start({ aims: [aimOf(chosen)] });
}

/** The held run that a row of either view belongs to. */
function clickedRun(node: unknown, runs: Runs): Run | undefined {
  const item = itemNode(node);
  if (item !== undefined) return runs.all.find((run) => isHeld(run) && concerns(run, item.entry.item));
  const clicked = node as CancellationNode | undefined;
  return clicked?.kind === "item" ? clicked.run : undefined;
}

function aimOf({ entry, source }: ItemNode): Aim {
  return { target: targetOf(entry.item), name: describeTitle(entry.item), ...(source && { source }) };
}

async function lookUpIn(session: Session, sender: PlanSender, target: CancelTarget): Promise<"gone" | "stillThere"> {
  const { active } = session;
  if (!isSessionOf(active, sender)) {
    throw new AccountError("signInRequired", "Another account is signed in than the one that planned it");
  }
  return active.graph.lookUp(target);
}

async function tellFound(title: string, found: "gone" | "stillThere"): Promise<void> {
  await window.showInformationMessage(
    found === "gone"
      ? l10n.t(
          "“{0}” is gone: its cancellation was carried out, or somebody else has cancelled or deleted it since.",
          plainNotice(title),
        )
      : l10n.t("“{0}” still stands: its cancellation was most likely not carried out.", plainNotice(title)),
  );
}

/** Ticks once a second while something is held. */
function createHoldClock(tick: () => void): { run(on: boolean): void; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    run: (on) => {
      if (!on) stop();
      else timer ??= setInterval(tick, 1000);
    },
    dispose: stop,
  };
}
