/**
 * What one module imports, read from its syntax: static imports, re-exports, `import()`, types written `import("x").T`
 * and `require`. Also the other things that the architecture asks of a module's syntax.
 */
import { parseSync, Visitor } from "oxc-parser";
import type { Comment, Program } from "oxc-parser";

/** One import of a module. */
export interface ModuleImport {
  /** As written; undefined if it is computed at run time. */
  readonly specifier: string | undefined;
  /** True if it leaves nothing behind in the running code. */
  readonly isTypeOnly: boolean;
}

/** A parsed module. */
export interface ParsedModule {
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly ModuleImport[];
}

/**
 * Parses a TypeScript module.
 * @throws {Error} if the text is not TypeScript.
 */
export function parseModule(path: string, text: string): ParsedModule {
  const { program, comments, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const imports: ModuleImport[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null) imports.push({ specifier: moduleRequest.value, isTypeOnly: isType });
    }
  }
  new Visitor({
    ImportExpression: ({ source }) => imports.push({ specifier: textOf(source), isTypeOnly: false }),
    TSImportType: ({ source }) => imports.push({ specifier: textOf(source), isTypeOnly: true }),
    TSExternalModuleReference: ({ expression }) => imports.push({ specifier: textOf(expression), isTypeOnly: false }),
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type !== "Identifier" || callee.name !== "require") return;
      imports.push({ specifier: first === undefined ? undefined : textOf(first), isTypeOnly: false });
    },
  }).visit(program);
  return { program, comments, imports };
}

function textOf(node: { readonly type: string; readonly value?: unknown }): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
