/**
 * Reads one block of a plan document: which item it is about, what is done to it, and with which words. A block that
 * cannot be understood gives problems and nothing that could be sent.
 */
import type { HttpRequest, MetadataTag, RequestFile, VariableUse } from "../../requestFile/requestFile.ts";
import { isTag } from "../../requestFile/requestFile.ts";
import { readJsonBody } from "../../requestFile/readJsonBody.ts";
import { resolveRequest } from "../../requestFile/resolveRequest.ts";
import type { ResolvedRequest } from "../../requestFile/resolveRequest.ts";
import type { Span } from "../../requestFile/span.ts";
import { readGraphAddress } from "../graphAddress.ts";
import { templateProblems } from "../messageTemplate.ts";
import type { PlannedAction } from "../plan.ts";
import { matchItemRoute } from "../route.ts";
import type { ItemRoute } from "../route.ts";
import { targetDigest, textDigest, titleDigest } from "./digest.ts";
import { readPlanBody } from "./planBody.ts";
import type { PlanBody } from "./planBody.ts";
import type { PlanBlock, PlannedState } from "./planDocument.ts";
import { planLineTag, readPlanLine } from "./planLine.ts";
import { longestMessage } from "./planMessage.ts";
import { planProblem } from "./planProblem.ts";
import type { PlanProblem, PlanProblemFacts } from "./planProblem.ts";

/** What a block says. `block` is undefined where one of the problems is an error. */
export interface BlockReading {
  readonly block: PlanBlock | undefined;
  readonly problems: readonly PlanProblem[];
  readonly route: Pick<ItemRoute, "host" | "cloud"> | undefined;
}

/** What the bodies of a document have come to: most blocks have the same one, and it may be long. */
export type KnownBodies = Map<string, { readonly read: PlanBody; readonly digest: string }>;

/**
 * Reads a block.
 * @param planId the salt of the plan's digests; undefined if it is not known.
 * @param bodies begins empty for each document.
 */
export function readPlanBlock(
  file: RequestFile,
  request: HttpRequest,
  planId: string | undefined,
  bodies: KnownBodies,
): BlockReading {
  const resolved = resolveRequest(file, request);
  const [missing] = resolved.unresolved;
  if (missing !== undefined) {
    return failed(missing.span, { code: "unresolvedVariable", expression: missing.expression });
  }
  const route = matchItemRoute(resolved.method, resolved.url);
  if (route === undefined) return failed(request.requestLineSpan, whyNoRoute(resolved.url));
  const [placeholder] = route.placeholders;
  if (placeholder !== undefined) return failed(request.urlSpan, { code: "placeholderId", placeholder });
  if (route.action === "delete" && route.target.kind === "booking") {
    return failed(request.requestLineSpan, { code: "deletesBooking" });
  }
  if (resolved.body.kind === "file") return failed(bodySpan(request), { code: "bodyInFile" });
  const { read: body, digest } = readBody(route, resolved.body.kind === "text" ? resolved.body.text : "", bodies);
  if (body.kind === "problem") return failed(bodySpan(request), body.facts);
  const encoded = encodedUse(request);
  if (encoded !== undefined) {
    return failed(encoded.span, { code: "encodedVariable", expression: encoded.expression });
  }
  const written = writtenMessage(request, body.messageProperty?.name);
  const line = readPlanLineOf(request);
  const lineSpan = line.span ?? request.requestLineSpan;
  const { length } = body.message;
  const problems = [
    ...line.problems.map((facts) => planProblem(lineSpan, facts)),
    ...lineProblems(line.planned, route, body.action, planId).map((facts) => planProblem(lineSpan, facts)),
    ...titleProblems(request, line.planned, planId),
    ...headerProblems(request),
    ...(length > longestMessage
      ? [planProblem(bodySpan(request), { code: "messageTooLong", length, longest: longestMessage })]
      : []),
    // Of the shared message it is said once, where it is defined.
    ...(written.isShared ? [] : templateProblems(body.message)).map(({ name }) =>
      planProblem(written.span ?? bodySpan(request), { code: "unknownPlaceholder", name }),
    ),
  ];
  if (problems.some(({ severity }) => severity === "error")) return { block: undefined, problems, route };
  const block: PlanBlock = {
    request,
    fingerprint: fingerprintOf(file, request, resolved, digest),
    target: route.target,
    action: body.action,
    scope: line.planned?.scope,
    planned: line.planned,
    planLineSpan: line.span,
    message: body.message,
    isMessageShared: written.isShared,
    messageSpan: written.span,
    title: blockTitle(request),
  };
  return { block, problems, route };
}

