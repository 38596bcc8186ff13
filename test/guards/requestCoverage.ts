/**
 * What request files can say and offer: the problems, the fixes and the lenses that the code knows, and which of them no test
 * in the real editor names. Takes texts and gives sentences, as architecture.ts does.
 */
import { Visitor } from "oxc-parser";
import type { Expression, ObjectExpression, PropertyKey, SwitchCase } from "oxc-parser";
import { parseModule } from "./moduleImports.ts";
import type { FileTexts } from "./projectFiles.ts";

/** Where the codes of problems are declared. What others add to a code, a row names as its `reason`. */
const codeFiles = ["src/requestFile/requestProblem.ts", "src/editor/graphProblem.ts"];
const reasonFiles = [
  "src/cancellation/routeMismatch.ts",
  "src/cancellation/graphAddress.ts",
  "src/cancellation/readCancelMessage.ts",
  "src/requestFile/unresolvedReason.ts",
];
const graphProblemFile = "src/editor/graphProblem.ts";
const languageFixFile = "src/requestFile/problemFixes.ts";
const fixTitleFile = "src/editor/requestQuickFixes.ts";
const lensFile = "src/editor/requestLensRows.ts";

/** What no row can name, and why. */
const unreachable: ReadonlyMap<string, string> = new Map([
  ["unresolvedVariable", "of a mismatch: the same variable is told as “unresolved”"],
  ["prompt", "what is asked for later counts as answered"],
]);

/** Everything that no test in the real editor names, one sentence each. */
export function uncoveredRequestParts(sources: FileTexts, tests: FileTexts): readonly string[] {
  const named = readTests(tests);
  const codes = codeFiles.flatMap((file) => literalsOfProperty(sources, file, "code"));
  const reasons = reasonFiles.flatMap((file) => [
    ...literalsOfProperty(sources, file, "code"),
    ...literalsOfAlias(sources, file, "UnresolvedReason"),
  ]);
  return [
    ...codes.filter((code) => !named.codes.has(code)).map((code) => `No test in the editor shows the problem ${code}`),
    ...reasons
      .filter((reason) => !named.reasons.has(reason) && !unreachable.has(reason))
      .map((reason) => `No test in the editor shows the reason ${reason}`),
    ...uncoveredFixes(sources, named.fixes),
    ...uncoveredLenses(sources, named.texts),
  ];
}

/** What tests name. */
interface Named {
  readonly codes: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
  /** As `code: title`. */
  readonly fixes: ReadonlySet<string>;
  /** All texts and patterns of the tests that ask VS Code for its lenses. */
  readonly texts: readonly string[];
}

function readTests(tests: FileTexts): Named {
  const codes = new Set<string>();
  const reasons = new Set<string>();
  const fixes = new Set<string>();
  const texts: string[] = [];
  for (const [file, text] of tests) {
    const seesLenses = file.endsWith(".journey.ts") || text.includes("lensesOf(");
    new Visitor({
      ObjectExpression: (object) => {
        const code = textOf(valueOf(object, "code"));
        if (code === undefined || valueOf(object, "said") === undefined) return;
        codes.add(code);
        const reason = textOf(valueOf(object, "reason"));
        if (reason !== undefined) reasons.add(reason);
        const fix = valueOf(object, "fix");
        const title = fix?.type === "ArrayExpression" ? textOf(fix.elements[0]) : undefined;
        if (title !== undefined) fixes.add(`${code}: ${title}`);
      },
      CallExpression: ({ callee, arguments: [, second] }) => {
        const code = callee.type === "Identifier" && callee.name === "problemOf" ? textOf(second) : undefined;
        if (code !== undefined) codes.add(code);
      },
      Literal: (literal) => {
        if (!seesLenses) return;
        if ("regex" in literal) texts.push(withoutIcon(literal.regex.pattern.replaceAll(/[\^\\]/gu, "")));
        else if (typeof literal.value === "string") texts.push(literal.value);
      },
    }).visit(parseModule(file, text).program);
  }
  return { codes, reasons, fixes, texts };
}

function uncoveredFixes(sources: FileTexts, named: ReadonlySet<string>): readonly string[] {
  const titles = titlesOfFixes(sources);
  const graphCodes = literalsOfProperty(sources, graphProblemFile, "code");
  const ofLanguage = casesOf(sources, languageFixFile, "fixesOf", ["fix", "maybe"]).flatMap(({ names, texts }) =>
    names.flatMap((code) => texts.map((fix) => ({ codes: [code], fix, title: titles.get(`languageFixTitle ${fix}`) }))),
  );
  const ofGraph = literalsOfAlias(sources, graphProblemFile, "GraphFixCode").map((fix) => ({
    codes: graphCodes,
    fix,
    title: titles.get(`graphFixTitle ${fix}`),
  }));
  return [...ofLanguage, ...ofGraph]
    .filter(({ codes, title }) => title === undefined || !codes.some((code) => named.has(`${code}: ${title}`)))
    .map(({ codes, fix, title = "?" }) => {
      const [code, second] = codes;
      return `No test in the editor makes the fix ${fix}, “${title}”${second === undefined ? `, for ${code}` : ""}`;
    });
}

