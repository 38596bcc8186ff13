/**
 * Sends a GET request of a file to the session's Graph, and keeps the answer for other requests of the same document. An
 * answer is one account's: whoever is signed in by the time that it comes gets nothing of another's.
 */
import type { AnyAnswer } from "../graph/graphContract.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { RequestAnswers } from "./requestAnswers.ts";
import { isSessionOf, senderOf } from "./sender.ts";
import type { ActiveSession } from "./accountSession.ts";
import type { Session } from "./session.ts";

/** Who asks, and where the answer is kept. */
export interface AskOptions {
  readonly active: ActiveSession;
  readonly session: Pick<Session, "active">;
  readonly answers: RequestAnswers;
  readonly documentUri: string;
}

/**
 * Asks once. Throws what the client throws.
 * @param path path and query of the request, from the version on.
 * @returns undefined if another account has signed in meanwhile.
 */
export async function askGraph(
  { resolved, request: { name, isUnlogged } }: GraphRequest,
  path: string,
  { active, session, answers, documentUri }: AskOptions,
): Promise<AnyAnswer | undefined> {
  const answer = await active.graph.readAny({ path, headers: resolved.headers, isUnlogged });
  if (!isSessionOf(session.active, senderOf(active))) return undefined;
  // What an error says is no value, and what is not to be logged is not to turn up elsewhere.
  if (name !== undefined && answer.status < 400 && !isUnlogged) answers.keep(documentUri, name.text, answer);
  return answer;
}
