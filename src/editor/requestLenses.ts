/**
 * The lenses above the cancel requests of `.http` files: `Cancel Event…` or `Cancel Booking…` where the request can be
 * run, a word on why not where it cannot. A lens is bound to the text of its request, not to its line.
 */
import { CodeLens, EventEmitter, l10n, Range, workspace } from "vscode";
import type { CodeLensProvider, Disposable, TextDocument } from "vscode";
import type { CancelRequest } from "./cancelRequests.ts";
import { commandIds } from "./commandIds.ts";
import { readRequests } from "./lazyParts.ts";
import { blockersOf } from "./requestBlockers.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** The lenses. */
export class RequestLenses implements CodeLensProvider, Disposable {
  readonly #session: Session;
  readonly #settings: () => Settings;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: readonly Disposable[];

  constructor(session: Session, settings: () => Settings) {
    this.#session = session;
    this.#settings = settings;
    this.#subscriptions = [
      session.onDidChange(() => {
        this.#changed.fire();
      }),
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#changed.fire();
      }),
    ];
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!this.#settings().codeLens) return [];
    const { cancelRequests } = await readRequests(document);
    return cancelRequests.flatMap((cancelRequest) => this.#lensOf(document, cancelRequest));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #lensOf(document: TextDocument, cancelRequest: CancelRequest): CodeLens[] {
    const { request, fingerprint, aim } = cancelRequest;
    const range = new Range(
      document.positionAt(request.requestLineSpan.start),
      document.positionAt(request.requestLineSpan.end),
    );
    const [blocker] = blockersOf(cancelRequest, this.#session.active);
    if (blocker !== undefined) {
      const icon = blocker.isDeliberate === true ? "$(circle-slash)" : "$(warning)";
      return [new CodeLens(range, { title: `${icon} ${blocker.sentence}`, command: "" })];
    }
    if (aim.kind !== "route") return [];
    if (!workspace.isTrusted) {
      return [new CodeLens(range, { title: l10n.t("Trust This Workspace to Run"), command: "workbench.trust.manage" })];
    }
    const { kind } = this.#session.state;
    if (kind === "signedOut" || kind === "needsSignIn" || kind === "needsConsent") {
      return [new CodeLens(range, { title: l10n.t("Sign In to Run"), command: commandIds.signIn })];
    }
    const title = aim.route.target.kind === "booking" ? l10n.t("Cancel Booking…") : l10n.t("Cancel Event…");
    return [
      new CodeLens(range, {
        title,
        command: commandIds.cancelRequest,
        arguments: [document.uri.toString(), fingerprint],
      }),
    ];
  }
}
