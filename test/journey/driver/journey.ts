/**
 * Declares a journey: a test of the packaged extension through its real user interface. One that fails leaves a picture of
 * how it failed, and prints that picture's path and the end of the extension host's log. One in which only a wait ran out is
 * played once more, which is told: with several at a time, a machine may be busy for longer than any wait. What is seen wrong
 * is wrong the first time.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inspect, stripVTControlCharacters } from "node:util";
import type { Browser } from "playwright-core";
import { contractBreaches } from "../../contract/heldSandbox.ts";
import { closeUnlessStuck, openBrowser } from "../../host/browser.ts";
import { installChromium } from "../../host/installChromium.ts";
import { isImpatience, playedTwiceMark, WaitedInVain } from "./patience.ts";
import { findSecrets, secretsIn } from "./secrets.ts";
import { setStage, type Stage, type StageOptions } from "./stage.ts";

/** How a journey is run. */
export interface JourneyOptions extends StageOptions {
  /** In milliseconds; a journey that takes longer has failed. Default 120 000. */
  readonly timeoutMs?: number;
}

/** For all journeys of a file, each of which has a context of its own in it, as with somebody else's browser. */
let browser: Browser | undefined;
after(async () => closeUnlessStuck(browser));

/** Declares a journey. Its name also names the folder of its pictures. */
export function journey(name: string, steps: (stage: Stage) => Promise<void>, options: JourneyOptions = {}): void {
  test(name, async (context) => {
    try {
      await play(name, steps, options);
    } catch (error) {
      if (!isImpatience(error)) throw error;
      // Its first lines say what was waited for.
      const reason = stripVTControlCharacters(error.message).split("\n", 3).join(" ");
      context.diagnostic(`${playedTwiceMark}${name}. ${reason}`);
      await play(`${name} once more`, steps, options);
    }
  });
}

async function play(
  name: string,
  steps: (stage: Stage) => Promise<void>,
  { timeoutMs = 120_000, ...stageOptions }: JourneyOptions,
): Promise<void> {
  const stage = await setStage(name, { hasFewBuiltIns: true, ...stageOptions }, await sharedBrowser());
  const overdue = Promise.withResolvers<never>();
  // Not node:test's own time limit: that would leave no time to take the picture.
  const timer = setTimeout(() => {
    overdue.reject(new WaitedInVain(`The journey is not over after ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    await Promise.race([steps(stage), overdue.promise]);
    assert.deepEqual(await leakedSecrets(stage), [], "no code and no token can be read anywhere");
    assert.deepEqual(contractBreaches(await stage.sandbox.exchanges()), [], "the sandbox answers as Graph would");
  } catch (error) {
    process.stderr.write(`\n${await describeFailure(name, stage, error)}\n\n`);
    throw error;
  } finally {
    clearTimeout(timer);
    await stage.dispose();
  }
}

async function sharedBrowser(): Promise<Browser> {
  // One that has crashed takes no other journey with it.
  if (browser?.isConnected() !== true) {
    browser = await openBrowser(await installChromium((line) => void process.stderr.write(`${line}\n`)));
  }
  return browser;
}

/** The sandbox's codes and tokens in anything that was written or shown. */
async function leakedSecrets(stage: Stage): Promise<readonly string[]> {
  const shown = [...stage.browserConsole, stage.screenshots.texts].join("\n");
  return [...(await findSecrets([stage.dataFolder, stage.workspaceFolder], [])), ...secretsIn(shown, [])];
}

async function describeFailure(
  name: string,
  { workbench, host, browserConsole }: Stage,
  error: unknown,
): Promise<string> {
  const picture = await workbench.screenshot("failed").catch((error: unknown) => `none (${String(error)})`);
  return [
    `Journey failed: ${name}`,
    stripVTControlCharacters(inspect(error)),
    `Screenshot: ${picture}`,
    await host.logTail(),
    ...(browserConsole.length === 0 ? [] : ["--- browser console", ...browserConsole.slice(-20)]),
  ].join("\n");
}
