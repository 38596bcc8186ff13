/**
 * Remembers what the lenses of a document's requests say, by the text of each, so that typing in a file of thousands of
 * requests costs no more than the few that read differently.
 */
import type { RequestFile } from "../requestFile/requestFile.ts";
import { lensRows } from "./requestLensRows.ts";
import type { LensRow, LensView } from "./requestLensRows.ts";
import type { FoundRequest } from "./requestReader.ts";
import type { SessionState } from "./session.ts";

/** The rows of one document's requests. */
export class KnownRows {
  #before: ReadonlyMap<string, readonly LensRow[]> = new Map();
  #now = new Map<string, readonly LensRow[]>();
  #revision = "";
  #session: SessionState | undefined;
  #isTrusted = false;
  #view: LensView | undefined;
  readonly #definitions = new WeakMap<RequestFile, string>();

  /**
   * Begins a round; what the round before has found is used where it still holds.
   * @param revision equal for equal values of variables and equal facts of items.
   */
  begin(view: LensView, revision: string): void {
    const holds = revision === this.#revision && view.session === this.#session && view.isTrusted === this.#isTrusted;
    // Only what is met again is kept: a file is edited many times.
    this.#before = holds ? this.#now : new Map();
    this.#now = new Map();
    this.#revision = revision;
    this.#session = view.session;
    this.#isTrusted = view.isTrusted;
    this.#view = view;
  }

  /** The rows of a request. */
  of(found: Pick<FoundRequest, "file" | "request" | "toGraph">): readonly LensRow[] {
    if (this.#view === undefined) return [];
    const key = this.#keyOf(found);
    if (key === undefined) return lensRows(found.toGraph, this.#view);
    const rows = this.#now.get(key) ?? this.#before.get(key) ?? lensRows(found.toGraph, this.#view);
    this.#now.set(key, rows);
    return rows;
  }

  /** All that the rows of a request depend on; undefined for one that may depend on other requests, or on chance. */
  #keyOf({ file, request }: Pick<FoundRequest, "file" | "request">): string | undefined {
    const { start, end } = request.span;
    const text = file.text.slice(start, end);
    if (request.variableUses.length === 0) return text;
    if (request.variableUses.some(({ expression }) => /[.$]/.test(expression))) return undefined;
    const definitions = this.#definitionsOf(file);
    if (definitions.includes(".") && /\{\{[^}]*[.$]/.test(definitions)) return undefined;
    // The same definitions, but not the same ones before it, may mean another value.
    const countBefore = file.variables.findIndex(({ span }) => span.start > start);
    return `${countBefore} ${definitions}\n${text}`;
  }

  #definitionsOf(file: RequestFile): string {
    const before = this.#definitions.get(file);
    if (before !== undefined) return before;
    const definitions = file.variables.map(({ name, value }) => `@${name}=${value}`).join("\n");
    this.#definitions.set(file, definitions);
    return definitions;
  }
}
