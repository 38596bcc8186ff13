/**
 * What is said when the pointer rests on a part of a request: what the request does and what it takes, which item its id
 * means, what a variable's value is and where it is from. Secrets are never shown.
 */
import { Hover, l10n, MarkdownString } from "vscode";
import type { Position, TextDocument } from "vscode";
import { describeItem } from "../agenda/describeItem.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import { isSecretName, isSecretValue } from "../requestFile/findSecrets.ts";
import { placeAt } from "../requestFile/placeAt.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import { touches } from "../requestFile/span.ts";
import type { Span } from "../requestFile/span.ts";
import { lookUpVariable } from "../requestFile/variableLookup.ts";
import type { VariableOrigin, VariableSources } from "../requestFile/variableLookup.ts";
import { describeAction, permissionsNeeded } from "./actionText.ts";
import { findAgendaItem } from "./agendaIds.ts";
import type { AgendaIds } from "./agendaIds.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import { findGraphRead } from "./graphRead.ts";
import { describeRead } from "./graphReadText.ts";
import { readGraphRequest } from "./graphRequest.ts";
import { escapeMarkdown, markdownLink } from "./markdownText.ts";
import { rangeOf, requestFileAt } from "./requestDocument.ts";
import { describeHeader, describeTag } from "./requestWords.ts";

/** What a hover depends on besides the text. */
export interface HoverContext {
  readonly sources: VariableSources;
  readonly agenda: AgendaIds;
}

/** The hover at a position. */
export function hover(document: TextDocument, position: Position, context: HoverContext): Hover | undefined {
  const offset = document.offsetAt(position);
  const file = requestFileAt(document, offset);
  if (file === undefined) return undefined;
  const place = placeAt(file, offset);
  const said = (sentences: readonly string[], span: Span): Hover | undefined =>
    sentences.length === 0 ? undefined : new Hover(markdown(sentences), rangeOf(document, span));
  switch (place.kind) {
    case "variableUse":
      return said(describeVariable(file, offset, place.expression, context.sources), place.span);
    case "variableName":
      return said(
        describeVariable(file, place.definition.span.end + 1, place.definition.name, context.sources),
        place.span,
      );
    case "method":
    case "urlSegment":
    case "query": {
      const request = file.requests.find(
        ({ urlSpan, requestLineSpan }) => touches(urlSpan, offset) || touches(requestLineSpan, offset),
      );
      return request && said(describeRequest(file, request, context), request.requestLineSpan);
    }
    case "tagName":
      return said(describeTag(file.text.slice(place.span.start, place.span.end)).map(escapeMarkdown), place.span);
    case "headerName":
      return said(describeHeader(file.text.slice(place.span.start, place.span.end)).map(escapeMarkdown), place.span);
    case "bodyProperty":
      return place.depth === 1 ? said(describeProperty(file, place.request, context.sources), place.span) : undefined;
    case "tagValue":
    case "headerValue":
    case "body":
    case "nothing":
      return undefined;
    default:
      return place satisfies never;
  }
}

function markdown(sentences: readonly string[]): MarkdownString {
  return new MarkdownString(sentences.join("\n\n"));
}

/** What a request does, which item it means, and what it takes. */
function describeRequest(
  file: RequestFile,
  request: HttpRequest,
  { sources, agenda }: HoverContext,
): readonly string[] {
  const { aim, resolved } = readGraphRequest(file, request, sources);
  if (aim.kind === "mismatch")
    return [escapeMarkdown(describeGraphProblem({ code: "mismatch", mismatch: aim.mismatch }))];
  if (aim.kind === "other") {
    const read = findGraphRead(resolved.method, resolved.url);
    return read === undefined ? [] : describeRead(read);
  }
  const { route } = aim;
  const item = findAgendaItem(agenda, route.target);
  const row = item && describeItem(item, agenda.viewer);
  return [
    `**${escapeMarkdown(describeAction(route))}**`,
    ...(row === undefined ? [] : [escapeMarkdown(row.spokenLabel)]),
    permissionsNeeded(route),
    documentation(route),
  ];
}

function documentation({ docsUrl, documented }: ItemRoute): string {
  const link = markdownLink(docsUrl);
  switch (documented) {
    case "learn":
      return l10n.t("Documented at {0}", link);
    case "metadata":
      return l10n.t("The action is documented at {0}, this address only in Graph's metadata.", link);
    case "legacy":
      return l10n.t("The action is documented at {0}, this address no longer.", link);
    default:
      return documented satisfies never;
  }
}

function describeProperty(file: RequestFile, request: HttpRequest, sources: VariableSources): readonly string[] {
  const { aim } = readGraphRequest(file, request, sources);
  if (aim.kind !== "route" || aim.route.messageProperty === undefined) return [];
  return [
    escapeMarkdown(
      aim.route.target.kind === "booking"
        ? l10n.t("“cancellationMessage” is what the customers and the staff read.")
        : l10n.t("“comment” is what everybody who is invited reads."),
    ),
  ];
}

/** A variable's value and where it is from. */
function describeVariable(
  file: RequestFile,
  offset: number,
  expression: string,
  sources: VariableSources,
): readonly string[] {
  if (expression === "") return [];
  const value = lookUpVariable(file, offset, expression, sources);
  if (value.kind === "unknown") {
    return [
      escapeMarkdown(describeGraphProblem({ code: "unresolved", expression: value.expression, reason: value.reason })),
    ];
  }
  const isSecret = value.isPrivate || isSecretName(expression) || isSecretValue(value.text);
  const shown = isSecret ? l10n.t("(not shown: it looks like a secret)") : shorten(value.text);
  return [
    `**${escapeMarkdown(expression)}** = ${escapeMarkdown(shown)}`,
    escapeMarkdown(describeOrigin(value.origin, file)),
  ];
}

function shorten(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function describeOrigin(origin: VariableOrigin, { text }: RequestFile): string {
  switch (origin.kind) {
    case "definition": {
      const line = text.slice(0, origin.definition.span.start).split("\n").length;
      return l10n.t("Defined in line {0} of this file", line);
    }
    case "environment":
      return l10n.t("From {0}", origin.variable.source);
    case "prompt":
      return l10n.t("Asked for when the request is run");
    case "system":
      return l10n.t("Made anew each time");
    case "response":
      return l10n.t("From the answer to “{0}”", origin.reference.requestName);
    default:
      return origin satisfies never;
  }
}
