/**
 * httpYac's parser, to compare ours with. The package is installed below `.vscode-test/` the first time that the bench
 * needs it: 68 MB that nothing else here uses. https://www.npmjs.com/package/httpyac
 */
import { createRequire } from "node:module";
import path from "node:path";
import { runNpm } from "../host/childProcesses.ts";
import { installOnce } from "../host/installOnce.ts";
import { cacheFolder } from "../host/projectFolders.ts";

/** The version that is compared with. */
export const httpYacVersion = "6.16.7";

/** Reads the text of a `.http` file and says how many requests it has found. */
export type RequestCounter = (text: string) => Promise<number>;

/** What is used of the package. */
interface HttpYac {
  /** Whoever uses the parser tells it how to reach files. */
  readonly io: { readonly fileProvider: object };
  readonly store: {
    readonly HttpFileStore: new () => {
      readonly getOrCreate: (
        fileName: string,
        getText: () => Promise<string>,
        version: number,
        options: { readonly workingDir: string; readonly config: object },
      ) => Promise<{ readonly httpRegions: readonly { readonly request?: object }[] }>;
    };
  };
}

/** Installs the package if need be. The parser that it gives remembers nothing of the texts before. */
export async function loadHttpYacParser(say: (line: string) => void): Promise<RequestCounter> {
  const proof = "node_modules/httpyac/package.json";
  const folder = await installOnce(
    path.join(cacheFolder, "bench", "httpyac"),
    proof,
    async (target) => {
      say("Installing httpYac's parser from npm into .vscode-test (once) …");
      const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--no-package-lock"];
      await runNpm(["install", "--prefix", target, "--ignore-scripts", ...quiet, `httpyac@${httpYacVersion}`], {
        folder: target,
      });
    },
    () => say("Another run is installing httpYac's parser; waiting for it …"),
  );
  const { io, store } = createRequire(path.join(folder, proof))("httpyac") as HttpYac;
  // There are no other files: their reading is not what is compared.
  Object.assign(io.fileProvider, {
    EOL: "\n",
    isAbsolute: async (name: string) => path.isAbsolute(name),
    dirname: (name: string) => path.dirname(name),
    joinPath: (...names: readonly string[]) => path.join(...names),
    fsPath: (name: string) => name,
    hasExtension: (name: string, ...endings: readonly string[]) => endings.includes(path.extname(name).slice(1)),
    exists: async () => false,
    readdir: async () => [],
  });
  return async (text) => {
    const fileName = path.join(folder, "bench.http");
    const options = { workingDir: folder, config: {} };
    const file = await new store.HttpFileStore().getOrCreate(fileName, async () => text, 1, options);
    return file.httpRegions.filter(({ request }) => request !== undefined).length;
  };
}
