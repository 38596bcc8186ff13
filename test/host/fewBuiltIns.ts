/**
 * A few of the hundred extensions that VS Code brings. Most are languages and tools, and every fresh VS Code would read all of
 * them for a second or two before it shows anything.
 */
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import type { WebHostOptions } from "./webHost.ts";

/** What Unbook meets: accounts, themes and icons, and the languages and previews of what it opens. */
const kept = [
  "configuration-editing",
  "json",
  "json-language-features",
  "markdown-basics",
  "markdown-language-features",
  "microsoft-authentication",
  "theme-defaults",
  "theme-modern-icons",
  "theme-seti",
] as const;

/** Makes a folder in which the few are linked, and gives it back. */
export async function linkFewBuiltIns(
  folder: string,
  { serverScript }: Pick<WebHostOptions, "serverScript">,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const all = path.resolve(path.dirname(serverScript), "../extensions");
  // A junction is what Windows lets everybody make; elsewhere it is a link like any other.
  for (const name of kept) await symlink(path.join(all, name), path.join(folder, name), "junction");
  return folder;
}
