/**
 * Runs a GET request of a file in the session's own Graph, shows the answer as a document for reading, and keeps it for
 * requests of the same file that take values from it. Also shows in the agenda what a list is about.
 */
import { commands, l10n, ProgressLocation, window } from "vscode";
import { dayOf, daysBetween } from "../agenda/calendarDays.ts";
import { activeSession } from "./activeSession.ts";
import { answerDocument } from "./answerDocument.ts";
import { answerTab } from "./answerTab.ts";
import { askGraph } from "./askGraph.ts";
import { askPrompts, isTrustedToRun } from "./cancelClicked.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { commandIds } from "./commandIds.ts";
import { readGetRequest } from "./getRequest.ts";
import type { ListedTime } from "./graphGet.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { RequestAnswers } from "./requestAnswers.ts";
import type { RequestReader } from "./requestReader.ts";
import type { AccountSession } from "./accountSession.ts";
import { viewIds } from "./viewIds.ts";

/** What running needs. */
export interface RunOptions {
  readonly session: AccountSession;
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
  const documentUri = document.uri.toString();
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Asking Microsoft Graph…") },
    async () => askGraph(asked, path, { active, session, answers, documentUri }),
  );
  if (answer === undefined) {
    await window.showWarningMessage(
      l10n.t("The answer is not shown: {0} is not signed in any more.", active.account.username),
    );
    return;
  }
  const tab = answerTab(request.request, { documentUri, path, hash: reader.hashOf(document, request) });
  await documents.show(tab.name, tab.key, answerDocument(tab.request, answer, new Date()));
}

const mostDays = 62;

/** Shows the days of a list in the agenda. */
export async function showList({ request }: ClickedRequest, session: AccountSession): Promise<void> {
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
