/**
 * Completes requests to Graph: methods, addresses from the catalogue, ids of the agenda by what people call them, headers,
 * the message, tags and variables. What it inserts can be sent as it is: ids percent-encoded, properties spelled rightly.
 */
import { CompletionItem, CompletionItemKind, l10n, MarkdownString, SnippetString } from "vscode";
import type { Position, TextDocument } from "vscode";
import { placeAt } from "../requestFile/placeAt.ts";
import type { FilePlace } from "../requestFile/placeAt.ts";
import { promptsOf } from "../requestFile/prompt.ts";
import { foldTagName } from "../requestFile/requestFile.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import { systemVariableNames } from "../requestFile/systemVariable.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import { choosableIds } from "./agendaIds.ts";
import type { AgendaIds } from "./agendaIds.ts";
import { messagePropertyOf } from "./bodyFixes.ts";
import { readGraphRequest } from "./graphRequest.ts";
import { suggestAddresses, suggestPath } from "./pathCompletion.ts";
import type { PathSuggestion } from "./pathCompletion.ts";
import { completeQuery } from "./queryItems.ts";
import { rangeOf, requestFileAt } from "./requestDocument.ts";
import { headerWords, methodWords, tagWords } from "./requestWords.ts";

/** What completion depends on besides the text. */
export interface CompletionContext {
  readonly sources: VariableSources;
  readonly agenda: AgendaIds;
  /** Where the account's Graph is. */
  readonly graphOrigin: string;
  /** The addresses of those who are signed in. Default: nobody's. */
  readonly accounts?: readonly string[];
}

/** A suggestion before it is bound to a place. */
interface Suggestion {
  readonly label: string;
  readonly detail?: string;
  readonly documentation?: string;
  readonly kind: CompletionItemKind;
  /** Default: the label, as it is. */
  readonly insert?: string | SnippetString;
  /** What typing is compared with. Default: the label. */
  readonly filter?: string;
  /** What it replaces. Default: what stands at the place. */
  readonly span?: Span;
}

/** What may stand at a position, in the order in which it is offered. */
export function completions(document: TextDocument, position: Position, context: CompletionContext): CompletionItem[] {
  const offset = document.offsetAt(position);
  const file = requestFileAt(document, offset);
  if (file === undefined) return [];
  const place = placeAt(file, offset);
  return suggest(file, offset, place, context).map((suggestion, index) =>
    completionItem(document, suggestion.span ?? place.span, suggestion, index),
  );
}

function completionItem(
  document: TextDocument,
  span: Span,
  { label, detail, documentation, kind, insert, filter }: Suggestion,
  index: number,
): CompletionItem {
  const item = new CompletionItem(label, kind);
  item.range = rangeOf(document, span);
  item.insertText = insert ?? label;
  item.sortText = String(index).padStart(4, "0");
  if (filter !== undefined) item.filterText = filter;
  if (detail !== undefined) item.detail = detail;
  if (documentation !== undefined) item.documentation = new MarkdownString().appendText(documentation);
  return item;
}

function suggest(
  file: RequestFile,
  offset: number,
  place: FilePlace,
  context: CompletionContext,
): readonly Suggestion[] {
  const { text } = file;
  switch (place.kind) {
    case "method":
      return [
        ...methodWords.map((label) => ({ label, kind: CompletionItemKind.Keyword, insert: `${label} ` })),
        ...wholeRequests(text, offset, context),
      ];
    case "urlSegment":
      return suggestAddress(text, offset, place, context);
    case "query":
      return completeQuery(file, offset, place, context);
    case "headerName":
      return suggestHeaders(place.request, text.slice(place.span.start, place.span.end));
    case "headerValue":
      return headerWords()
        .filter(({ name }) => name.toLowerCase() === place.name.toLowerCase())
        .flatMap(({ values, meaning }) =>
          values.map((label) => ({ label, kind: CompletionItemKind.Value, documentation: meaning })),
        );
    case "bodyProperty":
      return place.depth === 1 ? suggestProperty(file, place.request, context, text[place.span.end]) : [];
    case "body":
      return place.request.body.kind === "none" ? suggestBody(file, place.request, context) : [];
    case "tagName":
      return tagWords().map(({ name, hasValue, meaning }) => ({
        label: name,
        kind: CompletionItemKind.Keyword,
        insert: hasValue ? `${name} ` : name,
        documentation: meaning,
      }));
    case "variableUse":
      return suggestVariables(file, offset, context.sources).map((suggestion) =>
        place.isClosed ? suggestion : { ...suggestion, insert: `${suggestion.label}}}` },
      );
    case "tagValue":
      return foldTagName(place.tagName) === "account"
        ? (context.accounts ?? []).map((label) => ({ label, kind: CompletionItemKind.User }))
        : [];
    case "variableName":
    case "nothing":
      return [];
    default:
      return place satisfies never;
  }
}

