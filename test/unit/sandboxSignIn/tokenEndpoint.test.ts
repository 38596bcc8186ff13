/** The token endpoint: what is exchanged for tokens, what is not, and how it is refused. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type DirectClient, directClient, payloadOf, origin, type Fields } from "./directClient.ts";
import { clientId, organizer, tenantId } from "./sampleSignIn.ts";

let client: DirectClient;
beforeEach(() => {
  client = directClient();
});

test("tokens are those of the account, marked as the sandbox's, and carry only what was asked for", async () => {
  const got = await client.redeem(
    await client.silentCode({ scope: "Calendars.Read User.Read openid offline_access" }),
    {
      scope: "https://graph.microsoft.com/Calendars.Read openid offline_access",
    },
  );
  assert.deepEqual([got["token_type"], got["expires_in"]], ["Bearer", 3600]);
  assert.equal(got["scope"], "https://graph.microsoft.com/Calendars.Read openid");
  assert.deepEqual(client.service.checkBearer(`Bearer ${String(got["access_token"])}`), {
    kind: "valid",
    accountId: organizer.id,
    scopes: ["Calendars.Read"],
  });
  const payload = payloadOf(got["access_token"]);
  assert.deepEqual([payload["iss"], payload["oid"]], [`${origin}/${tenantId}/v2.0`, organizer.id]);
  assert.deepEqual(JSON.parse(Buffer.from(String(got["client_info"]), "base64url").toString()), {
    uid: organizer.id,
    utid: tenantId,
  });
  const identity = payloadOf(got["id_token"]);
  assert.deepEqual([identity["aud"], identity["preferred_username"]], [clientId, organizer.username]);
  assert.equal(
    client.service.checkBearer(`Bearer ${String(got["id_token"])}`).kind,
    "foreign",
    "an id token opens nothing",
  );
});

test("a nonce comes back in the id token, and without offline_access there is no refresh token", async () => {
  const got = await client.redeem(await client.silentCode({ nonce: "n-1", scope: "openid User.Read" }));
  const identity = payloadOf(got["id_token"]);
  assert.equal(identity["nonce"], "n-1");
  assert.equal(got["refresh_token"], undefined);
});

const refusedCodes: readonly (readonly [string, Fields, number])[] = [
  ["another verifier", { code_verifier: "another" }, 501481],
  ["another address", { redirect_uri: "http://localhost:50124" }, 500112],
  ["permissions that were not consented to", { scope: "Bookings.Read.All" }, 65001],
  ["a malformed scope", { scope: "x" }, 70011],
  ["another client", { client_id: "another" }, 700016],
  ["a grant type of another kind", { grant_type: "password" }, 70003],
  ["claims that are not JSON", { claims: "{" }, 50148],
  ["a made-up code", { code: "sandbox-code-made-up" }, 70000],
];
for (const [name, changes, number] of refusedCodes) {
  test(`a code with ${name} gets AADSTS${number}`, async () => {
    const got = await client.redeem(await client.silentCode(), changes);
    assert.deepEqual([got.status, got["error_codes"]], [400, [number]]);
    assert.ok(String(got["error_description"]).startsWith(`AADSTS${number}: `));
    assert.equal(got["access_token"], undefined);
  });
}

test("a code works once, also if the first attempt was wrong, and for ten minutes", async () => {
  const code = await client.silentCode();
  assert.equal((await client.redeem(code, { code_verifier: "guess" })).status, 400);
  assert.deepEqual((await client.redeem(code))["error_codes"], [54005]);
  const late = await client.silentCode();
  client.advance(10 * 60_000);
  assert.deepEqual((await client.redeem(late))["error_codes"], [70008]);
});

test("a refresh token works once; one that asks for too much is not used up", async () => {
  const first = await client.redeem(await client.silentCode());
  const refresh = (value: unknown, changes: Fields = {}) =>
    client.token({ grant_type: "refresh_token", refresh_token: String(value), ...changes });
  const tooMuch = await refresh(first["refresh_token"], { scope: "Bookings.Read.All" });
  assert.deepEqual([tooMuch["error"], tooMuch["suberror"]], ["invalid_grant", "consent_required"]);
  const second = await refresh(first["refresh_token"]);
  assert.equal(second.status, 200);
  assert.equal((await refresh(first["refresh_token"]))["suberror"], "bad_token");
  assert.equal((await refresh(second["refresh_token"])).status, 200);
});
