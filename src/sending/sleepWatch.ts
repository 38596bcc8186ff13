/** Notices that this machine slept, or that its clock was set forward, while a run is being sent. */
import { isTooLate } from "../cancellation/afterSleep.ts";

/** Watches until it is disposed of. */
export interface SleepWatch {
  /** Whether the machine has slept for too long since the watching began; looks at the clock. */
  hasSlept(): boolean;
  dispose(): void;
}

/** No request takes as long as a sleep that matters, and so no pause between two looks that was spent awake. */
const everyMs = 10_000;

/** Begins to watch. @param onSlept called once, from `hasSlept` or by itself. */
export function watchSleep(onSlept: () => void): SleepWatch {
  let awakeUtc = Date.now();
  let isOver = false;
  const hasSlept = (): boolean => {
    const nowUtc = Date.now();
    const isFirst = !isOver && isTooLate(awakeUtc, nowUtc);
    awakeUtc = nowUtc;
    if (isFirst) {
      isOver = true;
      onSlept();
    }
    return isOver;
  };
  const timer = setInterval(hasSlept, everyMs);
  // It keeps nobody awake.
  timer.unref();
  return {
    hasSlept,
    dispose: () => {
      clearInterval(timer);
    },
  };
}
