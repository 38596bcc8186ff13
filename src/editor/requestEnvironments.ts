/**
 * The environments of this window's request files: read from the files beside them, up to the workspace's folder, and from
 * REST Client's setting; of which a person chooses one. Nothing is ever written to any of these places.
 */
import { readFile } from "node:fs/promises";
import { EventEmitter, Uri, workspace } from "vscode";
import type { Disposable, Memento, TextDocument } from "vscode";
import { readEnvironments } from "../requestFile/environments.ts";
import type { Environments, EnvironmentSource, EnvironmentVariables } from "../requestFile/environments.ts";
import { readDotenv } from "../requestFile/readDotenv.ts";

/** What stands beside a request file. */
interface Surroundings {
  readonly environments: Environments;
  /** The nearest `.env` file's variables; undefined if there is none. */
  readonly dotenv: ReadonlyMap<string, string> | undefined;
}

/** In the order in which later ones count before earlier ones. */
const fileNames = [
  { name: "http-client.env.json", isPrivate: false },
  { name: "http-client.private.env.json", isPrivate: true },
] as const;

const settingName = "rest-client.environmentVariables";
const memoryKey = "unbook.requestEnvironment";
const none: Surroundings = { environments: readEnvironments([]), dotenv: undefined };

/** The environments of this window. */
export class RequestEnvironments implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  /** Fires when another environment is chosen, and when what one says has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #reading = new Map<string, Promise<Surroundings>>();
  readonly #read = new Map<string, Surroundings>();
  readonly #subscriptions: readonly Disposable[];
  #revision = 0;

  /** @param memory the workspace's own: an environment's name means something else elsewhere. */
  constructor(memory: Memento) {
    this.#memory = memory;
    const watcher = workspace.createFileSystemWatcher("**/{http-client.env.json,http-client.private.env.json,.env}");
    const forget = (): void => {
      this.#reading.clear();
      this.#changeNow();
    };
    this.#subscriptions = [
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settingName)) forget();
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

  /** Reads what stands beside a document, unless that is known. What cannot be read is not there. */
  async prepare({ uri }: TextDocument): Promise<void> {
    const folder = folderOf(uri);
    const key = folder.toString();
    let reading = this.#reading.get(key);
    if (reading === undefined) {
      reading = readSurroundings(uri, folder);
      this.#reading.set(key, reading);
    }
    const read = await reading;
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
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #surroundings({ uri }: TextDocument): Surroundings {
    return this.#read.get(folderOf(uri).toString()) ?? none;
  }

  #changeNow(): void {
    this.#revision += 1;
    this.#changed.fire();
  }
}

function folderOf(uri: Uri): Uri {
  return uri.scheme === "untitled" ? (workspace.workspaceFolders?.[0]?.uri ?? uri) : Uri.joinPath(uri, "..");
}

async function readSurroundings(uri: Uri, folder: Uri): Promise<Surroundings> {
  const setting: unknown = workspace.getConfiguration(undefined, uri).get(settingName);
  const folders = foldersAbove(folder);
  const files = folders.flatMap((place) => fileNames.map((file) => ({ ...file, uri: Uri.joinPath(place, file.name) })));
  const [texts, dotenvs] = await Promise.all([
    Promise.all(files.map(async (file) => readText(file.uri))),
    Promise.all(folders.map(async (place) => readText(Uri.joinPath(place, ".env")))),
  ]);
  const sources = files.flatMap(({ name, isPrivate }, index): readonly EnvironmentSource[] => {
    const text = texts[index];
    return text === undefined ? [] : [{ name, isPrivate, content: { kind: "text", text } }];
  });
  const nearest = dotenvs.findLast((text) => text !== undefined);
  return {
    environments: readEnvironments([
      { name: settingName, isPrivate: false, content: { kind: "value", value: setting } },
      ...sources,
    ]),
    dotenv: nearest === undefined ? undefined : readDotenv(nearest),
  };
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
    if (uri.scheme === "file") return await readFile(uri.fsPath, "utf8");
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // That there is no such file is the usual case.
    return undefined;
  }
}
