/**
 * VS Code's accounts as they behave, for what is decided about them without VS Code: silent failures are swallowed, equal
 * questions are one, sessions echo what was asked for, and events tell nothing. The real ones are met in test/editor.
 */
import type {
  AccountProvider,
  ProviderAccount,
  ProviderQuestion,
  ProviderRequest,
  ProviderSession,
} from "../../../src/account/accountProvider.ts";
import type { Wait } from "../../../src/account/signInNetwork.ts";

export const clientId = "6b5f1a2c-0000-4000-8000-000000000001";
export const registration = { clientId, tenantId: "organizations" };
export const ana: ProviderAccount = { id: "a1.t1", label: "ana@contoso.com" };
export const ben: ProviderAccount = { id: "b2.t1", label: "ben@contoso.com" };

/** What was asked of VS Code. */
export interface AskedOfVscode {
  readonly kind: "find" | "ask" | "list";
  readonly request?: ProviderQuestion | ProviderRequest;
}

/** A VS Code that a test can change. */
export interface VscodeModel {
  readonly provider: AccountProvider;
  readonly asked: AskedOfVscode[];
  /** Who is signed in in VS Code, for any extension. */
  accounts: ProviderAccount[];
  /** What each account may do silently: its permissions. */
  readonly silent: Map<string, Set<string>>;
  /** What the person does when asked. Default: signs in as the account that is asked for, or as Ana. */
  person: (request: ProviderRequest) => Promise<ProviderAccount>;
  /** Gives this account's session, whoever is asked for. Default: the right one. */
  mixedUpWith: ProviderAccount | undefined;
  /** Gives the same token each time while true, as VS Code does until it expires. Default: another one. */
  givesTheSame: boolean;
  /** Answers nothing while true, as while somebody signs in to another extension. */
  isBusy: boolean;
  /** Tells that something has changed. */
  fire(): void;
  /** How many listen for that. */
  listening(): number;
}

/** A VS Code in which nobody is signed in. */
export function vscodeModel(): VscodeModel {
  const listeners = new Set<() => void>();
  const questions = new Map<string, Promise<ProviderSession>>();
  const busy = Promise.withResolvers<never>().promise;
  let number = 0;

  function sessionOf(account: ProviderAccount): ProviderSession {
    if (!model.givesTheSame) number += 1;
    return { accessToken: `token ${number} of ${account.id}`, account };
  }

  const model: VscodeModel = {
    asked: [],
    accounts: [],
    silent: new Map(),
    person: async ({ account }) => account ?? ana,
    mixedUpWith: undefined,
    givesTheSame: false,
    isBusy: false,
    fire() {
      for (const listener of listeners) listener();
    },
    listening: () => listeners.size,
    provider: {
      async find(request) {
        model.asked.push({ kind: "find", request });
        if (model.isBusy) await busy;
        const { account } = request;
        const isAllowed = permissionsOf(request).every((name) => model.silent.get(account?.id ?? "")?.has(name));
        if (account === undefined || !isAllowed) return undefined;
        return sessionOf(model.mixedUpWith ?? account);
      },
      async ask(request) {
        model.asked.push({ kind: "ask", request });
        const key = JSON.stringify(request);
        const question = questions.get(key) ?? answer(request).finally(() => questions.delete(key));
        questions.set(key, question);
        return question;
      },
      async listAccounts() {
        model.asked.push({ kind: "list" });
        if (model.isBusy) await busy;
        return model.accounts;
      },
      onDidChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  };

  async function answer(request: ProviderRequest): Promise<ProviderSession> {
    const account = await model.person(request);
    model.accounts = [...model.accounts.filter(({ id }) => id !== account.id), account];
    model.silent.set(account.id, new Set([...(model.silent.get(account.id) ?? []), ...permissionsOf(request)]));
    return sessionOf(account);
  }
  return model;
}

function permissionsOf({ scopes }: ProviderRequest): readonly string[] {
  return scopes.filter((scope) => !scope.startsWith("VSCODE_"));
}

/** Lets everything that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that passes when a test says so. */
export interface GivenTime {
  readonly now: () => number;
  readonly wait: Wait;
  pass(durationMs: number): Promise<void>;
  /** How many are waiting. */
  waiting(): number;
  /** The clock alone, without anybody having waited. */
  setClock(utc: number): void;
}

/** Time that begins at noon on some day. */
export function givenTime(): GivenTime {
  let nowUtc = Date.UTC(2026, 10, 21, 12);
  let passedMs = 0;
  const waiting = new Set<{ readonly atMs: number; readonly done: () => void }>();
  return {
    now: () => nowUtc,
    waiting: () => waiting.size,
    wait: async (durationMs, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const entry = { atMs: passedMs + durationMs, done: resolve };
      waiting.add(entry);
      signal.addEventListener("abort", () => {
        waiting.delete(entry);
        reject(new Error("Ended."));
      });
      return promise;
    },
    async pass(durationMs) {
      await settle();
      passedMs += durationMs;
      nowUtc += durationMs;
      for (const entry of [...waiting].filter(({ atMs }) => atMs <= passedMs)) {
        waiting.delete(entry);
        entry.done();
      }
      await settle();
    },
    setClock(utc) {
      nowUtc = utc;
    },
  };
}
