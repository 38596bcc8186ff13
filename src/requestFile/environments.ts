/**
 * Environments: named sets of variables beside the request file, of which a person chooses one. They stand in
 * `http-client.env.json` and `http-client.private.env.json`
 * (https://www.jetbrains.com/help/idea/http-client-variables.html) and in REST Client's setting
 * `rest-client.environmentVariables`; `$shared` holds for all of them. Reads texts and values, never files.
 */
import { readJsonBody } from "./readJsonBody.ts";

/** Something that defines environments. */
export interface EnvironmentSource {
  /** What people know it by: a file's name, or a setting's. */
  readonly name: string;
  /** Tells sources of one name apart, as the address of a file does. Default: the name does. */
  readonly place?: string;
  /** Whether its values are not meant for others' eyes. */
  readonly isPrivate: boolean;
  /** A file's JSON text, or a setting's value. */
  readonly content:
    { readonly kind: "text"; readonly text: string } | { readonly kind: "value"; readonly value: unknown };
}

/** A variable of an environment. */
export interface EnvironmentVariable {
  /** As written; it may hold variables itself. */
  readonly text: string;
  /** The name of the source that the value is from. */
  readonly source: string;
  /** Whether that source, or that of a shared value in it, is private. */
  readonly isPrivate: boolean;
}

/** The variables that hold while one environment is chosen. */
export type EnvironmentVariables = ReadonlyMap<string, EnvironmentVariable>;

/** All environments of some sources. */
export interface Environments {
  /** By name, in the order of the sources, each with what it shares. `$shared` itself is none of them. */
  readonly byName: ReadonlyMap<string, EnvironmentVariables>;
  /** What holds while none is chosen: `$shared`. */
  readonly shared: EnvironmentVariables;
  readonly problems: readonly EnvironmentProblem[];
}

/** What is wrong with a source, or read differently by others. */
export type EnvironmentProblem = { readonly source: string; readonly place?: string } & (
  | { readonly code: "malformedJson"; readonly offset: number }
  /** Not an object of objects. `environment` is undefined if the whole source is none. */
  | { readonly code: "notAnObject"; readonly environment: string | undefined }
  /** A value that is no text, number or boolean, as the settings of other editors' sign-in: left out. */
  | { readonly code: "notText"; readonly environment: string; readonly variable: string }
  /** Set here and in a private file: the private one counts here, as in Visual Studio; in JetBrains' editors the other. */
  | { readonly code: "overriddenByPrivate"; readonly environment: string; readonly variable: string }
  /** Set here and by the source `by`, whose value counts here; an editor that does not know that source takes this one. */
  | { readonly code: "overridden"; readonly environment: string; readonly variable: string; readonly by: string }
);

const sharedName = "$shared";

/** A long shared value that another takes many times would fill the memory. As long as variables may become elsewhere. */
const longestValue = 1_000_000;

/**
 * Reads environments from sources. Of a variable that is defined more than once, an environment's own counts before
 * `$shared`'s, then a private source's before another's, then a later source's before an earlier one's.
 */
export function readEnvironments(sources: readonly EnvironmentSource[]): Environments {
  const problems: EnvironmentProblem[] = [];
  const own = new Map<string, Map<string, EnvironmentVariable>>();
  const sourceOf = new Map<EnvironmentVariable, EnvironmentSource>();
  const ordered = [...sources.filter(({ isPrivate }) => !isPrivate), ...sources.filter(({ isPrivate }) => isPrivate)];
  for (const source of ordered) {
    for (const [environment, value] of entriesOf(source, undefined, readContent(source, problems), problems)) {
      // `"$schema"` and the like stand beside the environments.
      if (environment.startsWith("$") && environment !== sharedName) continue;
      const variables = own.get(environment) ?? new Map<string, EnvironmentVariable>();
      own.set(environment, variables);
      for (const [variable, written] of entriesOf(source, environment, value, problems)) {
        const text = textOf(written);
        const before = variables.get(variable);
        if (text === undefined) {
          problems.push({ ...whereOf(source), code: "notText", environment, variable });
          continue;
        }
        if (before !== undefined && before.source !== source.name && before.text !== text) {
          const isByPrivate = source.isPrivate && !before.isPrivate;
          problems.push({
            ...whereOf(sourceOf.get(before) ?? source),
            environment,
            variable,
            ...(isByPrivate ? { code: "overriddenByPrivate" } : { code: "overridden", by: source.name }),
          });
        }
        const taken = { text, source: source.name, isPrivate: source.isPrivate };
        sourceOf.set(taken, source);
        variables.set(variable, taken);
      }
    }
  }
  const shared: EnvironmentVariables = own.get(sharedName) ?? new Map<string, EnvironmentVariable>();
  own.delete(sharedName);
  const merged = [...own].map(
    ([name, variables]) => [name, fillShared(new Map([...shared, ...variables]), shared)] as const,
  );
  return { byName: new Map(merged), shared, problems };
}

/** Whether a name is one that people give to the environment that is in earnest. */
export function looksLikeProduction(environmentName: string): boolean {
  return /(?:^|[^a-z])(?:prod|prd|production|productive|live)(?:$|[^a-z])/i.test(
    environmentName.replaceAll(/([a-z])([A-Z])/g, "$1 $2"),
  );
}

/** `{{$shared name}}` in a value is what `$shared` has under that name, also where the environment has its own. */
function fillShared(variables: EnvironmentVariables, shared: EnvironmentVariables): EnvironmentVariables {
  const filled = new Map<string, EnvironmentVariable>();
  for (const [name, variable] of variables) {
    let { isPrivate } = variable;
    let room = longestValue;
    const text = variable.text.replaceAll(/\{\{\s*\$shared\s+([^\s{}]+)\s*\}\}/g, (written, wanted: string) => {
      const taken = shared.get(wanted);
      room -= taken?.text.length ?? 0;
      if (room < 0) return written;
      isPrivate ||= taken?.isPrivate === true;
      return taken?.text ?? written;
    });
    filled.set(name, { ...variable, text, isPrivate });
  }
  return filled;
}

function whereOf({ name, place }: EnvironmentSource): Pick<EnvironmentProblem, "source" | "place"> {
  return { source: name, ...(place !== undefined && { place }) };
}

function readContent(source: EnvironmentSource, problems: EnvironmentProblem[]): unknown {
  const { content } = source;
  if (content.kind === "value") return content.value ?? {};
  const text = content.text.replace(/^\ufeff/, "");
  const read = readJsonBody(text);
  if (read.kind === "ok") return read.value;
  if (read.kind === "malformed") {
    problems.push({
      ...whereOf(source),
      code: "malformedJson",
      offset: read.offset + content.text.length - text.length,
    });
  }
  return {};
}

function entriesOf(
  source: EnvironmentSource,
  environment: string | undefined,
  value: unknown,
  problems: EnvironmentProblem[],
): readonly (readonly [string, unknown])[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  problems.push({ ...whereOf(source), code: "notAnObject", environment });
  return [];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
