/**
 * Copied code as its own language sees it: parsed by the grammars that VS Code colours by, and its literals read by the
 * rules of the language, which are written here once more, apart from the code under test.
 * Source of the grammars: https://github.com/microsoft/vscode-tree-sitter-wasm
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as TreeSitter from "@vscode/tree-sitter-wasm";

const require = createRequire(import.meta.url);
const { Language, Parser } = require("@vscode/tree-sitter-wasm") as typeof TreeSitter;

/** A program as its language understands it. */
export interface ReadCode {
  /** What is no code of the language, with its line; empty for a program without a mistake. */
  readonly mistakes: readonly string[];
  /** The values of all literals, in the order of the code. */
  readonly literals: readonly string[];
  /** Everything but the literals: two programs of one shape differ in nothing but their texts. */
  readonly shape: string;
}

interface Grammar {
  readonly name: string;
  /** The types of node that are literals as a whole. */
  readonly literalTypes: readonly string[];
  readonly value: (literal: string) => string;
}

/** Which numbers a language's escapes can hold, each pattern with its base. */
type NumberEscapes = readonly (readonly [pattern: RegExp, base: 8 | 16])[];

function doubleQuoted(escapes: Readonly<Record<string, string>>, numbers: NumberEscapes): (literal: string) => string {
  return (literal) => {
    assert.match(literal, /^"(?:[^"\\\n\r]|\\[^])*"$/);
    return literal.slice(1, -1).replaceAll(/\\(u\{[^}]*\}|u.{4}|U.{8}|[0-7]{3}|[^])/g, (whole, escape: string) => {
      const known = escapes[escape];
      if (known !== undefined) return known;
      for (const [pattern, base] of numbers) {
        const digits = pattern.exec(escape)?.[1];
        if (digits !== undefined) return String.fromCodePoint(Number.parseInt(digits, base));
      }
      throw new Error(`An escape that the language does not have: ${whole}`);
    });
  };
}

const fourDigits = /^u([0-9a-f]{4})$/;
const eightDigits = /^U([0-9a-f]{8})$/;

const named = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Java reads `\u` wherever it stands behind an even number of backslashes, and only then looks for literals. */
function javaValue(literal: string): string {
  const read = literal.replaceAll(/\\\\|\\u([0-9a-f]{4})/g, (whole, digits?: string) =>
    digits === undefined ? whole : String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return doubleQuoted(named, [])(read);
}

/** Behind a `$` that is not escaped, PHP looks for a variable. */
function phpValue(literal: string): string {
  assert.match(literal, /^"(?:[^"\\$]|\\[^])*"$/);
  return doubleQuoted({ ...named, $: "$" }, [[/^u\{([0-9a-f]+)\}$/, 16]])(literal);
}

function powerShellValue(literal: string): string {
  if (literal.startsWith("'")) {
    // Typographic quotation marks end a literal as well, unless they are doubled.
    const inside = literal.slice(1, -1);
    assert.match(inside, /^(?:[^'‘’‚‛]|''|‘‘|’’|‚‚|‛‛)*$/);
    return inside.replaceAll(/(['‘’‚‛])\1/g, "$1");
  }
  // A variable gives a text of its own, so that a message with a `$` that is not escaped is seen.
  const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };
  const inside = literal.slice(1, -1);
  assert.match(inside, /^(?:[^"“”„`$]|`[^]|\$\(\[char\]0x[0-9a-f]{4}\)|\$\w+(?::\w+)?|\$\{\w+\})*$/);
  return inside.replaceAll(
    /`([^])|\$\(\[char\]0x(.{4})\)|\$[\w{]+/g,
    (_, escape: string | undefined, code: string | undefined) => {
      if (escape !== undefined) return controls[escape] ?? escape;
      return code === undefined ? "(variable)" : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}

/** A word of single-quoted pieces, and single characters behind a backslash between them. */
function shellValue(word: string): string {
  assert.match(word, /^(?:'[^']*'|\\'|[\w=-])*$/);
  return word.replaceAll(/'([^']*)'|\\(')/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? "");
}

const grammars = {
  bash: { name: "bash", literalTypes: ["raw_string", "concatenation"], value: shellValue },
  powershell: { name: "powershell", literalTypes: ["string_literal"], value: powerShellValue },
  csharp: { name: "c-sharp", literalTypes: ["string_literal"], value: doubleQuoted(named, [[fourDigits, 16]]) },
  go: {
    name: "go",
    literalTypes: ["interpreted_string_literal"],
    value: doubleQuoted(named, [
      [fourDigits, 16],
      [eightDigits, 16],
    ]),
  },
  java: { name: "java", literalTypes: ["string_literal"], value: javaValue },
  javascript: {
    name: "javascript",
    literalTypes: ["string"],
    value: (literal: string) => JSON.parse(literal) as string,
  },
  php: {
    name: "php",
    literalTypes: ["encapsed_string"],
    value: phpValue,
  },
  python: {
    name: "python",
    literalTypes: ["string"],
    value: doubleQuoted(named, [
      [fourDigits, 16],
      [eightDigits, 16],
    ]),
  },
} satisfies Readonly<Record<string, Grammar>>;

/** The languages that copied code can be in. */
export type CodeLanguageName = keyof typeof grammars;

/** Loads a language's grammar, and gives the function that reads programs by it. */
export async function loadLanguage(languageName: CodeLanguageName): Promise<(code: string) => ReadCode> {
  const { name, literalTypes, value }: Grammar = grammars[languageName];
  await Parser.init();
  const parser = new Parser();
  const file = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  parser.setLanguage(await Language.load(readFileSync(file)));
  return (code) => {
    const mistakes: string[] = [];
    const literals: string[] = [];
    const types: string[] = [];
    const visit = (node: TreeSitter.Node): void => {
      if (node.isError || node.isMissing) mistakes.push(`${node.startPosition.row + 1}: ${node.text}`);
      if (literalTypes.includes(node.type)) {
        if (node.hasError) mistakes.push(`${node.startPosition.row + 1}: ${node.text}`);
        else literals.push(value(node.text));
        types.push("literal");
        return;
      }
      types.push(node.type);
      for (const child of node.children) if (child !== null) visit(child);
    };
    const tree = parser.parse(code);
    assert.ok(tree);
    visit(tree.rootNode);
    tree.delete();
    return { mistakes, literals, shape: types.join(" ") };
  };
}
