/**
 * The sandbox's Graph: lets a request in, finds its route, checks its permissions and carries it out. Requests and
 * responses are the web's own, so that it works without a socket.
 * Source: https://learn.microsoft.com/graph/use-the-api
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { SignInService } from "../sandboxContract.ts";
import { type Caller, letIn } from "./bearerGate.ts";
import type { GraphWorld } from "./graphCall.ts";
import { GraphRefusal, accessDenied, refusalResponse } from "./graphRefusal.ts";
import { readPosition } from "./listPage.ts";
import { type MailboxLimit, createMailboxLimit } from "./mailboxLimit.ts";
import { createRouteMatcher } from "./matchRoute.ts";
import { isAllowed } from "./permissions.ts";
import { type RouteOperations, betaRoutes, graphRoutes } from "./routes.ts";

/** What the sandbox's Graph needs. */
export interface GraphServiceOptions {
  readonly world: GraphWorld;
  readonly signIn: Pick<SignInService, "checkBearer">;
  /** As `http://localhost:41999`; named in challenges. */
  readonly signInOrigin: string;
  /** Delay of every answer, in milliseconds. */
  readonly latencyMs: number;
}

/** Answers requests to Graph. */
export interface GraphService {
  /** Undefined if the path is not Graph's. */
  handle(request: Request): Promise<Response | undefined>;
}

const matchRoute = {
  "v1.0": createRouteMatcher(graphRoutes),
  beta: createRouteMatcher([...graphRoutes, ...betaRoutes]),
};

/** A Graph over an office. */
export function createGraphService(options: GraphServiceOptions): GraphService {
  const { world } = options;
  const limit = createMailboxLimit(world.guesses.mailboxRetryAfterSeconds);
  return {
    async handle(request) {
      const url = new URL(request.url);
      const [, version, path = ""] = /^\/(v1\.0|beta)(\/.*)?$/iu.exec(url.pathname) ?? [];
      if (version === undefined) return undefined;
      const clientRequestId = request.headers.get("client-request-id") ?? randomUUID();
      const ids = { requestId: randomUUID(), clientRequestId };
      const response = await answer(
        options,
        limit,
        request,
        version.toLowerCase() === "beta" ? "beta" : "v1.0",
        path,
      ).catch((error: unknown) => {
        if (error instanceof GraphRefusal) return refusalResponse(error, ids, world.now());
        throw error;
      });
      response.headers.set("request-id", ids.requestId);
      response.headers.set("client-request-id", ids.clientRequestId);
      return response;
    },
  };
}

async function answer(
  options: GraphServiceOptions,
  limit: MailboxLimit,
  request: Request,
  version: "v1.0" | "beta",
  path: string,
): Promise<Response> {
  const { world, signIn, signInOrigin, latencyMs } = options;
  const caller = letIn(request.headers.get("authorization"), signIn, world.office.accounts, signInOrigin);
  const match = matchRoute[version](path);
  if (match.kind === "malformed") throw new GraphRefusal(400, "BadRequest", "The request URI is not valid.");
  if (match.kind === "unknown") {
    throw new GraphRefusal(400, "BadRequest", `Resource not found for the segment '${match.segment}'.`);
  }
  const operation = operationFor(match.to, request.method);
  if (!isAllowed(caller.scopes, operation.permissions)) throw accessDenied();
  const leave = limit.enter(mailboxKey(world, caller, match.parameters));
  try {
    if (latencyMs > 0) await delay(latencyMs, undefined, { ref: false });
    const { query, position } = readPosition(new URL(request.url).searchParams);
    const { parameters } = match;
    return await operation.run({ world, request, version, path, parameters, query, position, ...caller });
  } finally {
    leave();
  }
}

function operationFor(operations: RouteOperations, method: string): NonNullable<RouteOperations["GET"]> {
  const operation = method === "GET" || method === "POST" || method === "DELETE" ? operations[method] : undefined;
  if (operation !== undefined) return operation;
  throw new GraphRefusal(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.", {
    allow: Object.keys(operations).join(", "),
  });
}

function mailboxKey(world: GraphWorld, caller: Caller, parameters: Readonly<Record<string, string>>): string {
  const { business, user, group } = parameters;
  if (business !== undefined && world.guesses.businessIsAMailbox) return `business ${business.toLowerCase()}`;
  const named = (user ?? group)?.toLowerCase();
  return named === undefined || named === caller.account.username.toLowerCase() ? caller.account.id : named;
}
