/**
 * Finds or installs the VS Code that the tests and `npm start` run in. Two kinds serve: desktop VS Code, named by
 * `VSCODE_EXECUTABLE` or downloaded by `@vscode/test-electron`; and VS Code's own server and workbench as the npm
 * package code-server carries them, which needs the npm registry alone and is shown in Chromium.
 */
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { existsSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { CommandFailed, runNpm } from "./childProcesses.ts";
import { installOnce } from "./installOnce.ts";
import { MendableError } from "./mendableError.ts";
import { cacheFolder } from "./projectFolders.ts";

/** The npm package, with the VS Code that it contains: https://www.npmjs.com/package/code-server */
const webPackage = { name: "code-server", version: "4.139.1", vscodeVersion: "1.139" } as const;

/** A VS Code that can be started. */
export type InstalledHost =
  | { readonly kind: "desktop"; readonly executable: string }
  | {
      readonly kind: "web";
      /** The server's program, to be run by Node 24. */
      readonly serverScript: string;
    };

/** VS Code could be neither found nor installed. The message says what to do. */
export class HostMissing extends MendableError {
  override readonly name = "HostMissing";
}

/**
 * The VS Code for extension-host tests: the one that `VSCODE_EXECUTABLE` names, else a downloaded desktop one if
 * `wanted` is `desktop`, else the web one.
 * @param say Told what is being done, one line each.
 * @throws {HostMissing}
 */
export async function installHost(wanted: "desktop" | "web", say: (line: string) => void): Promise<InstalledHost> {
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named !== undefined && named !== "") return { kind: "desktop", executable: mustExist(named) };
  if (wanted === "web") return await installWebHost(say);
  say("Looking for desktop VS Code, downloading it if need be …");
  try {
    return { kind: "desktop", executable: await downloadAndUnzipVSCode({ cachePath: cacheFolder }) };
  } catch (cause) {
    throw new HostMissing(
      "Desktop VS Code could not be downloaded. Set VSCODE_EXECUTABLE to an installed one, or leave out --desktop " +
        "to run in the browser.",
      { cause },
    );
  }
}

/**
 * The VS Code that runs in a browser, installed below `.vscode-test/` if it is not there yet.
 * @throws {HostMissing}
 */
export async function installWebHost(
  say: (line: string) => void,
): Promise<Extract<InstalledHost, { readonly kind: "web" }>> {
  const { name, version, vscodeVersion } = webPackage;
  const server = path.join("node_modules", name, "lib/vscode");
  const folder = await installOnce(
    path.join(cacheFolder, `${name}-${version}`),
    path.join(server, "out/server-main.js"),
    async (target) => {
      say(`Installing VS Code ${vscodeVersion} from npm into ${path.relative(process.cwd(), target)} (620 MB, once) …`);
      // Scripts stay off: they would compile native modules. The two that are missed are replaced below.
      await npmInstall(target, ["--no-package-lock", `${name}@${version}`]);
      say("Installing the packages of VS Code's server …");
      await npmInstall(path.join(target, server), ["--omit=dev"]);
      say("Installing the packages of VS Code's built-in extensions …");
      await npmInstall(path.join(target, server, "extensions"), ["--omit=dev"]);
      await replaceNativeModules(path.join(target, server, "node_modules/@vscode"));
    },
    () => say("Another run is installing VS Code; waiting for it …"),
  );
  return { kind: "web", serverScript: path.join(folder, server, "out/server-main.js") };
}

async function replaceNativeModules(folder: string): Promise<void> {
  await copyFile(path.join(import.meta.dirname, "webHostLogger.cjs"), path.join(folder, "spdlog/index.js"));
  // It ends an extension host whose server has died; our hosts end with their whole process group.
  await writeFile(path.join(folder, "native-watchdog/index.js"), "exports.start = () => {};\n");
}

async function npmInstall(folder: string, parameters: readonly string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  try {
    await runNpm(["install", "--prefix", folder, "--ignore-scripts", ...quiet, ...parameters], { folder });
  } catch (cause) {
    const lastLines = cause instanceof CommandFailed ? cause.lastLines : "";
    throw new HostMissing(
      `VS Code could not be installed from the npm registry:\n${lastLines}\n` +
        "Run again when the registry can be reached, or set VSCODE_EXECUTABLE to an installed desktop VS Code.",
      { cause },
    );
  }
}

function mustExist(executable: string): string {
  if (existsSync(executable)) return executable;
  throw new HostMissing(`VSCODE_EXECUTABLE names ${executable}, which is not there.`);
}
