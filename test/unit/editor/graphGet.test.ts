/** What GET requests of request files ask of Graph. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readGraphGet } from "../../../src/editor/graphGet.ts";

const graph = "https://graph.microsoft.com";

interface Row {
  readonly url: string;
  /** Undefined for a request that does not go to Graph; `refused` for an address that cannot be read. */
  readonly path: string | undefined;
  readonly isList?: boolean;
}

const rows: readonly Row[] = [
  { url: `${graph}/v1.0/me`, path: "/v1.0/me" },
  { url: `${graph}/beta/me?$select=id`, path: "/beta/me?$select=id" },
  { url: "/me/calendars", path: "/v1.0/me/calendars" },
  { url: "/v1.0/users/lee@contoso.com", path: "/v1.0/users/lee@contoso.com" },
  { url: "/things", path: undefined },
  { url: "https://example.com/v1.0/me", path: undefined },
  { url: "https://graph.microsoft.com@evil.example/v1.0/me", path: undefined },
  { url: "https://graph.microsoft.com.evil.example/v1.0/me", path: undefined },
  { url: "http://graph.microsoft.com/v1.0/me", path: undefined },
  { url: "//evil.example/v1.0/me", path: undefined },
  { url: `${graph}/v1.0/me/../../admin`, path: "refused" },
  { url: `${graph}/v1.0/me/%2e%2e/admin`, path: "refused" },
  { url: `${graph}/v1.0/me\\events`, path: "refused" },
  { url: `${graph}/me`, path: undefined },
  { url: `${graph}/v1.0/me#x`, path: "/v1.0/me" },
  { url: `${graph}/v1.0/me#x?$top=1`, path: "/v1.0/me" },
  { url: `${graph}/v1.0/me?$top=1#x?$top=2`, path: "/v1.0/me?$top=1" },
  {
    url: `${graph}/v1.0/me/events?$filter=subject eq 'é'&$top=5%25`,
    path: "/v1.0/me/events?$filter=subject%20eq%20'%C3%A9'&$top=5%25",
    isList: true,
  },
  { url: `${graph}/v1.0/me/calendars/a/calendarView?x=1`, path: "/v1.0/me/calendars/a/calendarView?x=1", isList: true },
  { url: `${graph}/v1.0/users/ana@contoso.com/events`, path: "/v1.0/users/ana@contoso.com/events", isList: true },
  { url: `${graph}/v1.0/users/lee@contoso.com/events`, path: "/v1.0/users/lee@contoso.com/events" },
  { url: `${graph}/v1.0/groups/g/events`, path: "/v1.0/groups/g/events" },
  {
    url: `${graph}/v1.0/solutions/bookingBusinesses/b/appointments`,
    path: "/v1.0/solutions/bookingBusinesses/b/appointments",
    isList: true,
  },
  {
    url: `${graph}/v1.0/solutions/bookingBusinesses/b/calendarView?start=2026-11-23`,
    path: "/v1.0/solutions/bookingBusinesses/b/calendarView?start=2026-11-23",
    isList: true,
  },
  { url: `${graph}/v1.0/solutions/bookingBusinesses`, path: "/v1.0/solutions/bookingBusinesses" },
];

for (const { url, path, isList = false } of rows) {
  test(`GET ${url}`, () => {
    const read = readGraphGet("GET", url, (mailboxId) => mailboxId === "ana@contoso.com");
    assert.equal(read?.kind === "get" ? read.get.path : read?.kind, path);
    assert.equal(read?.kind === "get" && read.get.list !== undefined, isList);
  });
}

test("another method is no GET", () => {
  assert.equal(readGraphGet("POST", `${graph}/v1.0/me`), undefined);
  assert.equal(readGraphGet("get", `${graph}/v1.0/me`)?.kind, "get");
});

const times: readonly {
  readonly query: string;
  readonly start: string | undefined;
  readonly end: string | undefined;
}[] = [
  {
    query: "startDateTime=2026-11-23T00:00:00&endDateTime=2026-11-24T00:00:00Z",
    start: "2026-11-23T00:00:00.000Z",
    end: "2026-11-24T00:00:00.000Z",
  },
  {
    query: "enddatetime=2026-11-24T00:00:00+01:00&startdatetime=2026-11-23T00:00:00%2B01:00",
    start: "2026-11-22T23:00:00.000Z",
    end: "2026-11-23T23:00:00.000Z",
  },
  { query: "start=2026-11-23&end=2026-11-24", start: "2026-11-23T00:00:00.000Z", end: "2026-11-24T00:00:00.000Z" },
  { query: "startDateTime=tomorrow", start: undefined, end: undefined },
  { query: "", start: undefined, end: undefined },
];

for (const { query, start, end } of times) {
  test(`the time of a list: ${query}`, () => {
    const read = readGraphGet("GET", `/v1.0/me/calendarView?${query}`);
    const list = read?.kind === "get" ? read.get.list : assert.fail();
    const iso = (instant: number | undefined): string | undefined =>
      instant === undefined ? undefined : new Date(instant).toISOString();
    assert.deepEqual([iso(list?.startUtc), iso(list?.endUtc)], [start, end]);
  });
}

test("whatever is written, the path stays below a version of Graph, and is one that a URL can carry", () => {
  const urls = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "binary" }).map((rest) => `${graph}/v1.0/${rest}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );
  fc.assert(
    fc.property(urls, (url) => {
      const read = readGraphGet("GET", url);
      if (read?.kind !== "get") return;
      const { origin, pathname, username } = new URL(`${graph}${read.get.path}`);
      assert.equal(origin, graph);
      assert.equal(username, "");
      assert.match(pathname, /^\/(?:v1\.0|beta)\//);
    }),
  );
});
