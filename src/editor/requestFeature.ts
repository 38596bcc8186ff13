/**
 * Request files in this window, as far as they need more than registering: everything that reads them shares one reader,
 * one choice of environment and one memory of answers. It is made when a request file is first looked at.
 */
import { Disposable, EventEmitter, window, workspace } from "vscode";
import type { CodeLens, Memento, TextDocument } from "vscode";
import type { AccountSession } from "./accountSession.ts";
import { AgendaRequests } from "./agendaRequests.ts";
import type { ItemNode } from "./agendaNodes.ts";
import { cancelClicked } from "./cancelClicked.ts";
import type { Road } from "./cancelRoad.ts";
import { declineInOutlook, explainDelete, showItem, showPeople, useCancel } from "./clickedItem.ts";
import { findClicked } from "./clickedRequest.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { isPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import { EnvironmentDiagnostics } from "./environmentDiagnostics.ts";
import { chooseEnvironment, EnvironmentStatus } from "./environmentPicker.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { pickForRequest } from "./pickForRequest.ts";
import { planRequests, planRequestsLens } from "./planRequests.ts";
import type { Plans } from "./plans.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { sessionToUse } from "./requestAccount.ts";
import { RequestAnswers } from "./requestAnswers.ts";
import type { RequestCommand } from "./requestCommands.ts";
import { RequestEnvironments } from "./requestEnvironments.ts";
import { RequestFacts } from "./requestFacts.ts";
import { RequestLanguage } from "./requestLanguage.ts";
import { RequestLensBook } from "./requestLensBook.ts";
import { RequestReader } from "./requestReader.ts";
import { RequestVariables } from "./requestVariables.ts";
import { runGet, showList } from "./runGet.ts";
import { runNeeded } from "./runNeeded.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import type { CancelTarget } from "../cancellation/target.ts";

