/**
 * The sandbox's Graph: lets a request in, finds its route, checks its permissions and carries it out. Requests and
 * responses are the web's own, so that it works without a socket.
 * Source: https://learn.microsoft.com/graph/use-the-api
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { findMailbox } from "../office/office.ts";
import type { SignInService } from "../sandboxContract.ts";
import { answerBatch } from "./batch.ts";
import { type BatchItem, readBatch } from "./batchRequest.ts";
import { type Caller, letIn } from "./bearerGate.ts";
import type { GraphWorld } from "./graphCall.ts";
import { type AnswerIds, GraphRefusal, accessDenied, refusalResponse } from "./graphRefusal.ts";
import { readPosition } from "./listPage.ts";
import type { MailboxLimit } from "./mailboxLimit.ts";
import { createRouteMatcher } from "./matchRoute.ts";
import { isAllowed } from "./permissions.ts";
import { type Operation, type RouteOperations, betaRoutes, graphRoutes } from "./routes.ts";

/** What the sandbox's Graph needs. */
export interface GraphServiceOptions {
  readonly world: GraphWorld;
  readonly signIn: Pick<SignInService, "checkBearer">;
  /** As `http://localhost:41999`; named in challenges. */
  readonly signInOrigin: string;
  /** How long a request and its answer are on their way, together, in milliseconds. A batch is on its way once. */
  readonly latencyMs: number;
  /** How long each request, also one in a batch, is worked at in its mailbox, in milliseconds. */
  readonly serviceMs: number;
  /** Counts what is worked at in each mailbox. */
  readonly limit: MailboxLimit;
  /**
   * Answers a request that came in a batch through `answer`, unless something goes wrong with it on the way. Undefined for an
   * answer that is left out.
   */
  readonly inBatch: (
    batch: Request,
    request: Request,
    answer: (request: Request) => Promise<Response>,
  ) => Promise<Response | undefined>;
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

/** A request that has been let in, below its version. */
interface Asked {
  readonly request: Request;
  readonly version: "v1.0" | "beta";
  readonly path: string;
  readonly caller: Caller;
}

/** A Graph over an office. */
export function createGraphService(options: GraphServiceOptions): GraphService {
  const { world, signIn, signInOrigin } = options;
  return {
    async handle(request) {
      const [, version, path = ""] = /^\/(v1\.0|beta)(\/.*)?$/iu.exec(new URL(request.url).pathname) ?? [];
      if (version === undefined) return undefined;
      await passTime(options.latencyMs / 2);
      const response = await withIds(world, request, async () => {
        const caller = letIn(request.headers.get("authorization"), signIn, world.office.accounts, signInOrigin);
        const asked = { request, version: version.toLowerCase() === "beta" ? "beta" : "v1.0", path, caller } as const;
        return path.toLowerCase() === "/$batch" ? batch(options, asked) : answer(options, asked);
      });
      await passTime(options.latencyMs / 2);
      return response;
    },
  };
}

/** Each request of a batch goes the way of a single one, but for the token, which is the batch's. */
async function batch(options: GraphServiceOptions, outer: Asked): Promise<Response> {
  const { world } = options;
  if (outer.request.method !== "POST") throw notAllowed("POST");
  const takesNoBody = world.guesses.batchedWriteWithoutBody === "accept";
  const items = readBatch(await outer.request.text(), takesNoBody);
  const carryOut = async ({ method, url, headers, body }: BatchItem): Promise<Response | undefined> => {
    const address = new URL(`${world.graphOrigin}/${outer.version}${url}`);
    const request = new Request(address, { method, headers, ...(body === undefined ? {} : { body }) });
    const path = address.pathname.slice(`/${outer.version}`.length);
    return options.inBatch(outer.request, request, (struck) =>
      withIds(world, struck, async () => answer(options, { ...outer, request: struck, path })),
    );
  };
  return answerBatch(items, carryOut, (refusal) => refusalResponse(refusal, idsOf(outer.request), world.now()));
}

async function withIds(world: GraphWorld, request: Request, work: () => Promise<Response>): Promise<Response> {
  const ids = idsOf(request);
  const response = await work().catch((error: unknown) => {
    if (error instanceof GraphRefusal) return refusalResponse(error, ids, world.now());
    throw error;
  });
  response.headers.set("request-id", ids.requestId);
  response.headers.set("client-request-id", ids.clientRequestId);
  return response;
}

async function answer(options: GraphServiceOptions, asked: Asked): Promise<Response> {
  const { world, serviceMs, limit } = options;
  const { request, version, path, caller } = asked;
  const match = matchRoute[version](path);
  if (match.kind === "malformed") throw new GraphRefusal(400, "BadRequest", "The request URI is not valid.");
  if (match.kind === "unknown") {
    throw new GraphRefusal(400, "BadRequest", `Resource not found for the segment '${match.segment}'.`);
  }
  const operation = operationFor(match.to, request.method);
  if (!isAllowed(caller.scopes, operation.permissions)) throw accessDenied();
  const leave = limit.enter(mailboxKey(world, caller, match.parameters));
  try {
    await passTime(serviceMs);
    const given = new URL(request.url).searchParams;
    const start = { query: given, position: { skip: 0, isAfterEmptyPage: false } };
    const { query, position } = operation.hasOwnTokens === true ? start : readPosition(given);
    const { parameters } = match;
    return await operation.run({ world, request, version, path, parameters, query, position, ...caller });
  } finally {
    leave();
  }
}

async function passTime(durationMs: number): Promise<void> {
  if (durationMs > 0) await delay(durationMs, undefined, { ref: false });
}

function operationFor(operations: RouteOperations, method: string): Operation {
  const byMethod: Readonly<Partial<Record<string, Operation>>> = { ...operations };
  const operation = Object.hasOwn(byMethod, method) ? byMethod[method] : undefined;
  if (operation !== undefined) return operation;
  throw notAllowed(Object.keys(operations).join(", "));
}

function notAllowed(allow: string): GraphRefusal {
  const message = "Specified HTTP method is not allowed for the request target.";
  return new GraphRefusal(405, "Request_BadRequest", message, { allow });
}

function idsOf(request: Request): AnswerIds {
  return { requestId: randomUUID(), clientRequestId: request.headers.get("client-request-id") ?? randomUUID() };
}

function mailboxKey(world: GraphWorld, caller: Caller, parameters: Readonly<Record<string, string>>): string {
  const { business, user, group } = parameters;
  if (business !== undefined && world.guesses.businessIsAMailbox) return `business ${business.toLowerCase()}`;
  const named = user ?? group ?? caller.account.id;
  return findMailbox(world.office, named)?.id ?? named.toLowerCase();
}
