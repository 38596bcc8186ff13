/**
 * Lets modules that take no more than words (`l10n.t`), events (`EventEmitter`) and the names of icons (`ThemeIcon`) from VS
 * Code be loaded outside of it. The words are those of the source, as VS Code has them in English.
 */
import { registerHooks } from "node:module";

const source = `export const l10n = {
  t: (text, ...values) => text.replaceAll(/\\{(\\d+)\\}/g, (_whole, index) => String(values[Number(index)])),
};
export class EventEmitter {
  #listeners = new Set();
  event = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value) {
    for (const listener of this.#listeners) listener(value);
  }
  dispose() {
    this.#listeners.clear();
  }
}
export class ThemeIcon {
  constructor(id) {
    this.id = id;
  }
}`;

/** Call this first, and load the module with `await import()`. */
export function bringVscodeWords(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "vscode"
        ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
        : next(specifier, context),
  });
}
