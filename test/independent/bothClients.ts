/** One sandbox, and two clients that are signed in to it as the same person: ours, and Microsoft's. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Client } from "@microsoft/microsoft-graph-client";
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { GraphClient, InstantRange } from "../../src/graph/graphContract.ts";
import { everyScope } from "../../src/graph/scopes.ts";
import type { OutboxMessage, SandboxAddresses, SandboxOptions } from "../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { startHeldSandbox } from "../contract/heldSandbox.ts";
import { memorySecrets } from "../unit/account/signInWorld.ts";
import { createOfficialClient } from "./officialClient.ts";
import { type SecureFront, startSecureFront } from "./secureFront.ts";

/** Organises meetings and runs businesses. */
export const ana = "ana.silva@contoso.com";
/** Is invited to some of Ana's meetings. */
export const lee = "lee.park@contoso.com";

/** An id of the right shape that is nobody's. */
export const absentId = "AAMkADRYAGI2TG93AAA=";

/** A Monday morning. */
const nowUtc = Date.UTC(2026, 10, 23, 7);
/** The four weeks from that Monday on. */
export const fourWeeks: InstantRange = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 11, 21) };

/** Both clients and what is around them. */
export interface BothClients {
  readonly ours: GraphClient;
  readonly official: Client;
  /** What the official client's requests pass through. */
  readonly front: SecureFront;
  readonly outbox: () => Promise<readonly OutboxMessage[]>;
  readonly faultsToCome: (faults: readonly Fault[]) => Promise<void>;
}

/** Starts everything, for as long as the test runs. */
export async function startBoth(
  context: TestContext,
  username: string,
  options: SandboxOptions = {},
): Promise<BothClients> {
  const sandbox = await startHeldSandbox({ nowUtc, timeZone: "Europe/Vienna", ...options });
  const { addresses } = sandbox;
  const tokens = await signIn(context, addresses, username);
  const ours = createGraphClient({
    cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
    tokens,
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    requestTimeoutMs: 5000,
  });
  const front = await startSecureFront(addresses.graphOrigin);
  const official = createOfficialClient(front.origin, tokens, everyScope);
  endWith(context, [() => ours.dispose(), () => front.dispose(), () => sandbox.dispose()]);
  return {
    ours,
    official,
    front,
    outbox: async () => (await (await fetch(addresses.outboxUrl)).json()) as readonly OutboxMessage[],
    async faultsToCome(faults) {
      const headers = { "x-unbook-sandbox": "admin" };
      const answer = await fetch(addresses.faultsUrl, { method: "PUT", headers, body: JSON.stringify(faults) });
      assert.equal(answer.status, 200, await answer.text());
    },
  };
}

type Ending = () => Promise<void>;
const endings = new WeakMap<TestContext, Ending[]>();

/** Ends all that a test has started, even if the end of one thing fails: what is left open would keep the process. */
function endWith(context: TestContext, more: readonly Ending[]): void {
  const known = endings.get(context);
  if (known !== undefined) {
    known.push(...more);
    return;
  }
  const all = [...more];
  endings.set(context, all);
  context.after(async () => {
    const results = await Promise.allSettled(all.map(async (end) => end()));
    const failure = results.find((result) => result.status === "rejected");
    if (failure !== undefined) throw failure.reason;
  });
}

/** Signs in without a person. */
async function signIn(context: TestContext, addresses: SandboxAddresses, username: string): Promise<TokenSource> {
  const accounts = createMsalAccounts({
    clientId: addresses.clientId,
    authority: {
      url: addresses.authority,
      sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
    },
    secrets: memorySecrets(),
    log: () => undefined,
  });
  endWith(context, [() => accounts.dispose()]);
  const account = await accounts.signInWithBrowser({
    scopes: everyScope,
    openBrowser: async (url) => openSandboxSilently(url, addresses.signInOrigin),
    prompt: "none",
    loginHint: username,
  });
  return accounts.tokensOf(account.id);
}
