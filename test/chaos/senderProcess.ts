/** Starts and kills the processes that send. Those that are not killed are used again: starting one is most of a short course. */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { SenderAnswer, SenderTask } from "./senderTask.ts";

/** A process that sends. */
export interface SenderProcess {
  /** Undefined if it was killed meanwhile. */
  tell(task: SenderTask): Promise<SenderAnswer | undefined>;
  readonly isKilled: boolean;
  /** At once, whatever it is doing; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Makes processes that send. */
export interface SenderProcesses {
  take(): SenderProcess;
  /** Gives one back, for another course. */
  give(process: SenderProcess): void;
  dispose(): void;
}

/**
 * Processes that run one program.
 * @param program the bundled sender.ts.
 * @param poolFile its one argument.
 */
export function createSenderProcesses(program: string, poolFile: string): SenderProcesses {
  const all = new Set<ChildProcess>();
  const idle: SenderProcess[] = [];
  const start = (): SenderProcess => {
    const child = fork(program, [poolFile], { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] });
    all.add(child);
    child.once("exit", () => all.delete(child));
    return senderProcess(child);
  };
  return {
    take: () => {
      for (let next = idle.pop(); next !== undefined; next = idle.pop()) if (!next.isKilled) return next;
      return start();
    },
    give: (process) => {
      idle.push(process);
    },
    dispose: () => {
      for (const child of all) child.kill("SIGKILL");
    },
  };
}

function senderProcess(child: ChildProcess): SenderProcess {
  let isKilled = false;
  child.once("exit", () => {
    isKilled = true;
  });
  return {
    get isKilled() {
      return isKilled;
    },
    tell: async (task) =>
      new Promise((resolve) => {
        if (isKilled) {
          resolve(undefined);
          return;
        }
        const end = (answer?: SenderAnswer): void => {
          child.off("message", end);
          child.off("exit", onExit);
          resolve(answer);
        };
        const onExit = (): void => {
          end();
        };
        child.on("message", end);
        child.once("exit", onExit);
        child.send(task, () => undefined);
      }),
    kill: async () => {
      if (isKilled) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
