/** The third door: the requests of `.http` files and of Markdown's fences, with their lenses, diagnostics and commands. */
import { languages, workspace } from "vscode";
import type { Event, ExtensionContext } from "vscode";
import type { Run } from "../cancellation/run.ts";
import type { Road } from "./cancelRoad.ts";
import { createRequestFeature } from "./lazyRequests.ts";
import type { Log } from "./log.ts";
import type { MessageEditor } from "./messageEditor.ts";
import type { Plans } from "./plans.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import { clickedItems } from "./registerAgenda.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { requestCommands } from "./requestCommands.ts";
import type { RequestCommand } from "./requestCommands.ts";
import { registerRequestLanguage } from "./registerRequestLanguage.ts";
import type { RequestFeature } from "./requestFeature.ts";
import { requestDocuments } from "./requestLanguages.ts";
import { RequestLenses } from "./requestLenses.ts";
import type { Session } from "./session.ts";
import { settingKeys } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** What the feature needs. */
export interface RequestFilesOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly settings: () => Settings;
  readonly register: RegisterCommand;
  readonly documents: ReadOnlyDocuments;
  readonly road: Road;
  readonly plans: Plans;
  readonly agenda: AgendaFeature;
  readonly messageEditor: MessageEditor;
  readonly onDidChangeRun: Event<Run>;
  readonly log: Log;
}

/** Sets the feature up. */
export function registerRequestFiles(options: RequestFilesOptions): void {
  const { context, session, settings, register, agenda, log } = options;
  const onError = (what: string, error: unknown): void => {
    log.error(what, error);
  };
  let loading: Promise<RequestFeature> | undefined;
  let loaded: RequestFeature | undefined;
  const feature = async (): Promise<RequestFeature> => {
    loading ??= createRequestFeature({ ...options, memory: context.workspaceState, onError }).then((made) => {
      loaded = made;
      context.subscriptions.push(loaded);
      return loaded;
    });
    return loading;
  };
  const lenses = new RequestLenses(feature, settings);
  context.subscriptions.push(
    lenses,
    languages.registerCodeLensProvider(requestDocuments, lenses),
    ...registerRequestLanguage({ feature, session, onError }),
    workspace.onDidChangeConfiguration((change) => {
      const isAboutLenses = [settingKeys.codeLens, settingKeys.describesItems].some((key) =>
        change.affectsConfiguration(key),
      );
      if (isAboutLenses) lenses.refresh();
    }),
    options.onDidChangeRun(({ plan }) => {
      for (const { target } of plan.items) loaded?.forget(target);
    }),
    ...Object.entries(requestCommands).map(([command, id]) =>
      register(id, async (...given) => {
        const [clicked, selected] = given;
        const items = clickedItems(clicked, selected);
        const chosen = items.length > 0 ? items : agenda.tree.selectedItems;
        await (await feature()).act(command as RequestCommand, given, chosen);
      }),
    ),
  );
}
