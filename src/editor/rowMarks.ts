/**
 * Marks at the right end of rows, which are in sight however narrow the view is: that something is cancelled, with a weaker
 * colour that can still be read, and whose it is where it is another account's than the main one's.
 */
import { FileDecoration, l10n, ThemeColor, Uri, window } from "vscode";
import type { Disposable } from "vscode";
import type { SignedInAccount } from "../account/tokenSource.ts";

/** The address that marks a row as cancelled; it stands for no file. */
export const cancelledUri = Uri.from({ scheme: "unbook-cancelled", path: "/" });

const accountScheme = "unbook-account";

/** The address that marks a row as an account's: with its holder's initials, and the whole user name for who asks. */
export function accountUri({ name, username }: SignedInAccount): Uri {
  return Uri.from({ scheme: accountScheme, path: `/${initialsOf(name === "" ? username : name)}`, query: username });
}

/** Makes rows with such addresses look so. */
export function registerRowMarks(): Disposable {
  const cancelled = new FileDecoration("×", l10n.t("Cancelled"), new ThemeColor("descriptionForeground"));
  return window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme, path, query }) => {
      if (scheme === cancelledUri.scheme) return cancelled;
      return scheme === accountScheme ? new FileDecoration(path.slice(1), query) : undefined;
    },
  });
}

/** VS Code takes two characters at most. */
function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word = "") => Array.from(word)[0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}
