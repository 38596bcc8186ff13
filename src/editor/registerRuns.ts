/**
 * What is shown of runs, and the commands about them: the Cancellations view, the status bar, the hold and its Undo, Stop
 * Sending, reports and history. What is not needed while VS Code starts is in runsFeature.ts and loaded when it is.
 */
import { commands, Disposable, l10n, window } from "vscode";
import { hasSlept, isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import { CancellationsTree } from "./cancellationsTree.ts";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { RunDrawing } from "./runDrawing.ts";
import { runCommands } from "./runsContract.ts";
import type { RunsFeature, RunsFeatureOptions } from "./runsContract.ts";
import { StatusBar } from "./statusBar.ts";

/** What showing runs needs. */
export interface RunViewsOptions extends Omit<RunsFeatureOptions, "redraw"> {
  readonly register: RegisterCommand;
  /** Draws the agenda's rows that these runs are about, as far as something else has become of them than was drawn before. */
  readonly drawAgenda: (runs: readonly Run[], before: ReadonlyMap<string, Run>) => void;
  /** Reads the agenda anew. */
  readonly loadAgenda: () => void;
  readonly isAgendaVisible: () => boolean;
  /** The run that a row of either view belongs to. */
  readonly clickedRun: (node: unknown) => Run | undefined;
}

/** The runs of this window as they are shown. */
export interface RunViews extends Disposable {
  /** Takes a run that has changed. */
  note(run: Run): void;
}

/** Sets the views and commands up. */
export function registerRuns(options: RunViewsOptions): RunViews {
  const { session, runs, log, register } = options;
  let loading: Promise<RunsFeature> | undefined;
  let loaded: RunsFeature | undefined;
  const load = async (): Promise<RunsFeature> => {
    loading ??= import("./runsFeature.ts").then((part) => {
      loaded = new part.RunsPresenter({ ...options, redraw });
      return loaded;
    });
    return loading;
  };
  const tree = new CancellationsTree({ session, runs, load, loaded: () => loaded });
  const redraw = (): void => {
    tree.refresh();
    showStatus();
  };
  const statusBar = new StatusBar();
  const showStatus = (): void => {
    statusBar.show({ runs: runs.all, isSandbox: session.sandbox !== undefined, accounts: session.accounts });
  };
  const whenLoaded = (act: (feature: RunsFeature) => unknown): void => {
    load()
      .then(act)
      .catch((error: unknown) => {
        log.error("Runs cannot be shown", error);
      });
  };
  /** The runs that have been on their way, or would have been. */
  const begun = new Set<string>();
  const drawnBefore = new Map<string, Run>();
  const drawing = new RunDrawing((changed) => {
    const drawn = runs.all.filter(({ plan }) => changed.has(plan.id));
    showStatus();
    tree.refresh(changed);
    options.drawAgenda(drawn, drawnBefore);
    for (const run of drawn) {
      if (begun.has(run.plan.id))
        whenLoaded((feature) => {
          feature.follow(run);
        });
    }
  });
  const keys = createKeys();
  const clock = createHoldClock(() => {
    for (const run of runs.all) if (isHeld(run)) drawing.note(run.plan.id);
  });
  const revealed = new Set<string>();

  const disposables = Disposable.from(
    tree,
    statusBar,
    drawing,
    clock,
    session.onDidChange(() => {
      showStatus();
      whenLoaded(async (feature) => feature.readLeftBehind());
    }),
    tidyLater(session, () => {
      whenLoaded(async (feature) => feature.tidyHistory());
    }),
    register(commandIds.undo, (node) => {
      tellKept(node === undefined ? runs.undo() : runs.undo(options.clickedRun(node)?.plan.id ?? ""));
    }),
    register(commandIds.stopSending, (node) => {
      tellStopped(runs.stop(node === undefined ? undefined : (options.clickedRun(node)?.plan.id ?? "")));
    }),
    register(commandIds.clearFinished, () => {
      runs.clearFinished();
      redraw();
      options.loadAgenda();
    }),
    ...runCommands.map((id) => register(id, async (...given) => (await load()).act[id](...given))),
  );
  return {
    note: (run) => {
      const anyHeld = runs.all.some(isHeld);
      keys.set(contextKeys.held, anyHeld);
      keys.set(
        contextKeys.sending,
        runs.all.some((one) => !isHeld(one) && isSending(one)),
      );
      clock.run(anyHeld);
      if (isSending(run) || hasSlept(run)) begun.add(run.plan.id);
      drawing.note(run.plan.id);
      // Beside the agenda; whoever works in a file with other views beside it has the status bar.
      if (isHeld(run) && options.isAgendaVisible() && !revealed.has(run.plan.id)) {
        revealed.add(run.plan.id);
        tree.revealNewest().then(undefined, (error: unknown) => {
          log.error("The Cancellations view could not be opened", error);
        });
      }
    },
    dispose: () => {
      disposables.dispose();
      loaded?.dispose();
    },
  };
}

function tellKept(kept: number): void {
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
}

function tellStopped(left: number): void {
  window.setStatusBarMessage(
    left === 0 ? l10n.t("Sending is stopped; everything had left") : l10n.t("Sending is stopped; not sent: {0}", left),
    5000,
  );
}

/** Context keys, of which VS Code is only told when they change. */
function createKeys(): { set(key: string, value: boolean): void } {
  const values = new Map<string, boolean>();
  return {
    set: (key, value) => {
      if ((values.get(key) ?? false) === value) return;
      values.set(key, value);
      void commands.executeCommand("setContext", key, value);
    },
  };
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

/** The history is tidied once, some time after somebody has signed in: nobody waits for it. */
const tidyAfterMs = 30_000;

function tidyLater({ onDidChange }: RunViewsOptions["session"], tidy: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const once = onDidChange(() => {
    once.dispose();
    timer = setTimeout(tidy, tidyAfterMs);
  });
  return Disposable.from(once, {
    dispose: () => {
      clearTimeout(timer);
    },
  });
}
