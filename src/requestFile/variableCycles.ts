/**
 * Finds definitions whose values lead back to themselves, as `@a = {{b}}` and `@b = {{a}}`. Every name is walked through
 * once, however many there are and however long their chains: it is Tarjan's search for strongly connected components,
 * without recursion. https://doi.org/10.1137/0201010
 */
import type { EnvironmentVariables } from "./environments.ts";
import { promptsOf } from "./prompt.ts";
import type { RequestFile, VariableDefinition } from "./requestFile.ts";
import { findVariableUses } from "./variableUse.ts";

/**
 * The definitions that lead back to themselves for the first request below them, or for the end of the file. What counts
 * there is what counts in variableLookup.ts: the last definition above the request, or the environment's value of a name
 * that the file does not define.
 */
export function findCyclicDefinitions(
  file: RequestFile,
  environment: EnvironmentVariables = new Map(),
): ReadonlySet<VariableDefinition> {
  const cyclic = new Set<VariableDefinition>();
  const names = new NameWalk(file, environment);
  let nextRequest = 0;
  let first = 0;
  while (first < file.variables.length) {
    const start = file.variables[first]?.span.start ?? 0;
    while ((file.requests[nextRequest]?.requestLineSpan.start ?? start) < start) nextRequest += 1;
    const request = file.requests[nextRequest];
    let end = first;
    while ((file.variables[end]?.span.start ?? Infinity) < (request?.requestLineSpan.start ?? Infinity)) end += 1;
    const added = file.variables.slice(first, end);
    names.define(added, new Set(request === undefined ? [] : promptsOf(request).map(({ name }) => name)));
    for (const definition of added) if (names.leadsBack(definition)) cyclic.add(definition);
    first = end;
  }
  return cyclic;
}

/** A name, and the names in its value. */
interface Name {
  readonly text: string;
  /** `open`: it is not known yet whether something that it leads to leads back to it. */
  state: "unknown" | "open" | "known";
  leadsTo: readonly Name[];
  /** Names that are not unknown and lead to this one; some more than once. */
  cameFrom: Name[];
  /** When the walk came here, and when it first came to the earliest open name that this one leads to. */
  order: number;
  earliest: number;
  leadsBack: boolean;
}

/**
 * Walks from name to name, as they stand for one request after the other. A definition makes unknown again what leads to
 * its name and nothing else: what is still known then cannot lead to it, and need not be walked through again.
 */
class NameWalk {
  readonly #environment: EnvironmentVariables;
  readonly #definedNames: ReadonlySet<string>;
  readonly #definitions = new Map<string, VariableDefinition>();
  readonly #names = new Map<string, Name>();
  #prompts: ReadonlySet<string> = new Set();
  #lastOrder = 0;

  constructor(file: RequestFile, environment: EnvironmentVariables) {
    this.#environment = environment;
    this.#definedNames = new Set(file.variables.map(({ name }) => name));
  }

  /** Goes on to the next request: what is defined above it, and what it asks for, which counts for that one alone. */
  define(definitions: readonly VariableDefinition[], prompts: ReadonlySet<string>): void {
    for (const definition of definitions) this.#definitions.set(definition.name, definition);
    for (const { name } of definitions) this.#forget(name);
    for (const name of this.#prompts) this.#forget(name);
    this.#prompts = prompts;
  }

  /** Whether a definition counts, and leads back to itself. */
  leadsBack(definition: VariableDefinition): boolean {
    if (definition.uses.length === 0 || this.#definitions.get(definition.name) !== definition) return false;
    const name = this.#nameOf(definition.name);
    if (name.state === "unknown") this.#walk(name);
    return name.leadsBack;
  }

  #walk(start: Name): void {
    const path: { readonly name: Name; next: number }[] = [];
    const open: Name[] = [];
    const enter = (name: Name): void => {
      name.state = "open";
      name.leadsTo = this.#namesIn(name.text);
      name.order = this.#lastOrder += 1;
      name.earliest = name.order;
      open.push(name);
      path.push({ name, next: 0 });
    };
    enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { name } = step;
      const next = name.leadsTo[step.next];
      step.next += 1;
      if (next !== undefined) {
        next.cameFrom.push(name);
        if (next.state === "unknown") enter(next);
        else if (next.state === "open") name.earliest = Math.min(name.earliest, next.order);
        continue;
      }
      path.pop();
      const before = path.at(-1)?.name;
      if (before !== undefined) before.earliest = Math.min(before.earliest, name.earliest);
      if (name.earliest === name.order) close(name, open);
    }
  }

  #namesIn(name: string): readonly Name[] {
    const uses = this.#usesIn(name);
    return uses.map(({ expression }) => this.#nameOf(expression));
  }

  #usesIn(name: string): VariableDefinition["uses"] {
    if (this.#prompts.has(name) || name.startsWith("$")) return [];
    const definition = this.#definitions.get(name);
    if (definition !== undefined) return definition.uses;
    // What is defined further down alone has no value, whatever the environment says.
    return this.#definedNames.has(name) ? [] : findVariableUses(this.#environment.get(name)?.text ?? "");
  }

  #nameOf(text: string): Name {
    const before = this.#names.get(text);
    if (before !== undefined) return before;
    const name: Name = {
      text,
      state: "unknown",
      leadsTo: [],
      cameFrom: [],
      order: 0,
      earliest: 0,
      leadsBack: false,
    };
    this.#names.set(text, name);
    return name;
  }

  /** Makes unknown a name and all that lead to it. Those that lead to an unknown one are unknown already. */
  #forget(text: string): void {
    const name = this.#names.get(text);
    const rest = name === undefined ? [] : [name];
    for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
      if (one.state === "unknown") continue;
      one.state = "unknown";
      for (const from of one.cameFrom) rest.push(from);
      one.cameFrom = [];
    }
  }
}

/** Takes from the open names those that lead to each other, of which `first` was met first. */
function close(first: Name, open: Name[]): void {
  const isAlone = open.at(-1) === first && !first.leadsTo.includes(first);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    name.state = "known";
    name.leadsBack = !isAlone;
    if (name === first) return;
  }
}
