/**
 * Tells VS Code what can be asked about requests: fixes, completion, hover, names, colours, problems. Nothing is done here;
 * what answers is loaded with the first question (requestLanguage.ts). No grammar, no language configuration and no keys
 * are contributed, so that other extensions for the language stay undisturbed.
 */
import { CodeActionKind, languages, SemanticTokensLegend } from "vscode";
import type { CancellationToken, Disposable, DocumentFilter, TextDocument } from "vscode";
import { RequestDiagnostics } from "./requestDiagnostics.ts";
import type { RequestDiagnosticsOptions } from "./requestDiagnostics.ts";
import type { RequestLanguage } from "./requestLanguage.ts";
import { mayHaveRequests, requestDocuments } from "./requestLanguages.ts";
import { tokenColours } from "./tokenColours.ts";

/** Where only whole files are looked at: Markdown has an outline, foldings and colours of its own. */
const requestFiles: readonly DocumentFilter[] = [{ scheme: "*", language: "http" }];

/** What begins something that can be completed, besides the letters of a word. */
const completionSigns = ["/", "{", "@", '"', "$", "?", "&", "=", ","] as const;

/** Registers everything, the diagnostics too. */
export function registerRequestLanguage(options: RequestDiagnosticsOptions): readonly Disposable[] {
  /** Asks the language, unless the question is no longer of interest. */
  const ask = async <Answer>(
    document: TextDocument,
    token: CancellationToken,
    question: (language: RequestLanguage) => Answer | Promise<Answer>,
  ): Promise<Answer | undefined> => {
    if (!mayHaveRequests(document)) return undefined;
    const { language } = await options.feature();
    await language.read(document);
    return token.isCancellationRequested ? undefined : question(language);
  };
  return [
    new RequestDiagnostics(options),
    languages.registerCodeActionsProvider(
      requestDocuments,
      {
        provideCodeActions: async (document, range, context, token) =>
          ask(document, token, async (language) => language.quickFixes(document, range, context)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
    languages.registerCompletionItemProvider(
      requestDocuments,
      {
        provideCompletionItems: async (document, position, token) =>
          ask(document, token, async (language) => language.completions(document, position)),
      },
      ...completionSigns,
    ),
    languages.registerHoverProvider(requestDocuments, {
      provideHover: async (document, position, token) =>
        ask(document, token, async (language) => language.hover(document, position)),
    }),
    languages.registerDocumentSymbolProvider(requestFiles, {
      provideDocumentSymbols: async (document, token) => ask(document, token, (language) => language.outline(document)),
    }),
    languages.registerFoldingRangeProvider(requestFiles, {
      provideFoldingRanges: async (document, _context, token) =>
        ask(document, token, (language) => language.foldings(document)),
    }),
    languages.registerDefinitionProvider(requestDocuments, {
      provideDefinition: async (document, position, token) =>
        ask(document, token, (language) => language.definition(document, position)),
    }),
    languages.registerReferenceProvider(requestDocuments, {
      provideReferences: async (document, position, { includeDeclaration }, token) =>
        ask(document, token, (language) => language.references(document, position, includeDeclaration)),
    }),
    languages.registerRenameProvider(requestDocuments, {
      prepareRename: async (document, position, token) =>
        ask(document, token, (language) => language.renameable(document, position)),
      provideRenameEdits: async (document, position, newName, token) =>
        ask(document, token, (language) => language.rename(document, position, newName)),
    }),
    languages.registerDocumentRangeSemanticTokensProvider(
      requestFiles,
      {
        provideDocumentRangeSemanticTokens: async (document, range, token) =>
          ask(document, token, (language) => language.tokens(document, range)),
      },
      new SemanticTokensLegend([...tokenColours]),
    ),
  ];
}
