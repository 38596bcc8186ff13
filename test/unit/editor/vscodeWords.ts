/**
 * Lets modules that take nothing but words from VS Code (`l10n.t`) be loaded outside of it. The words are those of the
 * source, as VS Code has them in English.
 */
import { registerHooks } from "node:module";

const source = `export const l10n = {
  t: (text, ...values) => text.replaceAll(/\\{(\\d+)\\}/g, (_whole, index) => String(values[Number(index)])),
};`;

/** Call this first, and load the module with `await import()`. */
export function bringVscodeWords(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "vscode"
        ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
        : next(specifier, context),
  });
}
