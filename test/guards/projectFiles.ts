/** The project's own files, as the guards read them: paths from the project's root with `/`, and texts. */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

/** The project's root folder. */
export const projectRoot: string = path.resolve(import.meta.dirname, "../..");

/** Texts by path. Guards take such a map, so that they can be proved with files that exist only in a test. */
export type FileTexts = ReadonlyMap<string, string>;

/** The TypeScript files below these folders. */
export function readTypeScript(...folders: readonly string[]): FileTexts {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: projectRoot }));
  return new Map(paths.toSorted().map((file) => [slashes(file), readFileSync(path.join(projectRoot, file), "utf8")]));
}

/**
 * Every file that git tracks or would track, so that a new file is checked before it is committed. Without git (in an
 * unpacked archive): every file that is not in an ignored folder.
 */
export function listProjectFiles(): readonly string[] {
  if (existsSync(path.join(projectRoot, ".git"))) {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const listed = execFileSync("git", args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 2 ** 26 });
    return listed.split("\0").filter((file) => file !== "" && existsSync(path.join(projectRoot, file)));
  }
  const ignored = new Set(["node_modules", "dist", ".vscode-test", ".git"]);
  const found = globSync("**/*", {
    cwd: projectRoot,
    withFileTypes: true,
    exclude: (entry) => ignored.has(entry.name),
  });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => slashes(path.relative(projectRoot, path.join(entry.parentPath, entry.name))));
}

function slashes(file: string): string {
  return file.split(path.sep).join("/");
}
