/**
 * Links to Unbook from elsewhere, and the command that copies one. What they do is in linkFeature.ts, loaded when the first one
 * is opened or copied: starting VS Code does not pay for it.
 */
import { Disposable, window } from "vscode";
import { commandIds } from "./commandIds.ts";
import type { LinkOptions } from "./linkFeature.ts";
import type { Log } from "./log.ts";
import { reporting } from "./registerCommand.ts";
import type { RegisterCommand } from "./registerCommand.ts";

/** Sets both up. */
export function registerLinks(register: RegisterCommand, log: Log, options: LinkOptions): Disposable {
  const follow = reporting("A link", log, async (uri) => {
    const part = await import("./linkFeature.ts");
    await part.followLink(uri, options);
  });
  return Disposable.from(
    window.registerUriHandler({ handleUri: follow }),
    register(commandIds.copyLink, async (row) => {
      const part = await import("./linkFeature.ts");
      await part.copyLink(row, options);
    }),
  );
}
