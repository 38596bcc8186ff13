/** What an operation of the sandbox's Graph gets to know: the request, who sent it, and the office it speaks about. */
import type { Guesses } from "../guesses.ts";
import type { Office } from "../office/office.ts";
import type { Outbox } from "../office/outbox.ts";
import type { SandboxAccount } from "../sandboxContract.ts";
import type { DeltaRounds } from "./deltaRounds.ts";
import type { ListPosition } from "./listPosition.ts";

/** What all requests share. */
export interface GraphWorld {
  readonly office: Office;
  readonly outbox: Outbox;
  readonly guesses: Guesses;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** As `http://127.0.0.1:41999`. */
  readonly graphOrigin: string;
  readonly deltaRounds: DeltaRounds;
}

/** One request that has been let in. */
export interface GraphCall {
  readonly world: GraphWorld;
  readonly request: Request;
  readonly version: "v1.0" | "beta";
  /** The path below the version, without query. */
  readonly path: string;
  /** What stands in the path's variable segments, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The query of the first page, also when this request is for a later one. */
  readonly query: URLSearchParams;
  readonly position: ListPosition;
  readonly account: SandboxAccount;
  /** The permissions in its token. */
  readonly scopes: readonly string[];
}

/** Carries a request out. @throws {GraphRefusal} */
export type GraphOperation = (call: GraphCall) => Response | Promise<Response>;

/** A query option by name in any casing; a system option (`$top`) also without its dollar sign. */
export function queryOption(query: URLSearchParams, name: string): string | undefined {
  const wanted = new Set([name.toLowerCase(), name.replace(/^\$/u, "").toLowerCase()]);
  for (const [given, value] of query) if (wanted.has(given.toLowerCase())) return value;
  return undefined;
}

/** The `@odata.context` of an answer; `of` is what follows `$metadata#`. */
export function odataContext(call: GraphCall, of: string): string {
  return `${call.world.graphOrigin}/${call.version}/$metadata#${of}`;
}
