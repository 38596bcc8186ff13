/**
 * The errors that the sandbox's Graph answers with: thrown by whatever finds that a request cannot be carried out, turned
 * into Graph's JSON shape in one place.
 * Source: https://learn.microsoft.com/graph/errors
 */

/** Why a request is refused. */
export class GraphRefusal extends Error {
  override readonly name = "GraphRefusal";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Who asked, and under which ids the answer is known. */
export interface AnswerIds {
  readonly requestId: string;
  /** The caller's own id for the request, echoed. */
  readonly clientRequestId: string;
}

/** The answer to a refused request. `now` is in milliseconds since 1970-01-01T00:00:00Z. Documentation spells the name of the inner part both ways. */
export function refusalResponse(
  refusal: GraphRefusal,
  ids: AnswerIds,
  now: number,
  innerErrorName: "innerError" | "innererror" = "innerError",
): Response {
  const { code, message, status } = refusal;
  const date = new Date(now).toISOString().slice(0, 19);
  const named = { "request-id": ids.requestId, "client-request-id": ids.clientRequestId };
  return Response.json(
    { error: { code, message, [innerErrorName]: { date, ...named } } },
    { status, headers: { ...refusal.headers, ...named } },
  );
}

/** There is no such item (any more). */
export function itemNotFound(): GraphRefusal {
  return new GraphRefusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");
}

/** The sandbox does not carry this out, rather than answering as if it had. */
export function notSupported(what: string): GraphRefusal {
  return new GraphRefusal(400, "SandboxNotSupported", `The sandbox does not support ${what}; Microsoft Graph may.`);
}

/** The account may not do this. */
export function accessDenied(): GraphRefusal {
  return new GraphRefusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
}
