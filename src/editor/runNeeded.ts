/** Runs the request whose answer another one waits for, or leads to it where it cannot be run from here. */
import { l10n, Range, Selection, TextEditorRevealType, window } from "vscode";
import type { ClickedRequest } from "./clickedRequest.ts";
import { findNeededAnswer } from "./neededAnswer.ts";
import { rangeOf } from "./requestDocument.ts";
import { runGet } from "./runGet.ts";
import type { RunOptions } from "./runGet.ts";

/** Runs it, or shows where it stands and says why not. */
export async function runNeeded({ document, request }: ClickedRequest, options: RunOptions): Promise<void> {
  const needed = findNeededAnswer(request, options.session.active);
  if (needed === undefined) {
    await window.showInformationMessage(l10n.t("Nothing has to be run first: look at the request again."));
    return;
  }
  if (needed.obstacle === undefined) {
    await runGet({ document, request: needed.request }, options);
    return;
  }
  const editor = await window.showTextDocument(document);
  const { start } = rangeOf(document, needed.request.request.requestLineSpan);
  editor.selection = new Selection(start, start);
  editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
  await window.showInformationMessage(l10n.t("Nothing was sent. {0}.", needed.obstacle));
}
