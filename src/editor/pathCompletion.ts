/**
 * Completes the address of a request to Graph from the catalogue of paths: what may follow the segments that are written,
 * up to the action. Data only; VS Code's completion items are made in requestCompletion.ts.
 */
import { itemActions } from "../cancellation/itemAction.ts";
import { catalogueRows, writeOutPaths } from "../cancellation/routeCatalogue.ts";
import type { CataloguePath, PathSource } from "../cancellation/routeCatalogue.ts";
import type { MailboxKind } from "../cancellation/target.ts";

/** What may follow. */
export type PathSuggestion =
  /** The rest of a path, `{…}` for each id, with the action at its end if the method has one. */
  | { readonly kind: "rest"; readonly text: string; readonly documented: PathSource }
  /** The id that belongs here, by the catalogue's name of it, and the ids before it. */
  | { readonly kind: "id"; readonly name: string; readonly idsBefore: ReadonlyMap<string, string> }
  /** `v1.0` or `beta`. */
  | { readonly kind: "version"; readonly text: string };

/** An address up to the segment at the cursor. */
interface WrittenPath {
  /** Whether a host is written, and not only a variable that may hold the version, too. */
  readonly hasHost: boolean;
  readonly version: "v1.0" | "beta" | undefined;
  /** Decoded; those before the segment at the cursor. */
  readonly segments: readonly string[];
}

/** Takes a written address apart; undefined for one that does not begin with a host, a variable or a path. */
function readWritten(before: string): WrittenPath | undefined {
  const [origin = ""] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*|\{\{[^{}]*\}\})/i.exec(before) ?? [];
  const path = before.slice(origin.length);
  if (!path.startsWith("/")) return undefined;
  const segments = path
    .slice(1, -1)
    .split("/")
    .filter((segment) => segment !== "")
    .map(decode);
  const [first = ""] = segments;
  const version = /^v1\.0$/i.test(first) ? "v1.0" : /^beta$/i.test(first) ? "beta" : undefined;
  return {
    hasHost: origin !== "" && !origin.startsWith("{{"),
    version,
    segments: version === undefined ? segments : segments.slice(1),
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

let paths: readonly CataloguePath[] | undefined;

/**
 * What may stand at the cursor.
 * @param before the address up to the segment at the cursor, which begins behind its last slash.
 */
export function suggestPath(method: string, before: string): readonly PathSuggestion[] {
  const written = readWritten(before);
  if (written === undefined) return [];
  paths ??= writeOutPaths(catalogueRows);
  const suggestions = new Map<string, PathSuggestion>();
  if (written.version === undefined) {
    for (const text of written.segments.length === 0 ? ["v1.0", "beta"] : []) {
      suggestions.set(text, { kind: "version", text });
    }
    // A host without a version is no address of Graph's.
    if (written.hasHost) return [...suggestions.values()];
  }
  for (const path of paths) {
    const ids = matchStart(path, written.segments);
    if (ids === undefined || !path.row.versions.includes(written.version ?? "v1.0")) continue;
    const rest = path.segments.slice(written.segments.length);
    const [next] = rest;
    // An event and the series that it is of have one place; the catalogue begins with the event.
    if (next?.kind === "id" && !suggestions.has("{}")) {
      suggestions.set("{}", { kind: "id", name: next.name, idsBefore: ids });
    }
    const { documented } = path.row;
    for (const text of endings(path, method, rest)) {
      const known = suggestions.get(text);
      if (text !== "" && (known?.kind !== "rest" || documented === "learn"))
        suggestions.set(text, { kind: "rest", text, documented });
    }
  }
  return [...suggestions.values()];
}

/** The ids that written segments put into the places of a path; undefined if it is another path. */
function matchStart({ segments }: CataloguePath, written: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (written.length > segments.length) return undefined;
  const ids = new Map<string, string>();
  for (const [index, text] of written.entries()) {
    const segment = segments[index];
    if (segment?.kind === "id") ids.set(segment.name, text);
    else if (segment?.word.toLowerCase() !== text.toLowerCase()) return undefined;
  }
  return ids;
}

function endings(path: CataloguePath, method: string, rest: CataloguePath["segments"]): readonly string[] {
  const written = rest.map((segment) => (segment.kind === "word" ? segment.word : `{${segment.name}}`));
  if (method === "GET" || method === "PATCH") return [written.join("/")];
  return itemActions
    .filter((action) => action.item === path.row.item && action.method === method)
    .filter(({ permissions }) => permissions[mailboxKindOf(path)] !== undefined)
    .map(({ name }) => [...written, ...(name === "delete" ? [] : [name])].join("/"));
}

function mailboxKindOf({ row, segments }: CataloguePath): MailboxKind {
  if (row.item === "booking") return "business";
  const owner = segments.find((segment) => segment.kind === "id" && ["group", "user"].includes(segment.name));
  if (owner?.kind !== "id") return "me";
  return owner.name === "group" ? "group" : "user";
}

/** Whole addresses to begin with: those that Microsoft documents today, the shortest first. */
export function suggestAddresses(method: string, graphOrigin: string): readonly string[] {
  paths ??= writeOutPaths(catalogueRows);
  const whole = paths
    .filter(({ row }) => row.documented === "learn")
    .flatMap((path) => endings(path, method, path.segments).map((text) => `${graphOrigin}/v1.0/${text}`));
  return [...new Set(whole)].toSorted((one, other) => one.length - other.length);
}
