/** The third door: cancel requests in `.http` files, with their lenses, diagnostics and commands. */
import { commands, l10n, languages, window, workspace } from "vscode";
import type { ExtensionContext, TextDocument } from "vscode";
import type { CancelRoad } from "./cancelRoad.ts";
import { readDocument } from "./cancelRequests.ts";
import type { CancelRequest } from "./cancelRequests.ts";
import { commandIds } from "./commandIds.ts";
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
  readonly road: CancelRoad;
}

/** Sets the feature up. */
export function registerRequestFiles({ context, session, settings, register, road }: RequestFilesOptions): void {
  const lenses = new RequestLenses(session, settings);
  context.subscriptions.push(
    lenses,
    languages.registerCodeLensProvider({ scheme: "*", language: requestLanguage }, lenses),
    new RequestDiagnostics(session),
    register(commandIds.cancelRequest, async (uri, fingerprint) => {
      const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
      const found =
        document === undefined
          ? undefined
          : readDocument(document).cancelRequests.find((request) => request.fingerprint === fingerprint);
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
          : requestAt(editor.document, editor.document.offsetAt(editor.selection.active));
      if (found === undefined) {
        await window.showInformationMessage(
          l10n.t("There is no cancel request at the cursor. Put it into a POST …/cancel request of Microsoft Graph."),
        );
      } else await run(found, session, road);
    }),
  );
}

function requestAt(document: TextDocument, offset: number): CancelRequest | undefined {
  return readDocument(document).cancelRequests.find(
    ({ request }) => request.span.start <= offset && offset <= request.span.end,
  );
}

async function run(cancelRequest: CancelRequest, session: Session, road: CancelRoad): Promise<void> {
  if (!workspace.isTrusted) {
    await window.showWarningMessage(
      l10n.t("Trust this workspace first: its request files are not sent in Restricted Mode."),
    );
    return;
  }
  await session.restore();
  if (session.active === undefined) {
    await offerSignIn();
    if (session.active === undefined) return;
  }
  // Only now is it known which cloud the account is in.
  const [blocker] = blockersOf(cancelRequest, session.active);
  const { aim } = cancelRequest;
  if (blocker !== undefined || aim.kind !== "route") {
    await window.showWarningMessage(l10n.t("Nothing was sent. {0}", blocker?.sentence ?? ""));
    return;
  }
  const { target } = aim.route;
  const id = target.kind === "booking" ? target.appointmentId : target.eventId;
  await road.start({
    aims: [{ target, name: cancelRequest.request.title?.text ?? cancelRequest.request.name?.text ?? id }],
    ...(aim.message.kind === "message" && { message: aim.message.text }),
    ...(cancelRequest.note !== undefined && { note: cancelRequest.note }),
  });
}

async function offerSignIn(): Promise<void> {
  const signIn = l10n.t("Sign In");
  const trySandbox = l10n.t("Try With Sample Data");
  const answer = await window.showWarningMessage(
    l10n.t("Sign in first: Unbook cancels as the signed-in account."),
    signIn,
    trySandbox,
  );
  if (answer === signIn) await commands.executeCommand(commandIds.signIn);
  else if (answer === trySandbox) await commands.executeCommand(commandIds.openSandbox);
}
