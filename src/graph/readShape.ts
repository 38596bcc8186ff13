/**
 * Reads what Graph sends, whose shape is not trusted, with valibot. A shape names the fields that are looked at, and says
 * of each in plain words what it is. A field that is missing or null is simply absent; one of the wrong type is cut out
 * and told, so that it costs itself and nothing around it.
 * Source: https://valibot.dev/guides/schemas/
 */
import {
  array,
  boolean,
  check,
  custom,
  nonEmpty,
  nullish,
  number,
  object,
  optional,
  picklist,
  pipe,
  safeInteger,
  safeParse,
  string,
  transform,
} from "valibot";
import type { GenericSchema, InferOutput, ObjectEntries } from "valibot";

/** Something that was read, with a sentence for each part that could not be. */
export interface ReadShape<Shape> {
  readonly shape: Shape;
  readonly notes: readonly string[];
}

/**
 * Reads a value as a shape.
 * @returns undefined if nothing is left of it: it is no object, or a part without which it is nothing is wrong.
 */
export function readShape<Schema extends GenericSchema>(
  schema: Schema,
  value: unknown,
): ReadShape<InferOutput<Schema>> | undefined {
  const whole = safeParse(schema, value);
  if (whole.success) return { shape: whole.output, notes: [] };
  // Each issue names the place of one wrong value; without those values the rest is good.
  const notes = new Set<string>();
  const copies = new Set<unknown>();
  let rest = value;
  for (const issue of whole.issues) {
    notes.add(issue.message);
    rest = without(rest, issue.path?.map((item) => item.key) ?? [], copies);
  }
  const remaining = safeParse(schema, rest);
  return remaining.success ? { shape: remaining.output, notes: [...notes] } : undefined;
}

/** A text; one that is empty counts as absent. @param what as `Its title`. */
export function text(what: string) {
  return pipe(nullish(string(unreadable(what))), transform(absentIfEmpty));
}

/** A text that there has to be. */
export function requiredText(what: string) {
  return pipe(string(unreadable(what)), nonEmpty(unreadable(what)));
}

/** True or false. */
export function flag(what: string) {
  return nullish(boolean(unreadable(what)));
}

/** A number without a fraction. */
export function wholeNumber(what: string) {
  return nullish(pipe(number(unreadable(what)), safeInteger(unreadable(what))));
}

/** One of some texts. Another text is told: Graph adds values as it grows. */
export function oneOf<const Values extends readonly string[]>(what: string, values: Values) {
  return nullish(picklist(values, unreadable(what)));
}

/**
 * An address that may be opened when it is clicked, so that anything but a web address is refused.
 * @param protocols default: `https:` only.
 */
export function link(what: string, protocols: readonly string[] = ["https:"]) {
  const isWebAddress = (value: string): boolean =>
    value === "" || (URL.canParse(value) && protocols.includes(new URL(value).protocol));
  const message = unreadable(what);
  return pipe(nullish(pipe(string(message), check(isWebAddress, message))), transform(absentIfEmpty));
}

/** An object within another. */
export function part<const Entries extends ObjectEntries>(what: string, entries: Entries) {
  const message = unreadable(what);
  return nullish(pipe(custom<object>(isRecord, message), object(entries, message)));
}

/** A list; an entry that cannot be read is left out of it. */
export function list<const Entry extends GenericSchema>(what: string, entry: Entry) {
  return pipe(
    listWithGaps(what, entry),
    transform((entries) => (entries ?? []).filter((one) => one !== undefined)),
  );
}

/** A list in which an entry that cannot be read stays as undefined, so that it counts. A missing list is no empty one. */
export function listWithGaps<const Entry extends GenericSchema>(what: string, entry: Entry) {
  return nullish(array(optional(entry), unreadable(what)));
}

/** An object that stands by itself: a row of a list, or a whole answer. */
export function row<const Entries extends ObjectEntries>(entries: Entries) {
  return pipe(custom<object>(isRecord), object(entries));
}

function unreadable(what: string): string {
  return `${what} could not be read.`;
}

function absentIfEmpty(value: string | null | undefined): string | undefined {
  return value === null || value === "" ? undefined : value;
}

function isRecord(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value without what stands at a place in it. What was given is left as it is.
 * @param copies the objects and lists that were copied before, which need no further copy.
 */
function without(value: unknown, place: readonly unknown[], copies: Set<unknown>): unknown {
  const [key, ...inner] = place;
  if (Array.isArray(value) && typeof key === "number") {
    const copy: unknown[] = copies.has(value) ? value : [...(value as readonly unknown[])];
    copies.add(copy);
    copy[key] = without(copy[key], inner, copies);
    return copy;
  }
  if (isRecord(value) && typeof key === "string") {
    const copy: Record<PropertyKey, unknown> = copies.has(value) ? value : { ...value };
    copies.add(copy);
    copy[key] = without(copy[key], inner, copies);
    return copy;
  }
  return undefined;
}
