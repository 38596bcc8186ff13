/**
 * The extension's sandbox as seen from outside: what it would have mailed, and faults to come. The sandbox is opened by the
 * extension itself, on the port that its environment names.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { OutboxMessage, SandboxExchange } from "../../../src/sandbox/sandboxContract.ts";

/** A sandbox on a known port. It may not be open yet. */
export class SandboxOutside {
  readonly port: number;
  readonly #address: string;

  constructor(port: number) {
    this.port = port;
    this.#address = `http://127.0.0.1:${port}/sandbox`;
  }

  /** Every message so far, in the order in which they left. */
  async outbox(): Promise<readonly OutboxMessage[]> {
    const response = await fetch(`${this.#address}/outbox`);
    assert.equal(response.status, 200);
    // Its shape is the sandbox's contract, which its own tests hold it to.
    return (await response.json()) as readonly OutboxMessage[];
  }

  /** Waits until at least so many messages have left. */
  async waitForOutbox(count: number, timeoutMs = 20_000): Promise<readonly OutboxMessage[]> {
    const giveUpAt = Date.now() + timeoutMs;
    for (;;) {
      const messages = await this.outbox();
      if (messages.length >= count) return messages;
      if (Date.now() > giveUpAt) {
        assert.fail(`${messages.length} messages in the outbox after ${timeoutMs} ms, not ${count}`);
      }
      await sleep(100);
    }
  }

  /** What its Graph was asked and answered, the last 500 times; nothing if it is not open. */
  async exchanges(): Promise<readonly SandboxExchange[]> {
    const response = await this.#asAdmin("/exchanges", {}).catch(() => undefined);
    return response === undefined ? [] : ((await response.json()) as readonly SandboxExchange[]);
  }

  /** Sets the faults to come, in the sandbox's own words. */
  async setFaults(faults: unknown): Promise<void> {
    const response = await this.#asAdmin("/faults", { method: "PUT", body: JSON.stringify(faults) });
    assert.equal(response.status, 200, await response.text());
  }

  /** No more faults. */
  async clearFaults(): Promise<void> {
    const response = await this.#asAdmin("/faults", { method: "DELETE" });
    assert.ok(response.ok, await response.text());
  }

  /** What the organisation has decided about signing in, in the sandbox's own words. */
  async setSignInRules(rules: object): Promise<void> {
    const response = await this.#asAdmin("/faults/signInRules", { method: "PUT", body: JSON.stringify(rules) });
    assert.equal(response.status, 204, await response.text());
  }

  /** Makes all access tokens expire, or all sign-ins end. */
  async flip(name: "expireTokens" | "revokeSignIns"): Promise<void> {
    const response = await this.#asAdmin(`/faults/${name}`, { method: "POST" });
    assert.equal(response.status, 204, await response.text());
  }

  async #asAdmin(path: string, request: RequestInit): Promise<Response> {
    return await fetch(this.#address + path, { ...request, headers: { "x-unbook-sandbox": "admin" } });
  }
}
