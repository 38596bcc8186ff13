/**
 * The house as data, which room of `src/` may import from which, and the check that holds the code to it. It takes texts
 * and gives sentences, so that it can be proved with modules that break each rule.
 */
import { isBuiltin } from "node:module";
import path from "node:path";
import { Visitor } from "oxc-parser";
import type { FileTexts } from "./projectFiles.ts";
import { parseModule, type ModuleImport, type ParsedModule } from "./moduleImports.ts";

/** What one folder of `src/` may do. */
interface Room {
  /** Rooms of which it may import everything. */
  readonly mayImport: readonly string[];
  /** Rooms of which it may import types only. */
  readonly mayImportTypesOf?: readonly string[];
  /** Single modules of other rooms of which it may import everything. */
  readonly mayImportModules?: readonly string[];
  /** Pure: no package, no module of Node's, no clock, no network, no chance. Default false. */
  readonly isPure?: boolean;
  /** Default false. */
  readonly mayImportVscode?: boolean;
}

const everyRoom = ["agenda", "requestFile", "cancellation", "account", "graph", "sending", "sandbox", "editor"];

/** The rooms, each a folder of `src/`; `extension.ts` is a room of its own. */
export const rooms: Readonly<Record<string, Room>> = {
  agenda: { isPure: true, mayImport: [] },
  requestFile: { isPure: true, mayImport: [] },
  cancellation: { isPure: true, mayImport: ["agenda", "requestFile"] },
  account: { mayImport: [] },
  graph: {
    mayImport: ["agenda", "cancellation"],
    mayImportTypesOf: ["account"],
    // The error of the token source has to be recognised where tokens are asked for.
    mayImportModules: ["src/account/accountError.ts"],
  },
  // It is given what sends and looks up, so that it can be tried against anything that answers.
  sending: { mayImport: ["agenda", "cancellation"] },
  // A mistake that the client and its test server shared would cancel itself out.
  sandbox: { mayImport: [], mayImportTypesOf: ["graph"] },
  editor: { mayImport: everyRoom, mayImportVscode: true },
  "extension.ts": { mayImport: everyRoom, mayImportVscode: true },
};

/** What only a machine can answer, and so no pure room asks for. */
const machineGlobals = new Set(["process", "fetch", "setTimeout", "setInterval", "performance", "crypto", "navigator"]);

/** Every breach of the house in these modules of `src/`, one sentence each. */
export function architectureBreaches(texts: FileTexts): readonly string[] {
  const modules = new Map([...texts].map(([file, text]) => [file, parseModule(file, text)]));
  const breaches = [...modules].flatMap(([file, module]) => [
    ...module.imports.map((one) => importBreach(file, one, modules)),
    ...machineBreaches(file, module),
  ]);
  return [...breaches.filter((breach) => breach !== undefined), ...cycles(modules)];
}

function importBreach(
  file: string,
  { specifier, isTypeOnly }: ModuleImport,
  modules: ReadonlyMap<string, ParsedModule>,
): string | undefined {
  const name = roomOf(file);
  const room = rooms[name];
  if (room === undefined) return `${file} is in no room of the house`;
  if (specifier === undefined) return `${file} imports something computed, which cannot be checked`;
  if (specifier === "vscode") return room.mayImportVscode === true ? undefined : `${file} imports vscode`;
  if (!specifier.startsWith(".")) {
    const what = isBuiltin(specifier) ? "Node's" : "the package";
    return room.isPure === true ? `${file} is pure but imports ${what} ${specifier}` : undefined;
  }
  const target = resolve(file, specifier);
  if (!modules.has(target)) return `${file} imports ${specifier}, which is no module of src/`;
  const other = roomOf(target);
  if (other === name || room.mayImport.includes(other)) return undefined;
  if (room.mayImportModules?.includes(target) === true) return undefined;
  if (room.mayImportTypesOf?.includes(other) !== true) return `${file} imports ${target}: ${name} may not use ${other}`;
  return isTypeOnly ? undefined : `${file} imports code of ${target}: ${name} may use types of ${other} only`;
}

function machineBreaches(file: string, { program }: ParsedModule): readonly string[] {
  if (rooms[roomOf(file)]?.isPure !== true) return [];
  const breaches: string[] = [];
  const found = (what: string): unknown => breaches.push(`${file} is pure but uses ${what}`);
  new Visitor({
    NewExpression: ({ callee, arguments: args }) => {
      if (callee.type === "Identifier" && callee.name === "Date" && args.length === 0) found("new Date()");
    },
    MemberExpression: ({ object, property }) => {
      if (object.type !== "Identifier" || property.type !== "Identifier") return;
      const name = `${object.name}.${property.name}`;
      if (name === "Date.now" || name === "Math.random" || machineGlobals.has(object.name)) found(name);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === "Identifier" && machineGlobals.has(callee.name)) found(callee.name);
    },
  }).visit(program);
  return breaches;
}

/** Every cycle once, also of types: whoever reads one of its files has to read them all. */
function cycles(modules: ReadonlyMap<string, ParsedModule>): readonly string[] {
  const found: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push(`Modules import each other: ${[...trail.slice(trail.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    state.set(file, "open");
    for (const { specifier } of modules.get(file)?.imports ?? []) {
      if (specifier?.startsWith(".") === true) visit(resolve(file, specifier), [...trail, file]);
    }
    state.set(file, "done");
  };
  for (const file of modules.keys()) visit(file, []);
  return found;
}

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function resolve(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier);
}
