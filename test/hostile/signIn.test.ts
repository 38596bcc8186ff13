/**
 * Sign-in that is led astray: by an authority, a tenant, or what answers in the sign-in service's place. Codes and refresh
 * tokens go to the service's own addresses, and tokens of the sandbox and of the clouds never meet.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import { signInOrigins } from "../../src/account/signInHosts.ts";
import { createSignInNetwork } from "../../src/account/signInNetwork.ts";
import type { SignInFetch } from "../../src/account/accountContract.ts";
import { memorySecrets, withoutWaiting } from "../unit/account/signInWorld.ts";
import { clientWith, sandboxUnderTest } from "../unit/sandbox/sandboxUnderTest.ts";

const clientId = "6b5f1a2c-0000-4000-8000-000000000001";
const microsoft = signInOrigins({ url: "https://login.microsoftonline.com/organizations" });

const foreignAuthorities: readonly string[] = [
  "https://login.microsoftonline.com.evil.example/common",
  "https://login.microsoftonline.com@evil.example/common",
  "https://login.microsoftonline.com:444/common",
  "http://login.microsoftonline.com/common",
  "https://login.microsoftonline.com./common",
  "https://evil.example/login.microsoftonline.com",
  "https://evil.example\\@login.microsoftonline.com/common",
  "https://lоgin.microsoftonline.com/common",
  "https://sts.evil.example/adfs",
  "http://127.0.0.1:8080/common",
  "https://127.0.0.1/common",
  "file:///etc/hostname",
];

for (const url of foreignAuthorities) {
  test(`nobody is signed in at ${url}`, () => {
    assert.throws(() => signInOrigins({ url }), /authority/u);
    const options = { clientId, authority: { url }, secrets: memorySecrets(), log: () => undefined };
    assert.throws(() => createMsalAccounts(options, withoutWaiting), /authority/u);
  });
}

for (const origin of [
  "http://evil.example",
  "https://127.0.0.1:4100",
  "http://127.0.0.2:4100",
  "http://192.168.0.1:4100",
  "http://0.0.0.0:4100",
  "http://localhost.evil.example:4100",
  "http://localhost@evil.example",
]) {
  test(`no sandbox signs in at ${origin}`, () => {
    const authority = { url: "https://localhost/common", sandbox: { metadataJson: "{}", origin } };
    assert.throws(() => signInOrigins(authority), /not on this machine/u);
  });
}

test("requests of the sign-in library reach the sign-in service only", async () => {
  const asked: string[] = [];
  const fetch: SignInFetch = async (address, { redirect }) => {
    assert.equal(redirect, "manual");
    asked.push(address.origin);
    return Response.json({});
  };
  const { signal } = new AbortController();
  const network = createSignInNetwork({
    origins: microsoft,
    signal,
    wait: withoutWaiting,
    fetch,
    log: () => undefined,
  });
  const body = "grant_type=refresh_token&refresh_token=0.secret";
  for (const host of [
    "https://evil.example",
    "https://login.microsoftonline.com.evil.example",
    "https://login.microsoftonline.com@evil.example",
    "https://user:password@login.microsoftonline.com",
    "https://user@login.microsoftonline.com",
    "https://:password@login.microsoftonline.com",
    "https://login.microsoftonline.com:444",
    "http://login.microsoftonline.com",
    "https://login.microsoftonline.us",
    "https://graph.microsoft.com",
    "http://127.0.0.1:4100",
    "https://login.microsoftonline.com\\@evil.example",
    "https://evil.example\\@login.microsoftonline.com",
  ]) {
    const url = `${host}/common/oauth2/v2.0/token`;
    const { origin, username, password } = new URL(url);
    // A backslash is a slash to whoever reads addresses as browsers do.
    if (microsoft.has(origin) && username === "" && password === "") continue;
    await assert.rejects(network.sendPostRequestAsync(url, { body }), /outside the sign-in service/u, host);
    await assert.rejects(network.sendGetRequestAsync(url), /outside the sign-in service/u, host);
  }
  assert.deepEqual(asked, []);
  await network.sendPostRequestAsync("https://login.microsoftonline.com/common/oauth2/v2.0/token", { body });
  assert.deepEqual(asked, ["https://login.microsoftonline.com"]);
});

test("a tenant is a part of the path, whatever it says", async () => {
  for (const tenant of [
    "evil.example",
    "../../evil",
    "common/../..",
    "@evil.example",
    "?x=",
    "#",
    "\\evil",
    "a b",
    "%2e%2e",
  ]) {
    const asked = new Set<string>();
    const fetch: SignInFetch = async (address) => {
      asked.add(address.origin);
      return Response.json({ error: "invalid_request" }, { status: 400 });
    };
    const url = `https://login.microsoftonline.com/${encodeURIComponent(tenant)}`;
    const accounts = createMsalAccounts(
      { clientId, authority: { url }, secrets: memorySecrets(), fetch, log: () => undefined },
      withoutWaiting,
    );
    await accounts.signInWithDeviceCode({ scopes: ["Calendars.Read"], onCode: () => undefined }).catch(() => undefined);
    for (const origin of asked) assert.ok(microsoft.has(origin), `${tenant}: ${origin}`);
    await accounts.dispose();
  }
});

/** As Microsoft's look: of Graph's audience, signed by somebody else. */
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const realLooking = [
  {
    aud: "https://graph.microsoft.com",
    iss: "https://sts.windows.net/t/",
    appid: clientId,
    scp: "Calendars.ReadWrite",
  },
  { aud: "00000003-0000-0000-c000-000000000000", iss: "https://login.microsoftonline.com/t/v2.0" },
].map((claims) => `${part({ typ: "JWT", alg: "RS256", kid: "x" })}.${part(claims)}.${"c2ln".repeat(40)}`);

test("the sandbox takes no token that is not its own, however real it looks", async () => {
  await using sandbox = await sandboxUnderTest();
  const { accessToken } = await sandbox.as("ana");
  const [head = "", body = "", signature = ""] = accessToken.split(".");
  const unsigned = `${part({ typ: "JWT", alg: "none" })}.${body}.`;
  const changed = `${head}.${part({ ...(JSON.parse(Buffer.from(body, "base64url").toString()) as object), scp: "Group.ReadWrite.All" })}.${signature}`;
  for (const token of [...realLooking, unsigned, changed, `${head}.${body}.`, "opaque", `${accessToken}x`]) {
    const answer = await clientWith(sandbox.sandbox.addresses.graphOrigin, token).ask("/me/events");
    assert.equal(answer.status, 401, token);
    assert.ok(!answer.text.includes(token) || token === "opaque");
  }
  assert.equal((await clientWith(sandbox.sandbox.addresses.graphOrigin, accessToken).ask("/me/calendars")).status, 200);
});
