/**
 * Asks for the address of another person's or a shared mailbox, and tries it at once: the box stays open, with what is
 * wrong, until an address is good or the person thinks better of it.
 */
import { l10n, window } from "vscode";

/** What became of trying an address: `done` closes the box, and `problem` says in it what is wrong. */
export type AddressTry = { readonly kind: "done" } | { readonly kind: "problem"; readonly sentence: string };

/**
 * Asks until an address is good.
 * @param first what the box begins with: an address that did not work before, and why.
 * @param tryAddress is given the address without space around it; its signal is aborted when the box is closed.
 */
export async function askForAddress(
  tryAddress: (address: string, signal: AbortSignal) => Promise<AddressTry>,
  first: { readonly address: string; readonly problem: string } = { address: "", problem: "" },
): Promise<void> {
  const box = window.createInputBox();
  box.title = l10n.t("Add Mailbox");
  box.prompt = l10n.t("The address of a colleague's or a shared mailbox whose calendar is shared with you");
  box.placeholder = "reception@contoso.com";
  box.ignoreFocusOut = true;
  box.value = first.address;
  if (first.problem !== "") box.validationMessage = first.problem;
  const closing = new AbortController();
  const closed = Promise.withResolvers<undefined>();
  const accept = async (): Promise<void> => {
    const address = box.value.trim();
    if (!looksLikeAddress(address)) {
      box.validationMessage = l10n.t("Write an e-mail address, as reception@contoso.com.");
      return;
    }
    box.busy = true;
    box.enabled = false;
    const tried = await tryAddress(address, closing.signal);
    if (closing.signal.aborted) return;
    box.busy = false;
    box.enabled = true;
    if (tried.kind === "problem") box.validationMessage = tried.sentence;
    else box.hide();
  };
  box.onDidChangeValue(() => {
    // VS Code keeps the message until it is taken away.
    box.validationMessage = undefined;
  });
  box.onDidAccept(() => {
    accept().catch((error: unknown) => {
      closed.reject(error);
      box.hide();
    });
  });
  box.onDidHide(() => {
    closed.resolve(undefined);
  });
  box.show();
  try {
    await closed.promise;
  } finally {
    closing.abort();
    box.dispose();
  }
}

/** Only what can be no address at all is refused here: Graph knows better. */
function looksLikeAddress(text: string): boolean {
  return /^[^\s@/\\]+@[^\s@/\\]+\.[^\s@/\\]+$/u.test(text);
}
