/** VS Code with Unbook in the person's browser, on sample data, until Ctrl-C. */
import path from "node:path";
import { findFreePort } from "./freePort.ts";
import { installWebHost } from "./installHost.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { copySampleWorkspace, emptyCacheFolder, vsixFile } from "./projectFolders.ts";
import { installExtension, startWebHost } from "./webHost.ts";

/** Starts it, prints the address, and returns when the person has stopped it. */
export async function startWeb(say: (line: string) => void): Promise<void> {
  const { serverScript } = await installWebHost(say);
  const folder = await emptyCacheFolder("start");
  const place = {
    serverScript,
    dataFolder: path.join(folder, "data"),
    extensionsFolder: path.join(folder, "extensions"),
  };
  await installExtension({ ...place, vsix: vsixFile });
  const workspaceFolder = await copySampleWorkspace(path.join(folder, "workspace"));
  const host = await startWebHost({ ...place, environment: { UNBOOK_SANDBOX: String(await findFreePort()) } });
  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopped.resolve());

  const address = host.addressOf(workspaceFolder, path.join(workspaceFolder, "cancel.http")).href;
  const isOpened = openInBrowser(address);
  say(`\n  VS Code with Unbook: ${address}\n`);
  say(isOpened ? "It opens in your browser now." : "Open it in a browser.");
  say("The agenda is under Bookings & Calendar in the activity bar on the left. Ctrl-C stops it.");
  await stopped.promise;
  say("Stopping …");
  await host.dispose();
}
