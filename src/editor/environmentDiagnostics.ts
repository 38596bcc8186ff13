/**
 * Underlines what is wrong with the files that give variables their values, in those files, and in request files the first
 * use of what is missing. It looks again when something else has been read or chosen, and when the typing stops.
 */
import { Diagnostic, DiagnosticSeverity, languages, workspace } from "vscode";
import type { Disposable, Range, TextDocument, Uri } from "vscode";
import { describeTrouble, gravityOfTrouble } from "./environmentTrouble.ts";
import { findMissingSources } from "./missingSource.ts";
import { rangeOf, requestFilesOf } from "./requestDocument.ts";
import type { RequestEnvironments } from "./requestEnvironments.ts";
import { mayHaveRequests } from "./requestLanguages.ts";
import type { ProblemGravity } from "./requestProblemText.ts";

const pauseMs = 500;

const severities: Readonly<Record<ProblemGravity, DiagnosticSeverity>> = {
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics. */
export class EnvironmentDiagnostics implements Disposable {
  readonly #environments: RequestEnvironments;
  readonly #onError: (what: string, error: unknown) => void;
  readonly #collection = languages.createDiagnosticCollection("unbook-environments");
  readonly #subscriptions: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #look = 0;

  /** @param onError takes failures that leave no other trace. */
  constructor(environments: RequestEnvironments, onError: (what: string, error: unknown) => void) {
    this.#environments = environments;
    this.#onError = onError;
    const later = (): void => {
      this.#lookSoon();
    };
    this.#subscriptions = [
      environments.onDidRead(later),
      environments.onDidChange(later),
      workspace.onDidCloseTextDocument(later),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (mayHaveRequests(document)) later();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#collection.dispose();
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#lookNow().catch((error: unknown) => {
        this.#onError("What gives variables their values could not be checked", error);
      });
    }, pauseMs);
  }

  async #lookNow(): Promise<void> {
    const look = (this.#look += 1);
    const found = new Map<string, [Uri, Diagnostic[]]>();
    const add = (uri: Uri, diagnostic: Diagnostic): void => {
      const [, diagnostics] = found.get(uri.toString()) ?? [uri, []];
      const isKnown = diagnostics.some(
        ({ message, range }) => message === diagnostic.message && range.isEqual(diagnostic.range),
      );
      if (!isKnown) diagnostics.push(diagnostic);
      found.set(uri.toString(), [uri, diagnostics]);
    };
    const documents = workspace.textDocuments.filter(mayHaveRequests);
    for (const document of documents) {
      await this.#environments.prepare(document);
      for (const trouble of this.#environments.surroundingsOf(document).troubles) {
        if (trouble.file === undefined) continue;
        const { uri, range } = trouble.file;
        add(uri, diagnostic(range, describeTrouble(trouble), severities[gravityOfTrouble(trouble)]));
      }
      for (const missing of this.#missingIn(document)) add(document.uri, missing);
    }
    // A newer look has begun meanwhile, which knows more.
    if (look !== this.#look) return;
    this.#collection.clear();
    this.#collection.set([...found.values()]);
  }

  #missingIn(document: TextDocument): readonly Diagnostic[] {
    const context = {
      surroundings: this.#environments.surroundingsOf(document),
      chosen: this.#environments.chosen,
      isTrusted: workspace.isTrusted,
    };
    return requestFilesOf(document)
      .flatMap((file) => findMissingSources(file, context))
      .map(({ span, sentence }) => diagnostic(rangeOf(document, span), sentence, DiagnosticSeverity.Warning));
  }
}

function diagnostic(range: Range, sentence: string, severity: DiagnosticSeverity): Diagnostic {
  const made = new Diagnostic(range, sentence, severity);
  made.source = "Unbook";
  return made;
}
