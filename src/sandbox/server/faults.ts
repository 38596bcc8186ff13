/**
 * Faults to come: what should go wrong with which requests. They are set from outside (see adminService.ts) so that a
 * client can be tried against a Graph that throttles, breaks off, or asks for a new sign-in.
 */

/** What goes wrong. */
export type FaultAction =
  /** Answers with a status, in Graph's JSON shape or as an HTML page; with `afterwards`, once the request was carried out. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      /** The value of `Retry-After`: seconds or a date. */
      readonly retryAfter?: string;
      readonly html?: boolean;
      /** The value of `Location`, as the sign-in page of a network gives one with its 302. */
      readonly location?: string;
      /** How the part with the request's id is spelled; Graph's documentation has both. Default: innerError. */
      readonly innerError?: "innerError" | "innererror";
      readonly afterwards?: boolean;
    }
  /** Breaks the connection without an answer: before the request is carried out, or after. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** Carries the request out, then breaks the connection in the middle of the answer. Default: in the middle of its body. */
  | { readonly kind: "truncate"; readonly in?: "head" | "body" }
  /** Carries the request out, then sends the body of the answer so slowly; its head comes at once. */
  | { readonly kind: "trickle"; readonly bytesPerSecond: number }
  /** Carries the request out, then answers with half of the JSON, as if that were all. */
  | { readonly kind: "halfJson" }
  /** Carries the request out, then answers under another media type, as `text/html`. */
  | { readonly kind: "contentType"; readonly contentType: string }
  /** 401 with a claims challenge; tokens given out so far are refused until they are renewed with these claims. */
  | { readonly kind: "claims" }
  /** Leaves the answer to a request out of that to its batch, carried out or not. By itself, it is a reset. */
  | { readonly kind: "leaveOut"; readonly when: "before" | "after" }
  /** Never answers. */
  | { readonly kind: "hang" };

/** A fault: which requests it strikes, how often, and what it does. */
export interface Fault {
  readonly match: {
    /** Default: every method. */
    readonly method?: string;
    /** The beginning of a path, as `/v1.0/me`, or a regular expression found in path and query. Default: all. */
    readonly path?: string;
  };
  /** How many requests that it could strike it lets pass first. Default 0. */
  readonly skip?: number;
  /** How many requests it strikes. Default: every one, until the faults are cleared. */
  readonly times?: number;
  /** Waits so long first. Default 0. */
  readonly delayMs?: number;
  /** Default: nothing but the delay. */
  readonly action?: FaultAction;
}

/** The faults to come. */
export interface Faults {
  list(): readonly Fault[];
  replace(faults: readonly Fault[]): void;
  /** The first fault that strikes this request, counted as used; undefined if it is to go well. */
  strike(method: string, path: string, query: string): Fault | undefined;
}

/** No faults, at first. */
export function createFaults(): Faults {
  let left: Fault[] = [];
  return {
    list: () => left,
    replace(faults) {
      left = [...faults];
    },
    strike(method, path, query) {
      const index = left.findIndex((fault, at) => {
        if (!strikes(fault, method, path, query)) return false;
        const skip = fault.skip ?? 0;
        if (skip > 0) left[at] = { ...fault, skip: skip - 1 };
        return skip === 0;
      });
      const fault = left[index];
      if (fault?.times === undefined) return fault;
      if (fault.times > 1) left[index] = { ...fault, times: fault.times - 1 };
      else left.splice(index, 1);
      return fault;
    },
  };
}

/** Reads a list of faults from JSON text; a text instead of a list says what is wrong with it. */
export function readFaults(json: string): readonly Fault[] | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "Faults must be a JSON array.";
  }
  if (!Array.isArray(value)) return "Faults must be a JSON array.";
  for (const [index, candidate] of (value as readonly unknown[]).entries()) {
    const problem = problemOf(candidate);
    if (problem !== undefined) return `Fault ${index + 1}: ${problem}`;
  }
  return value as readonly Fault[];
}

function strikes({ match }: Fault, method: string, path: string, query: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path === undefined) return true;
  if (path.toLowerCase().startsWith(match.path.toLowerCase())) return true;
  return isPattern(match.path) && new RegExp(match.path, "iu").test(path + query);
}

function problemOf(candidate: unknown): string | undefined {
  if (!isRecord(candidate)) return "must be an object.";
  const { match, skip, times, delayMs, action, ...others } = candidate;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `"${unknown}" is not known; there are match, skip, times, delayMs and action.`;
  if (!isRecord(match)) return '"match" must be an object; {} matches every request.';
  if (!isOptional(match["method"], "string") || !isOptional(match["path"], "string"))
    return '"method" and "path" must be texts.';
  if (skip !== undefined && !(Number.isInteger(skip) && Number(skip) >= 0)) return '"skip" must be a whole number.';
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0))
    return '"times" must be a whole number above 0.';
  if (delayMs !== undefined && !(typeof delayMs === "number" && delayMs >= 0)) return '"delayMs" must be a number.';
  const path = match["path"];
  if (typeof path === "string" && !path.startsWith("/") && !isPattern(path))
    return '"path" is not a regular expression.';
  return action === undefined ? undefined : problemOfAction(action);
}

function problemOfAction(action: unknown): string | undefined {
  if (!isRecord(action)) return '"action" must be an object.';
  switch (action["kind"]) {
    case "status": {
      const status = Number(action["status"]);
      if (!Number.isInteger(status) || status < 200 || status > 599) return '"status" must be from 200 to 599.';
      const spelling = action["innerError"] ?? "innerError";
      if (!isOptional(action["location"], "string")) return '"location" must be a text.';
      return spelling === "innerError" || spelling === "innererror"
        ? undefined
        : '"innerError" must be "innerError" or "innererror".';
    }
    case "reset":
    case "leaveOut":
      return action["when"] === "before" || action["when"] === "after"
        ? undefined
        : '"when" must be "before" or "after".';
    case "trickle":
      return Number(action["bytesPerSecond"]) > 0 ? undefined : '"bytesPerSecond" must be a number above 0.';
    case "truncate":
      return [undefined, "head", "body"].some((part) => part === action["in"])
        ? undefined
        : '"in" must be "head" or "body".';
    case "contentType":
      return typeof action["contentType"] === "string" ? undefined : '"contentType" must be a text.';
    case "halfJson":
    case "claims":
    case "hang":
      return undefined;
    default:
      return '"kind" must be status, reset, leaveOut, truncate, trickle, halfJson, contentType, claims or hang.';
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "iu") instanceof RegExp;
  } catch {
    return false;
  }
}

function isOptional(value: unknown, type: "string"): boolean {
  return value === undefined || typeof value === type;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
