/**
 * Which request a click on a lens or the cursor means. A click is about the text that was seen: if the request reads
 * differently now, or would send something else, it is not taken for the same.
 */
import { commands, l10n, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import { isPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import { touches } from "../requestFile/span.ts";
import { commandIds } from "./commandIds.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { RequestReader } from "./requestReader.ts";

/** A request in its document. */
export interface ClickedRequest {
  readonly document: TextDocument;
  readonly request: GraphRequest;
}

/** What a lens hands to its command: the document, its version, and the hash of the request (RequestReader.hashOf). */
export type LensArguments = readonly [documentUri: string, version: number, hash: string];

/**
 * The request; undefined, and the person knows why, if there is none or it has changed.
 * @param given the lens's arguments; anything else means the cursor.
 */
export async function findClicked(
  reader: RequestReader,
  given: readonly unknown[],
): Promise<ClickedRequest | undefined> {
  const [documentUri, version, hash] = given;
  if (typeof documentUri === "string" && typeof version === "number" && typeof hash === "string") {
    return findByHash(reader, [documentUri, version, hash]);
  }
  const editor = window.activeTextEditor;
  if (editor !== undefined && (await tellsPlan(editor.document))) return undefined;
  const found = editor === undefined ? undefined : await requestAt(reader, editor.document, cursorOf(editor));
  if (found === undefined) {
    await window.showInformationMessage(l10n.t("There is no request at the cursor. Put it into one."));
  }
  return found;
}

/** True, and says so, if a document is a plan: what is in one is rechecked, counted and sent as a plan, and by no other way. */
export async function tellsPlan(document: TextDocument): Promise<boolean> {
  if (!isPlanDocument(document.getText())) return false;
  const send = l10n.t("Send Plan…");
  const answer = await window.showInformationMessage(
    l10n.t("This is a plan: its items are sent together. Use the lenses at its top and above its blocks."),
    send,
  );
  if (answer === send) await commands.executeCommand(commandIds.sendPlan, document.uri.toString(), document.version);
  return true;
}

async function findByHash(
  reader: RequestReader,
  [documentUri, version, hash]: LensArguments,
): Promise<ClickedRequest | undefined> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === documentUri);
  if (document !== undefined && (await tellsPlan(document))) return undefined;
  const requests = document === undefined ? [] : (await reader.read(document)).requests;
  const found = requests.find((one) => document !== undefined && reader.hashOf(document, one) === hash);
  if (document !== undefined && found !== undefined) return { document, request: found.toGraph };
  await window.showWarningMessage(
    document?.version === version
      ? l10n.t("A variable of the request has another value since you clicked. Nothing was sent: look and click again.")
      : l10n.t("The request has changed since you clicked. Nothing was sent: look at it and click again."),
  );
  return undefined;
}

function cursorOf({ document, selection }: NonNullable<typeof window.activeTextEditor>): number {
  return document.offsetAt(selection.active);
}

async function requestAt(
  reader: RequestReader,
  document: TextDocument,
  offset: number,
): Promise<ClickedRequest | undefined> {
  const { requests } = await reader.read(document);
  const found = requests.find(({ request: { span } }) => touches(span, offset));
  return found === undefined ? undefined : { document, request: found.toGraph };
}
