/** Lets one task at a time have its turn, in the order in which they asked. */

/** A queue of tasks that must not overlap. */
export interface TurnQueue {
  /** Waits for the turn; it ends when the returned function is called. */
  take(): Promise<() => void>;
  /** Runs a task when its turn comes. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

/** Starts with nobody waiting. */
export function createTurnQueue(): TurnQueue {
  let last: Promise<void> = Promise.resolve();

  async function take(): Promise<() => void> {
    const before = last;
    const turn = Promise.withResolvers<void>();
    last = turn.promise;
    await before;
    return turn.resolve;
  }

  return {
    take,
    async run(task) {
      const end = await take();
      try {
        return await task();
      } finally {
        end();
      }
    },
  };
}
