/**
 * Packaged extensions, installed once for all journeys of a run, which takes as long as opening a window; each journey gets a
 * copy of what is installed.
 */
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { installOnce } from "../../host/installOnce.ts";
import { emptyCacheFolder } from "../../host/projectFolders.ts";
import { installExtension, type WebHostOptions } from "../../host/webHost.ts";

/** The environment variable that names a folder, absolute, in which the processes of one run share what is installed. */
export const sharedInstallVariable = "UNBOOK_JOURNEYS_INSTALLED";

/** Where what this process has installed lies: its own folder, which goes with it, if it shares none. */
let place: Promise<string> | undefined;

/**
 * Gives a folder of extensions with these packages installed in it, made at `target`.
 * @param packages Absolute.
 */
export async function copyInstalled(
  packages: readonly string[],
  target: string,
  { serverScript }: Pick<WebHostOptions, "serverScript">,
): Promise<string> {
  for (const vsix of packages) {
    if (!existsSync(vsix)) throw new Error(`There is no ${vsix}; npm run package makes ours.`);
  }
  place ??= findPlace();
  const name = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  const installed = await installOnce(
    path.join(await place, name),
    "extensions/extensions.json",
    async (folder) => {
      const [dataFolder, extensionsFolder] = [path.join(folder, "data"), path.join(folder, "extensions")];
      await mkdir(extensionsFolder);
      for (const vsix of packages) await installExtension({ serverScript, dataFolder, extensionsFolder, vsix });
      await rm(dataFolder, { recursive: true, force: true });
    },
    () => undefined,
  );
  await cp(path.join(installed, "extensions"), target, { recursive: true });
  return target;
}

async function findPlace(): Promise<string> {
  const shared = process.env[sharedInstallVariable];
  if (shared !== undefined) return shared;
  const folder = await emptyCacheFolder("journeys", `installed-${process.pid}`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
