/** Signing in with a code on another device: by MSAL against the sandbox over a real socket. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { press, visit } from "../sandboxSignIn/person.ts";
import { clientId, organizer, type RunningSignIn, startSignIn, stopSignIns } from "../sandboxSignIn/sampleSignIn.ts";
import { accountsAt, assertFails, type MemorySecrets, openWorld } from "./signInWorld.ts";

let signIn: RunningSignIn;
let accounts: Accounts;
let secrets: MemorySecrets;
beforeEach(async () => {
  ({ signIn, accounts, secrets } = await openWorld());
});
afterEach(stopSignIns);

function bearer(value: string): ReturnType<RunningSignIn["checkBearer"]> {
  return signIn.checkBearer(`Bearer ${value}`);
}

test("a device code that is typed and allowed signs in", async () => {
  const account = await accounts.signInWithDeviceCode({
    scopes: ["Calendars.Read"],
    onCode({ expiresAtUtc, userCode, verificationUrl }) {
      assert.ok(expiresAtUtc > Date.now());
      void answerDevice(verificationUrl, userCode.toLowerCase(), "accept");
    },
  });
  assert.equal(account.username, organizer.username);
  const { value } = await accounts.tokensOf(account.id).getToken({ scopes: ["Calendars.Read"] });
  assert.equal(bearer(value).kind, "valid");
});

const deviceFailures = [
  {
    name: "is declined",
    code: "cancelled",
    serviceCode: "authorization_declined",
    act: (url: string, userCode: string) => void answerDevice(url, userCode, "cancel"),
  },
  { name: "expires", code: "timedOut", serviceCode: "expired_token", act: () => signIn.advance(16 * 60_000) },
  {
    name: "is aborted",
    code: "cancelled",
    serviceCode: "",
    act: (_url: string, _userCode: string, controller: AbortController) => controller.abort(),
  },
] as const;
for (const { act, code, name, serviceCode } of deviceFailures) {
  test(`a device code that ${name} does not sign in`, async () => {
    const controller = new AbortController();
    const attempt = accounts.signInWithDeviceCode({
      scopes: ["Calendars.Read"],
      signal: controller.signal,
      onCode: ({ userCode, verificationUrl }) => act(verificationUrl, userCode, controller),
    });
    await assertFails(attempt, code, serviceCode);
    assert.deepEqual(await accounts.listAccounts(), []);
  });
}

test("a device code that may not be asked for is refused before it is shown", async () => {
  const onCode = (): void => assert.fail("shown");
  await assertFails(accounts.signInWithDeviceCode({ scopes: ["not a scope"], onCode }), "refused", "AADSTS70011");
});

test("polling for a device code starts after the interval and slows down when it is told to", async () => {
  const waits: number[] = [];
  const own = await startSignIn({ deviceCodeIntervalSeconds: 5 });
  const device: { url: string; userCode: string } = { url: "", userCode: "" };
  const patient = accountsAt(own, secrets, [], async (durationMs) => {
    waits.push(durationMs);
    // The first wait passes at once and the second is too short; from then on the waits are real for the service.
    if (waits.length === 3) await answerDevice(device.url, device.userCode, "accept");
    await Promise.resolve();
  });
  await patient.signInWithDeviceCode({
    scopes: ["Calendars.Read"],
    onCode({ userCode, verificationUrl }) {
      Object.assign(device, { url: verificationUrl, userCode });
    },
  });
  assert.deepEqual(waits, [5000, 5000, 10_000]);
});

/** Asks for a code where the sandbox's document names the endpoints of another address, and gives what was logged. */
async function logOfMisledSignIn(otherOrigin: string): Promise<string> {
  const lines: string[] = [];
  const metadataJson = signIn.authorityMetadataJson.replaceAll(signIn.origin, otherOrigin);
  const misled = createMsalAccounts({
    clientId,
    authority: { url: signIn.authority, sandbox: { metadataJson, origin: signIn.origin } },
    secrets,
    log: (line) => lines.push(line),
  });
  const attempt = misled.signInWithDeviceCode({ scopes: ["Calendars.Read"], onCode: () => undefined });
  await assertFails(attempt, "refused", "address_refused");
  return lines.join("\n");
}

test("requests go only to the sandbox's own address", async () => {
  const decoy = await startSignIn();
  assert.match(await logOfMisledSignIn(decoy.origin), /refused: http:\/\/localhost:\d+/u);
  assert.deepEqual(decoy.requests, []);
});

test("what looks like a secret is taken out of the log", async () => {
  const secretLooking = "a".repeat(62);
  assert.match(await logOfMisledSignIn(`http://${secretLooking}.example`), /refused: http:\/\/\[hidden\]\.example/u);
});

async function answerDevice(url: string, userCode: string, answer: "accept" | "cancel"): Promise<void> {
  const picker = await press(await visit(url), "code", userCode);
  const consent = await press(picker, "account", organizer.id);
  const last = await press(consent, "answer", answer);
  assert.match(last.html, answer === "accept" ? /Signed in/u : /Not signed in/u);
}
