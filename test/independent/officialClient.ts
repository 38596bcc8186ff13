/**
 * Microsoft's own client for Microsoft Graph, as its documentation says to use it: it takes the place of a reader of the
 * documentation who knows nothing of our code.
 * Source: https://learn.microsoft.com/graph/sdks/create-client, https://learn.microsoft.com/graph/sdks/paging
 */
import { Client, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import type { TokenSource } from "../../src/account/tokenSource.ts";

/** A client for a Graph at this https origin, with tokens for these permissions. */
export function createOfficialClient(origin: string, tokens: TokenSource, scopes: readonly string[]): Client {
  return Client.initWithMiddleware({
    baseUrl: origin,
    customHosts: new Set([new URL(origin).hostname]),
    authProvider: { getAccessToken: async () => (await tokens.getToken({ scopes })).value },
  });
}

/** All rows of a list, page by page. */
export async function listAll<Row>(
  client: Client,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const first = (await client.api(path).headers(headers).get()) as PageCollection;
  const iterator = new PageIterator(
    client,
    first,
    (row: Row) => {
      rows.push(row);
      return true;
    },
    { headers },
  );
  await iterator.iterate();
  return rows;
}
