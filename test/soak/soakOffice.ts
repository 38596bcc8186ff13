/**
 * The sandbox in a process of its own, so that the memory of the one who works with it can be told apart, and its switches:
 * the clock, the faults, what was mailed.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { OutboxMessage, SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { askSandbox } from "../chaos/chaosTokens.ts";

/** A running sandbox. */
export interface SoakOffice {
  readonly addresses: SandboxAddresses;
  setClock(nowUtc: number): Promise<void>;
  setFaults(faults: readonly Fault[]): Promise<void>;
  flip(name: "expireTokens" | "revokeSignIns" | "forgetDeltas"): Promise<void>;
  outbox(): Promise<readonly OutboxMessage[]>;
  dispose(): Promise<void>;
}

const program = path.join(import.meta.dirname, "../../src/sandbox/main.ts");

/** Starts it, with so many meetings over the year beside the usual ones. */
export async function openSoakOffice(nowUtc: number, meetings: number): Promise<SoakOffice> {
  const now = new Date(nowUtc).toISOString();
  const options = ["--port", "0", "--now", now, "--time-zone", "Europe/Vienna", "--events", String(meetings)];
  const child = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const addresses = JSON.parse(line) as SandboxAddresses;
  const ask = async (url: string, method: string, body?: unknown): Promise<string> => {
    const headers = { "x-unbook-sandbox": "admin" };
    const answer = await askSandbox(url, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.status < 300, answer.text);
    return answer.text;
  };
  return {
    addresses,
    setClock: async (moment) => void (await ask(addresses.clockUrl, "PUT", { nowUtc: moment })),
    setFaults: async (faults) => void (await ask(addresses.faultsUrl, "PUT", faults)),
    flip: async (name) => void (await ask(`${addresses.faultsUrl}/${name}`, "POST")),
    outbox: async () => JSON.parse(await ask(addresses.outboxUrl, "GET")) as readonly OutboxMessage[],
    async dispose() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}
