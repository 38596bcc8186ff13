/**
 * Remembers what the lenses of a document's requests say, by the text of each, so that typing in a file of thousands of
 * requests costs no more than the few that read differently.
 */
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import { countBefore } from "../requestFile/span.ts";
import { lensRows } from "./requestLensRows.ts";
import type { LensRow, LensView } from "./requestLensRows.ts";
import type { FoundRequest } from "./requestReader.ts";
import type { SessionState } from "./accountSession.ts";

/** What a request's lenses say, and what was known of the item that they speak of. */
interface Known {
  readonly rows: readonly LensRow[];
  readonly facts: readonly { readonly target: CancelTarget; readonly fact: ItemRead | undefined }[];
}

/** The definitions of a file. */
interface Definitions {
  readonly text: string;
  /** Whether one may depend on other requests, or on chance. */
  readonly isUnsteady: boolean;
}

/** The rows of one document's requests. */
export class KnownRows {
  #before: ReadonlyMap<string, Known> = new Map();
  #now = new Map<string, Known>();
  #revision = "";
  #session: SessionState | undefined;
  #isTrusted = false;
  #view: LensView | undefined;
  readonly #definitions = new WeakMap<RequestFile, Definitions>();
  /** A number for each text of definitions, so that no request has to hold all of them. */
  #numbersBefore: ReadonlyMap<string, number> = new Map();
  #numbers = new Map<string, number>();
  #lastNumber = 0;

  /**
   * Begins a round; what the round before has found is used where it still holds.
   * @param revision equal for equal values of variables. Facts of items need no part in it: they are compared.
   */
  begin(view: LensView, revision: string): void {
    const holds = revision === this.#revision && view.session === this.#session && view.isTrusted === this.#isTrusted;
    // Only what is met again is kept: a file is edited many times.
    this.#before = holds ? this.#now : new Map();
    this.#now = new Map();
    this.#numbersBefore = this.#numbers;
    this.#numbers = new Map();
    this.#revision = revision;
    this.#session = view.session;
    this.#isTrusted = view.isTrusted;
    this.#view = view;
  }

  /** The rows of a request. */
  of(found: Pick<FoundRequest, "file" | "request" | "toGraph">): readonly LensRow[] {
    const view = this.#view?.as?.(found.request) ?? this.#view;
    if (view === undefined) return [];
    const key = this.#keyOf(found);
    if (key === undefined) return lensRows(found.toGraph, view);
    const before = this.#now.get(key) ?? this.#before.get(key);
    const isGood = before?.facts.every(({ target, fact }) => view.factOf(target) === fact) === true;
    const known = isGood ? before : findRows(found, view);
    this.#now.set(key, known);
    return known.rows;
  }

  /** All that the rows of a request depend on; undefined for one that may depend on other requests, or on chance. */
  #keyOf({ file, request }: Pick<FoundRequest, "file" | "request">): string | undefined {
    const { start, end } = request.span;
    const text = file.text.slice(start, end);
    // A path alone takes its host from a variable.
    if (request.variableUses.length === 0 && !request.url.startsWith("/")) return text;
    if (request.variableUses.some(({ expression }) => /[.$]/.test(expression))) return undefined;
    const definitions = this.#definitionsOf(file);
    if (definitions.isUnsteady) return undefined;
    // The same definitions, but not the same ones before it, may mean another value.
    return `${countBefore(file.variables, start)} ${this.#numberOf(definitions.text)}\n${text}`;
  }

  #definitionsOf(file: RequestFile): Definitions {
    const before = this.#definitions.get(file);
    if (before !== undefined) return before;
    const text = file.variables.map(({ name, value }) => `@${name}=${value}`).join("\n");
    const definitions = { text, isUnsteady: /\{\{[^{}]*[.$]/.test(text) };
    this.#definitions.set(file, definitions);
    return definitions;
  }

  #numberOf(definitions: string): number {
    const before = this.#numbers.get(definitions) ?? this.#numbersBefore.get(definitions);
    const number = before ?? (this.#lastNumber += 1);
    this.#numbers.set(definitions, number);
    return number;
  }
}

function findRows({ toGraph }: Pick<FoundRequest, "toGraph">, view: LensView): Known {
  const facts: Known["facts"][number][] = [];
  const factOf: LensView["factOf"] = (target) => {
    const fact = view.factOf(target);
    facts.push({ target, fact });
    return fact;
  };
  return { rows: lensRows(toGraph, { ...view, factOf }), facts };
}
