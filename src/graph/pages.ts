/**
 * Reads a list to its end. The address of the next page is opaque and used as it is; a page may be empty and still have
 * a next one. A list that cannot be read to its end is an error, never a shorter list.
 * Source: https://learn.microsoft.com/graph/paging
 */
import { custom, object, safeParse } from "valibot";
import type { GenericSchema, InferOutput } from "valibot";
import type { Listed } from "./graphContract.ts";
import { GraphError } from "./graphError.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { text } from "./readShape.ts";
import type { WirePage } from "./wire.ts";

/** Reads one row of a list: what it is, or a sentence that says why it had to be left out. */
export type ReadRow<Item> = (row: unknown) => { readonly item: Item } | { readonly leftOut: string };

/** A service that never ends a list must not keep the editor busy for ever. */
const mostPages = 2000;

/** A list that was read to its end. */
interface WholeList {
  readonly rows: readonly unknown[];
  /** Where to ask what has changed since; only a list of changes has one, on its last page. */
  readonly deltaLink?: string;
}

/**
 * The rows of every page.
 * @throws {GraphError} as {@link readList} does.
 */
export async function readRows(readJson: ReadJson, first: ReadRequest): Promise<readonly unknown[]> {
  const { rows } = await readList(readJson, first);
  return rows;
}

/**
 * The rows of every page, and where a list of changes goes on.
 * @throws {GraphError} `unreadable` for a page that is no page or leads back to one that was read, `wrongOrigin` for a
 * next page elsewhere, and whatever reading a page fails with.
 */
export async function readList(readJson: ReadJson, first: ReadRequest): Promise<WholeList> {
  const rows: unknown[] = [];
  const visited = new Set<string>();
  for (let { address } = first; ;) {
    if (visited.has(address) || visited.size >= mostPages) {
      throw new GraphError("unreadable", "Microsoft Graph's list does not end.");
    }
    visited.add(address);
    const page = readPage(await readJson({ ...first, address }));
    for (const row of page.value) rows.push(row);
    const { "@odata.nextLink": nextLink, "@odata.deltaLink": deltaLink } = page;
    if (nextLink === undefined) return { rows, ...(deltaLink !== undefined && { deltaLink }) };
    address = nextLink;
  }
}

/** Reads the rows one by one. A row that came twice, because the list changed between two pages, is taken once. */
export function listRows<Item extends { readonly id: string }>(
  rows: readonly unknown[],
  readRow: ReadRow<Item>,
): Listed<Item> {
  const items = new Map<string, Item>();
  const notes: string[] = [];
  for (const row of rows) {
    const read = readRow(row);
    if ("leftOut" in read) notes.push(read.leftOut);
    else items.set(read.item.id, read.item);
  }
  return { items: [...items.values()], notes };
}

/** A page has to be right as a whole: half a page would be a shorter list. */
const wholePage = object({
  value: custom<readonly unknown[]>(Array.isArray),
  "@odata.nextLink": text("Its next page"),
  "@odata.deltaLink": text("Its next change"),
} satisfies Record<keyof WirePage, GenericSchema>);

function readPage(answer: unknown): InferOutput<typeof wholePage> {
  const read = safeParse(wholePage, answer);
  if (!read.success) throw new GraphError("unreadable", "Microsoft Graph's answer is not a list.");
  return read.output;
}
