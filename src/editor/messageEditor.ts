/**
 * A message of several lines, written in an untitled text document with two lenses above it: use it, or leave everything
 * as it is. Closing the document is leaving, too.
 */
import { CodeLens, EventEmitter, l10n, languages, Range, window, workspace } from "vscode";
import type { CodeLensProvider, Disposable, TextDocument } from "vscode";
import { commandIds } from "./commandIds.ts";
import { lensTitle } from "./lensTitle.ts";
import type { MessageQuestion } from "./messageQuestion.ts";

interface Pending {
  readonly document: TextDocument;
  readonly question: MessageQuestion;
  readonly settle: (text: string | undefined) => void;
}

/** The editor for messages of several lines; one message is written at a time. */
export class MessageEditor implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: Disposable[];
  #pending: Pending | undefined;

  constructor() {
    this.#subscriptions = [
      languages.registerCodeLensProvider({ scheme: "untitled", language: "plaintext" }, this),
      workspace.onDidCloseTextDocument((document) => {
        if (document === this.#pending?.document) this.#settle(undefined);
      }),
    ];
  }

  /** Opens the document; gives its text when it is used, undefined when it is left or another message is begun. */
  async ask(question: MessageQuestion): Promise<string | undefined> {
    this.#settle(undefined);
    const document = await workspace.openTextDocument({ language: "plaintext", content: question.text });
    const answer = new Promise<string | undefined>((settle) => {
      this.#pending = { document, question, settle };
    });
    await window.showTextDocument(document);
    this.#changed.fire();
    return answer;
  }

  /** Uses the text as it stands now, unless it is empty and has to be given. */
  use(): void {
    const pending = this.#pending;
    const text = pending && plainText(pending.document);
    if (pending?.question.isRequired === true && text?.trim() === "") {
      void window.showWarningMessage(l10n.t("Write a message first: your settings ask for one."));
      return;
    }
    this.#settle(text);
  }

  /** Leaves everything as it is; the document stays open. */
  drop(): void {
    this.#settle(undefined);
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (document !== this.#pending?.document) return [];
    const top = new Range(0, 0, 0, 0);
    const { about, people, isWrittenDown = false } = this.#pending.question;
    if (isWrittenDown) {
      return [
        new CodeLens(top, { title: lensTitle(l10n.t("$(check) Use This Message")), command: commandIds.useMessage }),
        new CodeLens(top, { title: lensTitle(l10n.t("$(close) Leave It")), command: commandIds.dropMessage }),
        new CodeLens(top, { title: l10n.t("It is written into the request; nothing is sent from here"), command: "" }),
      ];
    }
    return [
      new CodeLens(top, { title: lensTitle(l10n.t("$(check) Use This Message…")), command: commandIds.useMessage }),
      new CodeLens(top, { title: lensTitle(l10n.t("$(close) Keep “{0}”", about)), command: commandIds.dropMessage }),
      new CodeLens(top, { title: readersOf(people), command: "" }),
    ];
  }

  dispose(): void {
    this.#settle(undefined);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #settle(text: string | undefined): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined && !pending.document.isClosed) pending.question.remember(plainText(pending.document));
    pending?.settle(text);
    this.#changed.fire();
  }
}

/** VS Code's documents may have CRLF line ends on Windows; a message has plain ones. */
function plainText(document: TextDocument): string {
  return document.getText().replaceAll("\r\n", "\n");
}

function readersOf(people: number | undefined): string {
  return people === undefined
    ? l10n.t("Nothing is sent yet; who reads it could not be read completely")
    : l10n.t("{0} people read it; nothing is sent yet", people);
}
