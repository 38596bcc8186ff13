/**
 * The environments of this window's request files: read from the files beside them, up to the workspace's folder, and from
 * REST Client's setting; of which a person chooses one. Nothing is ever written to any of these places.
 */
import { readFile, stat } from "node:fs/promises";
import { Disposable, EventEmitter, FileType, RelativePattern, Uri, workspace } from "vscode";
import type { GlobPattern, Memento, TextDocument } from "vscode";
import { readEnvironments } from "../requestFile/environments.ts";
import type { Environments, EnvironmentSource, EnvironmentVariables } from "../requestFile/environments.ts";
import { readDotenv } from "../requestFile/readDotenv.ts";
import { requestFilesOf } from "./requestDocument.ts";

/** What stands beside a request file. */
interface Surroundings {
  readonly environments: Environments;
  /** The nearest `.env` file's variables; undefined if there is none, or nothing asks for it. */
  readonly dotenv: ReadonlyMap<string, string> | undefined;
}

/** In the order in which later ones count before earlier ones. */
const fileNames = [
  { name: "http-client.env.json", isPrivate: false },
  { name: "http-client.private.env.json", isPrivate: true },
] as const;

const watchedNames = `{${fileNames.map(({ name }) => name).join(",")},.env}`;
const settingName = "rest-client.environmentVariables";
/** Larger files hold something else. */
const mostBytes = 1024 * 1024;
const dotenvName = "$dotenv";
const memoryKey = "unbook.requestEnvironment";
const none: Surroundings = { environments: readEnvironments([]), dotenv: undefined };

/** The environments of this window. */
export class RequestEnvironments implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  /** Fires when another environment is chosen, and when what one says has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #reading = new Map<string, { readonly asksDotenv: boolean; readonly surroundings: Promise<Surroundings> }>();
  readonly #read = new Map<string, Surroundings>();
  /** Of folders outside of the workspace, of which its own watcher sees nothing. */
  readonly #outsideWatchers = new Map<string, Disposable>();
  readonly #subscriptions: readonly Disposable[];
  #revision = 0;

  /** @param memory the workspace's own: an environment's name means something else elsewhere. */
  constructor(memory: Memento) {
    this.#memory = memory;
    this.#subscriptions = [
      this.#watch(`**/${watchedNames}`),
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#forget();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settingName)) this.#forget();
      }),
    ];
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** The name of the chosen environment, which a document need not have. */
  get chosen(): string | undefined {
    return this.#memory.get<string>(memoryKey);
  }

  /** Chooses an environment; undefined for none. */
  async choose(name: string | undefined): Promise<void> {
    await this.#memory.update(memoryKey, name);
    this.#changeNow();
  }

  /**
   * Reads what stands beside a document, unless that is known. What cannot be read is not there; a `.env` file, which is
   * other programs', is read only in a trusted workspace and if something takes a value from it.
   */
  async prepare(document: TextDocument): Promise<void> {
    const { uri } = document;
    const folder = folderOf(uri);
    const key = folder.toString();
    let reading = this.#reading.get(key);
    const asksDotenv = requestFilesOf(document).some(({ text }) => text.includes(dotenvName));
    if (reading === undefined || (asksDotenv && !reading.asksDotenv)) {
      this.#watchOutside(folder);
      reading = { asksDotenv, surroundings: readSurroundings(uri, folder, asksDotenv) };
      this.#reading.set(key, reading);
    }
    const read = await reading.surroundings;
    if (this.#read.get(key) !== read && this.#reading.get(key) === reading) {
      this.#read.set(key, read);
      this.#revision += 1;
    }
  }

  /** The environments that a document has, as far as they have been read. */
  of(document: TextDocument): Environments {
    return this.#surroundings(document).environments;
  }

  /** What the chosen environment gives a document; what all share where it has no such environment. */
  variablesOf(document: TextDocument): EnvironmentVariables {
    const { byName, shared } = this.of(document);
    return byName.get(this.chosen ?? "") ?? shared;
  }

  /** The `.env` file beside a document, if there is one. */
  dotenvOf(document: TextDocument): ReadonlyMap<string, string> | undefined {
    return this.#surroundings(document).dotenv;
  }

  dispose(): void {
    for (const subscription of [...this.#subscriptions, ...this.#outsideWatchers.values()]) subscription.dispose();
    this.#changed.dispose();
  }

  #surroundings({ uri }: TextDocument): Surroundings {
    return this.#read.get(folderOf(uri).toString()) ?? none;
  }

  #watchOutside(folder: Uri): void {
    const key = folder.toString();
    const isSeen = folder.scheme === "untitled" || workspace.getWorkspaceFolder(folder) !== undefined;
    if (isSeen || this.#outsideWatchers.has(key)) return;
    this.#outsideWatchers.set(key, this.#watch(new RelativePattern(folder, watchedNames)));
  }

  #watch(pattern: GlobPattern): Disposable {
    const watcher = workspace.createFileSystemWatcher(pattern);
    const forget = (): void => {
      this.#forget();
    };
    return Disposable.from(
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
    );
  }

  #forget(): void {
    this.#reading.clear();
    this.#changeNow();
  }

  #changeNow(): void {
    this.#revision += 1;
    this.#changed.fire();
  }
}

function folderOf(uri: Uri): Uri {
  return uri.scheme === "untitled" ? (workspace.workspaceFolders?.[0]?.uri ?? uri) : Uri.joinPath(uri, "..");
}

async function readSurroundings(uri: Uri, folder: Uri, asksDotenv: boolean): Promise<Surroundings> {
  const setting: unknown = workspace.getConfiguration(undefined, uri).get(settingName);
  const folders = foldersAbove(folder);
  const files = folders.flatMap((place) => fileNames.map((file) => ({ ...file, uri: Uri.joinPath(place, file.name) })));
  const texts = await Promise.all(files.map(async (file) => readText(file.uri)));
  const sources = files.flatMap(({ name, isPrivate }, index): readonly EnvironmentSource[] => {
    const text = texts[index];
    return text === undefined ? [] : [{ name, isPrivate, content: { kind: "text", text } }];
  });
  const isAsked = asksDotenv || [JSON.stringify(setting), ...texts].some((text) => text?.includes(dotenvName));
  const nearest = isAsked && workspace.isTrusted ? await nearestDotenv(folders) : undefined;
  return {
    environments: readEnvironments([
      { name: settingName, isPrivate: false, content: { kind: "value", value: setting } },
      ...sources,
    ]),
    dotenv: nearest === undefined ? undefined : readDotenv(nearest),
  };
}

async function nearestDotenv(folders: readonly Uri[]): Promise<string | undefined> {
  const texts = await Promise.all(folders.map(async (place) => readText(Uri.joinPath(place, ".env"))));
  return texts.findLast((text) => text !== undefined);
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

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    // By itself, the editor is busy drawing just when a file has been opened.
    if (uri.scheme === "file") {
      const found = await stat(uri.fsPath);
      // A pipe of that name would never end.
      return found.isFile() && found.size <= mostBytes ? await readFile(uri.fsPath, "utf8") : undefined;
    }
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0 || size > mostBytes) return undefined;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // That there is no such file is the usual case.
    return undefined;
  }
}
