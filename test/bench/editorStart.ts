/**
 * What a person waits for in a real VS Code: how long the extension takes to start, as `Developer: Show Running Extensions`
 * says, and how long it takes from opening a large request file until its first lens is drawn. An extension with one fixed
 * lens is measured in turn with ours, so that the ratio says what of it is ours and not VS Code's.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { packageExtension } from "../host/packageExtension.ts";
import { setStage } from "../journey/driver/stage.ts";
import type { StageOptions } from "../journey/driver/stage.ts";
import { packageEmptyExtension } from "./emptyExtension.ts";
import { manyRequests } from "./manyRequests.ts";
import type { Figure } from "./figure.ts";
import { median } from "./figure.ts";

/** How the figures are taken. */
export interface EditorStartOptions {
  /** How many times each extension is started. */
  readonly starts: number;
  readonly say: (line: string) => void;
}

interface Start {
  /** As `Show Running Extensions` has it, in milliseconds. */
  readonly activationMs: number;
  /** From choosing the file to its first lens, in milliseconds. */
  readonly firstLensMs: number;
}

/** Starts both extensions in turn, each time in a VS Code that nothing else has used. */
export async function measureEditorStart({ starts, say }: EditorStartOptions): Promise<readonly Figure[]> {
  await packageExtension(say);
  const emptyVsix = await packageEmptyExtension();
  const ours: Start[] = [];
  const empty: Start[] = [];
  for (let round = 1; round <= starts; round += 1) {
    say(`Starting VS Code, ${round} of ${starts} …`);
    ours.push(await start("Unbook", { opensSandbox: false }));
    empty.push(await start("Empty", { opensSandbox: false, vsix: emptyVsix }));
  }
  return [
    figure("activation", ours, empty, ({ activationMs }) => activationMs),
    figure("first lens of a file of 50,000 lines", ours, empty, ({ firstLensMs }) => firstLensMs),
  ];
}

async function start(extensionName: string, options: StageOptions): Promise<Start> {
  const stage = await setStage(`bench ${extensionName}`, options);
  try {
    const { workbench, workspaceFolder } = stage;
    const { page } = workbench;
    await writeFile(path.join(workspaceFolder, "large.http"), manyRequests(5000));
    await page.keyboard.press("ControlOrMeta+P");
    await page.locator(".quick-input-widget:visible .quick-input-box input").fill("large.http");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "large.http" }).first();
    await row.waitFor();
    const openedAt = performance.now();
    await row.click();
    await page.locator(".codelens-decoration a, .codelens-decoration span").first().waitFor();
    const firstLensMs = performance.now() - openedAt;
    await workbench.runCommand("Developer: Show Running Extensions");
    const list = page.locator(".runtime-extensions-editor .monaco-list");
    const running = list.locator(".monaco-list-row", { hasText: extensionName }).first();
    await list.locator(".monaco-list-row").first().waitFor();
    // The slowest come first, and only rows in sight exist.
    if (!(await running.isVisible())) await list.press("End");
    const text = await running.innerText();
    return { firstLensMs, activationMs: Number(/Activation: (\d+)ms/u.exec(text)?.[1] ?? Number.NaN) };
  } finally {
    await stage.dispose();
  }
}

function figure(name: string, ours: readonly Start[], empty: readonly Start[], of: (start: Start) => number): Figure {
  return {
    name,
    value: median(ours.map(of)),
    unit: "ms",
    all: ours.map(of),
    peer: "an extension with one fixed lens",
    peerValue: median(empty.map(of)),
  };
}
