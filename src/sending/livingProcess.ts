/** Whether the process that wrote something is still there: what it has on the way is then its own matter. */
import { uptime } from "node:os";

/** Clocks are set right after a start, and by less than this. */
const marginMs = 300_000;

/**
 * Whether a process of this machine is still there.
 * @param sinceUtc a moment at which it was; whatever was there before this machine was started is not there any more, also
 * if another process has its number now. Milliseconds since 1970-01-01T00:00:00Z.
 */
export function isAlive(pid: number, sinceUtc: number): boolean {
  if (sinceUtc < Date.now() - uptime() * 1000 - marginMs) return false;
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there, too, but may not be asked.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