/** A request from its note to its message, to be filled in. */
function wholeRequests(text: string, offset: number, { graphOrigin }: CompletionContext): readonly Suggestion[] {
  const request = (path: string, property: string): SnippetString =>
    new SnippetString(
      [
        "# @note ${1:What is asked before it is sent}",
        `POST ${graphOrigin}/v1.0/${path}/cancel`,
        "Content-Type: application/json",
        "",
        `{ "${property}": "$0" }`,
      ].join(text.startsWith("\r\n", text.indexOf("\n", offset) - 1) ? "\r\n" : "\n"),
    );
  return [
    {
      label: "cancel-event",
      detail: l10n.t("A request that cancels an event"),
      kind: CompletionItemKind.Snippet,
      insert: request("me/events/${2:{id\\}}", "comment"),
    },
    {
      label: "cancel-booking",
      detail: l10n.t("A request that cancels a booking"),
      kind: CompletionItemKind.Snippet,
      insert: request("solutions/bookingBusinesses/${2:{business\\}}/appointments/${3:{id\\}}", "cancellationMessage"),
    },
  ];
}

function suggestAddress(
  text: string,
  offset: number,
  { span, urlSpan, method }: Extract<FilePlace, { kind: "urlSegment" }>,
  { agenda, graphOrigin }: CompletionContext,
): readonly Suggestion[] {
  if (span.start === urlSpan.start && !text.slice(urlSpan.start, offset).includes("/")) {
    return suggestAddresses(method, graphOrigin).map((label) => ({
      label,
      kind: CompletionItemKind.Reference,
      insert: snippetOf(label),
    }));
  }
  const written = text.slice(span.start, span.end);
  // What follows is written already: then only the segment itself is completed.
  const isLast = !text.slice(span.end, urlSpan.end).startsWith("/");
  return suggestPath(method, text.slice(urlSpan.start, span.start)).flatMap((suggestion) =>
    pathSuggestions(suggestion, agenda, written, isLast),
  );
}

