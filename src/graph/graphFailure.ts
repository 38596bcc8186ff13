/**
 * Turns an answer or a broken exchange into a GraphError. Only the status and Graph's `code` decide; its sentences are
 * English, for developers, and change.
 * Source: https://learn.microsoft.com/graph/errors
 */
import { isNotOrganizerRefusal } from "../cancellation/outcome.ts";
import { readClaimsChallenge } from "./claimsChallenge.ts";
import type { GraphCloud } from "./cloud.ts";
import { GraphError } from "./graphError.ts";
import type { GraphErrorFacts, GraphErrorReason } from "./graphError.ts";
import { networkBarrierOf } from "./networkError.ts";
import { plainRequestId, readErrorBody } from "./readErrorBody.ts";
import { readHttpDate, readRetryAfter } from "./retryPolicy.ts";
import type { BodyProblem, Exchange, HttpAnswer } from "./transport.ts";

/** What Graph says about a failure. */
export interface GraphProblem {
  /** May be empty or `UnknownError`: Bookings at times says no more. */
  readonly code: string;
  /** May be empty. */
  readonly message: string;
  /** Empty if Graph named none. */
  readonly requestId: string;
}

/** What a request was for, as far as its failure has to tell. */
export interface FailedRequest {
  readonly method: "GET" | "POST";
  readonly scopes: readonly string[];
  readonly cloud: Pick<GraphCloud, "graphOrigin">;
  /** What Microsoft can find the request by: see CallResult in authorizedCall.ts. */
  readonly requestId: string;
  readonly nowUtc: number;
}

/** Reads an error answer. Whatever is missing, also with a body that is HTML or no JSON at all, is empty. */
export function readProblem(answer: HttpAnswer): GraphProblem {
  const { code, message, requestId } = readErrorBody(parseOrUndefined(answer.body));
  return {
    code: code ?? "",
    message: message ?? "",
    requestId: plainRequestId(headerOf(answer, "request-id")) ?? requestId ?? "",
  };
}

/** One header of an answer; the first if there are several. */
export function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/**
 * How long an answer asks to wait, in milliseconds; undefined if it doesn't.
 * @param nowUtc counts for an answer without a `Date`: where Graph names a moment, it means its own clock and not ours.
 */
export function retryAfterOf(answer: HttpAnswer, nowUtc: number): number | undefined {
  return readRetryAfter(headerOf(answer, "retry-after"), readHttpDate(headerOf(answer, "date")) ?? nowUtc);
}

/** The error for an exchange that did not bring a whole 2xx answer. */
export function failureOf(exchange: Exchange, request: FailedRequest): GraphError {
  if (exchange.kind === "failed") {
    const network = networkBarrierOf(exchange.cause);
    const reason = network?.kind ?? (exchange.reason === "timeout" ? "timeout" : "offline");
    return new GraphError(reason, `No answer from Microsoft Graph (${reason}).`, {
      requestId: request.requestId,
      cause: exchange.cause,
      ...(network !== undefined && { network }),
    });
  }
  const problem = readProblem(exchange);
  const retryAfterMs = retryAfterOf(exchange, request.nowUtc);
  const reason = reasonOf(exchange, problem, request);
  const claims = readClaimsChallenge(exchange.headers["www-authenticate"]);
  const facts: GraphErrorFacts = {
    status: exchange.status,
    code: problem.code,
    requestId: request.requestId,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(reason === "forbidden" && { missingScopes: request.scopes }),
    ...(claims !== undefined && { claims }),
  };
  const said = [problem.code, problem.message].filter((part) => part !== "").join(": ");
  return new GraphError(reason, `Microsoft Graph answered ${exchange.status}. ${said}`.trimEnd(), facts);
}

function reasonOf(answer: HttpAnswer, problem: GraphProblem, request: FailedRequest): GraphErrorReason {
  const { status } = answer;
  // A network that wants somebody to sign in to it first, and not Graph: https://www.rfc-editor.org/rfc/rfc6585#section-6
  if (status === 511) return "unreadable";
  if (status >= 500) return "serverError";
  if (status >= 400) return refusalReason(status, problem, request.method);
  if (status >= 300) return leadsElsewhere(answer, request.cloud) ? "wrongOrigin" : "unreadable";
  return answer.bodyProblem === undefined ? "unreadable" : bodyReasons[answer.bodyProblem];
}

const bodyReasons: Readonly<Record<BodyProblem, GraphErrorReason>> = {
  cutOff: "unreadable",
  timeout: "timeout",
  tooLarge: "unreadable",
};

function refusalReason(status: number, problem: GraphProblem, method: "GET" | "POST"): GraphErrorReason {
  switch (status) {
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "notFound";
    case 429:
      return "throttled";
    default:
      return method === "POST" && isNotOrganizerRefusal({ status, code: problem.code }) ? "notOrganizer" : "badRequest";
  }
}

/** Redirects are never followed; this only tells which kind of surprise it was. */
function leadsElsewhere(answer: HttpAnswer, cloud: Pick<GraphCloud, "graphOrigin">): boolean {
  const location = headerOf(answer, "location");
  if (location === undefined || !URL.canParse(location, cloud.graphOrigin)) return false;
  return new URL(location, cloud.graphOrigin).origin !== new URL(cloud.graphOrigin).origin;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
