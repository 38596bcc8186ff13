/**
 * Reads a file of the disk that stands beside a request file. Whoever made the workspace chose what stands there, so that a
 * link may lead to a file of theirs, but not out of the workspace to one of the person's own.
 */
import { lstat, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

/** What became of reading. */
export type ReadText =
  | { readonly kind: "text"; readonly text: string }
  /** `absent` also for what is no file. */
  | { readonly kind: "absent" }
  | { readonly kind: "unread"; readonly reason: UnreadReason };

/** Why a file that is there was not read: `elsewhere` for a link out of the workspace. */
export type UnreadReason = "tooLarge" | "unreadable" | "elsewhere";

/** Larger files hold something else, in bytes. */
export const mostBytes = 1024 * 1024;

/**
 * Reads one file.
 * @param root the workspace's folder, or outside of any the file's own.
 * @throws what the file system throws.
 */
export async function readBesideFile(place: string, root: string): Promise<ReadText> {
  if ((await lstat(place)).isSymbolicLink()) {
    const [real, realRoot] = await Promise.all([realpath(place), realpath(root)]);
    const below = path.relative(realRoot, real);
    if (below.split(path.sep)[0] === ".." || path.isAbsolute(below)) return { kind: "unread", reason: "elsewhere" };
  }
  const found = await stat(place);
  // A pipe of that name would never end, and a folder is another program's.
  if (!found.isFile()) return { kind: "absent" };
  if (found.size > mostBytes) return { kind: "unread", reason: "tooLarge" };
  return { kind: "text", text: await readFile(place, "utf8") };
}
