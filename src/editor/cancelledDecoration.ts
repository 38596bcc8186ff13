/** How a cancelled event or booking looks in a tree, besides its icon and words: a small mark and a weaker colour that can still be read. */
import { FileDecoration, l10n, ThemeColor, Uri, window } from "vscode";
import type { Disposable } from "vscode";

/** The address that marks a row as cancelled; it stands for no file. */
export const cancelledUri = Uri.from({ scheme: "unbook-cancelled", path: "/" });

/** Makes rows with that address look cancelled. */
export function registerCancelledDecoration(): Disposable {
  const decoration = new FileDecoration("×", l10n.t("Cancelled"), new ThemeColor("descriptionForeground"));
  return window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => (uri.scheme === cancelledUri.scheme ? decoration : undefined),
  });
}
