/**
 * Reads a plan document (see planDocument.ts): what its head says, and every block. Deleting a block takes its item out of
 * the plan; whatever is there and cannot be understood keeps all of it from being sent.
 */
import { parseRequestFile } from "../../requestFile/parseRequestFile.ts";
import { isTag } from "../../requestFile/requestFile.ts";
import type { HttpRequest, RequestFile, VariableDefinition } from "../../requestFile/requestFile.ts";
import type { RequestProblem } from "../../requestFile/requestProblem.ts";
import type { Span, SpannedText } from "../../requestFile/span.ts";
import { templateProblems } from "../messageTemplate.ts";
import type { ItemRoute } from "../route.ts";
import { targetKey } from "../target.ts";
import type { ExcludedBlock, PlanBlock, ReadPlan, SharedMessage } from "./planDocument.ts";
import { hasHeadTag, headTags } from "./planHead.ts";
import { longestMessage, messageVariable, readSharedMessage } from "./planMessage.ts";
import { planProblem } from "./planProblem.ts";
import type { PlanProblem } from "./planProblem.ts";
import { blockTitle, readPlanBlock } from "./readPlanBlock.ts";
import type { KnownBodies } from "./readPlanBlock.ts";

/**
 * What a text says as a plan. Any text is a plan, at worst one without blocks and with problems; it never throws.
 * @param file the text as a request file, if it has been read as one.
 */
export function readPlanDocument(text: string, file = parseRequestFile(text)): ReadPlan {
  const head = readHead(file);
  const blocks = readBlocks(file, head.id);
  const problems = [
    ...mergeConflicts(text),
    ...head.problems,
    ...file.problems.flatMap(noRequest),
    ...disabledElsewhere(file),
    ...blocks.problems,
    ...(blocks.read.length === 0 ? [planProblem({ start: 0, end: 0 }, { code: "noBlocks" })] : []),
  ];
  return {
    file,
    id: head.id,
    account: head.account,
    message: head.message,
    host: blocks.place?.host,
    cloud: blocks.place?.cloud,
    blocks: blocks.read,
    isUnlogged: file.requests.some((request) => request.isUnlogged) || tagsOfHead(file, "no-log").length > 0,
    excluded: blocks.excluded,
    problems: problems.toSorted((one, other) => one.span.start - other.span.start),
  };
}

/** Whether a text is meant as a plan: one of its lines names one. */
export function isPlanDocument(text: string): boolean {
  return text.includes("@unbook-plan") && hasHeadTag(text, "unbook-plan");
}

interface Head extends Pick<ReadPlan, "id" | "account" | "message"> {
  readonly problems: readonly PlanProblem[];
}

function readHead(file: RequestFile): Head {
  const { text } = file;
  const [plan, otherPlan] = headTags(text, "unbook-plan");
  const [account, ...otherAccounts] = headTags(text, "account");
  const otherAccount = otherAccounts.find((other) => other.text !== account?.text);
  const id = plan !== undefined && /^[\w-]{1,100}$/u.test(plan.text) ? plan.text : undefined;
  const { message, problems } = readMessage(file.variables.filter(({ name }) => name === messageVariable));
  const begin: Span = { start: 0, end: firstLineEnd(text) };
  return {
    id,
    account: account?.text === "" || otherAccount !== undefined ? undefined : account?.text,
    message,
    problems: [
      ...(id === undefined ? [planProblem(plan?.span ?? begin, { code: "noPlanId" })] : []),
      ...(otherPlan === undefined ? [] : [planProblem(otherPlan.span, { code: "severalPlans" })]),
      ...(account === undefined || account.text === "" ? [planProblem(begin, { code: "noAccount" })] : []),
      ...(otherAccount === undefined ? [] : [planProblem(otherAccount.span, { code: "severalAccounts" })]),
      ...problems,
    ],
  };
}

