/**
 * Holds a JSON value against a type of Graph's metadata: names, types, formats, members of enumerations, nulls, and
 * annotations. It knows nothing of requests and answers.
 * Source: https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html
 */
import { annotations, moreProperties, otherNames } from "./departures.ts";
import { type GraphMetadata, type StructuredType, type TypeUse, isKindOf, propertyOf } from "./graphMetadata.ts";

/** How a value is looked at. */
export interface Viewpoint {
  readonly metadata: GraphMetadata;
  /** False where only some of an item's own properties were asked for or are given. What is inside them is always whole. */
  readonly isWhole: boolean;
  /** True for items of a delta answer, which name their types and can be removed. */
  readonly isChange: boolean;
  /** True if the caller sent `Prefer: include-unknown-enum-members`. */
  readonly knowsLaterMembers: boolean;
}

const futureMember = "unknownFutureValue";
const timeOfDay = String.raw`\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?`;

/** Forms of the primitive types; a text has any. */
const forms = new Map<string, RegExp>([
  ["Edm.String", /^/u],
  ["Edm.Guid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu],
  ["Edm.Date", /^\d{4}-\d{2}-\d{2}$/u],
  ["Edm.TimeOfDay", new RegExp(`^${timeOfDay}$`, "u")],
  ["Edm.DateTimeOffset", new RegExp(String.raw`^\d{4}-\d{2}-\d{2}T${timeOfDay}(?:Z|[+-]\d{2}:\d{2})$`, "u")],
  ["Edm.Duration", /^-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/u],
  ["Edm.Binary", /^[\w+/=-]*$/u],
]);

/** What is wrong with a value of this type; `where` names it, as `value[3].start`. */
export function valueProblems(view: Viewpoint, use: TypeUse, value: unknown, where: string): readonly string[] {
  if (use.isCollection) {
    if (!Array.isArray(value)) return [`${where} is ${shown(value)}, not a list`];
    const single = { ...use, isCollection: false };
    return (value as readonly unknown[]).flatMap((one, index) =>
      valueProblems(view, single, one, `${where}[${index}]`),
    );
  }
  if (value === null) return use.isNullable ? [] : [`${where} cannot be null`];
  const members = view.metadata.enumeration(use.name);
  if (members !== undefined) return memberProblems(members, view.knowsLaterMembers, value, `${where} (${use.name})`);
  const type = view.metadata.type(use.name);
  if (type !== undefined) return structureProblems(view, type, value, where);
  return primitiveProblems(use.name, value, where);
}

function primitiveProblems(name: string, value: unknown, where: string): readonly string[] {
  switch (name) {
    case "Edm.Boolean":
      return typeof value === "boolean" ? [] : [`${where} is ${shown(value)}, not true or false`];
    case "Edm.Int32":
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
        ? []
        : [`${where} is ${shown(value)}, not an Int32`];
    case "Edm.Double":
      return typeof value === "number" ? [] : [`${where} is ${shown(value)}, not a number`];
    default: {
      const form = forms.get(name);
      if (form === undefined) return [`${where} is of the type ${name}, which the metadata at hand does not have`];
      return typeof value === "string" && form.test(value) ? [] : [`${where} is ${shown(value)}, not an ${name}`];
    }
  }
}

/**
 * Members that were added later come after `unknownFutureValue`, and are only given to callers who asked for them.
 * https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
 */
function memberProblems(
  members: readonly string[],
  knowsLaterMembers: boolean,
  value: unknown,
  where: string,
): readonly string[] {
  const index = typeof value === "string" ? members.indexOf(value) : -1;
  if (index < 0) return [`${where} is ${shown(value)}, not one of ${members.join(", ")}`];
  const future = members.indexOf(futureMember);
  if (future < 0 || index <= future || knowsLaterMembers) return [];
  return [`${where} is ${shown(value)}, which a caller who did not ask for later members gets as ${futureMember}`];
}

function structureProblems(
  view: Viewpoint,
  declared: StructuredType,
  value: unknown,
  where: string,
): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${where} is ${shown(value)}, not a ${declared.name}`];
  }
  const given = value as Readonly<Record<string, unknown>>;
  const named = namedType(view, declared, given["@odata.type"], where);
  if (typeof named === "string") return [named];
  const { metadata } = view;
  // What was selected is whole inside: `$select` does not go deeper.
  const inside: Viewpoint = { ...view, isWhole: true, isChange: false };
  const problems = Object.entries(given).flatMap(([name, one]) => {
    if (name.includes("@")) return annotationProblems(view, named, name, one, where);
    const use = propertyOf(metadata, named.name, name) ?? addedProperty(metadata, named.name, name);
    return use === undefined
      ? [`${where}.${name} is no property of ${named.name}`]
      : valueProblems(inside, use, one, `${where}.${name}`);
  });
  return [...problems, ...missingProperties(view, named, given, where)];
}

/** The type that a value is of, or what is wrong with how it is named. */
function namedType(view: Viewpoint, declared: StructuredType, name: unknown, where: string): StructuredType | string {
  if (name === undefined)
    return declared.isAbstract ? `${where} does not name its type, and ${declared.name} is abstract` : declared;
  const [, plain = ""] = (typeof name === "string" ? /^#microsoft\.graph\.(\w+)$/u.exec(name) : null) ?? [];
  const type = view.metadata.type(plain);
  if (type === undefined || type.isAbstract || !isKindOf(view.metadata, plain, declared.name)) {
    return `${where} names its type ${shown(name)}, which is no ${declared.name}`;
  }
  if (type === declared && !view.isChange) return `${where} names its type, which ${declared.name} is without saying`;
  return type;
}

function annotationProblems(
  view: Viewpoint,
  type: StructuredType,
  name: string,
  value: unknown,
  where: string,
): readonly string[] {
  if (name === "@odata.type") return [];
  if (name === "@removed" && view.isChange) {
    const reason = (value as { readonly reason?: unknown } | null)?.reason;
    return reason === "deleted" || reason === "changed" ? [] : [`${where}.@removed has no reason that Graph gives`];
  }
  const isAllowed = annotations.some((row) => row.name === name && isKindOf(view.metadata, type.name, row.type));
  if (!isAllowed) return [`${where} has the annotation ${name}, which a ${type.name} does not have`];
  return typeof value === "string" && value !== "" ? [] : [`${where}.${name} is ${shown(value)}, not a text`];
}

function missingProperties(
  view: Viewpoint,
  type: StructuredType,
  given: Readonly<Record<string, unknown>>,
  where: string,
): readonly string[] {
  const wanted = view.isWhole && !("@removed" in given) ? nonNullable(view.metadata, type.name) : [];
  const always = type.isEntity ? ["id", ...wanted] : wanted;
  return [...new Set(always)]
    .filter((name) => !(name in given) && !goesByAnotherName(type, name, given))
    .map((name) => `${where}.${name} is missing`);
}

function goesByAnotherName(type: StructuredType, name: string, given: Readonly<Record<string, unknown>>): boolean {
  return otherNames.some((row) => row.type === type.name && row.name === name && row.instead in given);
}

function nonNullable(metadata: GraphMetadata, typeName: string): readonly string[] {
  return metadata.lineage(typeName).flatMap((type) =>
    // A collection's items cannot be null then; that says nothing about the collection.
    [...type.properties].filter(([, use]) => !use.isNullable && !use.isCollection).map(([name]) => name),
  );
}

function addedProperty(metadata: GraphMetadata, typeName: string, property: string): TypeUse | undefined {
  const types = metadata.lineage(typeName).map((type) => type.name);
  return moreProperties.find((row) => row.name === property && types.includes(row.type))?.use;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "undefined").slice(0, 60);
}
