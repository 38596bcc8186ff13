/**
 * As whom a request of a file is run: as the account that its `# @account` names, and otherwise as the main one. A request is
 * never run, and nothing of it is read, as another account than the one that it names.
 */
import { commands, l10n, window, workspace } from "vscode";
import { accountTagOf } from "../requestFile/accountTag.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import { accountNamed } from "./accountPart.ts";
import type { AccountSession } from "./accountSession.ts";
import { activeSession } from "./activeSession.ts";
import { commandIds } from "./commandIds.ts";
import { accountProblems } from "./graphProblems.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { Session } from "./session.ts";

/** The account's part of the session; undefined if the request names nobody who is signed in here. */
export function sessionFor(session: Session, request: Pick<HttpRequest, "tags" | "url">): AccountSession | undefined {
  const tag = accountTagOf(request);
  if (tag === undefined) return session;
  if (tag.kind === "problem") return undefined;
  const host = URL.canParse(request.url) ? new URL(request.url).host : undefined;
  const found = accountNamed(session.accounts, tag.address, host);
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
  const missing = problem.code === "accountNotHere" ? problem.address : "";
  const [signIn, accounts] = [l10n.t("Sign In as {0}…", missing), l10n.t("Accounts…")];
  const answer = await window.showWarningMessage(
    l10n.t("Nothing was sent. {0}", describeGraphProblem(problem)),
    ...(missing === "" ? [] : [signIn, accounts]),
  );
  if (answer === signIn) await commands.executeCommand(commandIds.signInAs, missing);
  else if (answer === accounts) await commands.executeCommand(commandIds.accounts);
  return undefined;
}
