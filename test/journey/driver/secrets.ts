/**
 * The secrets of a sign-in, as they can be seen from the browser, and the search for them in everything that was written.
 * The sandbox marks its own codes and refresh tokens; access tokens are found by their form.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext } from "playwright-core";

/** What a code, a refresh token or an access token of the sandbox looks like. */
const secretForms = [/sandbox-(?:code|refresh)-[\w-]{16,}/gu, /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/gu];

/** The secrets that go through the browser. */
export class SecretsSeen {
  readonly #seen = new Set<string>();

  constructor(context: BrowserContext) {
    context.on("request", (request) => {
      const body = request.postData() ?? "";
      for (const field of ["code", "state", "client_info"]) {
        const value = new URLSearchParams(body).get(field);
        if (value !== null && value.length >= 16) this.#seen.add(value);
      }
    });
  }

  /** Every code, state and client info that a page has sent so far. */
  get all(): readonly string[] {
    return [...this.#seen];
  }
}

/** Files below the folders that hold one of the secrets or anything of their form, each with what it holds. */
export async function findSecrets(folders: readonly string[], secrets: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const held = secretsIn(await readFile(file, "latin1"), secrets);
      if (held.length > 0) found.push(`${file}: ${held.join(", ")}`);
    }
  }
  return found;
}

/** Which of the secrets, and what else of their form, a text holds. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return [
    ...secrets.filter((secret) => text.includes(secret)),
    ...secretForms.flatMap((form) => text.match(form) ?? []),
  ];
}
