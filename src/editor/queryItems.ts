/** What may stand behind the question mark of a request, with the words and places to fill in that VS Code shows of it. */
import { CompletionItemKind, SnippetString } from "vscode";
import { dayOf } from "../agenda/calendarDays.ts";
import type { FilePlace } from "../requestFile/placeAt.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import type { AgendaIds } from "./agendaIds.ts";
import { findGraphRead } from "./graphRead.ts";
import { describeParameter } from "./graphReadText.ts";
import { readGraphRequest } from "./graphRequest.ts";
import { parameterNames, suggestQuery } from "./queryCompletion.ts";
import type { QuerySuggestion } from "./queryCompletion.ts";

/** A suggestion, and what it replaces. */
export interface QueryItem {
  readonly label: string;
  readonly documentation?: string;
  readonly kind: CompletionItemKind;
  readonly insert: SnippetString;
  readonly span: Span;
}

/** What may stand at a place of a query; empty where nothing is known of the request. */
export function completeQuery(
  file: RequestFile,
  offset: number,
  { span, urlSpan }: Extract<FilePlace, { kind: "query" }>,
  { sources, agenda: { viewer } }: { readonly sources: VariableSources; readonly agenda: AgendaIds },
): readonly QueryItem[] {
  const request = file.requests.find((one) => one.urlPieces.some(({ start }) => start === urlSpan.start));
  if (request === undefined) return [];
  const { resolved } = readGraphRequest(file, request, sources);
  const read = findGraphRead(resolved.method, resolved.url);
  if (read === undefined) return [];
  const [, query = ""] = /^[^?#]*\?([^#]*)/s.exec(request.url) ?? [];
  const written = { text: file.text, span, offset, present: parameterNames(query) };
  return suggestQuery(read, written, dayOf(viewer.now, viewer.timeZone)).map(
    ({ kind, name, label, insert, ...place }) => {
      const documentation = kind === "parameter" ? describeParameter(name, read) : undefined;
      return {
        label,
        kind: kinds[kind],
        insert: filledIn(insert),
        span: place.span,
        ...(documentation !== undefined && { documentation }),
      };
    },
  );
}

const kinds = {
  parameter: CompletionItemKind.Keyword,
  property: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
} as const;

function filledIn(pieces: QuerySuggestion["insert"]): SnippetString {
  const snippet = new SnippetString();
  for (const piece of pieces) {
    if (typeof piece === "string") snippet.appendText(piece);
    else snippet.appendPlaceholder((inner) => inner.appendText(piece.fill));
  }
  return snippet;
}
