/**
 * Reads what stands beside a request file, up to the workspace's folder: environment files, REST Client's setting, and where
 * something asks for it in a trusted workspace the nearest `.env`. What is wrong with any of them is told beside it.
 */
import { FileSystemError, FileType, Range, Uri, workspace } from "vscode";
import { environmentProblemSpan } from "../requestFile/environmentProblemSpan.ts";
import { readEnvironments } from "../requestFile/environments.ts";
import type { Environments, EnvironmentSource } from "../requestFile/environments.ts";
import { findDotenvProblems, readDotenv } from "../requestFile/readDotenv.ts";
import type { Span } from "../requestFile/span.ts";
import { mostBytes, readBesideFile } from "./besideFile.ts";
import type { ReadText } from "./besideFile.ts";
import type { EnvironmentTrouble, TroublePlace } from "./environmentTrouble.ts";

/** What stands beside a request file. */
export interface Surroundings {
  readonly environments: Environments;
  /** The nearest `.env` file's variables; undefined if there is none, or nothing asks for it. */
  readonly dotenv: ReadonlyMap<string, string> | undefined;
  readonly troubles: readonly EnvironmentTrouble[];
}

/** In the order in which later ones count before earlier ones. */
const fileNames = [
  { name: "http-client.env.json", isPrivate: false },
  { name: "http-client.private.env.json", isPrivate: true },
] as const;

/** The files that are read, as a pattern. */
export const surroundingFiles = `{${fileNames.map(({ name }) => name).join(",")},.env}`;

/** REST Client's setting. */
export const environmentSetting = "rest-client.environmentVariables";

/** What takes a value from a `.env` file. */
export const dotenvName = "$dotenv";

/** What stands beside a file that nothing has been read for. */
export const noSurroundings: Surroundings = { environments: readEnvironments([]), dotenv: undefined, troubles: [] };

/** The folder that a document stands in; for one that has never been saved, the workspace's first. */
export function folderOf(uri: Uri): Uri {
  return uri.scheme === "untitled" ? (workspace.workspaceFolders?.[0]?.uri ?? uri) : Uri.joinPath(uri, "..");
}

/** Reads it. @param asksDotenv whether the document itself takes a value from a `.env` file. */
export async function readSurroundings(uri: Uri, asksDotenv: boolean): Promise<Surroundings> {
  const setting: unknown = workspace.getConfiguration(undefined, uri).get(environmentSetting);
  const folders = foldersAbove(folderOf(uri));
  const files = folders.flatMap((place) => fileNames.map((file) => ({ ...file, uri: Uri.joinPath(place, file.name) })));
  const reads = await Promise.all(files.map(async (file) => ({ ...file, read: await readText(file.uri) })));
  const sources = reads.flatMap((file): readonly EnvironmentSource[] =>
    file.read.kind === "text"
      ? [{ name: file.name, place: file.uri.toString(), isPrivate: file.isPrivate, content: file.read }]
      : [],
  );
  const environments = readEnvironments([
    { name: environmentSetting, isPrivate: false, content: { kind: "value", value: setting } },
    ...sources,
  ]);
  const texts = reads.map(({ read }) => (read.kind === "text" ? read.text : undefined));
  const isAsked = asksDotenv || [JSON.stringify(setting), ...texts].some((text) => text?.includes(dotenvName));
  const nearest = isAsked && workspace.isTrusted ? await readNearestDotenv(folders) : undefined;
  return {
    environments,
    dotenv: nearest?.values,
    troubles: [
      ...reads.flatMap(({ uri: file, name, read }) => unreadTrouble(file, name, read)),
      ...troublesOf(environments, reads),
      ...(nearest?.troubles ?? []),
    ],
  };
}

function troublesOf(
  { problems }: Environments,
  reads: readonly { readonly uri: Uri; readonly read: ReadText }[],
): readonly EnvironmentTrouble[] {
  return problems.map((problem) => {
    const file = reads.find(({ uri }) => uri.toString() === problem.place);
    return file?.read.kind === "text"
      ? {
          kind: "environment",
          file: placeIn(file.uri, file.read.text, environmentProblemSpan(file.read.text, problem)),
          problem,
        }
      : { kind: "environment", file: undefined, problem };
  });
}

function unreadTrouble(uri: Uri, name: string, read: ReadText): readonly EnvironmentTrouble[] {
  return read.kind === "unread"
    ? [{ kind: "unread", file: { uri, range: new Range(0, 0, 0, 1) }, name, reason: read.reason }]
    : [];
}

async function readNearestDotenv(
  folders: readonly Uri[],
): Promise<{ readonly values?: ReadonlyMap<string, string>; readonly troubles: readonly EnvironmentTrouble[] }> {
  const files = folders.map((place) => Uri.joinPath(place, ".env"));
  const reads = await Promise.all(files.map(async (uri) => ({ uri, read: await readText(uri) })));
  const nearest = reads.findLast(({ read }) => read.kind !== "absent");
  if (nearest === undefined) return { troubles: [] };
  const { uri, read } = nearest;
  if (read.kind !== "text") return { troubles: unreadTrouble(uri, ".env", read) };
  const troubles = findDotenvProblems(read.text).map((problem): EnvironmentTrouble => ({
    kind: "dotenv",
    file: placeIn(uri, read.text, problem.span),
    problem,
  }));
  return { values: readDotenv(read.text), troubles };
}

/** Documents have no byte order mark, and any of the three line ends. */
function placeIn(uri: Uri, text: string, { start, end }: Span): TroublePlace {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const at = (offset: number): readonly [line: number, column: number] => {
    const lines = text.slice(mark, Math.max(mark, offset)).split(/\r\n|\r|\n/);
    return [lines.length - 1, lines.at(-1)?.length ?? 0];
  };
  return { uri, range: new Range(...at(start), ...at(end)) };
}

/** From the workspace's folder down to the document's own, which counts most. */
function foldersAbove(folder: Uri): readonly Uri[] {
  const root = workspace.getWorkspaceFolder(folder)?.uri;
  if (root === undefined) return folder.scheme === "untitled" ? [] : [folder];
  const folders = [folder];
  for (let place = folder; place.path.length > root.path.length;) {
    place = Uri.joinPath(place, "..");
    folders.unshift(place);
  }
  return folders;
}

async function readText(uri: Uri): Promise<ReadText> {
  try {
    // By itself, the editor is busy drawing just when a file has been opened.
    if (uri.scheme === "file") {
      const root = workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, "..");
      return await readBesideFile(uri.fsPath, root.fsPath);
    }
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0) return { kind: "absent" };
    if (size > mostBytes) return { kind: "unread", reason: "tooLarge" };
    return { kind: "text", text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch (error) {
    return isAbsent(error) ? { kind: "absent" } : { kind: "unread", reason: "unreadable" };
  }
}

/** That there is no such file is the usual case; of other file systems nothing else can be told apart for certain. */
function isAbsent(error: unknown): boolean {
  if (error instanceof FileSystemError) return error.code !== "NoPermissions";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
