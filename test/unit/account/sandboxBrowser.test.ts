/** Signing in without a person is for the sandbox alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAccountError } from "../../../src/account/accountError.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import { clientId, startSignIn, tenantId } from "../sandboxSignIn/sampleSignIn.ts";

async function assertRefused(url: string, signInOrigin: string): Promise<void> {
  await assert.rejects(
    openSandboxSilently(url, signInOrigin),
    (error) => isAccountError(error) && error.code === "refused",
  );
}

test("another sign-in service is not opened", async () => {
  const origin = "http://localhost:1";
  await assertRefused("https://login.microsoftonline.com/common/oauth2/v2.0/authorize", origin);
  await assertRefused("http://localhost:2/x", origin);
  await assertRefused("http://localhost:1@evil.example/x", origin);
  await assertRefused("http://sandbox.example/x", "http://sandbox.example");
});

test("a page that asks a person, and a page that refuses, sign nobody in", async () => {
  const signIn = await startSignIn();
  try {
    const page = new URL(`${signIn.origin}/${tenantId}/oauth2/v2.0/authorize`);
    page.search = new URLSearchParams({
      client_id: clientId,
      response_type: "code",
      response_mode: "form_post",
      scope: "User.Read",
      code_challenge: "x",
      code_challenge_method: "S256",
      redirect_uri: "http://localhost:9",
    }).toString();
    await assertRefused(page.href, signIn.origin);
    page.searchParams.set("redirect_uri", "http://elsewhere.example");
    await assertRefused(page.href, signIn.origin);
  } finally {
    await signIn.stop();
  }
});
