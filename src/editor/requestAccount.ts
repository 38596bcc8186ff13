/**
 * As whom a request of a file is run: as the account that its `# @account` names, and otherwise as the main one. A request is
 * never run, and nothing of it is read, as another account than the one that it names.
 */
import { commands, l10n, window, workspace } from "vscode";
import { accountTagOf } from "../requestFile/accountTag.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { AccountSession } from "./accountSession.ts";
import { activeSession } from "./activeSession.ts";
import { commandIds } from "./commandIds.ts";
import { accountProblems } from "./graphProblems.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { Session } from "./session.ts";

/** The account's part of the session; undefined if the request names nobody who is signed in here. */
export function sessionFor(session: Session, request: Pick<HttpRequest, "tags">): AccountSession | undefined {
  const tag = accountTagOf(request);
  if (tag === undefined) return session;
  if (tag.kind === "problem") return undefined;
  const address = tag.address.toLowerCase();
  const found = session.accounts.find(({ account }) => account.username.toLowerCase() === address);
  return found && session.as(found.account.id);
}

/** The same for something that is about to be done; undefined, and the person knows why, if it cannot be. */
export async function sessionToUse(session: Session, { request }: GraphRequest): Promise<AccountSession | undefined> {
  // In Restricted Mode nothing is done, whoever is signed in: that is told first.
  if (accountTagOf(request) === undefined || !workspace.isTrusted) return session;
  await session.restore();
  const own = sessionFor(session, request);
  if (own !== undefined) return (await activeSession(own)) === undefined ? undefined : own;
  if ((await activeSession(session)) === undefined) return undefined;
  const [problem] = accountProblems({ request }, session.active);
  // Whoever has just signed in may be the one that it names.
  if (problem === undefined) return sessionFor(session, request);
  const accounts = l10n.t("Accounts…");
  const answer = await window.showWarningMessage(
    l10n.t("Nothing was sent. {0}", describeGraphProblem(problem)),
    ...(problem.code === "accountNotHere" ? [accounts] : []),
  );
  if (answer === accounts) await commands.executeCommand(commandIds.accounts);
  return undefined;
}
