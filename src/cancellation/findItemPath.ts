/**
 * Finds which path of the catalogue the segments of an address are, without trying one after the other: the catalogue is
 * turned into a tree when it is first asked for. It reads OData's `events('id')` as `events/id`.
 */
import type { PathPart } from "./graphAddress.ts";
import { itemActions } from "./itemAction.ts";
import type { ItemAction, ItemActionName } from "./itemAction.ts";
import { catalogueRows, writeOutPaths } from "./routeCatalogue.ts";
import type { CataloguePath } from "./routeCatalogue.ts";

/** A path of the catalogue with what an address has in its places. */
export interface FoundPath {
  readonly path: CataloguePath;
  /** One for each of the path's segments, OData's keys split off. */
  readonly parts: readonly PathPart[];
}

/** By the last word of a path, in lower case. */
const postActions: ReadonlyMap<string, ItemActionName> = new Map(
  itemActions
    .filter(({ method }) => method === "POST")
    .flatMap(({ name }) => [
      [name, name],
      [`microsoft.graph.${name}`, name],
    ]),
);

/** Takes a request's path apart: the item, and what is done to it, if Graph has such an action. */
export function readPathAction(
  method: ItemAction["method"],
  parts: readonly PathPart[],
): { readonly name: ItemActionName | undefined; readonly item: readonly PathPart[] } {
  if (method === "DELETE") return { name: "delete", item: parts };
  if (method === "PATCH") return { name: "update", item: parts };
  return { name: postActions.get(parts.at(-1)?.decoded.toLowerCase() ?? ""), item: parts.slice(0, -1) };
}

/** What may follow after some segments: certain words, or an id, or the end of a path. */
interface TreeNode {
  /** By word in lower case. */
  readonly words: Map<string, TreeNode>;
  id?: TreeNode;
  path?: CataloguePath;
}

let tree: TreeNode | undefined;

/** The path of the catalogue that an item's address (without the version and the action) is, or undefined. */
export function findItemPath(parts: readonly PathPart[]): FoundPath | undefined {
  tree ??= growTree();
  const path = walk(tree, parts);
  if (path !== undefined) return { path, parts };
  if (!parts.some(({ decoded }) => decoded.endsWith("')"))) return undefined;
  const split = parts.flatMap(splitKey);
  const splitPath = walk(tree, split);
  return splitPath && { path: splitPath, parts: split };
}

function growTree(): TreeNode {
  const root: TreeNode = { words: new Map() };
  for (const path of writeOutPaths(catalogueRows)) {
    let node = root;
    for (const segment of path.segments) {
      const word = segment.kind === "word" ? segment.word.toLowerCase() : undefined;
      const next: TreeNode = (word === undefined ? node.id : node.words.get(word)) ?? { words: new Map() };
      if (word === undefined) node.id = next;
      else node.words.set(word, next);
      // An id may read like any word: where both could stand, nobody could tell what is addressed.
      if (node.id !== undefined && node.words.size > 0) throw new Error(`A row is ambiguous: ${path.row.path}`);
      node = next;
    }
    if (node.path !== undefined) throw new Error(`Two rows of the catalogue have one path: ${path.row.path}`);
    node.path = path;
  }
  return root;
}

function walk(root: TreeNode, parts: readonly PathPart[]): CataloguePath | undefined {
  let node: TreeNode | undefined = root;
  for (const { decoded } of parts) {
    if (decoded === "" || node === undefined) return undefined;
    node = node.id ?? node.words.get(decoded.toLowerCase());
  }
  return node?.path;
}

/** OData's other way to write an id: `events('id')` for `events/id`, with `''` for a quote in the id. */
function splitKey(part: PathPart): readonly PathPart[] {
  const [, word, key] = /^([a-z.]+)\('((?:[^']|'')*)'\)$/i.exec(part.decoded) ?? [];
  if (word === undefined || key === undefined) return [part];
  const id = key.replaceAll("''", "'");
  if (id === "." || id === "..") return [part];
  return [
    { raw: word, decoded: word },
    { raw: id, decoded: id },
  ];
}
