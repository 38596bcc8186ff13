/**
 * Everything that VS Code may ask about a document with requests, except for lenses: problems and their fixes, completion,
 * hover, names, colours. Each answer is for the text as it stands; what each needs of this window is gathered here.
 */
import type {
  CodeAction,
  CodeActionContext,
  CompletionItem,
  Diagnostic,
  Hover,
  Position,
  Range,
  TextDocument,
} from "vscode";
import { microsoftClouds } from "../graph/cloud.ts";
import type { AgendaIds } from "./agendaIds.ts";
import { findDocumentProblems } from "./documentProblems.ts";
import type { ProblemContext } from "./documentProblems.ts";
import { isPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import type { Plans } from "./plans.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { diagnosticOf } from "./problemDiagnostic.ts";
import { completions } from "./requestCompletion.ts";
import { readInSlices, takeRead } from "./requestDocument.ts";
import { hover } from "./requestHover.ts";
import { quickFixes } from "./requestQuickFixes.ts";
import { definition, foldings, outline, references, rename, renameable } from "./requestSymbols.ts";
import { tokens } from "./requestTokens.ts";
import { withPromptsAnswered } from "./requestVariables.ts";
import type { RequestVariables } from "./requestVariables.ts";
import { sessionFor } from "./requestAccount.ts";
import type { Session } from "./session.ts";
import { viewerOf } from "./viewer.ts";
import { WorkSlices } from "./workSlices.ts";

/** What answers depend on besides the text. */
export interface RequestLanguageOptions {
  readonly session: Session;
  readonly agenda: AgendaFeature;
  readonly variables: RequestVariables;
  readonly plans: Plans;
}

/** Answers VS Code's questions about requests. */
export class RequestLanguage {
  readonly #options: RequestLanguageOptions;
  readonly outline = outline;
  readonly foldings = foldings;
  readonly definition = definition;
  readonly references = references;
  readonly renameable = renameable;
  readonly rename = rename;
  readonly tokens = tokens;

  constructor(options: RequestLanguageOptions) {
    this.#options = options;
  }

  /** Reads a document as it stands, for the answers below, which are given at once. */
  async read(document: TextDocument): Promise<void> {
    if (document.languageId === "markdown" || !isPlanDocument(document.getText())) return readInSlices(document);
    const file = await this.#options.plans.fileOf(document);
    return document.getText() === file.text ? takeRead(document, file) : this.read(document);
  }

  /** Two equal texts mean that variables have the values that they had. */
  get revision(): string {
    return `${this.#options.variables.revision} ${this.#options.plans.revision}`;
  }

  /** What is to be underlined; undefined once `isWanted`, asked now and then, says no. */
  async diagnostics(document: TextDocument, isWanted: () => boolean): Promise<Diagnostic[] | undefined> {
    if (isPlanDocument(document.getText())) return this.#options.plans.diagnostics(document, isWanted);
    const context = await this.#problemContext(document);
    if (!isWanted()) return undefined;
    const slices = new WorkSlices(isWanted);
    const problems = await findDocumentProblems(document, context, slices);
    const diagnostics: Diagnostic[] = [];
    for (const problem of problems ?? []) {
      if (slices.isDue && !(await slices.rest())) return undefined;
      diagnostics.push(diagnosticOf(document, problem));
    }
    return problems && diagnostics;
  }

  /** The fixes for what is underlined at a place. */
  async quickFixes(
    document: TextDocument,
    range: Range,
    shown: Pick<CodeActionContext, "diagnostics">,
  ): Promise<CodeAction[]> {
    if (isPlanDocument(document.getText())) return this.#options.plans.quickFixes(document, range, shown);
    return quickFixes(document, range, shown, await this.#problemContext(document));
  }

  /** What may stand at a position. */
  async completions(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const { session, variables } = this.#options;
    await variables.prepare(document);
    const graphOrigin = session.active?.graphOrigin ?? microsoftClouds[0]?.graphOrigin ?? "";
    return completions(document, position, {
      sources: variables.sourcesOf(document),
      agenda: this.#agendaIds(),
      graphOrigin,
      accounts: [...new Set(session.accounts.map(({ account }) => account.username))],
    });
  }

  /** What is said of what stands at a position. */
  async hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { variables } = this.#options;
    await variables.prepare(document);
    return hover(document, position, { sources: variables.sourcesOf(document), agenda: this.#agendaIds() });
  }

  async #problemContext(document: TextDocument): Promise<ProblemContext> {
    const { session, variables } = this.#options;
    await variables.prepare(document);
    const sources = variables.sourcesOf(document);
    return {
      active: session.active,
      activeFor: (request) => (sessionFor(session, request) ?? session).active,
      sourcesFor: (request) => withPromptsAnswered(sources, request),
    };
  }

  #agendaIds(): AgendaIds {
    const { session, agenda } = this.#options;
    return { agenda: agenda.model.state.agenda, viewer: viewerOf(session.active?.account) };
  }
}
