/**
 * Read-only documents that Unbook writes for reading, such as an item's details and the sandbox's outbox. Their text is made
 * when they are opened, made again when the same document is asked for again, and forgotten when it is closed.
 */
import { EventEmitter, Uri, window, workspace } from "vscode";
import type { Disposable, TextDocumentContentProvider } from "vscode";

const scheme = "unbook";

/** The read-only documents. */
export class ReadOnlyDocuments implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #texts = new Map<string, string>();
  /** What is being opened: the end of the same document's last life may be told only now. */
  readonly #opening = new Set<string>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #closing = workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === scheme && !this.#opening.has(uri.toString())) this.#texts.delete(uri.toString());
  });

  /**
   * Shows a text.
   * @param name the tab's name, with the ending that decides the language, as `Details.md`.
   * @param key tells documents of one name apart.
   */
  async show(name: string, key: string, text: string): Promise<void> {
    // A slash in the name would become a folder.
    const uri = Uri.from({ scheme, path: `/${name.replaceAll(/[/\\]/g, "∕")}`, query: key });
    const address = uri.toString();
    this.#texts.set(address, text);
    this.#opening.add(address);
    try {
      this.#changed.fire(uri);
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    } finally {
      this.#opening.delete(address);
    }
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
    this.#closing.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
