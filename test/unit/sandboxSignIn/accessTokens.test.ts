/** The check of access tokens that the sandbox's Graph relies on. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type DirectClient, directClient } from "./directClient.ts";
import { organizer } from "./sampleSignIn.ts";

let client: DirectClient;
beforeEach(() => {
  client = directClient();
});

test("a foreign token is never taken", async () => {
  const other = directClient().service;
  const { access_token: own } = await client.redeem(await client.silentCode());
  const [header, payload, signature] = String(own).split(".");
  const forged = Buffer.from(JSON.stringify({ unbook_sandbox: "access", oid: organizer.id, exp: 9e9, scp: "" }));
  const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
  const realLooking =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJzY3AiOiJDYWxlbmRhcnMuUmVhZCJ9.c2ln";
  const rows = [
    realLooking,
    `${header}.${forged.toString("base64url")}.${signature}`,
    `${unsigned}.${payload}.`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature}.x`,
    "opaque",
    "EwB4A8l6BAAU",
  ];
  for (const row of rows) assert.deepEqual(client.service.checkBearer(`Bearer ${row}`), { kind: "foreign" }, row);
  assert.deepEqual(other.checkBearer(`Bearer ${String(own)}`), { kind: "foreign" });
  assert.deepEqual(client.service.checkBearer(`Basic ${String(own)}`), { kind: "foreign" });
  assert.deepEqual(client.service.checkBearer(null), { kind: "missing" });
  assert.deepEqual(client.service.checkBearer(""), { kind: "missing" });
  assert.equal(client.service.checkBearer(`bearer ${String(own)}`).kind, "valid");
});

test("a token expires after its time, and when the sandbox is told so", async () => {
  const fresh = async () => `Bearer ${String((await client.redeem(await client.silentCode()))["access_token"])}`;
  const first = await fresh();
  client.advance(3600_000 - 1000);
  assert.equal(client.service.checkBearer(first).kind, "valid");
  client.advance(1000);
  assert.equal(client.service.checkBearer(first).kind, "expired");
  const second = await fresh();
  client.service.expireAccessTokens();
  const third = await fresh();
  assert.deepEqual(
    [second, third].map((one) => client.service.checkBearer(one).kind),
    ["expired", "valid"],
  );
});

test("revoking ends codes, refresh tokens and access tokens, but not later sign-ins", async () => {
  const got = await client.redeem(await client.silentCode());
  const code = await client.silentCode();
  client.service.revokeRefreshTokens();
  assert.equal(client.service.checkBearer(`Bearer ${String(got["access_token"])}`).kind, "revoked");
  assert.deepEqual((await client.redeem(code))["error_codes"], [50173]);
  const refreshed = await client.token({ grant_type: "refresh_token", refresh_token: String(got["refresh_token"]) });
  assert.deepEqual([refreshed["error_codes"], refreshed["suberror"]], [[50173], "bad_token"]);
  assert.equal((await client.redeem(await client.silentCode())).status, 200);
});

test("claims are demanded of clients that understand challenges, and only tokens fetched with them pass", async () => {
  const capable = '"xms_cc":{"values":["CP1"]}';
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const fetchWith = async (asked: string) => {
    const got = await client.redeem(await client.silentCode(), { claims: asked });
    return client.service.checkBearer(`Bearer ${String(got["access_token"])}`);
  };
  client.service.demandClaims(claims);
  assert.deepEqual(await fetchWith(`{"access_token":{${capable}}}`), { kind: "claimsNeeded", claims });
  assert.equal((await fetchWith("{}")).kind, "revoked");
  assert.equal(
    (await fetchWith(`{"access_token":{${capable},"acrs":{"essential":true,"value":"c2"}}}`)).kind,
    "claimsNeeded",
  );
  assert.equal((await fetchWith(`{"access_token":{${capable},"acrs":{"essential":true,"value":"c1"}}}`)).kind, "valid");
  assert.throws(() => client.service.demandClaims("[]"), /not a JSON object/u);
});
