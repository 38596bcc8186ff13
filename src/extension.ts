/** The composition root: makes the features and hands each what it needs. No logic, no I/O, nothing heavy is loaded. */
import { window, workspace } from "vscode";
import type { ExtensionContext } from "vscode";
import { commandIds } from "./editor/commandIds.ts";
import { createLog } from "./editor/log.ts";
import { ReadOnlyDocuments } from "./editor/readOnlyDocuments.ts";
import { registerAgenda } from "./editor/registerAgenda.ts";
import { registerChoosing } from "./editor/registerChoosing.ts";
import { registerCancelling } from "./editor/registerCancelling.ts";
import { commandRegistrar } from "./editor/registerCommand.ts";
import { registerLinks } from "./editor/registerLinks.ts";
import { registerRequestFiles } from "./editor/registerRequestFiles.ts";
import { registerSession } from "./editor/registerSession.ts";
import { readSettings } from "./editor/settings.ts";
import type { Settings } from "./editor/settings.ts";

let closeCancelling: (() => Promise<void>) | undefined;

/** Called by VS Code when one of Unbook's views, commands or a `.http` file is first used. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel("Unbook", { log: true });
  const log = createLog(channel);
  const settings = (): Settings => readSettings(workspace.getConfiguration());
  const register = commandRegistrar(log);
  const documents = new ReadOnlyDocuments();
  const session = registerSession({ context, settings, log, register, documents });
  const cancelling = registerCancelling({
    context,
    session,
    settings,
    log,
    register,
    documents,
    agenda: (stateOf) => registerAgenda({ context, session, settings, log, register, documents, stateOf }),
  });
  registerChoosing(register, {
    context,
    session,
    agenda: cancelling.agenda,
    documents,
    planChosen: cancelling.plans.planChosen,
  });
  registerRequestFiles({ context, session, settings, register, documents, log, ...cancelling });
  closeCancelling = cancelling.close;
  context.subscriptions.push(
    channel,
    documents,
    registerLinks(register, log, { session, agenda: cancelling.agenda, documents, extensionId: context.extension.id }),
    register(commandIds.showLog, () => {
      channel.show();
    }),
  );
}

/** Called by VS Code when the window closes: it waits a few seconds for what is on the way. */
export async function deactivate(): Promise<void> {
  await closeCancelling?.();
}
