/** Two clouds in one window, each a sandbox of its own: Ana is signed in in the one, and Lee beside her in the other. */
import assert from "node:assert/strict";
import type { Memento, SecretStorage } from "vscode";
import type { ActiveSession } from "../../src/editor/accountSession.ts";
import type { Session } from "../../src/editor/session.ts";
import type { SandboxStart } from "../../src/editor/sandboxStart.ts";
import type { OutboxMessage, Sandbox, SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import { startSandbox } from "../../src/sandbox/startSandbox.ts";
import { ana, lee, memento, secretStorage, startSandboxSession } from "./sandboxSession.ts";

type TestContext = { after(cleanUp: () => unknown): void };

/** What the second cloud is called. */
export const secondName = "US Government L4 (GCC High)";

/** Two clouds, and what a window remembers of them. */
export interface Clouds {
  readonly sandbox: Exclude<SandboxStart, { readonly port: number }>;
  readonly memory: Memento;
  readonly secrets: SecretStorage;
  /** The keys of the secrets that were read, in this order. */
  readonly read: string[];
  readonly first: Sandbox;
  readonly second: Sandbox;
}

/** Two clouds in which nobody is signed in. */
export async function startClouds(context: TestContext): Promise<Clouds> {
  const [first, second] = await Promise.all([startSandbox({ port: 0 }), startSandbox({ port: 0 })]);
  context.after(async () => Promise.all([first.dispose(), second.dispose()]));
  const read: string[] = [];
  const kept = secretStorage();
  const secrets = {
    ...kept,
    get: async (key: string) => {
      read.push(key);
      return kept.get(key);
    },
  };
  const beside = [{ outside: second.addresses, name: secondName }];
  const sandbox = { outside: first.addresses, name: "Global", beside };
  return { sandbox, memory: memento(), secrets, read, first, second };
}

/** A window of a person who works in both. */
export interface CloudsWindow {
  readonly session: Session;
  readonly ana: ActiveSession;
  readonly lee: ActiveSession;
}

/** Ana is the main account, and Lee is shown beside her. */
export async function openClouds(context: TestContext, clouds: Clouds): Promise<CloudsWindow> {
  const { session, active } = await startSandboxSession(context, lee, clouds);
  assert.deepEqual(await session.addAccount(), { kind: "allowed" });
  return { session, ana: active, lee: activeOf(session, lee) };
}

/** What an account's requests are made with. */
export function activeOf({ accounts }: Session, username: string): ActiveSession {
  const state = accounts.find(({ account }) => account.username === username)?.state;
  return state?.kind === "signedIn" ? state.active : assert.fail(`${username} is not signed in`);
}

/** Who is signed in, as what, and where. */
export function placesOf({ accounts }: Session): readonly string[] {
  return accounts.map(({ account, isMain, isShown, placeName }) =>
    [account.username, isMain ? "main" : isShown ? "shown" : "hidden", placeName ?? "-"].join(" | "),
  );
}

/** Both, as placesOf tells them. */
export const bothInClouds = [`${ana} | main | Global`, `${lee} | shown | ${secondName}`];

/** What a cloud's Graph was asked. */
export async function exchangesIn({ addresses }: Sandbox): Promise<readonly SandboxExchange[]> {
  const response = await fetch(addresses.exchangesUrl, { headers: { "x-unbook-sandbox": "admin" } });
  return (await response.json()) as readonly SandboxExchange[];
}

/** What a cloud has mailed. */
export async function outboxOf({ addresses }: Sandbox): Promise<readonly OutboxMessage[]> {
  return (await (await fetch(addresses.outboxUrl)).json()) as readonly OutboxMessage[];
}
