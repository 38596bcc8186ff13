/** Takes a request of a file to the one road (cancelRoad.ts): asks for its prompts, and hands over target and message. */
import { l10n, window, workspace } from "vscode";
import { promptsOf } from "../requestFile/prompt.ts";
import { isTag } from "../requestFile/requestFile.ts";
import { activeSession } from "./activeSession.ts";
import type { Road } from "./cancelRoad.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { findGraphProblems } from "./graphProblems.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { RequestReader } from "./requestReader.ts";
import type { AccountSession } from "./accountSession.ts";

/** Cancels what the request cancels, as far as the person wants. */
export async function cancelClicked(
  { document, request }: ClickedRequest,
  session: AccountSession,
  reader: RequestReader,
  road: Road,
): Promise<void> {
  if (!(await isTrustedToRun())) return;
  if ((await activeSession(session)) === undefined) return;
  const prompted = await askPrompts(request);
  if (prompted === undefined) return;
  const asked = reader.readAgain(document, request, prompted);
  // Only now is it known which cloud the account is in, and what the request says.
  const blocking = findGraphProblems(asked, session.active).find(({ isBlocking }) => isBlocking);
  const { aim } = asked;
  if (blocking !== undefined || aim.kind !== "route" || aim.route.action !== "cancel") {
    const why = blocking === undefined ? l10n.t("The request cancels nothing.") : describeGraphProblem(blocking);
    await window.showWarningMessage(l10n.t("Nothing was sent. {0}", why));
    return;
  }
  const { target } = aim.route;
  const { accountId } = session;
  const { title, name, tags, isUnlogged } = asked.request;
  const note = tags.find((tag) => isTag(tag, "note"))?.value;
  const fallbackName = target.kind === "booking" ? l10n.t("this booking") : l10n.t("this event");
  await road.start({
    aims: [{ target, ...(accountId !== undefined && { accountId }), name: title?.text ?? name?.text ?? fallbackName }],
    ...(aim.message?.kind === "message" && { message: aim.message.text }),
    ...(note !== undefined && { note }),
    ...(isUnlogged && { isUnlogged }),
  });
}

/** False, and says so, in Restricted Mode. */
export async function isTrustedToRun(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  await window.showWarningMessage(
    l10n.t("Trust this workspace first: its request files are not sent in Restricted Mode."),
  );
  return false;
}

/** What the person types for a request's `# @prompt` lines, by name; undefined if they think better of it. */
export async function askPrompts({ request }: GraphRequest): Promise<ReadonlyMap<string, string> | undefined> {
  const answers = new Map<string, string>();
  for (const { name, description, isSecret } of promptsOf(request)) {
    const text = await window.showInputBox({
      title: l10n.t("Value for “{0}”", name),
      ...(description !== "" && { prompt: description }),
      password: isSecret,
      ignoreFocusOut: true,
    });
    if (text === undefined) return undefined;
    answers.set(name, text);
  }
  return answers;
}
