/**
 * What becomes of what was confirmed when the machine sleeps before it is sent, or when its clock is set. A confirmation is
 * about now: what it was given for is sent within a few minutes of the moment that the person was shown, or not at all.
 * The same goes for what was read for the question. Pure: the clock is given. It is the clock that is asked, because some
 * machines' timers count the time asleep and others' don't.
 */

/** How old what was read may be when it is sent, and how late something confirmed may be. */
const longestDelayMs = 5 * 60_000;

/** From here on, the countdown that the person saw was not the true one. */
const noticeableMs = 5000;

/**
 * What to do at the end of a hold. One that was slept through for a while, or whose countdown ran wrong, begins anew, so that
 * there is time to undo; one that was slept through for long is left, and nothing of it is sent.
 * @param sendAtUtc when it was to end, and `nowUtc`: milliseconds since 1970-01-01T00:00:00Z.
 */
export function afterHold(sendAtUtc: number, nowUtc: number): "send" | "holdAnew" | "leave" {
  if (isTooLate(sendAtUtc, nowUtc)) return "leave";
  return Math.abs(nowUtc - sendAtUtc) > noticeableMs ? "holdAnew" : "send";
}

/**
 * Whether so much time has gone by since something was last seen to go on that the machine must have slept.
 * @param sinceUtc and `nowUtc`: milliseconds since 1970-01-01T00:00:00Z.
 */
export function isTooLate(sinceUtc: number, nowUtc: number): boolean {
  return nowUtc - sinceUtc > longestDelayMs;
}

/**
 * Whether a reading is new enough for what was read to be sent. One from the future is not: the clock was set back since, and
 * nobody knows how old it is.
 * @param readAtUtc when the reading began, and `nowUtc`: milliseconds since 1970-01-01T00:00:00Z.
 */
export function isRecent(readAtUtc: number, nowUtc: number): boolean {
  return readAtUtc <= nowUtc && !isTooLate(readAtUtc, nowUtc);
}