function readMessage(definitions: readonly VariableDefinition[]): {
  readonly message: SharedMessage | undefined;
  readonly problems: readonly PlanProblem[];
} {
  const [first, second] = definitions;
  if (first === undefined) return { message: undefined, problems: [] };
  const span = first.valueSpan;
  const broken: SharedMessage = { text: "", span, isBroken: true };
  if (second !== undefined) {
    return { message: broken, problems: [planProblem(second.span, { code: "severalMessages" })] };
  }
  const text = readSharedMessage(first.value);
  if (text === undefined) return { message: broken, problems: [planProblem(first.span, { code: "brokenMessage" })] };
  const { length } = text;
  const problems = [
    ...(length > longestMessage
      ? [planProblem(span, { code: "messageTooLong", length, longest: longestMessage })]
      : []),
    ...templateProblems(text).map(({ name }) => planProblem(span, { code: "unknownPlaceholder", name })),
  ];
  return { message: { text, span }, problems };
}

type Place = Pick<ItemRoute, "host" | "cloud">;

interface Blocks {
  readonly read: readonly PlanBlock[];
  readonly excluded: readonly ExcludedBlock[];
  readonly problems: readonly PlanProblem[];
  /** Undefined if no block names a host. */
  readonly place: Place | undefined;
}

function readBlocks(file: RequestFile, planId: string | undefined): Blocks {
  const read: PlanBlock[] = [];
  const excluded: ExcludedBlock[] = [];
  const problems: PlanProblem[] = [];
  const firsts = new Map<string, Span>();
  const bodies: KnownBodies = new Map();
  let place: Place | undefined;
  for (const request of file.requests) {
    if (request.isDisabled) {
      excluded.push(excludedBlock(request));
      continue;
    }
    const { block, problems: own, route } = readPlanBlock(file, request, planId, bodies);
    problems.push(...own);
    if (route?.host !== undefined) {
      place ??= route;
      if (place.host?.toLowerCase() !== route.host.toLowerCase()) {
        problems.push(planProblem(request.urlSpan, { code: "anotherGraph", host: route.host }));
        continue;
      }
    }
    if (block === undefined) continue;
    const key = targetKey(block.target);
    const firstSpan = firsts.get(key);
    if (firstSpan !== undefined) {
      problems.push(planProblem(request.requestLineSpan, { code: "sameItemTwice", firstSpan }));
      continue;
    }
    firsts.set(key, request.requestLineSpan);
    read.push(block);
  }
  return { read, excluded, problems, place };
}

function excludedBlock(request: HttpRequest): ExcludedBlock {
  return { request, title: blockTitle(request), reason: "It is switched off with “# @disabled”." };
}

/** Where a line that switches a block off stands below its request, or above all of them. */
function disabledElsewhere(file: RequestFile): readonly PlanProblem[] {
  const below = file.requests.flatMap(({ isDisabled, tags, requestLineSpan }) =>
    isDisabled ? tags.filter((tag) => tag.span.start > requestLineSpan.start && isTag(tag, "disabled")) : [],
  );
  return [
    ...below.map(({ span }) => planProblem(span, { code: "disabledElsewhere", isHead: false })),
    ...tagsOfHead(file, "disabled").map(({ span }) => planProblem(span, { code: "disabledElsewhere", isHead: true })),
  ];
}

/** The tags that belong to no request. */
function tagsOfHead(file: RequestFile, name: "disabled" | "no-log"): readonly SpannedText[] {
  const first = file.requests[0]?.span.start ?? file.text.length;
  return headTags(file.text.slice(0, first), name);
}

/** What the parser found where a request should be; what else it finds is said of every request file. */
function noRequest({ code, span }: RequestProblem): readonly PlanProblem[] {
  switch (code) {
    case "notARequestLine":
    case "unknownMethod":
    case "curlCommand":
    case "responseNotRequest":
    case "unterminated":
    case "badVariableDefinition":
      return [planProblem(span, { code: "notARequest" })];
    default:
      return [];
  }
}

function mergeConflicts(text: string): readonly PlanProblem[] {
  // Not with the flag for lines: it would take U+2028 in a message for the end of one.
  const marks = text.matchAll(/(?<=^|[\r\n])(?:<{7}|>{7}|\|{7}|={7})(?=[ \r\n]|$)[^\r\n]*/gu);
  return Array.from(marks, ({ 0: { length }, index }) =>
    planProblem({ start: index, end: index + length }, { code: "mergeConflict" }),
  );
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/u);
  return end === -1 ? text.length : end;
}
