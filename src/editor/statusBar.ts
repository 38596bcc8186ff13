/**
 * Unbook's one place in the status bar: the hold and its Undo, sending, what needs a look, who is signed in where there are
 * several, and the sandbox. Hidden when there is nothing to say. The seconds tick in the text only; a screen reader hears the
 * state, not every second.
 */
import { l10n, StatusBarAlignment, window } from "vscode";
import type { Disposable, StatusBarItem } from "vscode";
import { needingALook } from "../cancellation/attention.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { describeTimeLeft, progressOf } from "../cancellation/progress.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import { accountTitle } from "./accountPart.ts";
import { commandIds } from "./commandIds.ts";
import { secondsLeft } from "./holdSeconds.ts";
import type { SessionAccount } from "./sessionContract.ts";
import { viewIds } from "./viewIds.ts";

/** What the status bar tells. */
export interface StatusFacts {
  readonly runs: readonly Run[];
  readonly isSandbox: boolean;
  /** The main account first. */
  readonly accounts: readonly SessionAccount[];
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
  show(facts: StatusFacts): void {
    const status = describeStatus(facts);
    if (status === undefined) this.#item.hide();
    else this.#set(status);
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

/** What the item says. */
interface Status {
  readonly text: string;
  /** What a click does; undefined for nothing. */
  readonly command?: string;
  readonly spoken: string;
}

/** What most matters of the facts; undefined if there is nothing to say. */
export function describeStatus({ runs, isSandbox, accounts }: StatusFacts): Status | undefined {
  const status = describeRuns(runs) ?? describeAccounts(accounts);
  if (!isSandbox) return status;
  if (status !== undefined) return { ...status, text: l10n.t("{0} · Sandbox", status.text) };
  return {
    text: l10n.t("$(beaker) Unbook Sandbox"),
    command: commandIds.showOutbox,
    spoken: l10n.t("Sample data: nothing here is real and nobody is mailed. Show what would have been mailed."),
  };
}

/** What the runs have to say, the most urgent first; undefined if nothing. */
function describeRuns(runs: readonly Run[]): Status | undefined {
  const held = runs.filter(isHeld);
  if (held.length > 0) return describeHeld(held);
  const sending = runs.filter((run) => isSending(run));
  if (sending.length > 0) return describeSending(sending);
  const failed = [...needingALook(runs).values()].reduce((sum, count) => sum + count, 0);
  if (failed === 0) return undefined;
  const spoken = failed === 1 ? l10n.t("1 cancellation needs a look") : l10n.t("{0} cancellations need a look", failed);
  return { text: `$(warning) ${spoken}`, command: `${viewIds.cancellations}.focus`, spoken };
}

/** Who acts where nothing says otherwise, if that is not plain; undefined for a single account, and for none. */
function describeAccounts(accounts: readonly SessionAccount[]): Status | undefined {
  const [main] = accounts;
  if (main?.isMain !== true || accounts.length < 2) return undefined;
  const troubled = accounts.filter(({ state }) => state.kind !== "signedIn");
  const more = accounts.length - 1;
  const first = l10n.t("Main account of Unbook: {0}, and {1} more. Show the accounts.", accountTitle(main), more);
  const names = troubled.map(accountTitle).join(", ");
  return {
    text: `$(${troubled.length > 0 ? "warning" : "account"}) ${main.account.username} +${more}`,
    command: commandIds.accounts,
    spoken: troubled.length > 0 ? `${first} ${l10n.t("Something has to be done for {0}.", names)}` : first,
  };
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

/** Runs of different moments are sent side by side: the slowest of them says how long it takes. */
function describeSending(sending: readonly Run[]): Status {
  const progress = sending.map((run) => progressOf(run, ({ target }) => mailboxName(target), Date.now()));
  const done = progress.reduce((sum, one) => sum + one.done, 0);
  const total = progress.reduce((sum, one) => sum + one.total, 0);
  const known = progress.flatMap(({ leftMs }) => leftMs ?? []);
  const left = known.length < progress.length ? "" : ` · ${l10n.t("about {0}", describeTimeLeft(Math.max(...known)))}`;
  return {
    text: total === 1 ? l10n.t("$(sync~spin) Sending") : l10n.t("$(sync~spin) {0}/{1}", done, total) + left,
    command: commandIds.stopSending,
    spoken:
      total === 1
        ? l10n.t("Sending 1 cancellation. Activate to stop sending.")
        : l10n.t("Sending {0} cancellations. Activate to stop sending.", total),
  };
}
