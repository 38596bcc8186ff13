/**
 * Reads single fields of an answer whose shape is not trusted. A field that is missing or null is simply absent; one of
 * the wrong type is absent too, and is remembered as a problem, so that it costs itself and nothing around it.
 */

type FieldOf<Wire> = keyof Wire & string;

/** One object of an answer. `Wire` is the shape that it should have, so that only documented fields are asked for. */
export interface FieldReader<Wire> {
  /** A text; undefined if it is absent or empty. */
  text(field: FieldOf<Wire>): string | undefined;
  flag(field: FieldOf<Wire>): boolean | undefined;
  /** A number without a fraction. */
  wholeNumber(field: FieldOf<Wire>): number | undefined;
  /** One of some texts; another text counts as a problem, because Graph adds values as it grows. */
  oneOf<Value extends string>(field: FieldOf<Wire>, values: readonly Value[]): Value | undefined;
  /** An `https:` address. */
  link(field: FieldOf<Wire>): string | undefined;
  /** An object within this one. Its problems are told with those of this one. */
  object<Inner>(field: FieldOf<Wire>): FieldReader<Inner> | undefined;
  /** The entries of a list; none if it is absent. */
  list(field: FieldOf<Wire>): readonly unknown[];
  /** The field as it is, for a reader of its own. */
  raw(field: FieldOf<Wire>): unknown;
}

/**
 * Starts reading an object.
 * @param problems takes one sentence for every field that could not be read.
 * @returns undefined if it is not an object.
 */
export function readFields<Wire>(value: unknown, problems: string[], path = ""): FieldReader<Wire> | undefined {
  if (!isRecord(value)) return undefined;
  const record = value;

  /** The field, if it passes; absent is silent, wrong is told. */
  function take<Value>(field: string, passes: (candidate: unknown) => candidate is Value): Value | undefined {
    const candidate = Object.hasOwn(record, field) ? record[field] : undefined;
    if (candidate === undefined || candidate === null) return undefined;
    if (passes(candidate)) return candidate;
    problems.push(`Its "${path}${field}" could not be read.`);
    return undefined;
  }

  return {
    text: (field) => take(field, isText) || undefined,
    flag: (field) => take(field, isFlag),
    wholeNumber: (field) => take(field, isWholeNumber),
    oneOf: <Value extends string>(field: string, values: readonly Value[]) =>
      take(field, (candidate): candidate is Value => values.some((expected) => expected === candidate)),
    link: (field) => take(field, isLinkOrEmpty) || undefined,
    object: <Inner>(field: string) => {
      const inner = take(field, isRecord);
      return inner === undefined ? undefined : readFields<Inner>(inner, problems, `${path}${field}.`);
    },
    list: (field) => take(field, isList) ?? [],
    raw: (field) => (Object.hasOwn(record, field) ? record[field] : undefined),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Links are opened when they are clicked, so anything but a web address is refused here. */
function isLinkOrEmpty(value: unknown): value is string {
  if (value === "") return true;
  return typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:";
}
