/**
 * VS Code as a server of its own on this machine, to be opened in a browser: the workbench is drawn there, extensions run
 * here. Every start has its own user data, so that nothing of one run is met in the next.
 */
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { onEachLine, runProgram, startProgram, stopProgram } from "./childProcesses.ts";
import { findFreePort } from "./freePort.ts";
import type { InstalledHost } from "./installHost.ts";
import { startLocalhostRedirector } from "./localhostRedirector.ts";

/** Settings of VS Code, as they stand in a `settings.json`. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** How VS Code is started. */
export interface WebHostOptions {
  readonly serverScript: Extract<InstalledHost, { readonly kind: "web" }>["serverScript"];
  /** Settings, state and logs go here: a folder that nothing else uses at the same time. */
  readonly dataFolder: string;
  /** Where extensions are installed: may be shared between hosts that run one after the other. */
  readonly extensionsFolder: string;
  /** The user's settings, beside the few that keep VS Code quiet. Default: none. */
  readonly settings?: UserSettings;
  /** Environment variables that extensions are to see. Default: none beside our own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Port on 127.0.0.1. Default: any free one. */
  readonly port?: number;
  /** Should untrusted folders be restricted, as they are on a person's machine? Default: false, every folder is trusted. */
  readonly restrictsUntrustedFolders?: boolean;
  /** The folder of the extensions that VS Code brings, absolute. Default: all that it has. */
  readonly builtInExtensionsFolder?: string;
  /** May a page ask for a run of extension tests? Default: false. */
  readonly acceptsExtensionTests?: boolean;
}

/** A running VS Code. */
export interface WebHost {
  /** As `http://127.0.0.1:41999`. */
  readonly origin: string;
  /** The page that shows VS Code with this folder open, and a file of it if one is given. Both are absolute. */
  addressOf(workspaceFolder: string, file?: string): URL;
  /** Replaces the user's settings. A page that is already open follows when it is loaded anew. */
  changeSettings(settings: UserSettings): Promise<void>;
  /** The last lines of what the extension host and our extension have logged, newest last, each file under its name. */
  logTail(): Promise<string>;
  /** Stops the server and every extension host. */
  dispose(): Promise<void>;
}

/** Nothing that asks, greets, or talks to the outside. */
export const quietSettings: UserSettings = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "remote.autoForwardPorts": false,
};

const startTimeoutMs = 60_000;

/** Starts VS Code; it is listening when this returns. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { dataFolder } = options;
  await writeSettings(dataFolder, options.settings ?? {});
  const port = options.port ?? (await findFreePort());
  const redirector = await startLocalhostRedirector();
  const server = startProgram(process.execPath, [options.serverScript, ...serverParameters(options, port)], {
    environment: {
      ...options.environment,
      VSCODE_PROXY_URI: redirector.template,
      // As `code` says it in a terminal: this environment is whole. Else a login shell is started and asked for its own.
      VSCODE_CLI: "1",
    },
  });
  const said: string[] = [];
  const listening = Promise.withResolvers<void>();
  for (const output of [server.stdout, server.stderr]) {
    if (output === null) continue;
    onEachLine(output, (line) => {
      said.push(line);
      if (said.length > 100) said.shift();
      if (line.includes("Extension host agent listening")) listening.resolve();
    });
  }
  server.once("error", (error) => listening.reject(error));
  server.once("exit", (code) => {
    listening.reject(new Error(`VS Code's server ended with code ${code}:\n${said.join("\n")}`));
  });
  const dispose = async (): Promise<void> => {
    redirector.dispose();
    await stopProgram(server);
  };
  const timeout = setTimeout(() => {
    listening.reject(new Error(`VS Code's server does not listen after ${startTimeoutMs} ms:\n${said.join("\n")}`));
  }, startTimeoutMs);
  try {
    await listening.promise;
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    clearTimeout(timeout);
  }

  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    addressOf: (folder, file) => {
      const address = new URL(origin);
      address.searchParams.set("folder", folder.split(path.sep).join("/"));
      if (file !== undefined) {
        const opened = `vscode-remote://${address.host}${file.split(path.sep).join("/")}`;
        address.searchParams.set("payload", JSON.stringify([["openFile", opened]]));
      }
      return address;
    },
    changeSettings: (settings) => writeSettings(dataFolder, settings),
    logTail: () => readLogTail(path.join(dataFolder, "data/logs")),
    dispose,
  };
}

/**
 * Installs a packaged extension, as `code --install-extension` does.
 * @throws {CommandFailed}
 */
export async function installExtension(
  options: Pick<WebHostOptions, "serverScript" | "dataFolder" | "extensionsFolder"> & { readonly vsix: string },
): Promise<void> {
  const parameters = [options.serverScript, "--install-extension", options.vsix, "--force", "--do-not-sync"];
  await runProgram(process.execPath, [...parameters, ...folderParameters(options)]);
}

function serverParameters(options: WebHostOptions, port: number): readonly string[] {
  return [
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--without-connection-token",
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
    // It would only cost time between two programs on one machine.
    "--disable-websocket-compression",
    ...folderParameters(options),
    ...(options.builtInExtensionsFolder === undefined
      ? []
      : ["--builtin-extensions-dir", options.builtInExtensionsFolder]),
    ...(options.restrictsUntrustedFolders === true ? [] : ["--disable-workspace-trust"]),
    ...(options.acceptsExtensionTests === true ? ["--enable-smoke-test-driver"] : []),
  ];
}

function folderParameters(options: Pick<WebHostOptions, "dataFolder" | "extensionsFolder">): readonly string[] {
  return ["--server-data-dir", options.dataFolder, "--extensions-dir", options.extensionsFolder];
}

async function writeSettings(dataFolder: string, settings: UserSettings): Promise<void> {
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  // The workbench takes the user's settings, the server the machine's; some of the quiet ones are read by both.
  for (const [scope, content] of [
    ["User", text],
    ["Machine", JSON.stringify(quietSettings, undefined, 2)],
  ] as const) {
    const folder = path.join(dataFolder, "data", scope);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "settings.json"), content);
  }
}

async function readLogTail(logsFolder: string): Promise<string> {
  const entries = await readdir(logsFolder, { recursive: true }).catch(() => []);
  const logs = entries.filter((entry) => /exthost\d*[\\/].*\.log$/.test(entry) && !/[\\/]vscode\./.test(entry));
  const parts: string[] = [];
  for (const log of logs.sort()) {
    const file = path.join(logsFolder, log);
    if ((await stat(file)).size === 0) continue;
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    parts.push(`--- ${log}`, ...lines.slice(-40));
  }
  return parts.length === 0 ? `(no extension-host log in ${logsFolder})` : parts.join("\n");
}
