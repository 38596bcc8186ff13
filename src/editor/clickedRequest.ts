/**
 * Which request a click on a lens or the cursor means. A click is about the text that was seen: if the request reads
 * differently now, or would send something else, it is not taken for the same.
 */
import { l10n, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import { touches } from "../requestFile/span.ts";
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
  const found = editor === undefined ? undefined : await requestAt(reader, editor.document, cursorOf(editor));
  if (found === undefined) {
    await window.showInformationMessage(l10n.t("There is no request at the cursor. Put it into one."));
  }
  return found;
}

async function findByHash(
  reader: RequestReader,
  [documentUri, version, hash]: LensArguments,
): Promise<ClickedRequest | undefined> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === documentUri);
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
