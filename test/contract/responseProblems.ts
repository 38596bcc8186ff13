/**
 * Holds an answer of the sandbox against Graph's metadata and against what documentation says of every answer: which type
 * its body is of, where annotations stand, how errors look, what a batch is made of.
 * Sources: https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/json-batching,
 * https://learn.microsoft.com/graph/delta-query-overview
 */
import type { SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import type { GraphMetadata } from "./graphMetadata.ts";
import { resourceAt } from "./resourcePath.ts";
import { valueProblems } from "./valueProblems.ts";

/** One question and its answer; the body is parsed. */
interface Answered {
  readonly method: string;
  readonly path: string;
  /** The value of `Prefer`, as the caller sent it. */
  readonly prefer: string;
  readonly status: number;
  readonly body: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/**
 * Everything that is wrong with an answer, one sentence each. Answers that a fault made up are meant to be wrong; nothing is
 * said of them.
 */
export function responseProblems(metadata: GraphMetadata, exchange: SandboxExchange): readonly string[] {
  if (exchange.isFault) return [];
  const { method, path, status, headers, requestHeaders } = exchange;
  const problems = headerProblems(exchange);
  const prefer = requestHeaders["prefer"] ?? "";
  if (method === "HEAD") return named(exchange, problems);
  if (exchange.body === "") {
    const bodyless = bodyProblems(metadata, { method, path, prefer, status, body: undefined }, exchange);
    return named(exchange, [...problems, ...bodyless]);
  }
  if (!/^application\/json(?:;|$)/u.test(headers["content-type"] ?? "")) problems.push("it is not called JSON");
  const body = parsed(exchange.body);
  if (body === undefined) return named(exchange, [...problems, "it is not JSON"]);
  return named(exchange, [...problems, ...bodyProblems(metadata, { method, path, prefer, status, body }, exchange)]);
}

function named({ method, path, status }: SandboxExchange, problems: readonly string[]): readonly string[] {
  return problems.map((problem) => `${method} ${path} (${status}): ${problem}`);
}

/** What every answer carries, and what some statuses ask for. */
function headerProblems({ status, headers, requestHeaders }: SandboxExchange): string[] {
  const problems: string[] = [];
  const wanted = (name: string, form: RegExp): void => {
    if (!form.test(headers[name] ?? "")) problems.push(`the header ${name} is ${headers[name] ?? "missing"}`);
  };
  wanted("request-id", guid);
  wanted("client-request-id", /./u);
  const given = requestHeaders["client-request-id"];
  if (given !== undefined && headers["client-request-id"] !== given) problems.push("client-request-id is not echoed");
  if (status === 401) wanted("www-authenticate", /^Bearer realm="", authorization_uri="[^"]+", client_id="[^"]+"/u);
  if (status === 429) wanted("retry-after", /^(?:\d+|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)$/u);
  if (status === 405) wanted("allow", /^[A-Z]+(?:, [A-Z]+)*$/u);
  // Delta tracks changes whether or not that is preferred: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7790
  const applied = headers["preference-applied"];
  if (applied !== undefined && applied !== "odata.track-changes" && requestHeaders["prefer"] === undefined)
    problems.push(`nobody preferred ${applied}`);
  return problems;
}

function bodyProblems(
  metadata: GraphMetadata,
  answered: Answered,
  exchange: Pick<SandboxExchange, "requestBody" | "requestHeaders">,
): readonly string[] {
  const { method, path, status, body } = answered;
  if (status >= 400) return errorProblems(body);
  if (status >= 300) return ["Graph does not redirect"];
  const resource = resourceAt(metadata, method, path);
  switch (resource.kind) {
    case "none":
      return ["the metadata has no such path with this method"];
    case "nothing":
      return body === undefined ? [] : ["there should be no body"];
    case "batch":
      return batchProblems(metadata, body, exchange);
    case "item":
      return itemProblems(metadata, answered, resource.type);
    case "list":
      return listProblems(metadata, answered, resource.type, false);
    case "changes":
      return listProblems(metadata, answered, resource.type, true);
    default:
      return resource satisfies never;
  }
}

/** `{"error": {"code", "message", "innerError": {"date", "request-id", "client-request-id"}}}` and nothing else. */
function errorProblems(body: unknown): readonly string[] {
  const { error, ...others } = fieldsOf(body);
  const { code, message, innerError, ...more } = fieldsOf(error);
  const { date, "request-id": requestId, "client-request-id": clientRequestId, ...rest } = fieldsOf(innerError);
  const problems = [...Object.keys(others), ...Object.keys(more), ...Object.keys(rest)].map(
    (name) => `${name} is no part of an error`,
  );
  if (typeof code !== "string" || typeof message !== "string") problems.push("an error has a code and a message");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u.test(String(date))) problems.push("an error has a date without a zone");
  if (!guid.test(String(requestId)) || typeof clientRequestId !== "string")
    problems.push("an error names both request ids");
  return problems;
}

function itemProblems(metadata: GraphMetadata, answered: Answered, type: string): readonly string[] {
  const { "@odata.context": context, ...item } = fieldsOf(answered.body);
  const isWhole = !/[?&](?:\$|%24)?select=/iu.test(answered.path);
  const use = { name: type, isCollection: false, isNullable: false };
  return [
    ...contextProblems(context, /\/\$entity$/u),
    ...valueProblems(viewpoint(metadata, answered, isWhole, false), use, item, type),
  ];
}

function listProblems(metadata: GraphMetadata, answered: Answered, type: string, isDelta: boolean): readonly string[] {
  const { "@odata.context": context, value, ...links } = fieldsOf(answered.body);
  const { "@odata.nextLink": next, "@odata.deltaLink": delta, "@odata.count": count, ...others } = links;
  const problems = Object.keys(others).map((name) => `${name} is no part of a list`);
  if (count !== undefined && !Number.isInteger(count)) problems.push("@odata.count is not a whole number");
  if (count !== undefined && !/[?&](?:\$|%24)?count=true/iu.test(answered.path) && !isLaterPage(answered.path)) {
    problems.push("nobody asked for @odata.count");
  }
  if (isDelta && (next === undefined) === (delta === undefined))
    problems.push("a page of changes has one of two links");
  if (!isDelta && delta !== undefined) problems.push("only changes have @odata.deltaLink");
  for (const link of [next, delta]) if (link !== undefined) problems.push(...linkProblems(link, answered.path));
  // Documented: the list of businesses gives their ids and names only. A later page knows what the first one selected.
  const isSlim =
    type === "bookingBusiness" || isLaterPage(answered.path) || /[?&](?:\$|%24)?select=/iu.test(answered.path);
  const use = { name: type, isCollection: true, isNullable: false };
  return [
    ...problems,
    ...contextProblems(context, isDelta ? /#Collection\(/u : /[^/]$/u),
    ...valueProblems(viewpoint(metadata, answered, !isSlim && !isDelta, isDelta), use, value, "value"),
  ];
}

function viewpoint(metadata: GraphMetadata, { prefer }: Answered, isWhole: boolean, isChange: boolean) {
  return { metadata, isWhole, isChange, knowsLaterMembers: /include-unknown-enum-members/iu.test(prefer) };
}

function isLaterPage(path: string): boolean {
  return /(?:skiptoken|deltatoken)=/iu.test(path);
}

function contextProblems(context: unknown, end: RegExp): readonly string[] {
  const isContext =
    typeof context === "string" && /^https?:\/\/[^/]+\/(?:v1\.0|beta)(?:\/solutions)?\/\$metadata#./u.test(context);
  return isContext && end.test(context) ? [] : [`@odata.context is ${String(context)}`];
}

/** A link is whole, and leads back to where the list came from. */
function linkProblems(link: unknown, path: string): readonly string[] {
  const { pathname = "", search = "" } = typeof link === "string" && URL.canParse(link) ? new URL(link) : {};
  const [asked = ""] = path.split("?");
  const isSame = pathname.toLowerCase() === new URL(asked, "http://localhost").pathname.toLowerCase();
  return isSame && search !== "" ? [] : [`the link ${String(link)} does not go on with ${asked}`];
}

/** Each answer in a batch is held against its own question. */
function batchProblems(
  metadata: GraphMetadata,
  body: unknown,
  { requestBody, requestHeaders }: Pick<SandboxExchange, "requestBody" | "requestHeaders">,
): readonly string[] {
  const asked = fieldsOf(parsed(requestBody))["requests"];
  const questions = new Map((Array.isArray(asked) ? asked : []).map((one) => [fieldsOf(one)["id"], fieldsOf(one)]));
  const { responses, ...others } = fieldsOf(body);
  if (!Array.isArray(responses)) return ["a batch's answer is a list of responses"];
  const problems = Object.keys(others).map((name) => `${name} is no part of a batch's answer`);
  if (responses.length !== questions.size)
    problems.push(`${questions.size} questions have ${responses.length} answers`);
  for (const response of responses as readonly unknown[]) {
    const { id, status, headers, body: inner, ...more } = fieldsOf(response);
    const question = questions.get(id);
    if (question === undefined || !Number.isInteger(status)) {
      problems.push(`there is an answer ${String(id)} with the status ${String(status)}`);
      continue;
    }
    problems.push(...Object.keys(more).map((name) => `${name} is no part of a response in a batch`));
    const contentType = Object.entries(fieldsOf(headers)).find(([name]) => name.toLowerCase() === "content-type")?.[1];
    if (inner !== undefined && !String(contentType).startsWith("application/json"))
      problems.push(`answer ${String(id)} is not called JSON`);
    const innerAnswered = {
      method: String(question["method"]).toUpperCase(),
      path: `/v1.0/${String(question["url"]).replace(/^\//u, "")}`,
      prefer: preferOf(question["headers"]),
      status: Number(status),
      body: inner,
    };
    const found = bodyProblems(metadata, innerAnswered, { requestBody: "", requestHeaders });
    problems.push(
      ...found.map((problem) => `${innerAnswered.method} ${innerAnswered.path} (${Number(status)}): ${problem}`),
    );
  }
  return problems;
}

function preferOf(headers: unknown): string {
  const value = Object.entries(fieldsOf(headers)).find(([name]) => name.toLowerCase() === "prefer")?.[1];
  return typeof value === "string" ? value : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
