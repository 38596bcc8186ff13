/** Sign-in with a code on another device, as its endpoint and its page answer. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type DirectClient, directClient, fieldsOf, jsonOf, origin } from "./directClient.ts";
import { clientId, personal, tenantId } from "./sampleSignIn.ts";

let client: DirectClient;
beforeEach(() => {
  client = directClient();
});

test("a device code is shown with where to type it, and polling too fast is told to slow down", async () => {
  const answer = await client.post(`/${tenantId}/oauth2/v2.0/devicecode`, {
    client_id: clientId,
    scope: "User.Read openid",
  });
  const device = await jsonOf(answer);
  assert.deepEqual(
    [device["verification_uri"], device["interval"], device["expires_in"]],
    [`${origin}/device`, 5, 900],
  );
  assert.ok(String(device["message"]).includes(String(device["user_code"])));
  const poll = async () =>
    (await client.token({ grant_type: "device_code", device_code: String(device["device_code"]) }))["error"];
  assert.equal(await poll(), "authorization_pending");
  client.advance(1000);
  assert.equal(await poll(), "slow_down");
  client.advance(5000);
  assert.equal(await poll(), "authorization_pending");
  assert.match(await (await client.post("/device", { code: "WRONG" })).text(), /role="alert"/u);
  client.advance(900_000);
  assert.equal(await poll(), "expired_token");
  assert.equal((await client.token({ grant_type: "device_code", device_code: "x" }))["error"], "bad_verification_code");
});

test("a personal account cannot allow Bookings with a device code either", async () => {
  const started = await client.post(`/common/oauth2/v2.0/devicecode`, {
    client_id: clientId,
    scope: "Bookings.Read.All",
  });
  const device = await jsonOf(started);
  const { ticket = "" } = await fieldsOf(await client.post("/device", { code: String(device["user_code"]) }));
  await client.post("/sign-in/continue", { ticket, account: personal.id });
  const polled = await client.token({
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: String(device["device_code"]),
  });
  assert.deepEqual(polled["error_codes"], [70011]);
});
