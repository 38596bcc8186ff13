/**
 * Read-only documents that Unbook writes for reading: an item's details and the sandbox's outbox. Their text is made when
 * they are opened, and made again when the same document is asked for again.
 */
import { EventEmitter, Uri, window, workspace } from "vscode";
import type { Disposable, TextDocumentContentProvider } from "vscode";

const scheme = "unbook";

/** The read-only documents. */
export class ReadOnlyDocuments implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #texts = new Map<string, string>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);

  /**
   * Shows a text.
   * @param name the tab's name, with the ending that decides the language, as `Details.md`.
   * @param key tells documents of one name apart.
   */
  async show(name: string, key: string, text: string): Promise<void> {
    // A slash in the name would become a folder.
    const uri = Uri.from({ scheme, path: `/${name.replaceAll(/[/\\]/g, "∕")}`, query: key });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
