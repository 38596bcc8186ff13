/**
 * Which route a path takes. Segments are compared without case, ids are decoded and keep theirs, and OData's key syntax
 * (`users('x')/events('y')`) means the same as slashes.
 */

/** A path with variable segments in braces, as `/me/events/{event}/cancel`, and what it leads to. */
export interface PathPattern<To> {
  readonly path: string;
  readonly to: To;
}

/** Where a path leads. */
export type RouteMatch<To> =
  | { readonly kind: "found"; readonly to: To; readonly parameters: Readonly<Record<string, string>> }
  /** `segment` is the first one that leads nowhere. */
  | { readonly kind: "unknown"; readonly segment: string }
  /** Percent-encoding that cannot be decoded. */
  | { readonly kind: "malformed" };

/** A function that finds the route of a path (below the version, without query). The first pattern that fits wins. */
export function createRouteMatcher<To>(patterns: readonly PathPattern<To>[]): (path: string) => RouteMatch<To> {
  const rows = patterns.map(({ path, to }) => {
    const parts = path.split("/").filter((part) => part !== "");
    return { to, parts, lowerCase: parts.map((part) => part.toLowerCase()) };
  });
  return (path) => {
    const segments = pathSegments(path);
    if (segments === undefined) return { kind: "malformed" };
    const lowerCaseSegments = segments.map((segment) => segment.toLowerCase());
    let furthest = 0;
    for (const { parts, lowerCase, to } of rows) {
      const fitting = countFitting(lowerCase, lowerCaseSegments);
      if (fitting === segments.length && parts.length === segments.length) {
        return { kind: "found", to, parameters: parametersOf(parts, segments) };
      }
      furthest = Math.max(furthest, fitting);
    }
    return { kind: "unknown", segment: segments[furthest] ?? segments.at(-1) ?? "" };
  };
}

function pathSegments(path: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const raw of path.split("/")) {
    if (raw === "") continue;
    let decoded: string;
    try {
      decoded = decodeURIComponent(raw);
    } catch {
      return undefined;
    }
    const [, name, key] = /^([A-Za-z.]+)\('(.*)'\)$/su.exec(decoded) ?? [];
    if (name === undefined || key === undefined) segments.push(decoded);
    // A quote inside a key is written twice.
    else segments.push(name, key.replaceAll("''", "'"));
  }
  return segments;
}

function countFitting(parts: readonly string[], segments: readonly string[]): number {
  let count = 0;
  for (const part of parts) {
    const segment = segments[count];
    if (segment === undefined) break;
    if (part !== segment && !part.startsWith("{")) break;
    count += 1;
  }
  return count;
}

function parametersOf(parts: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part.startsWith("{")) parameters[part.slice(1, -1)] = segments[index] ?? "";
  }
  return parameters;
}