function readBody(
  route: ItemRoute,
  text: string,
  bodies: KnownBodies,
): { readonly read: PlanBody; readonly digest: string } {
  const key = `${route.action} ${route.target.kind} ${text}`;
  const known = bodies.get(key) ?? { read: readPlanBody(route, text), digest: textDigest(text) };
  bodies.set(key, known);
  return known;
}

/** A use in the body whose value is percent-encoded: that is meant for addresses. */
function encodedUse({ body, variableUses }: HttpRequest): VariableUse | undefined {
  if (body.kind !== "text") return undefined;
  return variableUses.find(({ isPercentEncoded, span }) => isPercentEncoded && span.start >= body.span.start);
}

/** As requestFingerprint, for a request in which nothing is left to a machine or to chance. */
function fingerprintOf(
  { text }: RequestFile,
  { span }: HttpRequest,
  { method, url }: ResolvedRequest,
  bodyDigest: string,
): string {
  return JSON.stringify([text.slice(span.start, span.end), method, url, bodyDigest]);
}

/** What a `###` line says, without the number. */
export function blockTitle({ title }: HttpRequest): string {
  return (title?.text ?? "").replace(/^\d+\s+/u, "");
}

function failed(span: Span, facts: PlanProblemFacts): BlockReading {
  return { block: undefined, problems: [planProblem(span, facts)], route: undefined };
}

function whyNoRoute(url: string): PlanProblemFacts {
  const { host } = readGraphAddress(url);
  const isElsewhere = host.kind === "refused" && host.reason.code !== "missingScheme";
  return isElsewhere ? { code: "anotherGraph", host: host.reason.host } : { code: "notACancellation" };
}

/** The body as a place to underline; the request line where there is none. */
function bodySpan({ body, requestLineSpan }: HttpRequest): Span {
  return body.kind === "none" ? requestLineSpan : body.span;
}

/** Where the message stands in the file, and whether it is the shared one. */
function writtenMessage(
  { body }: HttpRequest,
  property: string | undefined,
): { readonly span: Span | undefined; readonly isShared: boolean } {
  const [piece, second] = body.kind === "text" ? body.pieces : [];
  if (body.kind !== "text" || property === undefined || piece === undefined || second !== undefined) {
    return { span: undefined, isShared: false };
  }
  // Once more and as written: with its variables replaced, a body has no places in the file.
  const written = readJsonBody(body.text);
  const found = written.kind === "ok" ? written.properties.find(({ name }) => name === property) : undefined;
  if (found === undefined) return { span: undefined, isShared: false };
  const { start, end } = found.valueSpan;
  return {
    span: { start: piece.start + start, end: piece.start + end },
    isShared: /^"\{\{\s*message\s*\}\}"$/u.test(body.text.slice(start, end)),
  };
}

interface LineReading {
  readonly planned: PlannedState | undefined;
  readonly span: Span | undefined;
  readonly problems: readonly PlanProblemFacts[];
}

function readPlanLineOf({ tags }: HttpRequest): LineReading {
  const [first, second] = tags.filter((tag: MetadataTag) => isTag(tag, planLineTag));
  if (first === undefined) return { planned: undefined, span: undefined, problems: [{ code: "noPlanLine" }] };
  const planned = readPlanLine(first.value);
  const isDamaged = planned === undefined || second !== undefined;
  return { planned, span: first.span, problems: isDamaged ? [{ code: "damagedPlanLine" }] : [] };
}

function lineProblems(
  planned: PlannedState | undefined,
  { target }: ItemRoute,
  action: PlannedAction,
  planId: string | undefined,
): readonly PlanProblemFacts[] {
  if (planned === undefined) return [];
  if (planId !== undefined && planned.item !== targetDigest(target, planId)) return [{ code: "planLineOfAnotherItem" }];
  const until = action.kind === "endSeries" ? action.recurrence.range.endDate : undefined;
  return planned.action === action.kind && planned.until === until ? [] : [{ code: "actionChanged" }];
}

/** A block without a title says nothing that could be wrong. */
function titleProblems(
  request: HttpRequest,
  planned: PlannedState | undefined,
  planId: string | undefined,
): readonly PlanProblem[] {
  const title = blockTitle(request);
  if (request.title === undefined || title === "" || planned === undefined || planId === undefined) return [];
  const isWritten = titleDigest(title, planId) === planned.heading;
  return isWritten ? [] : [planProblem(request.title.span, { code: "titleChanged" })];
}

/** A token in the file is pointed out as in every request file. */
function headerProblems({ headers }: HttpRequest): readonly PlanProblem[] {
  return headers
    .filter(({ name }) => !writtenHeaders.has(name.toLowerCase()))
    .map(({ name, nameSpan }) => planProblem(nameSpan, { code: "headerNotSent", name }));
}

const writtenHeaders: ReadonlySet<string> = new Set(["content-type", "prefer", "authorization"]);
