/** Whether a GET request of a file can be run in this session, and if not, why not, in words. */
import { l10n } from "vscode";
import { isSentHeader } from "../graph/sentHeader.ts";
import type { UsePlace } from "../requestFile/resolveRequest.ts";
import { readGraphGet } from "./graphGet.ts";
import type { GraphGet } from "./graphGet.ts";
import { accountProblems, isOwnMailbox } from "./graphProblems.ts";
import type { SessionFacts } from "./graphProblems.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { describeGraphProblem } from "./graphProblemText.ts";

/** A GET request to Graph. */
export interface GetRequest {
  /** Undefined where the address cannot be read. */
  readonly get: GraphGet | undefined;
  /** Why it is not run; undefined if nothing speaks against it. */
  readonly reason: string | undefined;
}

/** Reads a request; undefined for one that does not go to Graph, or to a program on this machine that is not the sandbox. */
export function readGetRequest(
  { request, resolved }: GraphRequest,
  active: SessionFacts | undefined,
): GetRequest | undefined {
  const isOwn = (mailboxId: string): boolean => active !== undefined && isOwnMailbox(mailboxId, active);
  const read = readGraphGet(resolved.method, resolved.url, isOwn);
  if (read === undefined) return undefined;
  const unresolved = resolved.unresolved.find(({ place }) => isSentWithGet(place));
  if (unresolved !== undefined) {
    const { expression, reason } = unresolved;
    const get = read.kind === "get" ? read.get : undefined;
    return { get, reason: describeGraphProblem({ code: "unresolved", expression, reason }) };
  }
  if (read.kind === "refused") {
    return { get: undefined, reason: describeGraphProblem({ code: "mismatch", mismatch: read.reason }) };
  }
  const { get } = read;
  if (get.cloud === "sandbox" && !isThisSandbox(get, active)) return undefined;
  const [ofAccount] = accountProblems({ request }, active);
  if (ofAccount !== undefined) return { get, reason: describeGraphProblem(ofAccount) };
  return { get, reason: active === undefined ? undefined : foreignCloud(get, active) };
}

/** Whether what stands there is sent: a token that the file's own sign-in would give, and a body, need no value. */
export function isSentWithGet(place: UsePlace): boolean {
  return place.kind === "url" || (place.kind === "header" && (place.name.includes("{{") || isSentHeader(place.name)));
}

function isThisSandbox({ host = "" }: GraphGet, active: SessionFacts | undefined): boolean {
  return active?.cloudId === "sandbox" && host.endsWith(`:${new URL(active.graphOrigin).port}`);
}

/** A request for one cloud's Graph is not sent to another's. The sandbox answers for Microsoft's, so that examples can be tried. */
function foreignCloud({ cloud, host }: GraphGet, { account, cloudId, graphOrigin }: SessionFacts): string | undefined {
  if (host === undefined || cloudId === "sandbox" || cloud === cloudId) return undefined;
  return l10n.t(
    "{0} is another cloud's Microsoft Graph: {1} is signed in at {2}. Name an account of that cloud with # @account.",
    host,
    account.username,
    new URL(graphOrigin).host,
  );
}
