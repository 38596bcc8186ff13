/**
 * Underlines in request documents what is wrong with them, shortly after they are shown or the typing stops. What that is,
 * is found in the part that is loaded when the first such document is open.
 */
import { languages, workspace } from "vscode";
import type { DiagnosticCollection, Disposable, TextDocument } from "vscode";
import type { RequestFeature } from "./requestFeature.ts";
import { isRequestDocument, mayHaveRequests } from "./requestLanguages.ts";
import type { Session } from "./session.ts";

/** A file that is being opened is shown within this time, and reading a large one would hold that up; as if it were typed. */
const pauseMs = 300;

/** What the diagnostics need. */
export interface RequestDiagnosticsOptions {
  readonly feature: () => Promise<RequestFeature>;
  readonly session: Session;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** The diagnostics. */
export class RequestDiagnostics implements Disposable {
  readonly #options: RequestDiagnosticsOptions;
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection("unbook");
  readonly #waiting = new Map<TextDocument, NodeJS.Timeout>();
  /** The newest look at each document: an older one must not come after it. */
  readonly #looks = new WeakMap<TextDocument, symbol>();
  readonly #subscriptions: Disposable[];
  #feature: RequestFeature | undefined;
  #revision = "";

  constructor(options: RequestDiagnosticsOptions) {
    this.#options = options;
    this.#subscriptions = [
      workspace.onDidOpenTextDocument((document) => {
        this.#lookAfter(pauseMs, document);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#lookAfter(pauseMs, document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      options.session.onDidChange(() => {
        this.#lookAtAll();
      }),
    ];
    this.#lookAtAll();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#collection.dispose();
  }

  #lookAtAll(): void {
    for (const document of workspace.textDocuments) this.#lookAfter(0, document);
  }

  #lookAfter(waitMs: number, document: TextDocument): void {
    if (!isRequestDocument(document)) return;
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => {
        this.#waiting.delete(document);
        this.#look(document).catch((error: unknown) => {
          this.#options.onError("A request file could not be read", error);
        });
      }, waitMs),
    );
  }

  async #look(document: TextDocument): Promise<void> {
    const look = Symbol("look");
    this.#looks.set(document, look);
    if (!mayHaveRequests(document)) {
      this.#collection.delete(document.uri);
      return;
    }
    const { version } = document;
    const { language } = await this.#loadFeature();
    const isWanted = (): boolean =>
      this.#looks.get(document) === look && document.version === version && !document.isClosed;
    const diagnostics = await language.diagnostics(document, isWanted);
    if (diagnostics !== undefined && isWanted()) this.#collection.set(document.uri, diagnostics);
  }

  /** Loads the feature, and looks again whenever its variables have other values. */
  async #loadFeature(): Promise<RequestFeature> {
    const feature = await this.#options.feature();
    if (this.#feature !== feature) {
      this.#feature = feature;
      this.#revision = feature.language.revision;
      this.#subscriptions.push(
        feature.onDidChange(() => {
          if (this.#revision === feature.language.revision) return;
          this.#revision = feature.language.revision;
          this.#lookAtAll();
        }),
      );
    }
    return feature;
  }

  #forget(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#looks.delete(document);
    this.#collection.delete(document.uri);
  }
}
