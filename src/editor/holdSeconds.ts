/** How long a confirmed cancellation is still held, for whatever counts the seconds. Takes the time from this machine. */

/** Whole seconds until the hold ends, at least 0. */
export function secondsLeft(sendAtUtc: number): number {
  return Math.max(0, Math.ceil((sendAtUtc - Date.now()) / 1000));
}
