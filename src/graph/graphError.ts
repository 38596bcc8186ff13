/** The error that requests to Microsoft Graph fail with. Facts as fields; words for people are found in editor/. */
import type { NetworkBarrier } from "./networkError.ts";

/** Why a request to Graph failed. */
export type GraphErrorReason =
  /** No connection: DNS, refused, unreachable, reset before an answer. */
  | "offline"
  /** A certificate could not be verified: `network` says whose. Nothing was sent. */
  | "certificate"
  /** A proxy cannot be reached or does not let the request pass: `network` says which. Nothing was sent. */
  | "proxy"
  /** No answer in time. */
  | "timeout"
  /** 401, also after one new token. `claims` is what yet another token would have to meet. */
  | "unauthorized"
  /** 403. `missingScopes` names what the request needs. */
  | "forbidden"
  /** 404. */
  | "notFound"
  /** 400 that says that the account is not the organizer. */
  | "notOrganizer"
  /** Any other 4xx. */
  | "badRequest"
  /** 429, also after the retries. */
  | "throttled"
  /** 5xx, also after the retries. */
  | "serverError"
  /** Not JSON, cut off, or not the shape that Graph documents. */
  | "unreadable"
  /** An address (of a request, a redirect or a next page) outside the cloud's own origin: nothing was sent there. */
  | "wrongOrigin"
  /** The cloud does not offer what the request is about: nothing was asked of it, not even a token. */
  | "notInCloud";

/** What is known about a failed request. */
export interface GraphErrorFacts {
  /** HTTP status; undefined if there was no answer. */
  readonly status?: number;
  /** Graph's `error.code`; may be empty, Graph itself leaves it out at times. */
  readonly code?: string;
  /** The `request-id` that Microsoft's support asks for. */
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** The delegated permissions that the request was made with. */
  readonly missingScopes?: readonly string[];
  /** The claims, as JSON, that a 401 or a 403 still asked for after a new token. */
  readonly claims?: string;
  /** For `certificate` and `proxy`. */
  readonly network?: NetworkBarrier;
  readonly cause?: unknown;
}

/** A request to Microsoft Graph failed. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly reason: GraphErrorReason;
  readonly facts: GraphErrorFacts;
  constructor(reason: GraphErrorReason, message: string, facts: GraphErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.reason = reason;
    this.facts = facts;
  }
}

/** Tells by name, not by class: the lazily loaded parts carry copies of the class of their own. */
export function isGraphError(error: unknown): error is GraphError {
  return error instanceof Error && error.name === "GraphError";
}
