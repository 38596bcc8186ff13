/** A window of somebody who plans: a process that sends, and what it shows. It can be killed, and opened again. */
import type { ItemStatus } from "../../src/cancellation/itemEnd.ts";
import type { DiskFaults } from "./failingDisk.ts";
import type { SenderProcesses } from "./senderProcess.ts";
import type { SenderAnswer, SenderTask } from "./senderTask.ts";

/** What a window shows of the run that it has sent. */
export interface ShownRun {
  readonly runId: string;
  readonly statuses: readonly ItemStatus[];
}

/** A window. */
export interface ChaosWindow {
  readonly isKilled: boolean;
  /** Undefined if it was killed since, or has looked something up. */
  readonly shown: ShownRun | undefined;
  /** Opens it, in another process if it was killed. */
  open(disk: DiskFaults): Promise<void>;
  /** Undefined if it is killed meanwhile. */
  send(task: Omit<SenderTask & { readonly kind: "send" }, "kind">): Promise<SenderAnswer | undefined>;
  look(): Promise<SenderAnswer | undefined>;
  kill(): Promise<void>;
  /** Gives its process to others, if it has not been killed. */
  close(): void;
}

const soundDisk: DiskFaults = { full: [], isHalfWritten: false };

/** A disk that never fails. */
export { soundDisk };

/** A window that is not open yet. @param office what is told to its process when it is. */
export function createWindow(
  processes: SenderProcesses,
  office: Omit<SenderTask & { readonly kind: "open" }, "kind" | "disk">,
): ChaosWindow {
  let process = processes.take();
  let shown: ShownRun | undefined;
  return {
    get isKilled() {
      return process.isKilled;
    },
    get shown() {
      return shown;
    },
    open: async (disk) => {
      if (process.isKilled) process = processes.take();
      await process.tell({ kind: "open", ...office, disk });
    },
    send: async (task) => {
      const answer = await process.tell({ kind: "send", ...task });
      shown = answer?.kind === "ended" ? { runId: task.runId, statuses: answer.statuses } : undefined;
      return answer;
    },
    look: async () => {
      shown = undefined;
      return process.tell({ kind: "look" });
    },
    kill: async () => {
      shown = undefined;
      await process.kill();
    },
    close: () => {
      processes.give(process);
    },
  };
}
