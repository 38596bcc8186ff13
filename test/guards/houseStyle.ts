/**
 * The parts of the house style that a machine can see: how long a file is and how it begins, what it is called, what it
 * exports and how that is explained. Takes texts and gives sentences, as architecture.ts does.
 */
import path from "node:path";
import type { Comment, Program } from "oxc-parser";
import { parseModule } from "./moduleImports.ts";
import type { FileTexts } from "./projectFiles.ts";

const mostLines = 350;
const namesThatSayNothing = /^(?:utils?|helpers?|common|types?|constants?|models?|index|misc|shared|lib)$/iu;

type Statement = Program["body"][number];

/** Every breach of the style in these files, one sentence each. `src/` is held to more than tests are. */
export function styleBreaches(texts: FileTexts): readonly string[] {
  return [...texts].flatMap(([file, text]) => {
    const { program, comments } = parseModule(file, text);
    return [
      ...nameBreaches(file),
      ...lengthBreaches(file, text),
      ...headerBreaches(file, program, comments),
      ...exportBreaches(file, program),
      ...(file.startsWith("src/") ? explanationBreaches(file, text, program, comments) : []),
      ...commentBreaches(file, comments),
    ];
  });
}

function nameBreaches(file: string): readonly string[] {
  return file
    .split("/")
    .slice(1)
    .map((part) => path.parse(part).name.replace(/\.test$/u, ""))
    .filter((name) => namesThatSayNothing.test(name))
    .map((name) => `${file}: the name "${name}" says nothing about what is in it`);
}

function lengthBreaches(file: string, text: string): readonly string[] {
  const lines = text.replace(/\n$/u, "").split("\n").length;
  return lines > mostLines ? [`${file} has ${lines} lines, more than ${mostLines}`] : [];
}

/**
 * A file begins with a comment of its own, which is not the docstring of its first declaration. Files of tests need none:
 * the tests' names say what they are about.
 */
function headerBreaches(file: string, program: Program, comments: readonly Comment[]): readonly string[] {
  if (/\.(?:test|journey)\.ts$/u.test(file)) return [];
  const [first] = comments;
  const [statement, second] = program.body;
  const startsFile = first !== undefined && (statement === undefined || first.end <= statement.start);
  if (!startsFile || first.value.replaceAll(/[\s*/]/gu, "").length < 20) {
    return [`${file} does not begin with a comment on what it is`];
  }
  const belongsToFirst =
    statement !== undefined &&
    isDeclaredExport(statement) &&
    comments.filter((one) => one.end <= statement.start).length === 1;
  return belongsToFirst && second !== undefined ? [`${file} begins with the docstring of its first export only`] : [];
}

function exportBreaches(file: string, program: Program): readonly string[] {
  const breaches: string[] = [];
  if (program.body.some((statement) => statement.type === "ExportDefaultDeclaration")) {
    breaches.push(`${file} has a default export`);
  }
  const isPassingOn = (statement: Statement): boolean =>
    statement.type === "ExportAllDeclaration" ||
    (statement.type === "ExportNamedDeclaration" && statement.source !== null);
  const rest = program.body.filter((statement) => statement.type !== "ImportDeclaration");
  if (rest.length > 0 && rest.every(isPassingOn)) breaches.push(`${file} only passes on what other files export`);
  return breaches;
}

/** Every exported declaration has a docstring right above it; overloads share the first one's. */
function explanationBreaches(
  file: string,
  text: string,
  program: Program,
  comments: readonly Comment[],
): readonly string[] {
  const explained = new Set<string>();
  return program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return [];
    const { declaration } = statement;
    const named = declaration.type === "VariableDeclaration" ? declaration.declarations[0]?.id : declaration.id;
    const name = named?.type === "Identifier" ? named.name : "?";
    const isExplained = comments.some(
      (one) =>
        one.end <= statement.start &&
        one.type === "Block" &&
        one.value.startsWith("*") &&
        text.slice(one.end, statement.start).trim() === "",
    );
    if (isExplained) explained.add(name);
    return explained.has(name) ? [] : [`${file}: the exported ${name} has no docstring`];
  });
}

/** Nothing is left for later, and no check is switched off. */
function commentBreaches(file: string, comments: readonly Comment[]): readonly string[] {
  const switchedOff = /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable|prettier-ignore/u;
  return comments.flatMap(({ value }) => {
    const found = switchedOff.exec(value)?.[0];
    return found === undefined ? [] : [`${file} switches a check off: ${found}`];
  });
}

function isDeclaredExport(statement: Statement): boolean {
  return statement.type === "ExportNamedDeclaration" && statement.declaration !== null;
}
