/**
 * The names of a request file in VS Code: outline, folding, going to a definition, finding references, renaming. What they
 * are is found in requestFile/; this only turns spans into ranges.
 */
import { DocumentSymbol, FoldingRange, FoldingRangeKind, l10n, Location, SymbolKind } from "vscode";
import type { Position, Range, TextDocument, WorkspaceEdit } from "vscode";
import { definitionOf, occurrencesOf, renameSymbol, symbolAt } from "../requestFile/fileSymbols.ts";
import type { Renaming, SymbolOccurrence } from "../requestFile/fileSymbols.ts";
import { findFoldingParts, outlineOf } from "../requestFile/outline.ts";
import type { FoldingPart } from "../requestFile/outline.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import { rangeOf, readInSlices, requestFileAt, requestFilesOf } from "./requestDocument.ts";
import { editSpans } from "./spanEdits.ts";
import { WorkSlices } from "./workSlices.ts";

/** The requests and variables of a document. A Markdown document's own outline is left to Markdown. */
export async function outline(document: TextDocument): Promise<DocumentSymbol[]> {
  return drawAll(document, outlineOf, ({ kind, label, detail, span, selectionSpan }) => {
    const symbolKind = kind === "request" ? SymbolKind.Method : SymbolKind.Variable;
    const selection = rangeOf(document, selectionSpan);
    // VS Code refuses a name of blanks.
    return new DocumentSymbol(label.trim() || "…", detail, symbolKind, rangeOf(document, span), selection);
  });
}

/** What can be folded in a document. */
export async function foldings(document: TextDocument): Promise<FoldingRange[]> {
  return drawAll(document, findFoldingParts, ({ kind, span }) => {
    const range = rangeOf(document, span);
    return new FoldingRange(range.start.line, range.end.line, foldingKind(kind));
  });
}

/** Draws what is found in a document, in slices; from the beginning if it changes meanwhile. */
async function drawAll<Part, Drawn>(
  document: TextDocument,
  find: (file: RequestFile) => readonly Part[],
  draw: (part: Part) => Drawn,
): Promise<Drawn[]> {
  await readInSlices(document);
  const { version } = document;
  const slices = new WorkSlices(() => document.version === version);
  const drawn: Drawn[] = [];
  for (const file of requestFilesOf(document)) {
    for (const part of find(file)) {
      if (slices.isDue && !(await slices.rest())) return drawAll(document, find, draw);
      drawn.push(draw(part));
    }
  }
  return drawn;
}

function foldingKind(kind: FoldingPart["kind"]): FoldingRangeKind {
  return kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region;
}

/** A name under the cursor. */
interface FoundSymbol {
  readonly file: RequestFile;
  readonly symbol: SymbolOccurrence;
}

function findSymbol(document: TextDocument, position: Position): FoundSymbol | undefined {
  const offset = document.offsetAt(position);
  const file = requestFileAt(document, offset);
  const symbol = file && symbolAt(file, offset);
  return symbol && { file, symbol };
}

/** Where the name under the cursor is defined. */
export function definition(document: TextDocument, position: Position): Location | undefined {
  const found = findSymbol(document, position);
  const definedAt = found && definitionOf(found.file, found.symbol);
  return definedAt && new Location(document.uri, rangeOf(document, definedAt.span));
}

/** Every place that has the name under the cursor. */
export function references(document: TextDocument, position: Position, includesDefinitions: boolean): Location[] {
  const found = findSymbol(document, position);
  if (found === undefined) return [];
  return occurrencesOf(found.file, found.symbol)
    .filter(({ isDefinition }) => includesDefinitions || !isDefinition)
    .map(({ span }) => new Location(document.uri, rangeOf(document, span)));
}

/** What renaming would change under the cursor. Throws an Error for what cannot be renamed, whose words VS Code shows. */
export function renameable(document: TextDocument, position: Position): { range: Range; placeholder: string } {
  const found = findSymbol(document, position);
  if (found === undefined) throw new Error(l10n.t("Only the names of variables and requests can be renamed."));
  const { file, symbol } = found;
  const defined = occurrencesOf(file, symbol).some(({ isDefinition }) => isDefinition);
  if (!defined) throw new Error(describeRefusal("notDefinedHere", symbol.name));
  return { range: rangeOf(document, symbol.span), placeholder: symbol.name };
}

/** Renames what is under the cursor. Throws an Error for a name that will not do, whose words VS Code shows. */
export function rename(document: TextDocument, position: Position, newName: string): WorkspaceEdit | undefined {
  const found = findSymbol(document, position);
  if (found === undefined) return undefined;
  const renaming = renameSymbol(found.file, found.symbol, newName);
  if (renaming.kind === "refused") throw new Error(describeRefusal(renaming.code, newName));
  return editSpans(document, renaming.edits);
}

function describeRefusal(code: Extract<Renaming, { kind: "refused" }>["code"], name: string): string {
  switch (code) {
    case "notDefinedHere":
      return l10n.t("“{0}” is not defined in this file, so it cannot be renamed here.", name);
    case "invalidName":
      return l10n.t("“{0}” is no name. Names have letters, digits, _, - and . in them.", name);
    case "nameTaken":
      return l10n.t("“{0}” already stands for something else in this file.", name);
    default:
      return code satisfies never;
  }
}
