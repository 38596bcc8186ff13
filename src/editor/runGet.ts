/**
 * Runs a GET request of a file in the session's own Graph, shows the answer as a document for reading, and keeps it for
 * requests of the same file that take values from it. Also shows in the agenda what a list is about.
 */
import { commands, l10n, ProgressLocation, window } from "vscode";
import { dayOf, daysBetween } from "../agenda/calendarDays.ts";
import { activeSession } from "./activeSession.ts";
import { answerDocument } from "./answerDocument.ts";
import { askPrompts, isTrustedToRun } from "./cancelClicked.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { commandIds } from "./commandIds.ts";
import { readGetRequest } from "./getRequest.ts";
import type { ListedTime } from "./graphGet.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { RequestAnswers } from "./requestAnswers.ts";
import type { RequestReader } from "./requestReader.ts";
import type { Session } from "./session.ts";
import { viewIds } from "./viewIds.ts";

/** What running needs. */
export interface RunOptions {
  readonly session: Session;
  readonly reader: RequestReader;
  readonly answers: RequestAnswers;
  readonly documents: ReadOnlyDocuments;
}

/** Runs the request. */
export async function runGet(
  { document, request }: ClickedRequest,
  { session, reader, answers, documents }: RunOptions,
): Promise<void> {
  if (!(await isTrustedToRun())) return;
  const active = await activeSession(session);
  if (active === undefined) return;
  const prompted = await askPrompts(request);
  if (prompted === undefined) return;
  const asked = reader.readAgain(document, request, prompted);
  const read = readGetRequest(asked, active);
  if (read?.get === undefined || read.reason !== undefined || asked.request.isDisabled) {
    const why = read?.reason ?? l10n.t("Only GET requests to your account's Microsoft Graph are run from here.");
    await window.showWarningMessage(l10n.t("Nothing was sent. {0}", why));
    return;
  }
  const { path } = read.get;
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Asking Microsoft Graph…") },
    async () => active.graph.readAny({ path, headers: asked.resolved.headers }),
  );
  const documentUri = document.uri.toString();
  const name = asked.request.name?.text;
  if (name !== undefined && answer.status < 400) answers.keep(documentUri, name, answer);
  const tab = `${name ?? asked.request.title?.text ?? l10n.t("Answer")}.json`;
  // The same request answers into the same tab, wherever it stands by then.
  await documents.show(tab, `${documentUri} ${path}`, answerDocument(path, answer, new Date()));
}

const mostDays = 62;

/** Shows the days of a list in the agenda. */
export async function showList({ request }: ClickedRequest, session: Session): Promise<void> {
  if ((await activeSession(session)) === undefined) return;
  const list = readGetRequest(request, session.active)?.get?.list;
  const days = list && daysOfList(list, Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (days !== undefined) await commands.executeCommand(commandIds.pickRange, days);
  await commands.executeCommand(`${viewIds.agenda}.focus`);
}

/** The days in a zone; undefined where the list is not about a time. */
function daysOfList(
  { startUtc, endUtc }: ListedTime,
  timeZone: string,
): { readonly firstDay: string; readonly days: number } | undefined {
  if (startUtc === undefined || endUtc === undefined || endUtc <= startUtc) return undefined;
  const firstDay = dayOf(startUtc, timeZone);
  // What ends at midnight does not touch the next day.
  const days = daysBetween(firstDay, dayOf(endUtc - 1, timeZone)) + 1;
  return { firstDay, days: Math.min(days, mostDays) };
}
