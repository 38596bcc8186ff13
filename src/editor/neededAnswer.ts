/**
 * Which request of the file has to be run before another one can be, because a value is taken from its answer. Where that
 * one waits for an answer itself, it is the first of the row.
 */
import { l10n } from "vscode";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { UnresolvedUse } from "../requestFile/resolveRequest.ts";
import { readResponseReference } from "../requestFile/responseReference.ts";
import { isSentWithGet, readGetRequest } from "./getRequest.ts";
import { readGraphRequest } from "./graphRequest.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { withPromptsAnswered } from "./requestVariables.ts";
import type { ActiveSession } from "./accountSession.ts";

/** The request to run first. */
export interface NeededAnswer {
  /** What `# @name` calls it. */
  readonly name: string;
  readonly request: GraphRequest;
  /** Why its answer cannot be had from here, in words; undefined if it can. */
  readonly obstacle: string | undefined;
}

/** Finds it; undefined if what a request lacks first is anything but an answer that has not come. */
export function findNeededAnswer(request: GraphRequest, active: ActiveSession | undefined): NeededAnswer | undefined {
  return findInRow(request, active, new Set([request.request]));
}

function findInRow(
  request: GraphRequest,
  active: ActiveSession | undefined,
  row: ReadonlySet<HttpRequest>,
): NeededAnswer | undefined {
  const use = firstWithoutValue(request);
  const reference = use?.reason === "response" ? readResponseReference(use.expression) : undefined;
  const other = reference && requestCalled(reference.requestName, request);
  if (reference === undefined || other === undefined) return undefined;
  const name = reference.requestName;
  const needed = readGraphRequest(request.file, other, withPromptsAnswered(request.sources, other));
  if (row.has(other)) return { name, request: needed, obstacle: l10n.t("“{0}” waits for an answer to itself", name) };
  const before = other.isDisabled ? undefined : findInRow(needed, active, new Set([...row, other]));
  return before ?? { name, request: needed, obstacle: obstacleOf(needed, name, active) };
}

/** What keeps a request from being sent as it stands, first of all. */
function firstWithoutValue({ resolved }: GraphRequest): UnresolvedUse | undefined {
  const isSent =
    resolved.method === "GET" ? isSentWithGet : ({ kind }: UnresolvedUse["place"]): boolean => kind !== "header";
  return resolved.unresolved.find(({ place }) => isSent(place));
}

/** Of two requests of one name, the nearer one before the asking one; REST Client remembers one answer to a name, too. */
function requestCalled(name: string, { file, request }: GraphRequest): HttpRequest | undefined {
  const called = file.requests.filter((one) => one.name?.text === name);
  return called.findLast(({ span }) => span.start < request.span.start) ?? called[0];
}

function obstacleOf(needed: GraphRequest, name: string, active: ActiveSession | undefined): string | undefined {
  const { request } = needed;
  if (request.isDisabled) return l10n.t("“{0}” has to run first, but is disabled by # @disabled", name);
  // What is not to be kept gives no values.
  if (request.isUnlogged) return l10n.t("“{0}” has to run first, but # @no-log keeps its answer from being used", name);
  const read = readGetRequest(needed, active);
  if (read?.get === undefined)
    return l10n.t("“{0}” has to run first, but only GET requests to your Graph are run from here", name);
  return read.reason === undefined ? undefined : l10n.t("“{0}” has to run first. {1}", name, read.reason);
}
