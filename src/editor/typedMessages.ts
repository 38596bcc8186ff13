/**
 * What somebody has typed as a message and not used yet, kept while the window lives: nobody has to type it again after
 * thinking again. It is in memory only.
 */

/** So many are kept. */
const mostKept = 20;

/** Typed texts, each by what it was typed for. */
export class TypedMessages {
  readonly #typed = new Map<string, { readonly given: string; readonly text: string }>();

  /** What was typed for something instead of the given text; the given text if it is newer, or nothing was typed. */
  instead(about: string, given: string): string {
    const typed = this.#typed.get(about);
    return typed?.given === given ? typed.text : given;
  }

  /** Keeps what was typed for something instead of the given text. */
  keep(about: string, given: string, text: string): void {
    this.#typed.delete(about);
    this.#typed.set(about, { given, text });
    const [oldest] = this.#typed.keys();
    if (this.#typed.size > mostKept && oldest !== undefined) this.#typed.delete(oldest);
  }
}
