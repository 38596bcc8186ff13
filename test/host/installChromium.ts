/**
 * Finds or installs the browser in which VS Code is shown to the tests. Any Chromium or Chrome of the last years serves.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { CommandFailed, runProgram } from "./childProcesses.ts";
import { MendableError } from "./mendableError.ts";
import { projectFolder } from "./projectFolders.ts";

/** No browser could be found or installed. The message names the ways to bring one. */
class BrowserMissing extends MendableError {
  override readonly name = "BrowserMissing";
}

/** Where the browser is on most machines, by platform. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/opt/google/chrome/chrome",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The browser's program: the one that `CHROME_PATH` names, one in a usual place, or one that is installed now, from
 * Debian's packages if we may, else by Playwright.
 * @param say Told what is being done, one line each.
 * @throws {BrowserMissing}
 */
export async function installChromium(say: (line: string) => void): Promise<string> {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new BrowserMissing(`CHROME_PATH names ${named}, which is not there.`);
  }
  const present = findBrowser();
  if (present !== undefined) return present;

  const failures: string[] = [];
  for (const way of [installFromDebian, downloadByPlaywright]) {
    try {
      await way(say);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      failures.push(`${error.message}\n${error.lastLines}`);
    }
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new BrowserMissing(
    [
      "There is no Chromium or Chrome here, and none could be installed. Any one of these helps:",
      "  1. set CHROME_PATH to the program of an installed Chromium, Chrome or Edge",
      "  2. install it from your system's packages (Debian, as root: apt-get install chromium)",
      "  3. let Playwright download it: npx playwright-core install chromium",
      ...failures,
    ].join("\n"),
  );
}

function findBrowser(): string | undefined {
  return [...(usualPlaces[process.platform] ?? []), chromium.executablePath()].find((file) => existsSync(file));
}

async function installFromDebian(say: (line: string) => void): Promise<void> {
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) return;
  say("Installing Chromium from Debian's packages …");
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update", "-q"], { environment });
  await runProgram("apt-get", ["install", "-q", "-y", "chromium"], { environment });
}

async function downloadByPlaywright(say: (line: string) => void): Promise<void> {
  say("Downloading Chromium with Playwright …");
  const program = path.join(projectFolder, "node_modules/playwright-core/cli.js");
  await runProgram(process.execPath, [program, "install", "chromium"]);
}
