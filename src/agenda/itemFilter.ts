/**
 * A filter as people write it, `subject:"design review" -is:private lee`: what it says as data, and what is wrong with it.
 * All of its terms have to hold. What a term finds in an item stands in filterMatch.ts.
 */
import { filterFields, filterSentences, filterTraits, isFilterField, isFilterTrait } from "./filterWords.ts";
import type { FilterField, FilterTrait } from "./filterWords.ts";

/** What an item has to be: all of the terms together. Without a term, everything is. */
export interface ItemFilter {
  readonly terms: readonly FilterTerm[];
}

/** One thing that has to hold; with `isNot`, that must not hold. */
export type FilterTerm =
  /** The text occurs anywhere in the item. */
  | { readonly kind: "text"; readonly value: string; readonly isNot: boolean }
  /** The text occurs in one part of the item. */
  | { readonly kind: "field"; readonly field: FilterField; readonly value: string; readonly isNot: boolean }
  | { readonly kind: "trait"; readonly trait: FilterTrait; readonly isNot: boolean };

/** Something in a filter's text that cannot be understood. What it stands in has no term. */
export interface FilterProblem {
  readonly code: "unknownWord" | "unknownTrait" | "missingValue" | "loneMinus" | "unclosedQuote";
  /** From where to where in the text, in UTF-16 units; `end` is excluded. */
  readonly span: { readonly start: number; readonly end: number };
  /** What is wrong and what to do. */
  readonly sentence: string;
  /** What could stand in its place, as `subject:` or `is:online`; empty where that is not for Unbook to know. */
  readonly known: readonly string[];
}

/** What a filter's text says, as far as it can be understood. */
export interface ReadFilter {
  readonly filter: ItemFilter;
  readonly problems: readonly FilterProblem[];
}

/**
 * A term as it stands: `-`, a word with its colon, and a value that may be quoted. A quote within quotes is doubled. The
 * quotes of a typewriter, or those that word processors put in their place.
 */
const termPattern =
  /(?<minus>-?)(?:(?<word>[\p{L}-]+):(?!\/\/))?(?:"(?<quoted>(?:[^"]|"")*)(?<close>"?)|[“”„](?<curly>[^“”]*)(?<curlyClose>[“”]?)|(?<bare>[^\s"]*))/uy;

/** Reads a filter. Never throws. */
export function parseItemFilter(text: string): ReadFilter {
  const terms: FilterTerm[] = [];
  const problems: FilterProblem[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    termPattern.lastIndex = at;
    const found = termPattern.exec(text);
    // Every character begins a term, so that something is always found; were it empty, reading would never end.
    const end = Math.max(termPattern.lastIndex, at + 1);
    const read = readTerm(found?.groups ?? {});
    for (const { code, sentence, known = [] } of read.problems) {
      problems.push({ code, sentence, known, span: { start: at, end } });
    }
    if (read.term !== undefined) terms.push(read.term);
    at = skipSpace(text, end);
  }
  return { filter: { terms }, problems };
}

/** The filter as a text that reads back as the same filter. */
export function writeItemFilter({ terms }: ItemFilter): string {
  return terms.map(writeTerm).join(" ");
}

/** What a filter asks for, as `subject “review” · not (private)`. */
export function describeFilter({ terms }: ItemFilter): string {
  return terms.length === 0 ? filterSentences.everything : terms.map(describeTerm).join(filterSentences.separator);
}

interface ReadTerm {
  readonly term?: FilterTerm;
  readonly problems: readonly (Pick<FilterProblem, "code" | "sentence"> & Partial<Pick<FilterProblem, "known">>)[];
}

function readTerm(groups: Readonly<Record<string, string | undefined>>): ReadTerm {
  const isNot = groups["minus"] === "-";
  const quoted = groups["curly"] ?? groups["quoted"]?.replaceAll('""', '"');
  const value = (quoted ?? groups["bare"] ?? "").trim();
  const unclosed =
    quoted !== undefined && (groups["close"] ?? groups["curlyClose"]) === ""
      ? [{ code: "unclosedQuote" as const, sentence: filterSentences.unclosedQuote }]
      : [];
  const written = groups["word"];
  if (written === undefined) {
    if (value !== "") return { term: { kind: "text", value, isNot }, problems: unclosed };
    // Empty quotes ask for nothing.
    if (quoted !== undefined || !isNot) return { problems: unclosed };
    return { problems: [{ code: "loneMinus", sentence: filterSentences.loneMinus }] };
  }
  const word = written.toLowerCase();
  if (word === "is") {
    const trait = value.toLowerCase();
    if (isFilterTrait(trait)) return { term: { kind: "trait", trait, isNot }, problems: unclosed };
    return {
      problems: [
        trait === ""
          ? { code: "missingValue", sentence: filterSentences.missingTrait, known: knownTraits(isNot) }
          : { code: "unknownTrait", sentence: filterSentences.unknownTrait(value), known: knownTraits(isNot) },
        ...unclosed,
      ],
    };
  }
  if (!isFilterField(word)) {
    const known = [...filterFields, "is"].map((field) => `${isNot ? "-" : ""}${field}:`);
    return { problems: [{ code: "unknownWord", sentence: filterSentences.unknownWord(written), known }, ...unclosed] };
  }
  if (value !== "") return { term: { kind: "field", field: word, value, isNot }, problems: unclosed };
  return { problems: [{ code: "missingValue", sentence: filterSentences.missingValue(word) }, ...unclosed] };
}

function knownTraits(isNot: boolean): readonly string[] {
  return filterTraits.map((trait) => `${isNot ? "-" : ""}is:${trait}`);
}

function writeTerm(term: FilterTerm): string {
  const minus = term.isNot ? "-" : "";
  switch (term.kind) {
    case "text":
      return `${minus}${quote(term.value)}`;
    case "field":
      return `${minus}${term.field}:${quote(term.value)}`;
    case "trait":
      return `${minus}is:${term.trait}`;
    default:
      return term satisfies never;
  }
}

/** Bare where that reads back the same. */
function quote(value: string): string {
  return /^[^\s":“”„-][^\s":]*$/u.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

function describeTerm(term: FilterTerm): string {
  switch (term.kind) {
    case "text":
      return filterSentences.text(term.value, term.isNot);
    case "field":
      return filterSentences.field(term.field, term.value, term.isNot);
    case "trait":
      return filterSentences.trait(term.trait, term.isNot);
    default:
      return term satisfies never;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
  return at;
}
