/**
 * Plans what the requests of a file cancel, all of them at once. Requests that cannot be run, or that only can be on their
 * own, are told before anything is planned, each with its reason.
 */
import path from "node:path";
import { CodeLens, l10n, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import { promptsOf } from "../requestFile/prompt.ts";
import { isTag } from "../requestFile/requestFile.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { AccountSession } from "./accountSession.ts";
import { targetKey } from "../cancellation/target.ts";
import { activeSession } from "./activeSession.ts";
import { isTrustedToRun } from "./cancelClicked.ts";
import type { ChosenAim, PlanChosen } from "./chosenItems.ts";
import { tellsPlan } from "./clickedRequest.ts";
import { commandIds } from "./commandIds.ts";
import { findGraphProblems } from "./graphProblems.ts";
import type { SessionFacts } from "./graphProblems.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { plainNotice } from "./markdownText.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import { rangeOf } from "./requestDocument.ts";
import { sessionFor } from "./requestAccount.ts";
import type { RequestReader } from "./requestReader.ts";
import type { Session } from "./session.ts";

/** What planning a file's requests needs. */
export interface PlanRequestsOptions {
  readonly session: Session;
  readonly reader: RequestReader;
  readonly documents: ReadOnlyDocuments;
  /** Takes what was chosen on to a plan. */
  readonly planChosen: PlanChosen;
}

/** What the requests of a file come to. */
export interface ChosenRequests {
  readonly aims: readonly ChosenAim[];
  readonly leftOut: readonly LeftOutRequest[];
}

/** A request that was meant to cancel something and is not planned. */
export interface LeftOutRequest {
  /** Counted from 1. */
  readonly line: number;
  /** A sentence. */
  readonly reason: string;
}

/** Plans the requests of the document with the given address; without one, of that in the active editor. */
export async function planRequests(options: PlanRequestsOptions, [documentUri]: readonly unknown[]): Promise<void> {
  const { session, reader, documents, planChosen } = options;
  const document =
    typeof documentUri === "string"
      ? workspace.textDocuments.find(({ uri }) => uri.toString() === documentUri)
      : window.activeTextEditor?.document;
  if (document === undefined || (await tellsPlan(document)) || !(await isTrustedToRun())) return;
  const active = await activeSession(session);
  if (active === undefined) return;
  const { requests } = await reader.read(document);
  const lineOf = ({ request }: GraphRequest): number => document.positionAt(request.requestLineSpan.start).line + 1;
  // With the clock of this moment, as each would be sent.
  const read = requests.map(({ toGraph }) => reader.readAgain(document, toGraph, new Map()));
  const { aims, leftOut } = chosenRequests(read, (request) => sessionFor(session, request) ?? session, lineOf);
  const name = path.posix.basename(document.uri.path);
  if (aims.length === 0 && leftOut.length === 0) {
    await window.showInformationMessage(l10n.t("No request of {0} cancels anything.", plainNotice(name)));
    return;
  }
  const show = async (): Promise<void> => {
    await documents.show(l10n.t("Requests Left Out.md"), document.uri.toString(), leftOutDocument(leftOut, name));
  };
  if (leftOut.length > 0 && !(await goesOnWithout(leftOut, aims.length, name, show))) return;
  if (aims.length > 0) await planChosen({ aims, from: l10n.t("{0} requests of {1}.", aims.length, name) });
}

/** Sorts out which requests can be planned together, each as its account. Whatever cancels nothing is in neither list. */
export function chosenRequests(
  requests: readonly GraphRequest[],
  accountFor: (request: HttpRequest) => Pick<AccountSession, "accountId" | "active">,
  lineOf: (request: GraphRequest) => number,
): ChosenRequests {
  const aims = new Map<string, ChosenAim>();
  const leftOut: LeftOutRequest[] = [];
  for (const graphRequest of requests) {
    const { aim, request } = graphRequest;
    if (aim.kind === "other" || (aim.kind === "route" && aim.route.action !== "cancel")) continue;
    const line = lineOf(graphRequest);
    const { accountId, active } = accountFor(request);
    const reason = reasonAgainst(graphRequest, active);
    if (reason !== undefined || aim.kind !== "route") {
      leftOut.push({ line, reason: reason ?? l10n.t("It cancels nothing.") });
      continue;
    }
    const { target } = aim.route;
    const key = `${accountId ?? ""} ${targetKey(target)}`;
    if (aims.has(key)) {
      leftOut.push({ line, reason: l10n.t("An earlier request cancels the same item.") });
      continue;
    }
    const name = request.title?.text ?? request.name?.text ?? l10n.t("the request in line {0}", line);
    const note = request.tags.find((tag) => isTag(tag, "note"))?.value;
    aims.set(key, {
      target,
      ...(accountId !== undefined && { accountId }),
      name,
      ...(aim.message?.kind === "message" && { message: aim.message.text }),
      ...(note !== undefined && { note }),
    });
  }
  return { aims: [...aims.values()], leftOut };
}

/** The lens that plans all of a file's requests, where there are several that can be planned; above the first of them all. */
export async function planRequestsLens(
  document: TextDocument,
  reader: RequestReader,
  session: Session,
): Promise<CodeLens | undefined> {
  const { requests } = await reader.read(document);
  const [first] = requests;
  let count = 0;
  for (const found of requests.slice(0, lookedAt)) {
    // Most requests of a large file need not be read for this.
    const { start, end } = found.request.span;
    if (!/cancel/iu.test(found.file.text.slice(start, end))) continue;
    const { aim } = found.toGraph;
    const isCancel = aim.kind === "route" && aim.route.action === "cancel";
    if (isCancel && reasonAgainst(found.toGraph, (sessionFor(session, found.request) ?? session).active) === undefined)
      count += 1;
    if (count === 2) break;
  }
  if (first === undefined || count < 2) return undefined;
  return new CodeLens(rangeOf(document, first.request.requestLineSpan), {
    title: l10n.t("Plan This File's Cancellations…"),
    command: commandIds.planRequests,
    arguments: [document.uri.toString()],
  });
}

/** So many requests are looked at for the lens; the command takes all of them. */
const lookedAt = 200;

/** Why a request that cancels something cannot be planned with others. */
function reasonAgainst(graphRequest: GraphRequest, active: SessionFacts | undefined): string | undefined {
  const { request, aim } = graphRequest;
  // What is asked for has no value yet, and is no mistake.
  if (promptsOf(request).length > 0) return l10n.t("It asks for a part of it when it is sent: cancel it on its own.");
  const blocking = findGraphProblems(graphRequest, active).find(({ isBlocking }) => isBlocking);
  if (blocking !== undefined) return describeGraphProblem(blocking);
  if (aim.kind === "route" && aim.message?.kind === "problem") {
    return l10n.t("Its message cannot be read from its body: see the Problems view.");
  }
  if (request.isUnlogged) {
    return l10n.t("It says “# @no-log”, and a plan names its items: cancel it on its own.");
  }
  return undefined;
}

async function goesOnWithout(
  leftOut: readonly LeftOutRequest[],
  others: number,
  name: string,
  showLeftOut: () => Promise<void>,
): Promise<boolean> {
  const [first] = leftOut;
  const plan = others === 1 ? l10n.t("Plan the Other Item") : l10n.t("Plan the Other {0} Items", others);
  const show = l10n.t("Show Requests");
  const reason = first === undefined ? "" : l10n.t("Line {0}: {1}", first.line, first.reason);
  const answer = await window.showWarningMessage(
    leftOut.length === 1
      ? plainNotice(l10n.t("1 request of {0} is left out. {1}", name, reason))
      : plainNotice(l10n.t("{0} requests of {1} are left out. {2}", leftOut.length, name, reason)),
    ...(others === 0 ? [] : [plan]),
    show,
  );
  if (answer === show) await showLeftOut();
  return answer === plan;
}

function leftOutDocument(leftOut: readonly LeftOutRequest[], name: string): string {
  return [
    `# ${l10n.t("Requests Left Out of {0}", name)}`,
    "",
    ...leftOut.map(({ line, reason }) => `- ${l10n.t("Line {0}: {1}", line, reason)}`),
    "",
  ].join("\n");
}
