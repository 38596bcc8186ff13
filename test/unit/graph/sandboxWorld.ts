/** A sandbox with somebody signed in to it by our own sign-in, for the tests of the client. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Accounts, SecretStore } from "../../../src/account/accountContract.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import type { TokenSource } from "../../../src/account/tokenSource.ts";
import { createGraphClient } from "../../../src/graph/graphClient.ts";
import type { GraphClient } from "../../../src/graph/graphContract.ts";
import { sandboxScopes } from "../../../src/graph/scopes.ts";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import type { OutboxMessage, SandboxAddresses } from "../../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../../src/sandbox/server/faults.ts";
import type { SignInPolicyRules } from "../../../src/sandbox/signIn/signInPolicy.ts";
import { startHeldSandbox } from "../../contract/heldSandbox.ts";

/** Organises meetings, and runs businesses. */
export const ana = "ana.silva@contoso.com";
/** Is invited to meetings. */
export const lee = "lee.park@contoso.com";
/** A Monday. */
const nowUtc = Date.UTC(2026, 10, 23, 7);
/** The four weeks from it on. */
export const fourWeeks = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 11, 21) };

/** What a test has to do with. */
export interface World {
  readonly graph: GraphClient;
  /** Another client of the same account, which has listed nothing yet. */
  readonly afresh: () => GraphClient;
  /** One line for each request of `graph`. */
  readonly logLines: readonly string[];
  readonly accounts: Accounts;
  readonly tokens: TokenSource;
  readonly addresses: SandboxAddresses;
  readonly outbox: () => Promise<readonly OutboxMessage[]>;
  readonly faultsToCome: (faults: readonly Fault[]) => Promise<void>;
  readonly signInRules: (rules: SignInPolicyRules) => Promise<void>;
}

/**
 * A sandbox, and a client for somebody who is signed in to it; both end with the test.
 * @param scopes what is allowed beside one's own calendars and Bookings. Default: nothing.
 */
export async function startWorld(
  context: TestContext,
  username: string,
  guesses: Partial<Guesses> = {},
  scopes: readonly string[] = [],
): Promise<World> {
  const sandbox = await startHeldSandbox({ nowUtc, timeZone: "Europe/Vienna", guesses });
  const { addresses } = sandbox;
  const { accounts, tokens } = await signIn(context, addresses, username, scopes);
  const logLines: string[] = [];
  const clients: GraphClient[] = [];
  const newClient = (log: (line: string) => void): GraphClient => {
    const client = createGraphClient({
      cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
      tokens,
      ownNames: [username],
      userAgent: "Unbook/0.0.0 (test)",
      log,
      requestTimeoutMs: 5000,
    });
    clients.push(client);
    return client;
  };
  context.after(async () => {
    await Promise.all(clients.map(async (client) => client.dispose()));
    await sandbox.dispose();
  });
  return {
    graph: newClient((line) => logLines.push(line)),
    afresh: () => newClient(() => undefined),
    logLines,
    accounts,
    tokens,
    addresses,
    outbox: async () => (await fetch(addresses.outboxUrl)).json() as Promise<readonly OutboxMessage[]>,
    async faultsToCome(faults) {
      const headers = { "x-unbook-sandbox": "admin" };
      const answer = await fetch(addresses.faultsUrl, { method: "PUT", headers, body: JSON.stringify(faults) });
      assert.equal(answer.status, 200, await answer.text());
    },
    async signInRules(rules) {
      const request = { method: "PUT", headers: { "x-unbook-sandbox": "admin" }, body: JSON.stringify(rules) };
      const answer = await fetch(`${addresses.faultsUrl}/signInRules`, request);
      assert.equal(answer.status, 204, await answer.text());
    },
  };
}

async function signIn(
  context: TestContext,
  addresses: SandboxAddresses,
  username: string,
  scopes: readonly string[],
): Promise<Pick<World, "accounts" | "tokens">> {
  let secret: string | undefined;
  const secrets: SecretStore = {
    read: async () => secret,
    write: async (value) => void (secret = value),
    delete: async () => void (secret = undefined),
  };
  const accounts = createMsalAccounts({
    clientId: addresses.clientId,
    authority: {
      url: addresses.authority,
      sandbox: { metadataJson: addresses.authorityMetadataJson, origin: addresses.signInOrigin },
    },
    secrets,
    log: () => undefined,
  });
  context.after(async () => accounts.dispose());
  const account = await accounts.signInWithBrowser({
    scopes: [...sandboxScopes, ...scopes],
    openBrowser: async (url) => openSandboxSilently(url, addresses.signInOrigin),
    prompt: "none",
    loginHint: username,
  });
  return { accounts, tokens: accounts.tokensOf(account.id) };
}

/** The first item that passes. */
export function find<Item>(items: readonly Item[], passes: (item: Item) => boolean): Item {
  const found = items.find(passes);
  assert.ok(found !== undefined, `none of ${items.length}`);
  return found;
}
