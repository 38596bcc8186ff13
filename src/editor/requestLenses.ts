/**
 * The lenses above the requests of `.http` files and of Markdown's fences, as VS Code asks for them. What they say and do
 * is loaded with the first request file (requestFeature.ts).
 */
import { EventEmitter } from "vscode";
import type { CodeLens, CodeLensProvider, Disposable, TextDocument } from "vscode";
import { mayHaveRequests } from "./requestLanguages.ts";
import type { RequestFeature } from "./requestFeature.ts";
import type { Settings } from "./settings.ts";

/** The lenses. */
export class RequestLenses implements CodeLensProvider, Disposable {
  readonly #feature: () => Promise<RequestFeature>;
  readonly #settings: () => Settings;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  #following: Disposable | undefined;

  /** @param feature loads the feature, once. */
  constructor(feature: () => Promise<RequestFeature>, settings: () => Settings) {
    this.#feature = feature;
    this.#settings = settings;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!this.#settings().codeLens || !mayHaveRequests(document)) return [];
    const feature = await this.#feature();
    this.#following ??= feature.onDidChange(() => {
      this.refresh();
    });
    return [...(await feature.lensesOf(document))];
  }

  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    return (await this.#feature()).complete(lens);
  }

  /** Has all lenses asked for again. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#following?.dispose();
    this.#changed.dispose();
  }
}
