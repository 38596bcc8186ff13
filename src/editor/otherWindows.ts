/** What other windows of VS Code change: who is signed in is kept where all of them see it. */
import type { Disposable, SecretStorage } from "vscode";

/** A window has remembered by then whom it has chosen, which it does after it has written its secrets. */
const settledMs = 2_000;

/** Tells which secret has changed, at once and once more when whoever changed it has done the rest, too. */
export function followOtherWindows(
  secrets: Pick<SecretStorage, "onDidChange">,
  onChange: (secretKey: string) => void,
): Disposable {
  const settling = new Map<string, NodeJS.Timeout>();
  const listening = secrets.onDidChange(({ key }) => {
    onChange(key);
    clearTimeout(settling.get(key));
    const later = setTimeout(() => {
      settling.delete(key);
      onChange(key);
    }, settledMs);
    settling.set(key, later);
  });
  return {
    dispose: () => {
      listening.dispose();
      for (const later of settling.values()) clearTimeout(later);
    },
  };
}
