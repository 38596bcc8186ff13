/**
 * When runs are drawn: at once after a pause, and then at most four times a second, however fast items are sent. It knows
 * neither runs nor VS Code, and decides on nothing but the moment.
 */

/** The least time between two drawings. */
const leastMs = 250;
/** Drawing takes no more than one part in so many of the time. */
const shareOfTime = 10;

/** Draws what has changed, not too often. */
export class RunDrawing {
  readonly #draw: (changed: ReadonlySet<string>) => void;
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;
  #isDisposed = false;

  /** @param draw takes the ids of the runs that have changed since it was last called. */
  constructor(draw: (changed: ReadonlySet<string>) => void) {
    this.#draw = draw;
  }

  /** Notes that a run has changed. It is drawn now, or in a moment. */
  note(runId: string): void {
    this.#changed.add(runId);
    if (this.#timer !== undefined || this.#isDisposed) return;
    const waitMs = this.#nextAt - performance.now();
    if (waitMs <= 0) this.#now();
    else {
      this.#timer = setTimeout(() => {
        this.#now();
      }, waitMs);
    }
  }

  /** Draws nothing more. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#isDisposed = true;
  }

  #now(): void {
    this.#timer = undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    const since = performance.now();
    try {
      this.#draw(changed);
    } finally {
      const now = performance.now();
      this.#nextAt = now + Math.max(leastMs, (now - since) * shareOfTime);
    }
  }
}
