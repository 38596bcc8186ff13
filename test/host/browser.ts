/** Chromium, started for showing VS Code to tests: without a window, and without talking to anyone on its own. */
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Browser, type BrowserContext } from "playwright-core";

/** Starts Chromium. The caller closes it; it also ends with this process. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    headless: true,
    // Whoever is interrupted ends as a whole, and the browser with it; it is not to be closed under a test that goes on.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // Chromium's own sandbox cannot be had as root or in most containers, and only our own pages are opened.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Closes a browser, or a context of it, unless it is stuck and does not answer: it ends with this process at the latest. */
export async function closeUnlessStuck(opened: Browser | BrowserContext | undefined): Promise<void> {
  const patience = new AbortController();
  await Promise.race([opened?.close(), sleep(20_000, undefined, { signal: patience.signal })]);
  patience.abort();
}

/**
 * For each page before it loads: lets what moves without end, as a spinning icon or the bar of a progress, do so only once.
 * Without a graphics card Chromium would be busy with drawing it for as long as a test waits.
 */
export const movingOnceScript = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { animation-iteration-count: 1 !important; }");
  document.adoptedStyleSheets.push(sheet);
}`;
