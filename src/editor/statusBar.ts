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
  #isSandbox = false;

  constructor() {
    this.#item = window.createStatusBarItem("unbook.status", StatusBarAlignment.Left, 10);
    this.#item.name = l10n.t("Unbook");
  }

  /** Shows the facts. */
  show({ runs, isSandbox }: StatusFacts): void {
    this.#isSandbox = isSandbox;
    const held = runs.filter(isHeld);
    const sending = runs.filter(isSending).length;
    const failed = runs.flatMap((run) => run.states.filter(needsAttention)).length;
    if (held.length > 0) this.#showHeld(held);
    else if (sending > 0) this.#set(l10n.t("$(sync~spin) Sending cancellations"), "", l10n.t("Sending cancellations"));
    else if (failed > 0) {
      const text =
        failed === 1 ? l10n.t("1 cancellation needs a look") : l10n.t("{0} cancellations need a look", failed);
      this.#set(`$(warning) ${text}`, `${viewIds.cancellations}.focus`, text);
    } else if (isSandbox) {
      this.#set(
        l10n.t("$(beaker) Unbook Sandbox"),
        commandIds.showOutbox,
        l10n.t("Sample data: nothing here is real and nobody is mailed. Show what would have been mailed."),
      );
    } else this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #showHeld(held: readonly Run[]): void {
    const items = held.flatMap((run) => run.states.filter((state) => state.kind === "held")).length;
    const seconds = secondsLeft(Math.min(...held.map((run) => run.sendAtUtc)));
    this.#set(
      l10n.t("$(watch) {0} held · {1} s · Undo", items, seconds),
      commandIds.undo,
      items === 1
        ? l10n.t("1 cancellation is held and not sent yet. Activate to undo it.")
        : l10n.t("{0} cancellations are held and not sent yet. Activate to undo them.", items),
    );
  }

  #set(text: string, command: string, spoken: string): void {
    this.#item.text = this.#isSandbox && !text.includes("$(beaker)") ? l10n.t("{0} · Sandbox", text) : text;
    this.#item.command = command === "" ? undefined : command;
    if (spoken !== this.#spoken) {
      this.#spoken = spoken;
      this.#item.tooltip = spoken;
      this.#item.accessibilityInformation = { label: spoken };
    }
    this.#item.show();
  }
}
