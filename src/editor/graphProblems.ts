/**
 * Looks at one request of a file with what is known of Graph's two actions, of the account and of its cloud, and finds what
 * keeps it from being run, what Graph would refuse, and what other editors would do with it unasked.
 */
import type { CancelMessage } from "../cancellation/readCancelMessage.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import { isTag } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import {
  mismatchFixes,
  mismatchSpan,
  useDocumentedPath,
  useEventPath,
  useOwnHost,
  writtenAddress,
} from "./addressFixes.ts";
import {
  addBody,
  addContentType,
  bodySpan,
  cancelWithMessage,
  contentTypeOf,
  lineAbove,
  messageFixes,
} from "./bodyFixes.ts";
import { accountTagOf } from "../requestFile/accountTag.ts";
import type { GraphFix, GraphProblem, GraphProblemFacts } from "./graphProblem.ts";
import type { GraphRequest } from "./graphRequest.ts";
import type { ActiveSession } from "./accountSession.ts";

/** What is needed of the session. */
export type SessionFacts = Pick<ActiveSession, "account" | "cloudId" | "graphOrigin">;

/**
 * A guess: neither action documents how long its message may be. 4 MB is what Microsoft names for a request as a whole,
 * https://learn.microsoft.com/answers/questions/1195604/microsoft-graph-api-request-and-response-max-paylo.
 */
const mostBodyBytes = 4 * 1024 * 1024;

/** Everything that is wrong with a request; empty for one that has nothing to do with cancelling. */
export function findGraphProblems(
  graphRequest: GraphRequest,
  active: SessionFacts | undefined,
): readonly GraphProblem[] {
  const { file, request, aim } = graphRequest;
  if (aim.kind === "other") return [];
  const problems = [
    ...disabledProblem(graphRequest),
    ...accountProblems(graphRequest, active),
    ...unresolvedProblems(graphRequest),
  ];
  if (aim.kind === "mismatch") {
    const { mismatch } = aim;
    // A variable without a value has been told above.
    if (mismatch.code === "unresolvedVariable") return problems;
    const span = mismatchSpan(file, request, mismatch);
    const fixes = mismatchFixes(file, request, mismatch);
    return [...problems, problem(span, { code: "mismatch", mismatch }, { isBlocking: true, fixes })];
  }
  return [
    ...problems,
    ...addressProblems(graphRequest, aim.route, active),
    ...(aim.route.action === "delete" ? deleteProblems(graphRequest, aim.route) : []),
    ...(aim.message === undefined ? [] : messageProblems(graphRequest, aim.route, aim.message)),
    ...noteProblems(graphRequest),
  ];
}

/** What keeps a request from being run as the account that it names: it is never run as another one. */
export function accountProblems(
  { request }: Pick<GraphRequest, "request">,
  active: Pick<SessionFacts, "account"> | undefined,
): readonly GraphProblem[] {
  const tag = accountTagOf(request);
  if (tag === undefined) return [];
  const { span } = tag;
  if (tag.kind === "problem") {
    return [problem(span, { code: "badAccount", problem: tag.problem }, { isBlocking: true })];
  }
  const { address } = tag;
  if (active === undefined || active.account.username.toLowerCase() === address.toLowerCase()) return [];
  return [problem(span, { code: "accountNotHere", address }, { isBlocking: true })];
}

interface Handling {
  readonly isBlocking?: boolean;
  readonly fixes?: readonly GraphFix[];
}

function problem(
  span: Span,
  facts: GraphProblemFacts,
  { isBlocking = false, fixes = [] }: Handling = {},
): GraphProblem {
  return { span, isBlocking, fixes, ...facts };
}

function disabledProblem({ request }: GraphRequest): readonly GraphProblem[] {
  return request.isDisabled ? [problem(request.requestLineSpan, { code: "disabled" }, { isBlocking: true })] : [];
}

function unresolvedProblems({ file, request, resolved }: GraphRequest): readonly GraphProblem[] {
  return (
    resolved.unresolved
      // The file's own headers are not sent: a token in a variable need not have a value.
      .filter(({ place }) => place.kind !== "header")
      .map(({ expression, span, reason }) => {
        const isPlain = reason === "undefined" && /^[\w.-]+$/.test(expression);
        const fixes: readonly GraphFix[] = isPlain
          ? [{ code: "defineVariable", edits: [lineAbove(file, request, `@${expression} = `)] }]
          : [];
        return problem(span, { code: "unresolved", expression, reason }, { isBlocking: true, fixes });
      })
  );
}

