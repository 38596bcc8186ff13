/** Divides long work into slices, so that typing and everything else in the extension host has its turn in between. */

/** How long a slice may take, in milliseconds. */
const sliceMs = 3;

/** Work in slices. Ask `isDue` after each small step, and `rest` when it says so. */
export class WorkSlices {
  readonly #isWanted: () => boolean;
  #startedAt = performance.now();

  /** @param isWanted asked after each rest. */
  constructor(isWanted: () => boolean) {
    this.#isWanted = isWanted;
  }

  /** Whether the slice has taken long enough. */
  get isDue(): boolean {
    return performance.now() - this.#startedAt > sliceMs;
  }

  /** Lets everything else have its turn. @returns whether the work is still wanted. */
  async rest(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    this.#startedAt = performance.now();
    return this.#isWanted();
  }
}
