/**
 * Reads a list to its end, page by page: what a page says is taken from it before the next one is asked for, because the
 * rows as they come are many times the size of what is kept of them. The address of the next page is opaque and used as it
 * is; a page may be empty and still have a next one. A list that cannot be read to its end is an error, never a shorter list.
 * Source: https://learn.microsoft.com/graph/paging
 */
import { custom, object, safeParse } from "valibot";
import type { GenericSchema, InferOutput } from "valibot";
import { GraphError } from "./graphError.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { text } from "./readShape.ts";
import type { WirePage } from "./wire.ts";

/** A service that never ends a list must not keep the editor busy for ever. */
const mostPages = 2000;

/** One page of a list. */
export interface Page {
  readonly rows: readonly unknown[];
  readonly isLast: boolean;
  /** Where to ask what has changed since; only a list of changes has one, on its last page. */
  readonly deltaLink?: string;
}

/**
 * The pages of a list, one after the other.
 * @throws {GraphError} `unreadable` for a page that is no page or leads back to one that was read, `wrongOrigin` for a
 * next page elsewhere, and whatever reading a page fails with.
 */
export async function* readPages(readJson: ReadJson, first: ReadRequest): AsyncGenerator<Page, void, void> {
  const visited = new Set<string>();
  for (let { address } = first; ;) {
    if (visited.has(address) || visited.size >= mostPages) {
      throw new GraphError("unreadable", "Microsoft Graph's list does not end.");
    }
    visited.add(address);
    const page = readPage(await readJson({ ...first, address }));
    const { value: rows, "@odata.nextLink": nextLink, "@odata.deltaLink": deltaLink } = page;
    const isLast = nextLink === undefined;
    yield { rows, isLast, ...(isLast && deltaLink !== undefined && { deltaLink }) };
    if (isLast) return;
    address = nextLink;
  }
}

/**
 * The rows of every page, for lists that are short.
 * @throws {GraphError} as {@link readPages} does.
 */
export async function readRows(readJson: ReadJson, first: ReadRequest): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const { rows } of readPages(readJson, first)) for (const row of rows) all.push(row);
  return all;
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
