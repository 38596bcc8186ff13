/**
 * The environments of this window's request files: read from the files beside them, up to the workspace's folder, and from
 * REST Client's setting; of which a person chooses one. Nothing is ever written to any of these places.
 */
import { Disposable, EventEmitter, RelativePattern, workspace } from "vscode";
import type { GlobPattern, Memento, TextDocument, Uri } from "vscode";
import type { Environments, EnvironmentVariables } from "../requestFile/environments.ts";
import { readInSlices, requestFilesOf } from "./requestDocument.ts";
import {
  dotenvName,
  environmentSetting,
  folderOf,
  noSurroundings,
  readSurroundings,
  surroundingFiles,
} from "./requestSurroundings.ts";
import type { Surroundings } from "./requestSurroundings.ts";

const memoryKey = "unbook.requestEnvironment";

/** The environments of this window. */
export class RequestEnvironments implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  /** Fires when another environment is chosen, and when what one says has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #hasRead = new EventEmitter<void>();
  /** Fires when what stands beside some file has been read anew. */
  readonly onDidRead = this.#hasRead.event;
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
      this.#watch(`**/${surroundingFiles}`),
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#forget();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(environmentSetting)) this.#forget();
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
    await readInSlices(document);
    const { uri } = document;
    const folder = folderOf(uri);
    const key = folder.toString();
    let reading = this.#reading.get(key);
    const asksDotenv = requestFilesOf(document).some(({ text }) => text.includes(dotenvName));
    if (reading === undefined || (asksDotenv && !reading.asksDotenv)) {
      this.#watchOutside(folder);
      reading = { asksDotenv, surroundings: readSurroundings(uri, asksDotenv) };
      this.#reading.set(key, reading);
    }
    const read = await reading.surroundings;
    if (this.#read.get(key) !== read && this.#reading.get(key) === reading) {
      this.#read.set(key, read);
      this.#revision += 1;
      this.#hasRead.fire();
    }
  }

  /** The environments that a document has, as far as they have been read. */
  of(document: TextDocument): Environments {
    return this.surroundingsOf(document).environments;
  }

  /** What the chosen environment gives a document; what all share where it has no such environment. */
  variablesOf(document: TextDocument): EnvironmentVariables {
    const { byName, shared } = this.of(document);
    return byName.get(this.chosen ?? "") ?? shared;
  }

  /** The `.env` file beside a document, if there is one. */
  dotenvOf(document: TextDocument): ReadonlyMap<string, string> | undefined {
    return this.surroundingsOf(document).dotenv;
  }

  /** All that stands beside a document, as far as it has been read, and what is wrong with it. */
  surroundingsOf({ uri }: TextDocument): Surroundings {
    return this.#read.get(folderOf(uri).toString()) ?? noSurroundings;
  }

  dispose(): void {
    for (const subscription of [...this.#subscriptions, ...this.#outsideWatchers.values()]) subscription.dispose();
    this.#changed.dispose();
    this.#hasRead.dispose();
  }

  #watchOutside(folder: Uri): void {
    const key = folder.toString();
    const isSeen = folder.scheme === "untitled" || workspace.getWorkspaceFolder(folder) !== undefined;
    if (isSeen || this.#outsideWatchers.has(key)) return;
    this.#outsideWatchers.set(key, this.#watch(new RelativePattern(folder, surroundingFiles)));
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
