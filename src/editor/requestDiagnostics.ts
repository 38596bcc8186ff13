/** Underlines in `.http` files what keeps a cancel request from being run, shortly after the typing stops. */
import { Diagnostic, DiagnosticSeverity, languages, Range, workspace } from "vscode";
import type { DiagnosticCollection, Disposable, TextDocument } from "vscode";
import { readRequests } from "./lazyParts.ts";
import { blockersOf } from "./requestBlockers.ts";
import type { Session } from "./session.ts";

/** The language that REST Client, httpYac and Unbook share. */
export const requestLanguage = "http";

const typingPauseMs = 300;

/** The diagnostics. */
export class RequestDiagnostics implements Disposable {
  readonly #session: Session;
  readonly #onError: (what: string, error: unknown) => void;
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection("unbook");
  readonly #waiting = new Map<TextDocument, NodeJS.Timeout>();
  readonly #subscriptions: readonly Disposable[];

  constructor(session: Session, onError: (what: string, error: unknown) => void) {
    this.#session = session;
    this.#onError = onError;
    const all = (): void => {
      for (const document of workspace.textDocuments) this.#lookAfter(0, document);
    };
    this.#subscriptions = [
      workspace.onDidOpenTextDocument((document) => {
        this.#lookAfter(0, document);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#lookAfter(typingPauseMs, document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      session.onDidChange(all),
    ];
    all();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#collection.dispose();
  }

  #lookAfter(pauseMs: number, document: TextDocument): void {
    if (document.languageId !== requestLanguage) return;
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => {
        this.#waiting.delete(document);
        this.#look(document).catch((error: unknown) => {
          this.#onError("A request file could not be read", error);
        });
      }, pauseMs),
    );
  }

  async #look(document: TextDocument): Promise<void> {
    const { cancelRequests } = await readRequests(document);
    if (document.isClosed) return;
    const diagnostics = cancelRequests.flatMap((cancelRequest) =>
      blockersOf(cancelRequest, this.#session.active)
        .filter(({ isDeliberate }) => isDeliberate !== true)
        .map(({ span, sentence }) => {
          const range = new Range(document.positionAt(span.start), document.positionAt(span.end));
          const diagnostic = new Diagnostic(range, sentence, DiagnosticSeverity.Warning);
          diagnostic.source = "Unbook";
          return diagnostic;
        }),
    );
    this.#collection.set(document.uri, diagnostics);
  }

  #forget(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#collection.delete(document.uri);
  }
}
