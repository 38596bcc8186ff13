/**
 * Unbook's one place in the status bar: the hold and its Undo, sending, what needs a look, and the sandbox. Hidden when
 * there is nothing to say. The seconds tick in the text only; a screen reader hears the state, not every second.
 */
import { l10n, StatusBarAlignment, window } from "vscode";
import type { Disposable, StatusBarItem } from "vscode";
import { isHeld, isSending, needsAttention } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import { commandIds } from "./commandIds.ts";
import { secondsLeft } from "./stateText.ts";
import { viewIds } from "./viewIds.ts";

/** What the status bar tells. */
export interface StatusFacts {
  readonly runs: readonly Run[];
  readonly isSandbox: boolean;
}

/** Unbook's status bar item. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem;
  #spoken = "";

  constructor() {
    this.#item = window.createStatusBarItem("unbook.status", StatusBarAlignment.Left, 10);
    this.#item.name = l10n.t("Unbook");
  }

  /** Shows the facts. */
  show({ runs, isSandbox }: StatusFacts): void {
    const doing = describeRuns(runs);
    if (doing !== undefined) {
      this.#set(isSandbox ? { ...doing, text: l10n.t("{0} · Sandbox", doing.text) } : doing);
    } else if (isSandbox) {
      this.#set({
        text: l10n.t("$(beaker) Unbook Sandbox"),
        command: commandIds.showOutbox,
        spoken: l10n.t("Sample data: nothing here is real and nobody is mailed. Show what would have been mailed."),
      });
    } else this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #set({ text, command, spoken }: Status): void {
    this.#item.text = text;
    this.#item.command = command;
    if (spoken !== this.#spoken) {
      this.#spoken = spoken;
      this.#item.tooltip = spoken;
      this.#item.accessibilityInformation = { label: spoken };
    }
    this.#item.show();
  }
}

interface Status {
  readonly text: string;
  /** What a click does; undefined for nothing. */
  readonly command?: string;
  readonly spoken: string;
}

/** What the runs have to say, the most urgent first; undefined if nothing. */
function describeRuns(runs: readonly Run[]): Status | undefined {
  const held = runs.filter(isHeld);
  if (held.length > 0) return describeHeld(held);
  if (runs.some(isSending)) {
    return { text: l10n.t("$(sync~spin) Sending cancellations"), spoken: l10n.t("Sending cancellations") };
  }
  const failed = runs.flatMap((run) => run.states.filter(needsAttention)).length;
  if (failed === 0) return undefined;
  const spoken = failed === 1 ? l10n.t("1 cancellation needs a look") : l10n.t("{0} cancellations need a look", failed);
  return { text: `$(warning) ${spoken}`, command: `${viewIds.cancellations}.focus`, spoken };
}

function describeHeld(held: readonly Run[]): Status {
  const items = held.flatMap((run) => run.states.filter((state) => state.kind === "held")).length;
  const seconds = secondsLeft(Math.min(...held.map((run) => run.sendAtUtc)));
  return {
    text: l10n.t("$(watch) {0} held · {1} s · Undo", items, seconds),
    command: commandIds.undo,
    spoken:
      items === 1
        ? l10n.t("1 cancellation is held and not sent yet. Activate to undo it.")
        : l10n.t("{0} cancellations are held and not sent yet. Activate to undo them.", items),
  };
}
