/**
 * Which plan, and which block of it, a click on a lens or the cursor means. A click is about the text that was seen: if the
 * plan has changed since, it is not taken for the same.
 */
import { l10n, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import { isPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import { touches } from "../requestFile/span.ts";
import { planOf } from "./planReader.ts";
import type { OpenBlock, OpenPlan } from "./planReader.ts";

/** The plan that was seen; undefined, and the person knows why, if there is none or it has changed. */
export async function clickedPlan(given: readonly unknown[]): Promise<OpenPlan | undefined> {
  const open = await planAsItStands(given);
  const [documentUri, version] = given;
  if (open === undefined || typeof documentUri !== "string" || open.version === version) return open;
  await tellChanged();
  return undefined;
}

/** The plan as it is now, for what sends nothing: lenses lag behind what is typed. Undefined, and told, if there is none. */
export async function planAsItStands([documentUri]: readonly unknown[]): Promise<OpenPlan | undefined> {
  if (typeof documentUri !== "string") return planInEditor();
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === documentUri);
  if (document !== undefined) return openPlan(document);
  await tellChanged();
  return undefined;
}

/** The block; without a lens's arguments the one at the cursor. Undefined, and the person knows why, if there is none. */
export async function clickedBlock(given: readonly unknown[]): Promise<OpenBlock | undefined> {
  const [documentUri, , fingerprint, index] = given;
  if (typeof documentUri !== "string" || typeof fingerprint !== "string") return blockAtCursor();
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === documentUri);
  const open = document && openPlan(document);
  // Other blocks may have changed: this one is what was seen as long as it reads the same.
  const same = open?.plan.blocks.filter((block) => block.fingerprint === fingerprint) ?? [];
  const block = same.find((one) => open?.plan.blocks[Number(index)] === one) ?? same[0];
  if (open !== undefined && block !== undefined) return { ...open, block };
  await tellChanged();
  return undefined;
}

/** Whether a command is about a block, because a block's lens was clicked. */
export function isAboutBlock([, , fingerprint]: readonly unknown[]): boolean {
  return typeof fingerprint === "string";
}

/** True, and says so, if a plan's document is no longer as it was. */
export async function tellsChanged({ document, version }: OpenPlan): Promise<boolean> {
  if (document.version === version && !document.isClosed) return false;
  await tellChanged();
  return true;
}

async function planInEditor(): Promise<OpenPlan | undefined> {
  const document = window.activeTextEditor?.document;
  if (document !== undefined && isPlanDocument(document.getText())) return openPlan(document);
  await window.showInformationMessage(
    l10n.t("There is no plan in the active editor. Open one, and put the cursor into it."),
  );
  return undefined;
}

async function blockAtCursor(): Promise<OpenBlock | undefined> {
  const open = await planInEditor();
  const editor = window.activeTextEditor;
  if (open === undefined || editor === undefined) return undefined;
  const offset = open.document.offsetAt(editor.selection.active);
  const block = open.plan.blocks.find(({ request: { span } }) => touches(span, offset));
  if (block !== undefined) return { ...open, block };
  await window.showInformationMessage(l10n.t("There is no item at the cursor. Put it into a block of the plan."));
  return undefined;
}

function openPlan(document: TextDocument): OpenPlan {
  return { document, version: document.version, plan: planOf(document) };
}

async function tellChanged(): Promise<void> {
  await window.showWarningMessage(
    l10n.t("The plan has changed since you clicked. Nothing was sent: look at it and click again."),
  );
}
