/** Accounts of two clouds in one window, whose Graphs are servers here that write down every token they are shown. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { accountNamed, accountsOf } from "../../../src/editor/accountPart.ts";
import { SignedInAccounts } from "../../../src/editor/signedInAccounts.ts";
import type { SignInPlace } from "../../../src/editor/signInPlace.ts";
import type { SignedInAccount } from "../../../src/account/tokenSource.ts";

const network = { noProxy: ["*"], strictSSL: true, systemCertificates: true };

interface Cloud {
  readonly place: SignInPlace;
  /** The authorization of each request, in this order. */
  readonly shown: string[];
  /** Who was signed out again. */
  readonly signedOut: string[];
  /** Where the answer to the next request leads on to; undefined for nowhere. */
  next: string | undefined;
}

/** A cloud whose tokens are good nowhere else. */
async function startCloud(context: TestContext, name: string): Promise<Cloud> {
  const shown: string[] = [];
  const signedOut: string[] = [];
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization ?? "none");
    response.setHeader("content-type", "application/json");
    const { next } = cloud;
    response.end(JSON.stringify({ value: [], ...(next !== undefined && { "@odata.nextLink": next }) }));
    cloud.next = undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const graphOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokensOf = (id: string): object => ({
    getToken: async () => ({ value: `${name} ${id}`, expiresAtUtc: Date.now() + 3_600_000 }),
  });
  const place = {
    key: name,
    cloud: { id: "sandbox", graphOrigin, hasBookings: name !== "china" },
    realm: graphOrigin,
    accounts: { tokensOf, signOut: async (id: string) => void signedOut.push(id) },
  } as unknown as SignInPlace;
  const cloud: Cloud = { place, shown, signedOut, next: undefined };
  return cloud;
}

function account(id: string, username = `${id}@contoso.com`): SignedInAccount {
  return { id, username, name: id, tenantId: "t", isPersonal: false };
}

async function twoClouds(context: TestContext): Promise<{ accounts: SignedInAccounts; one: Cloud; two: Cloud }> {
  const [one, two] = await Promise.all([startCloud(context, "one"), startCloud(context, "china")]);
  const accounts = new SignedInAccounts(
    { settings: () => ({ network }), userAgent: "test", log: () => undefined, onError: (what) => assert.fail(what) },
    () => undefined,
  );
  context.after(async () => Promise.all([one, two].map(async ({ place }) => accounts.endAt(place))));
  assert.equal(await accounts.begin(one.place, account("ana"), []), true);
  assert.equal(await accounts.begin(two.place, account("lee"), []), true);
  return { accounts, one, two };
}

function activeOf(accounts: SignedInAccounts, id: string) {
  const state = accounts.stateOf(id);
  return state?.kind === "signedIn" ? state.active : assert.fail(`${id} is not signed in`);
}

test("a token of one cloud is never shown to another's Graph, whatever an answer leads to", async (context) => {
  const { accounts, one, two } = await twoClouds(context);
  const [ana, lee] = [activeOf(accounts, "ana"), activeOf(accounts, "lee")];
  await Promise.all([ana, lee, ana, lee].map(async ({ graph }) => graph.listCalendars({ kind: "me" })));
  for (const [from, to, active] of [
    [one, two, ana],
    [two, one, lee],
  ] as const) {
    const before = to.shown.length;
    from.next = `${to.place.cloud.graphOrigin}/v1.0/me/calendars?$skip=1`;
    await assert.rejects(active.graph.listCalendars({ kind: "me" }), { name: "GraphError", reason: "wrongOrigin" });
    assert.equal(to.shown.length, before, "it is not even asked");
  }
  assert.deepEqual(
    [new Set(one.shown), new Set(two.shown)],
    [new Set(["Bearer one ana"]), new Set(["Bearer china lee"])],
  );
  assert.notEqual(ana.realm, lee.realm);
  assert.deepEqual([ana.bookings, lee.bookings], ["allowed", "unavailable"], "each by its own cloud");
});

test("an account that is signed in at one place is not taken at another, and nothing of it stays there", async (context) => {
  const { accounts, one, two } = await twoClouds(context);
  const before = activeOf(accounts, "ana");
  await assert.rejects(accounts.begin(two.place, account("ana"), []), {
    name: "AccountError",
    serviceCode: "signed_in_elsewhere",
  });
  assert.deepEqual([one.signedOut, two.signedOut], [[], ["ana"]]);
  assert.equal(activeOf(accounts, "ana"), before);
  accounts.expect(two.place, [account("ana"), account("kim")]);
  await accounts.beginExpected();
  assert.equal(activeOf(accounts, "ana"), before, "nor brought back there");
  assert.equal(accounts.placeOf("kim"), two.place);
});

test("who is at a place that is left goes, and nobody else", async (context) => {
  const { accounts, one, two } = await twoClouds(context);
  const ana = activeOf(accounts, "ana");
  accounts.expect(two.place, [account("kim")]);
  await accounts.endAt(two.place);
  assert.deepEqual([accounts.ids, accounts.idsAt(one.place), accounts.idsAt(two.place)], [["ana"], ["ana"], []]);
  await ana.graph.listCalendars({ kind: "me" });
  await accounts.beginExpected();
  assert.deepEqual(accounts.ids, ["ana"]);
});

test("an address that two clouds have is the account's whose Graph is meant", async (context) => {
  const { accounts, one, two } = await twoClouds(context);
  await accounts.begin(two.place, account("other", "ANA@contoso.com"), []);
  const listed = accountsOf(accounts.all, { mainId: "ana", shownIds: [] }, true, ({ key }) => key);
  const named = (address: string, place?: SignInPlace): string | undefined =>
    accountNamed(listed, address, place && new URL(place.cloud.graphOrigin).host)?.account.id;
  assert.deepEqual(
    [named("Ana@contoso.com"), named("ana@contoso.com", one.place), named("ana@contoso.com", two.place)],
    ["ana", "ana", "other"],
  );
  assert.deepEqual([named("lee@contoso.com", one.place), named("kim@contoso.com", two.place)], ["lee", undefined]);
  assert.deepEqual(new Set(listed.map(({ placeName }) => placeName)), new Set(["one", "china"]));
  await accounts.endAt(two.place);
  const [left] = accountsOf(accounts.all, { mainId: "ana", shownIds: [] }, true, ({ key }) => key);
  assert.equal(left?.placeName, undefined, "one place needs no name");
});
