/**
 * The places that the settings name, in Microsoft's own clouds: who was signed in there before is brought back from the token
 * caches. Nothing leaves this machine: a proxy that the settings name refuses everything, and tells what was wanted.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { Session } from "../../src/editor/session.ts";
import { readSettings } from "../../src/editor/settings.ts";
import { placesOf, activeOf } from "./cloudsStage.ts";
import { waitFor } from "./requestEditor.ts";
import { memento, secretStorage } from "./sandboxSession.ts";

type TestContext = { after(cleanUp: () => unknown): void };

const [main, gov, china] = ["1", "2", "3"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`);
const govEntry = { cloud: "usGovernment", clientId: gov, tenantId: "contoso.us" };
const chinaEntry = { cloud: "china", clientId: china, tenantId: "contoso.cn" };

/** What MSAL keeps of somebody who is signed in, without any token. */
function cacheOf(username: string, environment: string): string {
  const [local, realm] = [`${String(username.length % 10).repeat(8)}-0000-4000-8000-000000000000`, "7".repeat(8)];
  const profile = { tenantId: realm, localAccountId: local, username, name: username, isHomeTenant: true };
  const entry = {
    home_account_id: `${local}.${realm}`,
    environment,
    realm,
    local_account_id: local,
    username,
    name: username,
    authority_type: "MSSTS",
    tenantProfiles: [JSON.stringify(profile)],
  };
  return JSON.stringify({ Account: { [`${local}.${realm}-${environment}-${realm}`]: entry } });
}

/** A window of somebody who was signed in in both the global and the government's cloud before. */
async function openWindow(context: TestContext) {
  const wanted: string[] = [];
  const proxy = createServer((request, response) => {
    wanted.push(request.url ?? "");
    response.statusCode = 502;
    response.end();
  });
  proxy.on("connect", ({ url }, socket) => {
    wanted.push(url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const user: Record<string, unknown> = {
    "http.proxy": `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    "unbook.account.method": "msal",
    "unbook.account.clientId": main,
    "unbook.account.tenantId": "contoso.com",
    "unbook.account.otherRegistrations": [govEntry, chinaEntry],
  };
  const kept = secretStorage();
  const read: string[] = [];
  const secrets = {
    ...kept,
    get: async (key: string) => {
      read.push(key);
      return kept.get(key);
    },
  };
  await secrets.store(`unbook.tokens:global:${main ?? ""}`, cacheOf("ana@contoso.com", "login.microsoftonline.com"));
  await secrets.store(
    `unbook.tokens:usGovernment:${gov ?? ""}`,
    cacheOf("lee@gov.contoso.us", "login.microsoftonline.us"),
  );
  await secrets.store(`unbook.tokens:china:${china ?? ""}`, cacheOf("kim.lee@contoso.cn", "login.chinacloudapi.cn"));
  const memory = memento();
  const idOf = (username: string): string => {
    const { Account } = JSON.parse(cacheOf(username, "x")) as { Account: Record<string, { home_account_id: string }> };
    return Object.values(Account)[0]?.home_account_id ?? "";
  };
  // As the version before wrote it, which knew one place.
  await memory.update(`unbook.accounts global ${main ?? ""}`, { mainId: idOf("ana@contoso.com"), shownIds: [] });
  await memory.update(`unbook.accounts usGovernment ${gov ?? ""}`, { shownIds: [idOf("lee@gov.contoso.us")] });
  const errors: unknown[] = [];
  const session = new Session({
    secrets,
    memory,
    settings: () => readSettings({ inspect: (key) => ({ globalValue: user[key] }), get: (key) => user[key] }),
    chooseSignIn: async () => assert.fail("nobody is asked to sign in"),
    choosePlace: async () => assert.fail("nobody is asked where"),
    signInToSandbox: async () => assert.fail("there is no sandbox"),
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    onError: (what, error) => errors.push(what, error),
    onPlaceClosed: (name, error) => errors.push(name, error),
  });
  context.after(async () => {
    session.dispose();
    proxy.closeAllConnections();
    proxy.close();
    assert.deepEqual(errors, []);
  });
  await session.restore();
  return { session, user, read, wanted, secrets, memory };
}

const both = ["ana@contoso.com | main | Global", "lee@gov.contoso.us | shown | US Government L4 (GCC High)"];

test("who was signed in in several clouds is brought back, and a cloud where nobody was is left closed", async (context) => {
  const { session, read, wanted } = await openWindow(context);
  await waitFor(() => session.accounts.length === 2);
  assert.deepEqual(placesOf(session), both);
  assert.deepEqual(
    read.filter((key) => key.includes("china")),
    [],
    "no secret of it is read",
  );
  assert.deepEqual(
    wanted.filter((url) => /chinacloudapi|partner/u.test(url)),
    [],
    "and nothing of it is asked",
  );
  assert.deepEqual(
    ["ana@contoso.com", "lee@gov.contoso.us"].map((username) => activeOf(session, username).graphOrigin),
    ["https://graph.microsoft.com", "https://graph.microsoft.us"],
  );
  const lee = session.accounts[1];
  assert.deepEqual(
    [lee && session.as(lee.account.id).app?.signInOrigin, lee?.place.app.tenantId],
    ["https://login.microsoftonline.us", "contoso.us"],
  );
});

test("a registration that the settings drop lets go of its accounts, and the others go on", async (context) => {
  const { session, user, secrets, memory } = await openWindow(context);
  await waitFor(() => session.accounts.length === 2);
  const ana = session.active;
  const key = "unbook.account.otherRegistrations";
  user[key] = [chinaEntry];
  await session.settingsChanged();
  assert.deepEqual([placesOf(session), session.active], [["ana@contoso.com | main | -"], ana]);
  user[key] = [
    { ...govEntry, tenantId: "" },
    { ...govEntry, cloud: "nowhere" },
  ];
  await session.settingsChanged();
  assert.equal(session.active, ana, "what is wrong in it changes nothing for the others");
  user[key] = [govEntry];
  await session.settingsChanged();
  await waitFor(() => session.accounts.length === 2);
  assert.deepEqual([placesOf(session), session.active], [both, ana]);

  user["unbook.account.clientId"] = "";
  await session.settingsChanged();
  assert.deepEqual(
    placesOf(session),
    ["lee@gov.contoso.us | main | -"],
    "without a main registration the next is first",
  );
  user["unbook.account.clientId"] = main;
  await session.settingsChanged();
  assert.deepEqual(placesOf(session)[0]?.split(" | ").slice(0, 2), ["lee@gov.contoso.us", "main"]);

  // Also of a cloud that nobody has opened here.
  user[key] = [govEntry, chinaEntry];
  await session.settingsChanged();
  await session.signOut();
  assert.deepEqual([session.state.kind, await secrets.keys(), memory.keys()], ["signedOut", [], []]);
});
