/**
 * What the items are that request files name: read in the background, many in one request, and kept for a while. Nobody
 * waits for it; whoever shows the facts is told when there are new ones.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { AccountSession } from "./accountSession.ts";

/** Typing an id must not ask for each of its beginnings. */
const pauseMs = 400;
const freshMs = 5 * 60_000;
/** What could not be read may be there soon. */
const failureFreshMs = 30_000;
/** Far more requests than a screen shows. */
const mostAtOnce = 60;

interface Fact {
  readonly read: ItemRead;
  readonly untilUtc: number;
}

/** What the facts need. */
export interface ItemFactsOptions {
  readonly session: AccountSession;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** Facts of the session's items. */
export class ItemFacts implements Disposable {
  readonly #options: ItemFactsOptions;
  readonly #changed = new EventEmitter<void>();
  /** Fires when facts have come or are no longer good. */
  readonly onDidChange = this.#changed.event;
  readonly #facts = new Map<string, Fact>();
  /** Waiting to be asked for. */
  #wanted: ReadonlyMap<string, CancelTarget> = new Map();
  /** On the way. */
  readonly #asked = new Set<string>();
  readonly #subscription: Disposable;
  #timer: NodeJS.Timeout | undefined;
  #reading: AbortController | undefined;
  #active: AccountSession["active"];

  constructor(options: ItemFactsOptions) {
    const { session } = options;
    this.#options = options;
    this.#active = session.active;
    this.#subscription = session.onDidChange(() => {
      if (session.active === this.#active) return;
      this.#active = session.active;
      this.#reading?.abort();
      this.#facts.clear();
    });
  }

  /** What is known of an item, the same object until it is read again; undefined if nothing is, yet or any more. */
  of(target: CancelTarget): ItemRead | undefined {
    const fact = this.#facts.get(targetKey(target));
    return fact === undefined || fact.untilUtc < this.#options.now() ? undefined : fact.read;
  }

  /** Asks for items, instead of those that were asked for before and are no longer in sight. */
  ask(targets: readonly CancelTarget[]): void {
    const now = this.#options.now();
    const open = targets
      .map((target) => [targetKey(target), target] as const)
      .filter(([key]) => (this.#facts.get(key)?.untilUtc ?? 0) < now && !this.#asked.has(key));
    // Several requests may name one item.
    const wanted = new Map([...new Map(open)].slice(0, mostAtOnce));
    const isWaitedFor = wanted.size === this.#wanted.size && [...wanted.keys()].every((key) => this.#wanted.has(key));
    if (isWaitedFor) return;
    clearTimeout(this.#timer);
    this.#wanted = wanted;
    if (wanted.size > 0) this.#timer = setTimeout(() => void this.#read(), pauseMs);
  }

  /** Forgets an item, because something is being done to it. */
  forget(target: CancelTarget): void {
    if (this.#facts.delete(targetKey(target))) this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#reading?.abort();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    for (const [key] of wanted) this.#asked.add(key);
    const { session, now, onError } = this.#options;
    try {
      await session.restore();
      const { active } = session;
      if (active === undefined) return;
      const reading = new AbortController();
      this.#reading = reading;
      const targets = wanted.map(([, target]) => target);
      const reads = await active.graph.readItems(targets, reading.signal);
      if (session.active !== active) return;
      for (const [index, [key]] of wanted.entries()) {
        const read = reads[index];
        if (read === undefined) continue;
        const untilUtc = now() + (read.kind === "read" ? freshMs : failureFreshMs);
        this.#facts.set(key, { read, untilUtc });
      }
      this.#changed.fire();
    } catch (error) {
      // Another session has begun meanwhile, and asks for itself.
      if (this.#reading?.signal.aborted !== true) onError("What request files name could not be read", error);
    } finally {
      for (const [key] of wanted) this.#asked.delete(key);
    }
  }
}
