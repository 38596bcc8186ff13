/**
 * What a path of Graph leads to, found by walking the metadata from type to type: `/me/events/{id}` is an event because a
 * user has events. Nothing here knows the sandbox's own table of routes.
 * Source: https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html
 */
import { moreWays } from "./departures.ts";
import { type GraphMetadata, type TypeUse, isKindOf } from "./graphMetadata.ts";

/** What a successful answer holds. */
export type Resource =
  | { readonly kind: "item"; readonly type: string }
  | { readonly kind: "list"; readonly type: string }
  /** The changes of a list since the last time. */
  | { readonly kind: "changes"; readonly type: string }
  | { readonly kind: "batch" }
  /** An answer without a body. */
  | { readonly kind: "nothing" }
  /** The metadata has no such path, or not with this method: it must be refused. */
  | { readonly kind: "none" };

/** Where a walk has arrived: at one item, at a list, or at a call that is its end. */
interface Place {
  readonly use: TypeUse;
  readonly call?: { readonly isAction: boolean; readonly isDelta: boolean; readonly returnsNothing: boolean };
}

const roots: readonly (readonly [path: string, type: string, isCollection: boolean])[] = [
  ["/me", "user", false],
  ["/users", "user", true],
  ["/groups", "group", true],
  ["/solutions/bookingBusinesses", "bookingBusiness", true],
  // Beta's own root, which v1.0 does not have.
  ["/bookingBusinesses", "bookingBusiness", true],
];

/** What `method` on a path (with its version, with or without query) gives, if it succeeds. */
export function resourceAt(metadata: GraphMetadata, method: string, path: string): Resource {
  const [, below = ""] = /^\/(?:v1\.0|beta)(\/[^?]*)?/iu.exec(path) ?? [];
  if (below.toLowerCase() === "/$batch") return method === "POST" ? { kind: "batch" } : { kind: "none" };
  const place = arrive(metadata, below);
  if (place === undefined) return { kind: "none" };
  const { use, call } = place;
  if (call !== undefined) {
    if ((method === "POST") !== call.isAction) return { kind: "none" };
    if (call.isDelta) return { kind: "changes", type: use.name };
    if (call.returnsNothing) return { kind: "nothing" };
    return { kind: use.isCollection ? "list" : "item", type: use.name };
  }
  if (method === "GET" || method === "HEAD") return { kind: use.isCollection ? "list" : "item", type: use.name };
  if (use.isCollection) return { kind: "none" };
  if (method === "PATCH") return { kind: "item", type: use.name };
  return method === "DELETE" ? { kind: "nothing" } : { kind: "none" };
}

function arrive(metadata: GraphMetadata, path: string): Place | undefined {
  for (const [root, name, isCollection] of roots) {
    const isRoot = path.toLowerCase().startsWith(root.toLowerCase());
    if (!isRoot || !/^(?:\/|\(|$)/u.test(path.slice(root.length))) continue;
    let place: Place | undefined = { use: { name, isCollection, isNullable: false } };
    for (const segment of segmentsOf(path.slice(root.length))) {
      place = place === undefined || place.call !== undefined ? undefined : step(metadata, place.use, segment);
    }
    return place;
  }
  return undefined;
}

/** `/events('x')/instances` has three segments, as `/events/x/instances` has. */
function segmentsOf(path: string): readonly string[] {
  return path
    .replaceAll(/\((?:'|%27)((?:[^']|'')*?)(?:'|%27)\)/giu, "/$1")
    .split("/")
    .filter((segment) => segment !== "");
}

function step(metadata: GraphMetadata, use: TypeUse, segment: string): Place | undefined {
  const name = segment.replace(/^microsoft\.graph\./iu, "").replace(/\(\)$/u, "");
  const call = metadata.operations.find(
    (operation) =>
      operation.name.toLowerCase() === name.toLowerCase() &&
      operation.boundTo.isCollection === use.isCollection &&
      isKindOf(metadata, use.name, operation.boundTo.name),
  );
  if (call !== undefined) {
    const { isAction, returns } = call;
    const isDelta = call.name === "delta";
    return { use: returns ?? use, call: { isAction, isDelta, returnsNothing: returns === undefined } };
  }
  if (/^microsoft\.graph\./iu.test(segment))
    return isKindOf(metadata, name, use.name) ? { use: { ...use, name } } : undefined;
  if (use.isCollection) return { use: { ...use, isCollection: false } };
  const way = wayFrom(metadata, use.name, segment);
  return way === undefined ? undefined : { use: way };
}

function wayFrom(metadata: GraphMetadata, typeName: string, segment: string): TypeUse | undefined {
  const wanted = segment.toLowerCase();
  for (const type of metadata.lineage(typeName)) {
    for (const [name, use] of type.ways) if (name.toLowerCase() === wanted) return use;
    const more = moreWays.find((way) => way.type === type.name && way.name.toLowerCase() === wanted);
    if (more !== undefined) return more.use;
  }
  return undefined;
}
