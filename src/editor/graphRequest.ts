/**
 * One request of a file as Microsoft Graph would take it: with its variables replaced, and what it does to an event or a
 * booking, or why it does nothing though it looks as if it should. Read one by one, when somebody asks about that one.
 */
import { readCancelMessage } from "../cancellation/readCancelMessage.ts";
import type { CancelMessage } from "../cancellation/readCancelMessage.ts";
import { matchCancelRoute, matchItemRoute } from "../cancellation/route.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import { explainMismatch } from "../cancellation/routeMismatch.ts";
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import { resolveRequest } from "../requestFile/resolveRequest.ts";
import type { ResolvedRequest } from "../requestFile/resolveRequest.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";

/** A request of a file, and what it is to Graph. */
export interface GraphRequest {
  readonly file: RequestFile;
  readonly request: HttpRequest;
  readonly resolved: ResolvedRequest;
  /** Where its variables took their values from. */
  readonly sources: VariableSources;
  readonly aim: GraphAim;
}

/** What a request does. */
export type GraphAim =
  /** It cancels, deletes or declines. `message` is undefined for what has no message that is read here. */
  | { readonly kind: "route"; readonly route: ItemRoute; readonly message: CancelMessage | undefined }
  /** It was meant to cancel something, and does not. */
  | { readonly kind: "mismatch"; readonly mismatch: RouteMismatch }
  /** It has nothing to do with cancelling. */
  | { readonly kind: "other" };

/** Reads one request. Never throws. */
export function readGraphRequest(file: RequestFile, request: HttpRequest, sources: VariableSources = {}): GraphRequest {
  const resolved = resolveRequest(file, request, sources);
  return { file, request, resolved, sources, aim: readAim(resolved) };
}

function readAim({ method, url, body }: ResolvedRequest): GraphAim {
  const cancels = matchCancelRoute(method, url);
  if (cancels !== undefined) {
    const message = readCancelMessage(cancels, body.kind === "text" ? body.text : undefined);
    return { kind: "route", route: cancels, message };
  }
  const route = matchItemRoute(method, url);
  // An update may be of anything; those that end a series are looked at where plans are.
  if (route !== undefined && route.action !== "update") return { kind: "route", route, message: undefined };
  const mismatch = explainMismatch(method, url);
  return mismatch === undefined ? { kind: "other" } : { kind: "mismatch", mismatch };
}
