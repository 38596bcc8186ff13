/**
 * Remembers which of VS Code's accounts have signed in to Unbook, and what they have had tokens for. No token is among it. It
 * is kept in a SecretStore because that tells the other windows of a change.
 */
import type { SecretStore } from "./accountContract.ts";
import { isPersonalTenant } from "./personalTenant.ts";
import type { SignedInAccount } from "./tokenSource.ts";
import { createTurnQueue } from "./turnQueue.ts";

/** An account that has signed in to Unbook. */
export interface KnownAccount {
  readonly account: SignedInAccount;
  /** The permissions that a token was had for: asked for and not refused, which is all that VS Code tells. */
  readonly permissions: readonly string[];
  /** It was signed out in VS Code since then. */
  readonly isGone: boolean;
}

/** The accounts, the same for all windows. */
export interface KnownAccounts {
  read(): Promise<readonly KnownAccount[]>;
  /** Changes the list, one change after the other. True if something is different now. */
  change(edit: (known: readonly KnownAccount[]) => readonly KnownAccount[]): Promise<boolean>;
  /** The store failed to take the last change, which therefore only holds until this window closes. */
  isUnsaved(): boolean;
}

/** The accounts in a store. What is unreadable there counts as nobody; a store that fails is replaced by memory. */
export function createKnownAccounts(secrets: SecretStore, log: (line: string) => void): KnownAccounts {
  const changes = createTurnQueue();
  let unsaved: { readonly text: string | undefined } | undefined;

  async function readText(): Promise<string | undefined> {
    if (unsaved !== undefined) return unsaved.text;
    try {
      return await secrets.read();
    } catch {
      log("The accounts could not be read from the secret storage.");
      return undefined;
    }
  }

  async function store(text: string | undefined): Promise<void> {
    try {
      await (text === undefined ? secrets.delete() : secrets.write(text));
      unsaved = undefined;
    } catch {
      log("The accounts could not be saved in the secret storage; the change holds until this window closes.");
      unsaved = { text };
    }
  }

  return {
    read: async () => parse(await readText()),
    change: (edit) =>
      changes.run(async () => {
        const before = await readText();
        const after = edit(parse(before));
        const text = after.length === 0 ? undefined : JSON.stringify(after);
        if (text === before) return false;
        await store(text);
        return true;
      }),
    isUnsaved: () => unsaved !== undefined,
  };
}

/** The list with this account in it, with the permissions that it already had and these. */
export function withAccount(
  known: readonly KnownAccount[],
  account: SignedInAccount,
  permissions: readonly string[],
): readonly KnownAccount[] {
  const before = known.find((one) => one.account.id === account.id);
  const all = new Set([...(before?.permissions ?? []), ...permissions]);
  const entry: KnownAccount = { account, permissions: [...all].toSorted(), isGone: false };
  return before === undefined ? [...known, entry] : known.map((one) => (one === before ? entry : one));
}

function parse(text: string | undefined): readonly KnownAccount[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.flatMap((one: unknown) => parseKnown(one) ?? []) : [];
  } catch {
    return [];
  }
}

function parseKnown(value: unknown): KnownAccount | undefined {
  if (!isRecord(value) || !isRecord(value["account"]) || !Array.isArray(value["permissions"])) return undefined;
  const { id, name, tenantId, username } = value["account"];
  if (typeof id !== "string" || typeof username !== "string" || typeof tenantId !== "string") return undefined;
  return {
    account: {
      id,
      username,
      name: typeof name === "string" ? name : username,
      tenantId,
      isPersonal: isPersonalTenant(tenantId),
    },
    permissions: value["permissions"].filter((permission) => typeof permission === "string"),
    isGone: value["isGone"] === true,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