function addressProblems(
  graphRequest: GraphRequest,
  route: ItemRoute,
  active: SessionFacts | undefined,
): readonly GraphProblem[] {
  const { file, request } = graphRequest;
  const { urlSpan } = request;
  const problems: GraphProblem[] = [];
  const { host, target, mailbox, permissions, placeholders } = route;
  if (active !== undefined && host !== undefined && isForeign(route, active)) {
    const sessionHost = new URL(active.graphOrigin).host;
    const fixes = active.cloudId === "sandbox" ? [] : useOwnHost(file, request, active.graphOrigin);
    const { username } = active.account;
    problems.push(problem(urlSpan, { code: "foreignHost", host, username, sessionHost }, { isBlocking: true, fixes }));
  } else if (isMissingInCloud(route, active)) {
    const fixes = target.kind === "event" ? useEventPath(file, request) : [];
    problems.push(problem(urlSpan, { code: "notInCloud", route }, { isBlocking: true, fixes }));
  }
  if (active?.account.isPersonal === true && permissions.personal.length === 0) {
    problems.push(problem(urlSpan, { code: "workAccountOnly", route }));
  }
  if (active !== undefined && target.kind === "event" && target.mailbox.kind === "user" && mailbox === "user") {
    const mailboxId = target.mailbox.id;
    if (placeholders.length === 0 && !isOwnMailbox(mailboxId, active)) {
      problems.push(problem(partOfAddress(graphRequest, mailboxId), { code: "otherMailbox", mailboxId }));
    }
  }
  if (route.documented === "legacy") {
    problems.push(problem(urlSpan, { code: "legacyPath" }, { fixes: useDocumentedPath(file, request) }));
  }
  const [text] = placeholders;
  if (text !== undefined) {
    problems.push(problem(partOfAddress(graphRequest, text), { code: "placeholder", text }, { isBlocking: true }));
  }
  return problems;
}

/** A request for one cloud's Graph is not sent to another's. The sandbox answers for Microsoft's, so that examples can be tried. */
function isForeign({ cloud, host }: ItemRoute, active: SessionFacts): boolean {
  if (cloud === "sandbox") {
    return active.cloudId !== "sandbox" || host?.endsWith(`:${new URL(active.graphOrigin).port}`) !== true;
  }
  return active.cloudId !== "sandbox" && cloud !== active.cloudId;
}

/** What a cloud lacks is said before anything is asked of it. Without a host, the cloud is the session's own. */
function isMissingInCloud({ clouds, cloud }: ItemRoute, active: SessionFacts | undefined): boolean {
  const asked = cloud === undefined || cloud === "sandbox" ? active?.cloudId : cloud;
  return asked !== undefined && asked !== "sandbox" && !clouds.includes(asked);
}

/** Whether the mailbox that a path names, by its owner's name or id, is that of the account. */
export function isOwnMailbox(mailboxId: string, { account }: Pick<SessionFacts, "account">): boolean {
  // The account's id begins with the person's own id in the directory.
  return mailboxId.toLowerCase() === account.username.toLowerCase() || account.id.startsWith(`${mailboxId}.`);
}

function partOfAddress({ file, request }: GraphRequest, part: string): Span {
  const address = writtenAddress(file, request) ?? "";
  const at = [part, encodeURIComponent(part)]
    .map((text) => ({ text, index: address.indexOf(text) }))
    .find(({ index }) => index > 0);
  if (at === undefined) return request.urlSpan;
  const start = request.urlSpan.start + at.index;
  return { start, end: start + at.text.length };
}

function deleteProblems({ file, request }: GraphRequest, route: ItemRoute): readonly GraphProblem[] {
  const span = request.methodSpan ?? request.requestLineSpan;
  return [
    problem(span, { code: "deleteInsteadOfCancel", route }, { fixes: [cancelWithMessage(file, request, route)] }),
  ];
}

function messageProblems(
  graphRequest: GraphRequest,
  route: ItemRoute,
  message: CancelMessage,
): readonly GraphProblem[] {
  const { file, request, resolved } = graphRequest;
  const { body } = request;
  if (body.kind === "none") {
    return [problem(request.requestLineSpan, { code: "noMessage" }, { fixes: [addBody(file, request, route)] })];
  }
  const problems = [...contentTypeProblems(graphRequest)];
  if (body.kind === "file") problems.push(problem(body.span, { code: "messageInFile" }, { isBlocking: true }));
  else if (message.kind === "problem") {
    const fixes = messageFixes(request, route, message);
    const span = bodySpan(request, message.span);
    problems.push(problem(span, { code: "message", route, problem: message }, { isBlocking: true, fixes }));
  }
  if (resolved.body.kind === "text" && isLongerThan(resolved.body.text, mostBodyBytes)) {
    problems.push(problem(body.span, { code: "messageTooLong", mostBytes: mostBodyBytes }));
  }
  return problems;
}

function contentTypeProblems({ file, request, resolved }: GraphRequest): readonly GraphProblem[] {
  const written = contentTypeOf(request);
  if (written === undefined) {
    const fixes = [addContentType(file, request)];
    return [problem(request.requestLineSpan, { code: "missingContentType" }, { fixes })];
  }
  const found = resolved.headers.find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
  if (found.includes("{{") || /^application\/json\s*(?:;|$)/i.test(found)) return [];
  const fixes: readonly GraphFix[] = [
    { code: "replaceContentType", edits: [{ span: written.valueSpan, newText: "application/json" }] },
  ];
  return [problem(written.valueSpan, { code: "wrongContentType", found }, { fixes })];
}

/** Whether a text takes more bytes in UTF-8; counted only where it could. */
function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

function noteProblems({ file, request }: GraphRequest): readonly GraphProblem[] {
  if (request.tags.some((tag) => isTag(tag, "note"))) return [];
  const edits = [lineAbove(file, request, "# @note People are told of this by mail")];
  return [problem(request.requestLineSpan, { code: "missingNote" }, { fixes: [{ code: "addNote", edits }] })];
}
