/**
 * Keeps MSAL's token cache in a SecretStore. Every access reads the store afresh and replaces what MSAL has in memory, so
 * that what another window did is seen and an account that was removed there stays removed.
 * Source: https://learn.microsoft.com/entra/msal/javascript/node/caching
 */
import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";
import type { SecretStore } from "./accountContract.ts";
import { createTurnQueue } from "./turnQueue.ts";

/** A token cache in a SecretStore, for any number of MSAL clients. */
export interface SecretCache {
  /** The plugin for one client; `clearMemory` empties that client's memory. */
  pluginFor(clearMemory: () => void): ICachePlugin;
  /** The store failed to take the last change, which therefore only holds until this window closes. */
  isUnsaved(): boolean;
}

const nothingStored = "{}";

/** Makes a cache of a store. A store that fails is reported to `log` and replaced by memory. */
export function createSecretCache(secrets: SecretStore, log: (line: string) => void): SecretCache {
  // From reading to writing nobody else in this window may write, or one of two changes would be lost.
  const accesses = createTurnQueue();
  let unsaved: { readonly text: string | undefined } | undefined;

  async function read(): Promise<string | undefined> {
    if (unsaved !== undefined) return unsaved.text;
    try {
      return await secrets.read();
    } catch {
      log("The sign-in could not be read from the secret storage.");
      unsaved = { text: undefined };
      return undefined;
    }
  }

  async function store(text: string | undefined): Promise<void> {
    try {
      await (text === undefined ? secrets.delete() : secrets.write(text));
      unsaved = undefined;
    } catch {
      log("The sign-in could not be saved in the secret storage; it holds until this window closes.");
      unsaved = { text };
    }
  }

  return {
    pluginFor(clearMemory) {
      let stored: string | undefined;
      let endAccess: (() => void) | undefined;
      return {
        async beforeCacheAccess(context) {
          endAccess = await accesses.take();
          stored = await read();
          clearMemory();
          try {
            context.tokenCache.deserialize(stored ?? nothingStored);
          } catch {
            log("The stored sign-in is unreadable and is ignored.");
            context.tokenCache.deserialize(nothingStored);
          }
        },
        async afterCacheAccess(context) {
          try {
            const changed = changedText(context);
            if (changed !== undefined && changed.text !== stored) await store(changed.text);
          } finally {
            endAccess?.();
          }
        },
      };
    },
    isUnsaved: () => unsaved !== undefined,
  };
}

/** What is to be stored: undefined text if nobody is left, undefined altogether if the access changed nothing. */
function changedText(context: TokenCacheContext): { readonly text: string | undefined } | undefined {
  if (!context.cacheHasChanged) return undefined;
  const text = context.tokenCache.serialize();
  const cache: unknown = JSON.parse(text);
  const accounts: unknown =
    typeof cache === "object" && cache !== null && "Account" in cache ? cache.Account : undefined;
  const isEmpty = typeof accounts !== "object" || accounts === null || Object.keys(accounts).length === 0;
  return { text: isEmpty ? undefined : text };
}
