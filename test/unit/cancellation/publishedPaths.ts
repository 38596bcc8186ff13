/**
 * The requests that Microsoft has published for cancelling, deleting and declining, as kept in test/fixtures/graph with
 * the public source of each.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** One published request. */
export interface PublishedPath {
  readonly method: "POST" | "DELETE";
  /** Below the version, with places such as `{event-id}` or `{id | userPrincipalName}` for ids. */
  readonly path: string;
  readonly versions: readonly ("v1.0" | "beta")[];
}

const files: readonly (readonly [name: string, versions: PublishedPath["versions"]])[] = [
  ["cancel-paths-v1.0.txt", ["v1.0"]],
  ["cancel-paths-beta.txt", ["beta"]],
  ["delete-and-decline-paths.txt", ["v1.0", "beta"]],
];

/** Every published request, of all three lists. */
export function readPublishedPaths(): readonly PublishedPath[] {
  return files.flatMap(([name, versions]) =>
    [...readGraphFixture(name).matchAll(/^(POST|DELETE) (\/.*)$/gm)].map(([, method, found = ""]) => ({
      method: method === "DELETE" ? method : "POST",
      path: found,
      versions,
    })),
  );
}

/** The text of a file of test/fixtures/graph. */
export function readGraphFixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, "../../fixtures/graph", name), "utf8");
}
