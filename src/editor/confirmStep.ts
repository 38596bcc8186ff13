/** The question that stands before everything that is sent. There is no way around it, and no setting that answers it. */
import { l10n, window } from "vscode";
import type { ConfirmationText, TypedCount } from "../cancellation/confirmation.ts";

/** An Enter that was meant for the message must not send: nobody reads the question in less time. */
const readingTimeMs = 400;

/** Asks; true if the answer was to send. */
export async function confirm(text: ConfirmationText): Promise<boolean> {
  const send = { title: text.sendButton };
  const keep = { title: text.keepButton, isCloseAffordance: true };
  for (;;) {
    // Not by the clock, which may be set meanwhile.
    const askedAt = performance.now();
    const answer = await window.showWarningMessage(text.title, { modal: true, detail: text.detail }, send, keep);
    if (answer !== send) return false;
    if (performance.now() - askedAt >= readingTimeMs) return true;
  }
}

/** Has the person type how many people are mailed, or how many items are sent; true if they did. */
export async function typeCount({ count, of }: TypedCount): Promise<boolean> {
  const isOfPeople = of === "people";
  const prompt = isOfPeople
    ? l10n.t("Type {0} to mail {0} people. Press Escape to send nothing.", count)
    : l10n.t("Type {0} to send {0} items. Press Escape to send nothing.", count);
  const typed = await window.showInputBox({
    title: isOfPeople
      ? l10n.t("{0} People Are Mailed", count)
      : l10n.t("{0} Items, and Nobody Knows How Many People Are Mailed", count),
    prompt,
    ignoreFocusOut: true,
    validateInput: (text) => (isCount(text, count) || text.trim() === "" ? undefined : prompt),
  });
  return typed !== undefined && isCount(typed, count);
}

function isCount(text: string, count: number): boolean {
  return text.trim() === String(count);
}
