/**
 * What one journey plays on: the packaged extension, installed in a VS Code that nothing else has used, opened in a browser
 * with a copy of the sample workspace, and the sandbox's outside.
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { closeUnlessStuck, movingOnceScript, openBrowser } from "../../host/browser.ts";
import { linkFewBuiltIns } from "../../host/fewBuiltIns.ts";
import { findFreePort } from "../../host/freePort.ts";
import { installChromium } from "../../host/installChromium.ts";
import { installWebHost } from "../../host/installHost.ts";
import { copySampleWorkspace, emptyCacheFolder, vsixFile } from "../../host/projectFolders.ts";
import { startWebHost, type UserSettings, type WebHost } from "../../host/webHost.ts";
import type { SandboxLoad } from "../../../src/sandbox/sandboxContract.ts";
import { startSandbox } from "../../../src/sandbox/startSandbox.ts";
import { copyInstalled } from "./installedPackages.ts";
import { SandboxOutside } from "./sandboxOutside.ts";
import { fileNameOf, Screenshots } from "./screenshots.ts";
import { Workbench } from "./workbench.ts";

/** Nothing comes up over the rows that are looked for: no row that sticks to the top, and no hover of the one before. */
const uncoveredSettings: UserSettings = {
  "workbench.tree.enableStickyScroll": false,
  "workbench.hover.delay": 600_000,
};

/** With hovers of rows and buttons after half a second, as everybody has them. */
export const hoveringSettings: UserSettings = { "workbench.hover.delay": 500 };

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
  /** Does VS Code have only those of its own extensions that Unbook meets, so that it starts sooner? Default: false, all. */
  readonly hasFewBuiltIns?: boolean;
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

/**
 * Sets the stage of a journey.
 * @param sharedBrowser A browser for several stages, which have nothing in common in it but the clipboard; whoever opened it
 *   closes it. Default: one of its own.
 */
export async function setStage(
  journeyName: string,
  options: StageOptions = {},
  sharedBrowser?: Browser,
): Promise<Stage> {
  const packages = [options.vsix ?? vsixFile, ...(options.beside === undefined ? [] : [options.beside])];
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { serverScript } = await installWebHost(say);
  const folder = await emptyCacheFolder("journeys", fileNameOf(journeyName));
  const dataFolder = path.join(folder, "data");
  const extensionsFolder = await copyInstalled(packages, path.join(folder, "extensions"), { serverScript });
  const workspaceFolder = await copySampleWorkspace(path.join(folder, "workspace"));
  const browser = sharedBrowser ?? (await openBrowser(await installChromium(say)));
  const sandbox = new SandboxOutside(await findFreePort());
  const outside = options.outsideSandbox && (await startSandbox({ port: sandbox.port, load: options.outsideSandbox }));
  const host = await startWebHost({
    serverScript,
    dataFolder,
    extensionsFolder,
    settings: { ...uncoveredSettings, ...options.settings },
    environment: {
      ...(options.opensSandbox === false
        ? {}
        : { UNBOOK_SANDBOX: outside === undefined ? String(sandbox.port) : JSON.stringify(outside.addresses) }),
      ...options.environment,
    },
    restrictsUntrustedFolders: options.restrictsUntrustedFolders ?? false,
    ...(options.hasFewBuiltIns === true && {
      builtInExtensionsFolder: await linkFewBuiltIns(path.join(folder, "built-in"), { serverScript }),
    }),
  });
  let context: BrowserContext | undefined;
  const dispose = async (): Promise<void> => {
    await closeUnlessStuck(context);
    if (browser !== sharedBrowser) await closeUnlessStuck(browser);
    await host.dispose();
    await outside?.dispose();
  };
  try {
    context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await context.addInitScript({ content: sealingKeyScript() });
    await context.addInitScript({ content: movingOnceScript });
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
    // It is the browser's, and so the journey's before.
    if (sharedBrowser !== undefined) await page.evaluate('navigator.clipboard.writeText("")');
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

/**
 * Gives VS Code the key that its secrets are sealed with in the browser, which the full code-server gives out and its core
 * does not: the same one each time, so that what a window has sealed, the next one opens. Not by way of Playwright's `route`,
 * through which each of VS Code's files would have to go.
 */
function sealingKeyScript(): string {
  return `{
    const ask = window.fetch;
    window.fetch = (input, init) =>
      String(input).endsWith("/mint-key")
        ? Promise.resolve(new Response(Uint8Array.of(${randomBytes(32).join()})))
        : ask(input, init);
  }`;
}
