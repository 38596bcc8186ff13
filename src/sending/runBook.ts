/** The runs of this window and what has become of their items; whoever wants to know is told of every change. */
import { withStates } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";

/** What the book needs. */
export interface RunBookOptions {
  readonly onChange: (run: Run) => void;
  readonly onError: (what: string, error: unknown) => void;
}

/** The runs of this window. */
export class RunBook {
  readonly #options: RunBookOptions;
  readonly #runs = new Map<string, Run>();

  constructor(options: RunBookOptions) {
    this.#options = options;
  }

  /** Newest first. */
  get all(): readonly Run[] {
    return [...this.#runs.values()].toReversed();
  }

  get(runId: string): Run | undefined {
    return this.#runs.get(runId);
  }

  stateOf(runId: string, index: number): ItemState | undefined {
    return this.#runs.get(runId)?.states[index];
  }

  /** Adds a run, or puts another in its place. */
  put(run: Run): void {
    this.#runs.set(run.plan.id, run);
    try {
      this.#options.onChange(run);
    } catch (error) {
      // Drawing must not keep an outcome from being written down.
      this.#options.onError("A change could not be shown", error);
    }
  }

  /** Gives some items other states, by their index: one change, however many they are. */
  set(runId: string, changes: ReadonlyMap<number, ItemState>): void {
    const run = this.#runs.get(runId);
    if (run !== undefined && changes.size > 0) this.put(withStates(run, changes));
  }

  /** Gives one item another state. */
  setOne(runId: string, index: number, state: ItemState): void {
    this.set(runId, new Map([[index, state]]));
  }

  /** What still waits stays unsent, because it could not be written down before. */
  skipWaiting(runId: string): void {
    const waiting = (this.get(runId)?.states ?? []).flatMap(({ kind }, index) => (kind === "waiting" ? [index] : []));
    this.set(runId, new Map(waiting.map((index) => [index, { kind: "skipped", reason: "journalFailed" }])));
  }

  remove(runId: string): void {
    this.#runs.delete(runId);
  }
}
