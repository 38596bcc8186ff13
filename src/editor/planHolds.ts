/**
 * Plans whose items are held: what was confirmed is sent as it was confirmed. Whoever changes or closes the document meanwhile
 * may believe otherwise, so they are told while it can still be undone.
 */
import { Disposable, l10n, TabInputText, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import { fillTemplate } from "../cancellation/messageTemplate.ts";
import type { PlanBlock } from "../cancellation/planDocument/planDocument.ts";
import { isHeld } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { Runs } from "../sending/runs.ts";
import { planOf } from "./planReader.ts";
import { deedKey } from "./planStates.ts";
import type { Session } from "./session.ts";
import { viewerOf } from "./viewer.ts";

/** Watches documents while what was confirmed of them is held. */
export class PlanHolds implements Disposable {
  readonly #runs: Pick<Runs, "all" | "undo">;
  readonly #session: Session;
  /** The ids of the plans by their documents' addresses. */
  readonly #watched = new Map<string, string>();
  /** Once about each run: the next keystroke says nothing new. */
  readonly #told = new Set<string>();
  readonly #subscriptions: Disposable;

  constructor(runs: Pick<Runs, "all" | "undo">, session: Session) {
    this.#runs = runs;
    this.#session = session;
    this.#subscriptions = Disposable.from(
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#look(document);
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) if (input instanceof TabInputText) this.#lookClosed(input.uri.toString());
      }),
    );
  }

  /** Begins to watch a plan's document. */
  watch(document: TextDocument, planId: string | undefined): void {
    if (planId !== undefined) this.#watched.set(document.uri.toString(), planId);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #look(document: TextDocument): void {
    const run = this.#heldOf(document.uri.toString());
    if (run === undefined) return;
    const viewer = viewerOf(this.#session.as(run.plan.sender.accountId).active?.account);
    const blocks = new Map(planOf(document).blocks.map((block): [string, PlanBlock] => [deedKey(block), block]));
    const changed = run.plan.items.filter((planned) => {
      const block = blocks.get(deedKey(planned));
      return block === undefined || fillTemplate(block.message, planned.item, viewer) !== planned.message;
    });
    if (changed.length > 0) {
      this.#tell(
        run,
        changed.length === 1
          ? l10n.t("1 item that you changed or took out of the plan is held, and is sent as you confirmed it.")
          : l10n.t(
              "{0} items that you changed or took out of the plan are held, and are sent as you confirmed them.",
              changed.length,
            ),
      );
    }
  }

  #lookClosed(uri: string): void {
    const run = this.#heldOf(uri);
    const isOpen = window.tabGroups.all.some(({ tabs }) =>
      tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
    );
    if (run === undefined || isOpen) return;
    const { length } = run.plan.items;
    this.#tell(
      run,
      length === 1
        ? l10n.t("The plan is closed; its item is still held, and is sent as you confirmed it.")
        : l10n.t("The plan is closed; its {0} items are still held, and are sent as you confirmed them.", length),
    );
  }

  #heldOf(uri: string): Run | undefined {
    const planId = this.#watched.get(uri);
    if (planId === undefined) return undefined;
    return this.#runs.all.find((run) => run.plan.documentId === planId && isHeld(run));
  }

  #tell({ plan: { id, items } }: Run, sentence: string): void {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    const undo = items.length === 1 ? l10n.t("Undo") : l10n.t("Undo All {0}", items.length);
    void window.showWarningMessage(sentence, undo).then(async (answer) => {
      if (answer !== undo || this.#runs.undo(id) > 0) return;
      await window.showInformationMessage(
        l10n.t("The hold was over already. “Stop Sending” leaves what has not left yet."),
      );
    });
  }
}
