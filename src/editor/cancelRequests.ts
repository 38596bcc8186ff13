/**
 * The requests of a `.http` document that cancel something, and for each whether it can be run from here or why not. Read
 * once per version of the document; the lenses, the diagnostics and the command all ask here.
 */
import type { TextDocument } from "vscode";
import { readCancelMessage } from "../cancellation/readCancelMessage.ts";
import type { CancelMessage } from "../cancellation/readCancelMessage.ts";
import { matchCancelRoute } from "../cancellation/route.ts";
import type { CancelRoute } from "../cancellation/route.ts";
import { explainMismatch } from "../cancellation/routeMismatch.ts";
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import { parseRequestFile } from "../requestFile/parseRequestFile.ts";
import { isTag } from "../requestFile/requestFile.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import { requestFingerprint } from "../requestFile/requestFingerprint.ts";
import { resolveRequest } from "../requestFile/resolveRequest.ts";
import type { ResolvedRequest } from "../requestFile/resolveRequest.ts";

/** A request that cancels something, or is meant to. */
export interface CancelRequest {
  readonly request: HttpRequest;
  readonly resolved: ResolvedRequest;
  /** Changes with every change of the request's text and of the variables that it uses. */
  readonly fingerprint: string;
  /** The text of its `# @note`. */
  readonly note: string | undefined;
  readonly aim:
    | { readonly kind: "route"; readonly route: CancelRoute; readonly message: CancelMessage }
    | { readonly kind: "mismatch"; readonly mismatch: RouteMismatch };
}

/** A document's cancel requests, and the file that they stand in. */
export interface ReadDocument {
  readonly file: RequestFile;
  readonly cancelRequests: readonly CancelRequest[];
}

const readDocuments = new WeakMap<TextDocument, { readonly version: number; readonly read: ReadDocument }>();

/** The cancel requests of a document as it stands now. */
export function readDocument(document: TextDocument): ReadDocument {
  const known = readDocuments.get(document);
  if (known?.version === document.version) return known.read;
  const read = readText(document.getText());
  readDocuments.set(document, { version: document.version, read });
  return read;
}

function readText(text: string): ReadDocument {
  const file = parseRequestFile(text);
  return { file, cancelRequests: file.requests.flatMap((request) => readRequest(file, request) ?? []) };
}

function readRequest(file: RequestFile, request: HttpRequest): CancelRequest | undefined {
  const resolved = resolveRequest(file, request);
  const aim = aimOf(resolved);
  if (aim === undefined) return undefined;
  return {
    request,
    resolved,
    fingerprint: requestFingerprint(file, request),
    note: request.tags.find((tag) => isTag(tag, "note"))?.value,
    aim,
  };
}

function aimOf({ method, url, body }: ResolvedRequest): CancelRequest["aim"] | undefined {
  const route = matchCancelRoute(method, url);
  if (route !== undefined) {
    return { kind: "route", route, message: readCancelMessage(route, body.kind === "text" ? body.text : undefined) };
  }
  const mismatch = explainMismatch(method, url);
  return mismatch === undefined ? undefined : { kind: "mismatch", mismatch };
}
