/** Signing in with the browser: by MSAL against the sandbox's sign-in service over a real socket. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import type { AccountErrorCode } from "../../../src/account/accountError.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import {
  clientId,
  colleague,
  organizer,
  personal,
  type RunningSignIn,
  stopSignIns,
} from "../sandboxSignIn/sampleSignIn.ts";
import { assertFails, type MemorySecrets, openWorld, signInSilently, walkThrough } from "./signInWorld.ts";

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

test("a person picks an account, consents, and is signed in", async () => {
  let seen: readonly string[] = [];
  const account = await accounts.signInWithBrowser({
    scopes: ["Calendars.ReadWrite"],
    prompt: "select",
    openBrowser: async (url) => {
      seen = (await walkThrough(url, colleague.id)).map((page) => /<h1>(.*)<\/h1>/u.exec(page.html)?.[1] ?? "");
    },
  });
  assert.deepEqual(seen, [
    "Choose a sample account",
    "Permissions requested",
    "Back to Visual Studio Code",
    "Signed in to Unbook",
  ]);
  assert.deepEqual(account, {
    id: `${colleague.id}.${colleague.tenantId}`,
    username: colleague.username,
    name: colleague.name,
    tenantId: colleague.tenantId,
    isPersonal: false,
  });
  assert.deepEqual(await accounts.listAccounts(), [account]);
  const token = await accounts.tokensOf(account.id).getToken({ scopes: ["Calendars.ReadWrite"] });
  assert.deepEqual(bearer(token.value), { kind: "valid", accountId: colleague.id, scopes: ["Calendars.ReadWrite"] });
  assert.ok(Math.abs(token.expiresAtUtc - Date.now() - 3_600_000) < 60_000);
});

test("a personal account is told by its tenant", async () => {
  const account = await signInSilently(accounts, signIn, ["Calendars.Read"], personal.username);
  assert.equal(account.isPersonal, true);
  const { value } = await accounts.tokensOf(account.id).getToken({ scopes: ["Calendars.Read"] });
  assert.equal(bearer(value).kind, "valid");
  await assertFails(
    accounts.tokensOf(account.id).getToken({ scopes: ["Bookings.Read.All"] }),
    "refused",
    "AADSTS70011",
  );
});

const silentSignIns = [
  { name: "without a hint", hint: undefined, code: "signInRequired" },
  { name: "with the hint of nobody", hint: "nobody@contoso.example", code: "signInRequired" },
] as const;
for (const { code, hint, name } of silentSignIns) {
  test(`a sign-in that may not ask anybody fails ${name}`, async () => {
    const attempt = accounts.signInWithBrowser({
      scopes: ["Calendars.Read"],
      prompt: "none",
      ...(hint === undefined ? {} : { loginHint: hint }),
      openBrowser: (url) => openSandboxSilently(url, signIn.origin),
    });
    await assertFails(attempt, code, "AADSTS50058");
  });
}

test("a person who declines has not just closed the page", async () => {
  const attempt = accounts.signInWithBrowser({
    scopes: ["Calendars.Read"],
    prompt: "select",
    openBrowser: async (url) => void (await walkThrough(url, organizer.id, "cancel")),
  });
  await assertFails(attempt, "declined", "AADSTS65004");
  assert.deepEqual(await accounts.listAccounts(), []);
});

test("a sign-in that is begun while another is pending ends that one", async () => {
  let second: Promise<unknown> = Promise.resolve();
  let opened = "";
  const first = accounts.signInWithBrowser({
    scopes: ["Calendars.Read"],
    prompt: "select",
    openBrowser(url) {
      opened = url;
      second = signInSilently(accounts, signIn);
      return Promise.resolve();
    },
  });
  await assertFails(first, "cancelled");
  await second;
  await assertClosed(opened);
});

interface Abandoned {
  readonly name: string;
  readonly code: AccountErrorCode;
  readonly timeoutMs?: number;
  readonly end?: (controller: AbortController) => void;
}
const abandoned: readonly Abandoned[] = [
  { name: "its time is over", code: "timedOut", timeoutMs: 200 },
  { name: "it is aborted", code: "cancelled", end: (controller) => controller.abort() },
  { name: "the accounts are disposed of", code: "cancelled", end: () => void accounts.dispose() },
];
for (const { code, end, name, timeoutMs } of abandoned) {
  for (const opening of ["returns", "hangs"] as const) {
    test(`a sign-in closes its port when ${name} and opening the browser ${opening}`, async () => {
      const controller = new AbortController();
      let opened = "";
      const attempt = accounts.signInWithBrowser({
        scopes: ["Calendars.Read"],
        prompt: "select",
        signal: controller.signal,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        openBrowser: (url) => {
          opened = url;
          // Only once the library waits for the answer.
          setImmediate(() => end?.(controller));
          return opening === "returns" ? Promise.resolve() : new Promise<void>(() => undefined);
        },
      });
      await assertFails(attempt, code);
      await assertClosed(opened);
    });
  }
}

test("a sign-in that is aborted before it begins asks nobody", async () => {
  const openBrowser = () => Promise.reject(new Error("opened"));
  const request = { scopes: ["Calendars.Read"], prompt: "select", openBrowser, signal: AbortSignal.abort() } as const;
  await assertFails(accounts.signInWithBrowser(request), "cancelled");
});

test("a browser that cannot be opened ends the sign-in", async () => {
  let opened = "";
  const openBrowser = (url: string): Promise<void> => {
    opened = url;
    return Promise.reject(new Error("no browser"));
  };
  await assertFails(
    accounts.signInWithBrowser({ scopes: ["Calendars.Read"], prompt: "select", openBrowser }),
    "cancelled",
  );
  await assertClosed(opened);
});

test("an answer with another state is not taken, and the right one still is", async () => {
  const account = await accounts.signInWithBrowser({
    scopes: ["Calendars.Read"],
    prompt: "select",
    openBrowser: async (url) => {
      const listener = new URL(url).searchParams.get("redirect_uri") ?? "";
      const forged = await fetch(listener, {
        method: "POST",
        body: new URLSearchParams({ code: "sandbox-code-forged", state: "another" }),
      });
      assert.equal(forged.status, 400);
      await walkThrough(url, organizer.id);
    },
  });
  assert.equal(account.username, organizer.username);
});

const wrongAuthorities = [
  { url: "https://login.microsoftonline.com.evil.example/common" },
  { url: "https://login.microsoftonline.com:8443/common" },
  { url: "http://login.microsoftonline.com/common" },
  { url: "https://localhost:1/x", sandbox: { metadataJson: "{}", origin: "http://sandbox.example" } },
];
for (const authority of wrongAuthorities) {
  test(`the authority ${authority.url} is not signed in to`, () => {
    assert.throws(
      () => createMsalAccounts({ clientId, authority, secrets, log: () => undefined }),
      /authority|sandbox/u,
    );
  });
}

async function assertClosed(pageUrl: string): Promise<void> {
  const listener = new URL(pageUrl).searchParams.get("redirect_uri") ?? "";
  await assert.rejects(fetch(listener), "the port is still open");
}
