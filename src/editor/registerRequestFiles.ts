/** The third door: cancel requests in `.http` files, with their lenses, diagnostics and commands. */
import { l10n, languages, window, workspace } from "vscode";
import type { ExtensionContext, TextDocument } from "vscode";
import type { Road } from "./cancelRoad.ts";
import type { CancelRequest } from "./cancelRequests.ts";
import { activeSession } from "./activeSession.ts";
import { commandIds } from "./commandIds.ts";
import { readRequests } from "./lazyParts.ts";
import type { Log } from "./log.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { blockersOf } from "./requestBlockers.ts";
import { RequestDiagnostics, requestLanguage } from "./requestDiagnostics.ts";
import { RequestLenses } from "./requestLenses.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** What the feature needs. */
export interface RequestFilesOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly settings: () => Settings;
  readonly register: RegisterCommand;
  readonly road: Road;
  readonly log: Log;
}

/** Sets the feature up. */
export function registerRequestFiles({ context, session, settings, register, road, log }: RequestFilesOptions): void {
  const lenses = new RequestLenses(session, settings);
  context.subscriptions.push(
    lenses,
    languages.registerCodeLensProvider({ scheme: "*", language: requestLanguage }, lenses),
    new RequestDiagnostics(session, (what, error) => {
      log.error(what, error);
    }),
    register(commandIds.cancelRequest, async (uri, fingerprint) => {
      const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
      const found =
        document === undefined
          ? undefined
          : (await readRequests(document)).cancelRequests.find((request) => request.fingerprint === fingerprint);
      if (found === undefined) {
        await window.showWarningMessage(
          l10n.t("The request has changed since you clicked. Nothing was sent: look at it and click again."),
        );
      } else await run(found, session, road);
    }),
    register(commandIds.cancelRequestAtCursor, async () => {
      const editor = window.activeTextEditor;
      const found =
        editor === undefined
          ? undefined
          : await requestAt(editor.document, editor.document.offsetAt(editor.selection.active));
      if (found === undefined) {
        await window.showInformationMessage(
          l10n.t("There is no cancel request at the cursor. Put it into a POST …/cancel request of Microsoft Graph."),
        );
      } else await run(found, session, road);
    }),
  );
}

async function requestAt(document: TextDocument, offset: number): Promise<CancelRequest | undefined> {
  const { cancelRequests } = await readRequests(document);
  return cancelRequests.find(({ request }) => request.span.start <= offset && offset <= request.span.end);
}

async function run(cancelRequest: CancelRequest, session: Session, road: Road): Promise<void> {
  if (!workspace.isTrusted) {
    await window.showWarningMessage(
      l10n.t("Trust this workspace first: its request files are not sent in Restricted Mode."),
    );
    return;
  }
  if ((await activeSession(session)) === undefined) return;
  // Only now is it known which cloud the account is in.
  const [blocker] = blockersOf(cancelRequest, session.active);
  const { aim } = cancelRequest;
  if (blocker !== undefined || aim.kind !== "route") {
    await window.showWarningMessage(l10n.t("Nothing was sent. {0}", blocker?.sentence ?? ""));
    return;
  }
  const { target } = aim.route;
  const fallbackName = target.kind === "booking" ? l10n.t("this booking") : l10n.t("this event");
  await road.start({
    aims: [{ target, name: cancelRequest.request.title?.text ?? cancelRequest.request.name?.text ?? fallbackName }],
    ...(aim.message.kind === "message" && { message: aim.message.text }),
    ...(cancelRequest.note !== undefined && { note: cancelRequest.note }),
  });
}