/** The titles of fixes, by the function that gives them and the fix's code. */
function titlesOfFixes(sources: FileTexts): ReadonlyMap<string, string> {
  return new Map(
    ["languageFixTitle", "graphFixTitle"].flatMap((name) =>
      casesOf(sources, fixTitleFile, name, ["t"]).flatMap(({ names, texts }) =>
        names.map((code) => [`${name} ${code}`, texts[0] ?? ""] as const),
      ),
    ),
  );
}

function uncoveredLenses(sources: FileTexts, texts: readonly string[]): readonly string[] {
  return translatedIn(sources, lensFile)
    .filter((title) => !texts.some((text) => namesTitle(text, title)))
    .map((title) => `No test in the editor sees the lens “${title}”`);
}

/** Whether a text of a test means a title, with something in the title's places or, of a pattern, a good part of it. */
function namesTitle(text: string, title: string): boolean {
  const plain = withoutIcon(title);
  if (text === title || text === plain) return true;
  const parts = plain.split(/\{\d\}/u);
  const longest = parts.toSorted((one, other) => other.length - one.length)[0] ?? "";
  if (parts.length > 1) return longest.trim().length > 2 && text.includes(longest.trim());
  return text.length >= Math.min(plain.length / 2, 12) && plain.includes(text);
}

function withoutIcon(title: string): string {
  return title.replace(/^\$\([\w-]+\) /u, "").replace(/\$$/u, "");
}

/** The literals that a property's type is in a file, as of `code` in `{ readonly code: "a" }`. */
function literalsOfProperty(sources: FileTexts, file: string, property: string): readonly string[] {
  const found: string[] = [];
  visit(sources, file, {
    TSPropertySignature: ({ key, typeAnnotation }) => {
      const type = typeAnnotation?.typeAnnotation;
      if (nameOf(key) !== property || type?.type !== "TSLiteralType") return;
      const text = textOf(type.literal);
      if (text !== undefined) found.push(text);
    },
  });
  return found;
}

/** The literals of a union that has a name. */
function literalsOfAlias(sources: FileTexts, file: string, name: string): readonly string[] {
  const found: string[] = [];
  visit(sources, file, {
    TSTypeAliasDeclaration: ({ id, typeAnnotation }) => {
      if (id.name !== name || typeAnnotation.type !== "TSUnionType") return;
      for (const type of typeAnnotation.types) {
        const text = type.type === "TSLiteralType" ? textOf(type.literal) : undefined;
        if (text !== undefined) found.push(text);
      }
    },
  });
  return found;
}

/** One of the branches of a switch: what it is for, and the first text of every call of some functions in it. */
interface Branch {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** The branches of the only switch in a function. */
function casesOf(sources: FileTexts, file: string, functionName: string, told: readonly string[]): readonly Branch[] {
  const branches: Branch[] = [];
  visit(sources, file, {
    FunctionDeclaration: ({ id, body }) => {
      const choice = body?.body.find((statement) => statement.type === "SwitchStatement");
      if (id?.name !== functionName || choice?.type !== "SwitchStatement") return;
      let names: string[] = [];
      for (const branch of choice.cases) {
        names.push(...[textOf(branch.test)].filter((name) => name !== undefined));
        if (branch.consequent.length === 0) continue;
        branches.push({ names, texts: firstTexts(branch, told) });
        names = [];
      }
    },
  });
  return branches;
}

function firstTexts(branch: SwitchCase, told: readonly string[]): readonly string[] {
  const texts: string[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: [first] }) => {
      const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
      const text = told.includes(name ?? "") ? textOf(first) : undefined;
      if (text !== undefined) texts.push(text);
    },
  }).visit({ type: "Program", body: branch.consequent, sourceType: "module", hashbang: null, start: 0, end: 0 });
  return texts;
}

/** Every text that is put into the person's language in a file. */
function translatedIn(sources: FileTexts, file: string): readonly string[] {
  const texts: string[] = [];
  visit(sources, file, {
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type !== "MemberExpression" || nameOf(callee.object) !== "l10n") return;
      const text = textOf(first);
      if (text !== undefined) texts.push(text);
    },
  });
  return texts;
}

function visit(sources: FileTexts, file: string, visitor: ConstructorParameters<typeof Visitor>[0]): void {
  const text = sources.get(file);
  if (text === undefined) throw new Error(`There is no ${file}`);
  new Visitor(visitor).visit(parseModule(file, text).program);
}

function valueOf({ properties }: ObjectExpression, name: string): Expression | undefined {
  for (const property of properties) {
    if (property.type === "Property" && nameOf(property.key) === name) return property.value;
  }
  return undefined;
}

function nameOf(node: PropertyKey | Expression): string | undefined {
  return node.type === "Identifier" ? node.name : undefined;
}

function textOf(node: { readonly type: string; readonly value?: unknown } | null | undefined): string | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
