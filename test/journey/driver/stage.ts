/**
 * What one journey plays on: the packaged extension, installed in a VS Code that nothing else has used, opened in a browser
 * with a copy of the sample workspace, and the sandbox's outside.
 */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../../host/browser.ts";
import { findFreePort } from "../../host/freePort.ts";
import { installChromium } from "../../host/installChromium.ts";
import { installWebHost } from "../../host/installHost.ts";
import { copySampleWorkspace, emptyCacheFolder, vsixFile } from "../../host/projectFolders.ts";
import { installExtension, startWebHost, type UserSettings, type WebHost } from "../../host/webHost.ts";
import type { SandboxLoad } from "../../../src/sandbox/sandboxContract.ts";
import { startSandbox } from "../../../src/sandbox/startSandbox.ts";
import { SandboxOutside } from "./sandboxOutside.ts";
import { fileNameOf, Screenshots } from "./screenshots.ts";
import { Workbench } from "./workbench.ts";

/** How a stage is set. */
export interface StageOptions {
  /** The user's settings. Default: none. */
  readonly settings?: UserSettings;
  /** Is the extension to open its sandbox by itself, signed in? Default: true. */
  readonly opensSandbox?: boolean;
  /** Runs the sandbox here instead, so that it outlives the extension host, and with so much in it. Default: not. */
  readonly outsideSandbox?: SandboxLoad;
  /** A file of the sample workspace that is open at the beginning. Default: none. */
  readonly openFile?: string;
  /** Environment variables that the extension is to see. Default: none beside `UNBOOK_SANDBOX`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Are folders untrusted until the person trusts them? Default: false. */
  readonly restrictsUntrustedFolders?: boolean;
  /** The packaged extension to install, absolute. Default: ours, as `npm run package` has made it. */
  readonly vsix?: string;
  /** Another packaged extension to install beside it, absolute. Default: none. */
  readonly beside?: string;
}

/** A stage that is set. */
export interface Stage {
  readonly workbench: Workbench;
  readonly host: WebHost;
  /** The sandbox that the extension opens by itself; nobody listens there if it does not. */
  readonly sandbox: SandboxOutside;
  /** The workspace that is open, absolute. */
  readonly workspaceFolder: string;
  /** Everything that VS Code writes: settings, state, logs. Absolute. */
  readonly dataFolder: string;
  readonly screenshots: Screenshots;
  /** When the browser began to load VS Code, as `performance.now()` counts. */
  readonly loadingSince: number;
  /** What the page wrote to the browser's console: errors, and the extension's own lines. */
  readonly browserConsole: readonly string[];
  /** Closes the browser and VS Code. */
  dispose(): Promise<void>;
}

interface Preparation {
  readonly serverScript: string;
  readonly extensionsFolder: string;
  readonly chromium: string;
}

/** What is slow and the same for all journeys with one packaged extension. */
const preparations = new Map<string, Promise<Preparation>>();

/** Sets the stage of a journey. */
export async function setStage(journeyName: string, options: StageOptions = {}): Promise<Stage> {
  const packages = [options.vsix ?? vsixFile, ...(options.beside === undefined ? [] : [options.beside])];
  const preparation = preparations.get(packages.join()) ?? prepare(packages, String(preparations.size));
  preparations.set(packages.join(), preparation);
  const { serverScript, extensionsFolder, chromium } = await preparation;
  const folder = await emptyCacheFolder("journeys", fileNameOf(journeyName));
  const dataFolder = path.join(folder, "data");
  const workspaceFolder = await copySampleWorkspace(path.join(folder, "workspace"));
  const sandbox = new SandboxOutside(await findFreePort());
  const outside = options.outsideSandbox && (await startSandbox({ port: sandbox.port, load: options.outsideSandbox }));
  const host = await startWebHost({
    serverScript,
    dataFolder,
    extensionsFolder,
    // A row that sticks to the top would cover those that are looked for.
    settings: { "workbench.tree.enableStickyScroll": false, ...options.settings },
    environment: {
      ...(options.opensSandbox === false
        ? {}
        : { UNBOOK_SANDBOX: outside === undefined ? String(sandbox.port) : JSON.stringify(outside.addresses) }),
      ...options.environment,
    },
    restrictsUntrustedFolders: options.restrictsUntrustedFolders ?? false,
  });
  let browser: Browser | undefined;
  const dispose = async (): Promise<void> => {
    await browser?.close();
    await host.dispose();
    await outside?.dispose();
  };
  try {
    browser = await openBrowser(chromium);
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    // The key that VS Code's secrets are sealed with in the browser. The full code-server gives one out, its core does not.
    await context.route("**/mint-key", async (route) => route.fulfill({ body: randomBytes(32) }));
    const page = await context.newPage();
    const browserConsole: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.text().includes("[Extension Host]"))
        browserConsole.push(message.text());
    });
    const screenshots = await Screenshots.begin(journeyName);
    const file = options.openFile === undefined ? undefined : path.join(workspaceFolder, options.openFile);
    const loadingSince = performance.now();
    const workbench = await Workbench.open(page, host.addressOf(workspaceFolder, file), screenshots);
    return {
      workbench,
      host,
      sandbox,
      workspaceFolder,
      dataFolder,
      screenshots,
      loadingSince,
      browserConsole,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function prepare(packages: readonly string[], name: string): Promise<Preparation> {
  for (const vsix of packages) {
    if (!existsSync(vsix)) throw new Error(`There is no ${vsix}; npm run package makes ours.`);
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { serverScript } = await installWebHost(say);
  const chromium = await installChromium(say);
  // Its own per process, so that two runs at a time do not install over each other.
  const folder = await emptyCacheFolder("journeys", `installed-${process.pid}-${name}`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const extensionsFolder = path.join(folder, "extensions");
  await mkdir(extensionsFolder);
  for (const vsix of packages) {
    await installExtension({ serverScript, dataFolder: path.join(folder, "data"), extensionsFolder, vsix });
  }
  return { serverScript, extensionsFolder, chromium };
}
