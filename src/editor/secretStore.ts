/** One entry of VS Code's SecretStorage, as the place where the sign-in library keeps its cache. */
import type { SecretStorage } from "vscode";
import type { SecretStore } from "../account/accountContract.ts";

/** The entry named `key`. */
export function secretStore(secrets: SecretStorage, key: string): SecretStore {
  return {
    read: async () => secrets.get(key),
    write: async (value) => secrets.store(key, value),
    delete: async () => secrets.delete(key),
  };
}
