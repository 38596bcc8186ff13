#!/usr/bin/env node
/**
 * The web host in the clothes of desktop VS Code's program: `@vscode/test-electron` starts it with the same parameters,
 * and its exit code says how the tests went. So one runner serves both hosts. Parameters that mean nothing here, as
 * `--disable-gpu-sandbox`, are ignored.
 */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { movingOnceScript, openBrowser } from "./browser.ts";
import { installChromium } from "./installChromium.ts";
import { installWebHost } from "./installHost.ts";
import { endWith } from "./mendableError.ts";
import { startWebHost, type UserSettings } from "./webHost.ts";

/** Longer than any run takes; the tests have their own, shorter times. */
const runTimeoutMs = 10 * 60_000;

const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
const [workspaceFolder = process.cwd()] = positionals;
const dataFolder = path.resolve(parameter("user-data-dir"));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { serverScript } = await installWebHost(say).catch(endWith);
const chromium = await installChromium(say).catch(endWith);

const extensionsFolder = path.resolve(parameter("extensions-dir"));
await mkdir(extensionsFolder, { recursive: true });
const host = await startWebHost({
  serverScript,
  dataFolder,
  extensionsFolder,
  settings: await readDesktopSettings(),
  acceptsExtensionTests: true,
});
const browser = await openBrowser(chromium);
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
await page.addInitScript({ content: movingOnceScript });
const ended = Promise.withResolvers<number>();
// The workbench calls these two when it runs extension tests; they have to be there before it is loaded.
await page.exposeFunction("codeAutomationLog", (type: string, values: readonly unknown[]) => {
  process.stdout.write(`[${type}] ${values.map(String).join(" ")}\n`);
});
await page.exposeFunction("codeAutomationExit", (code: number) => ended.resolve(code));
const timeout = setTimeout(() => {
  say(`The tests have not ended after ${runTimeoutMs / 60_000} minutes.`);
  ended.resolve(1);
}, runTimeoutMs);
page.once("crash", () => ended.resolve(1));

const address = host.addressOf(workspaceFolder);
const remote = (folder: string): string => `vscode-remote://${address.host}${path.resolve(folder)}`;
address.searchParams.set(
  "payload",
  JSON.stringify([
    ["extensionDevelopmentPath", remote(parameter("extensionDevelopmentPath"))],
    ["extensionTestsPath", remote(parameter("extensionTestsPath"))],
  ]),
);
await page.goto(address.href);
const code = await ended.promise;
clearTimeout(timeout);
if (code !== 0) say(await host.logTail());
await browser.close();
await host.dispose();
process.exitCode = code;

function parameter(name: string): string {
  const value = values[name];
  if (typeof value !== "string") throw new Error(`--${name}=… is missing`);
  return value;
}

/** The settings in the place where desktop VS Code looks for them. */
async function readDesktopSettings(): Promise<UserSettings> {
  const text = await readFile(path.join(dataFolder, "User/settings.json"), "utf8");
  // Written by our runner as JSON without comments.
  return JSON.parse(text) as UserSettings;
}
