/**
 * Colours a request file by meaning, so that it can be read without a grammar of our own (REST Client and httpYac bring
 * theirs). Only what is in sight is looked at.
 */
import { SemanticTokensBuilder, SemanticTokensLegend } from "vscode";
import type { Range, SemanticTokens, TextDocument } from "vscode";
import type { RequestFile } from "../requestFile/requestFile.ts";
import { semanticTokens } from "../requestFile/semanticTokens.ts";
import type { SemanticTokenType } from "../requestFile/semanticTokens.ts";
import type { Span } from "../requestFile/span.ts";
import { rangeOf, requestFilesOf } from "./requestDocument.ts";
import { tokenColours } from "./tokenColours.ts";

const types: Readonly<Record<SemanticTokenType, (typeof tokenColours)[number]>> = {
  comment: "comment",
  title: "namespace",
  tagName: "decorator",
  tagValue: "string",
  variableName: "variable",
  variableValue: "string",
  variableUse: "variable",
  method: "keyword",
  url: "function",
  version: "comment",
  headerName: "property",
  headerValue: "string",
  property: "property",
  string: "string",
  number: "number",
  keyword: "keyword",
  file: "string",
  script: "comment",
};

const legend = new SemanticTokensLegend([...tokenColours]);

/** The colours of a part of a document. */
export function tokens(document: TextDocument, range: Range): SemanticTokens {
  const wanted = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const builder = new SemanticTokensBuilder(legend);
  for (const file of requestFilesOf(document)) {
    for (const { type, span } of semanticTokens(partOf(file, wanted)))
      builder.push(rangeOf(document, span), types[type]);
  }
  return builder.build();
}

/** Those blocks of a file that a span touches. What stands between two requests is comments, and goes with them. */
function partOf(file: RequestFile, wanted: Span): RequestFile {
  const start = Math.max(file.span.start, wanted.start);
  const end = Math.min(file.span.end, wanted.end);
  const isSeen = ({ span }: { readonly span: Span }): boolean => span.start <= end && span.end >= start;
  const requests = file.requests.filter(isSeen);
  const variables = file.variables.filter(isSeen);
  const first = Math.min(start, ...requests.map(({ span }) => span.start));
  const last = Math.max(end, ...requests.map(({ span }) => span.end));
  return { ...file, requests, variables, span: { start: first, end: Math.max(first, last) } };
}
