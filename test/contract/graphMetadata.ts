/**
 * Microsoft Graph's own metadata (test/fixtures/metadata): which types there are, which properties they have, which ways
 * lead from one to another. It only reads; what an answer has to look like follows from it elsewhere.
 * Source: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { XMLParser } from "fast-xml-parser";

const folder = path.join(import.meta.dirname, "../fixtures/metadata");

/** A property's or parameter's type: `name` is as `Edm.String` or `event`. */
export interface TypeUse {
  readonly name: string;
  readonly isCollection: boolean;
  /** For a collection: whether its items can be null; the collection itself cannot. */
  readonly isNullable: boolean;
}

/** An entity or complex type, without what it inherits. */
export interface StructuredType {
  readonly name: string;
  readonly isEntity: boolean;
  readonly isAbstract: boolean;
  readonly base: string | undefined;
  readonly properties: ReadonlyMap<string, TypeUse>;
  /** Navigation: ways into other resources, which are no part of an answer unless they are expanded. */
  readonly ways: ReadonlyMap<string, TypeUse>;
}

/** An action or function that can be called on something. */
export interface BoundOperation {
  readonly name: string;
  readonly isAction: boolean;
  readonly boundTo: TypeUse;
  readonly returns: TypeUse | undefined;
}

/** All of it. */
export interface GraphMetadata {
  type(name: string): StructuredType | undefined;
  /** The members of an enumeration, in their order, or undefined if there is none of this name. */
  enumeration(name: string): readonly string[] | undefined;
  /** A type and everything that it inherits from, itself first. */
  lineage(name: string): readonly StructuredType[];
  readonly operations: readonly BoundOperation[];
}

/** An element as the XML parser gives it: attributes and children by name. */
type Element = Readonly<Record<string, unknown>>;

/** Reads the metadata. @throws {Error} if a type that something is of is missing. */
export function readGraphMetadata(): GraphMetadata {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name, _at, _isLeaf, isAttribute) => !isAttribute && name !== "Schema",
  });
  const schemas = readdirSync(folder)
    .filter((file) => file.endsWith(".xml"))
    .map((file) => (parser.parse(readFileSync(path.join(folder, file), "utf8")) as { Schema: Element }).Schema);
  const all = (kind: string): readonly Element[] => schemas.flatMap((schema) => children(schema, kind));
  const types = new Map(
    [
      ...all("EntityType").map((one) => readType(one, true)),
      ...all("ComplexType").map((one) => readType(one, false)),
    ].map((type) => [type.name, type]),
  );
  const enumerations = new Map(
    all("EnumType").map((one) => [
      attribute(one, "Name"),
      children(one, "Member").map((member) => attribute(member, "Name")),
    ]),
  );
  return {
    type: (name) => types.get(name),
    enumeration: (name) => enumerations.get(name),
    lineage(name) {
      const found: StructuredType[] = [];
      for (
        let next = types.get(name);
        next !== undefined;
        next = next.base === undefined ? undefined : types.get(next.base)
      ) {
        found.push(next);
      }
      return found;
    },
    operations: [
      ...all("Action").map((one) => readOperation(one, true)),
      ...all("Function").map((one) => readOperation(one, false)),
    ],
  };
}

/** A property by its name, also an inherited one. */
export function propertyOf(metadata: GraphMetadata, typeName: string, property: string): TypeUse | undefined {
  for (const type of metadata.lineage(typeName)) {
    const found = type.properties.get(property);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True if `name` is `base` or inherits from it. */
export function isKindOf(metadata: GraphMetadata, name: string, base: string): boolean {
  return metadata.lineage(name).some((type) => type.name === base);
}

function readType(element: Element, isEntity: boolean): StructuredType {
  const base = element["BaseType"];
  return {
    name: attribute(element, "Name"),
    isEntity,
    isAbstract: element["Abstract"] === "true",
    base: typeof base === "string" ? plainName(base) : undefined,
    properties: usesByName(element, "Property"),
    ways: usesByName(element, "NavigationProperty"),
  };
}

function readOperation(element: Element, isAction: boolean): BoundOperation {
  const [binding] = children(element, "Parameter");
  const [returns] = children(element, "ReturnType");
  if (binding === undefined) throw new Error(`The operation ${attribute(element, "Name")} is bound to nothing.`);
  return {
    name: attribute(element, "Name"),
    isAction,
    boundTo: typeUse(binding),
    returns: returns === undefined ? undefined : typeUse(returns),
  };
}

function usesByName(element: Element, kind: string): ReadonlyMap<string, TypeUse> {
  return new Map(children(element, kind).map((child) => [attribute(child, "Name"), typeUse(child)]));
}

function typeUse(element: Element): TypeUse {
  const written = attribute(element, "Type");
  const [, item] = /^Collection\((.+)\)$/u.exec(written) ?? [];
  return {
    name: plainName(item ?? written),
    isCollection: item !== undefined,
    isNullable: element["Nullable"] !== "false",
  };
}

/** `graph.event` and `microsoft.graph.event` are both called `event` here. */
function plainName(name: string): string {
  return name.replace(/^(?:microsoft\.)?graph\./u, "");
}

function attribute(element: Element, name: string): string {
  const value = element[name];
  if (typeof value !== "string") throw new Error(`An element of the metadata has no ${name}.`);
  return value;
}

/** With the parser's options, children come as lists, also a single one. */
function children(element: Element, kind: string): readonly Element[] {
  const value = element[kind];
  return Array.isArray(value) ? (value as readonly Element[]) : [];
}