function pathSuggestions(
  suggestion: PathSuggestion,
  agenda: AgendaIds,
  written: string,
  isLast: boolean,
): readonly Suggestion[] {
  switch (suggestion.kind) {
    case "version":
      return [
        {
          label: suggestion.text,
          kind: CompletionItemKind.Constant,
          insert: isLast ? `${suggestion.text}/` : suggestion.text,
        },
      ];
    case "rest": {
      const label = isLast ? suggestion.text : (suggestion.text.split("/", 1)[0] ?? "");
      if (label.startsWith("{")) return [];
      return [
        { label, kind: CompletionItemKind.Reference, insert: snippetOf(label), ...pathDetail(suggestion.documented) },
      ];
    }
    case "id":
      return choosableIds(agenda, suggestion.name, suggestion.idsBefore)
        .toSorted((one, other) => (one.order < other.order ? -1 : 1))
        .map(({ id, label }) => ({
          label,
          kind: CompletionItemKind.Value,
          insert: encodeURIComponent(id),
          // A place to fill in gives way to any of them; what else is typed is looked for in the label.
          filter: /^[{<]/.test(written) ? `${written} ${label}` : label,
        }));
    default:
      return suggestion satisfies never;
  }
}

function pathDetail(documented: Extract<PathSuggestion, { kind: "rest" }>["documented"]): Pick<Suggestion, "detail"> {
  switch (documented) {
    case "learn":
      return {};
    case "metadata":
      return { detail: l10n.t("only in Graph's metadata") };
    case "legacy":
      return { detail: l10n.t("no longer documented") };
    default:
      return documented satisfies never;
  }
}

/** `{id}` becomes a place to fill in. */
function snippetOf(path: string): SnippetString {
  const snippet = new SnippetString();
  for (const piece of path.split(/(\{[^{}]*\})/)) {
    if (piece.startsWith("{")) snippet.appendPlaceholder(piece);
    else snippet.appendText(piece);
  }
  return snippet;
}

function suggestHeaders({ headers }: HttpRequest, written: string): readonly Suggestion[] {
  const present = new Set(headers.map(({ name }) => name.toLowerCase()));
  present.delete(written.toLowerCase());
  const isAlone = !headers.some(({ name }) => name === written);
  return headerWords()
    .filter(({ name }) => !present.has(name.toLowerCase()))
    .map(({ name, values, meaning }) => ({
      label: name,
      kind: CompletionItemKind.Property,
      documentation: meaning,
      insert: isAlone ? `${name}: ${values[0] ?? ""}` : name,
    }));
}

function messageProperty(file: RequestFile, request: HttpRequest, { sources }: CompletionContext): string | undefined {
  const { aim } = readGraphRequest(file, request, sources);
  if (aim.kind === "route") return aim.route.messageProperty === undefined ? undefined : messagePropertyOf(aim.route);
  if (aim.kind === "other") return undefined;
  return /\/(?:bookingBusinesses|appointments)\//i.test(request.url) ? "cancellationMessage" : "comment";
}

function suggestProperty(
  file: RequestFile,
  request: HttpRequest,
  context: CompletionContext,
  next: string | undefined,
): readonly Suggestion[] {
  const name = messageProperty(file, request, context);
  if (name === undefined) return [];
  const isNamed = next === ":";
  const insert = isNamed ? `"${name}"` : new SnippetString(`"${name}": "$0"`);
  return [{ label: name, kind: CompletionItemKind.Property, insert, filter: `"${name}"` }];
}

function suggestBody(file: RequestFile, request: HttpRequest, context: CompletionContext): readonly Suggestion[] {
  const name = messageProperty(file, request, context);
  if (name === undefined) return [];
  const label = `{ "${name}": "…" }`;
  return [{ label, kind: CompletionItemKind.Struct, insert: new SnippetString(`{ "${name}": "$0" \\}`) }];
}

function suggestVariables(file: RequestFile, offset: number, { environment }: VariableSources): readonly Suggestion[] {
  const request = file.requests.find(({ span }) => span.start <= offset && offset <= span.end);
  const suggestions = new Map<string, Suggestion>();
  const add = (label: string, kind: CompletionItemKind, detail: string): void => {
    if (!suggestions.has(label)) suggestions.set(label, { label, kind, detail });
  };
  for (const { name } of request === undefined ? [] : promptsOf(request)) {
    add(name, CompletionItemKind.Variable, l10n.t("asked for when the request is run"));
  }
  for (const { name, span } of file.variables) {
    if (span.end < offset) add(name, CompletionItemKind.Variable, l10n.t("defined in this file"));
  }
  for (const [name, { source }] of environment ?? [])
    add(name, CompletionItemKind.Variable, l10n.t("from {0}", source));
  for (const other of file.requests) {
    if (other.name === undefined || other === request) continue;
    add(
      `${other.name.text}.response.body.$.`,
      CompletionItemKind.Reference,
      l10n.t("from the answer to “{0}”", other.name.text),
    );
  }
  for (const name of systemVariableNames) add(name, CompletionItemKind.Constant, l10n.t("made anew each time"));
  return [...suggestions.values()];
}