/** What the feature needs. */
export interface RequestFeatureOptions {
  readonly session: Session;
  readonly settings: () => Settings;
  readonly road: Road;
  readonly plans: Plans;
  readonly agenda: AgendaFeature;
  readonly messageEditor: MessageEditor;
  readonly documents: ReadOnlyDocuments;
  /** The workspace's own memory. */
  readonly memory: Memento;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** Within this time VS Code has drawn the lenses that it was given. */
const drawingMs = 300;

/** Request files in this window. */
export class RequestFeature implements Disposable {
  /** Everything but the lenses. */
  readonly language: RequestLanguage;
  readonly #reader: RequestReader;
  readonly #environments: RequestEnvironments;
  readonly #options: RequestFeatureOptions;
  readonly #answers = new RequestAnswers();
  readonly #agendaRequests: AgendaRequests;
  readonly #facts: RequestFacts;
  readonly #lenses: RequestLensBook;
  readonly #changed = new EventEmitter<void>();
  /** Fires when lenses would say something else though no document has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable;
  #active: Session["active"];

  constructor(options: RequestFeatureOptions) {
    const { session, memory, onError } = options;
    this.#options = options;
    this.#environments = new RequestEnvironments(memory);
    this.#agendaRequests = new AgendaRequests(session, options.messageEditor);
    const variables = new RequestVariables(this.#environments, this.#answers);
    this.#reader = new RequestReader(variables);
    this.language = new RequestLanguage({ session, agenda: options.agenda, variables, plans: options.plans });
    this.#facts = new RequestFacts({ session, onError, now: () => Date.now() });
    this.#lenses = new RequestLensBook(session, this.#reader, this.#facts);
    const change = (): void => {
      this.#changed.fire();
    };
    this.#active = session.active;
    this.#subscriptions = Disposable.from(
      this.#environments,
      this.#facts,
      this.#changed,
      new EnvironmentStatus(this.#environments),
      new EnvironmentDiagnostics(this.#environments, onError),
      this.#environments.onDidChange(change),
      this.#facts.onDidChange(change),
      options.plans.onDidChange(change),
      workspace.onDidGrantWorkspaceTrust(change),
      session.onDidChange(() => {
        if (session.active !== this.#active) this.#answers.clear();
        this.#active = session.active;
        change();
      }),
      window.onDidChangeTextEditorVisibleRanges(() => {
        this.#askFacts();
      }),
    );
  }

  /** The lenses of a document; those that are not in sight have to be completed. */
  async lensesOf(document: TextDocument): Promise<readonly CodeLens[]> {
    if (isPlanDocument(document.getText())) return this.#options.plans.lensesOf(document);
    const { lenses, isAll } = await this.#lenses.lensesOf(document);
    if (!isAll) this.#changeSoon();
    this.#askFacts();
    const plan = workspace.isTrusted
      ? await planRequestsLens(document, this.#reader, this.#options.session)
      : undefined;
    return plan === undefined ? lenses : [plan, ...lenses];
  }

  /** Gives a lens its words. */
  async complete(lens: CodeLens): Promise<CodeLens> {
    const completed = this.#lenses.complete(lens);
    return completed.isResolved ? completed : this.#options.plans.complete(lens);
  }

  /** Forgets what is known of an item, because something is done to it. */
  forget(target: CancelTarget): void {
    this.#facts.forget(target);
  }

  /** Does what one of the commands says. */
  async act(command: RequestCommand, given: readonly unknown[], items: readonly ItemNode[]): Promise<void> {
    const { session, agenda, documents, road, plans } = this.#options;
    const withRequest = async (
      run: (clicked: ClickedRequest, session: AccountSession) => Promise<void>,
    ): Promise<void> => {
      const clicked = await findClicked(this.#reader, given);
      const own = clicked && (await sessionToUse(session, clicked.request));
      if (clicked !== undefined && own !== undefined) await run(clicked, own);
    };
    switch (command) {
      case "cancelRequest":
      case "cancelRequestAtCursor":
        return withRequest(async (clicked, own) => cancelClicked(clicked, own, this.#reader, road));
      case "showRequestPeople":
        return withRequest(async (clicked, own) => showPeople(clicked, own, documents));
      case "showRequestItem":
        return withRequest(async (clicked, own) => showItem(clicked, own, documents, agenda));
      case "declineRequest":
        return withRequest(async (clicked, own) => declineInOutlook(clicked, own));
      case "deleteRequest":
        return withRequest(explainDelete);
      case "useCancelRequest":
        return withRequest(useCancel);
      case "pickForRequest":
        return withRequest(async (clicked, own) => pickForRequest(clicked, own, agenda));
      case "planRequests":
        return planRequests({ ...this.#options, reader: this.#reader, planChosen: plans.planChosen }, given);
      case "runRequest":
        return withRequest(async (clicked, own) => this.#run(clicked, own, runGet));
      case "runNeededRequest":
        return withRequest(async (clicked, own) => this.#run(clicked, own, runNeeded));
      case "showRequestInAgenda":
        return withRequest(async (clicked, own) => showList(clicked, own));
      case "chooseEnvironment":
        return chooseEnvironment(this.#environments);
      case "newCancelRequest":
        return this.#agendaRequests.openNew();
      case "openAsRequest":
        return this.#agendaRequests.open(items);
      case "copyAs":
        return this.#agendaRequests.copy(items);
      default:
        return command satisfies never;
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #run(clicked: ClickedRequest, session: AccountSession, run: typeof runGet): Promise<void> {
    const { documents } = this.#options;
    await run(clicked, { session, documents, reader: this.#reader, answers: this.#answers });
    // What other requests take from the answer has a value now.
    this.#changed.fire();
  }

  /** Once those in sight are drawn. */
  #changeSoon(): void {
    setTimeout(() => {
      this.#changed.fire();
    }, drawingMs);
  }

  #askFacts(): void {
    if (!this.#options.settings().describesItems) return;
    this.#lenses.targetsInSight().then(
      (targets) => {
        this.#facts.ask(targets);
      },
      (error: unknown) => {
        this.#options.onError("What request files name could not be found out", error);
      },
    );
  }
}
