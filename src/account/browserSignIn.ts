/**
 * A sign-in in the browser: MSAL listens on a port of this machine until the browser brings the answer. MSAL cannot be told
 * to stop listening, so that a sign-in that is ended early is sent an answer of our own.
 */
import { request as httpRequest } from "node:http";
import type { AuthenticationResult } from "@azure/msal-node";
import type { BrowserSignIn } from "./accountContract.ts";
import { AccountError, isAccountError } from "./accountError.ts";
import { untilAborted } from "./abortedWait.ts";
import type { RunWithClient } from "./msalClients.ts";
import { notSignedInPage, signedInPage } from "./signInPages.ts";

/** Without a prompt the service asks for what it needs, and for nothing if it needs nothing. */
const prompts = {
  select: { prompt: "select_account" },
  consent: { prompt: "consent" },
  again: {},
  none: { prompt: "none" },
} as const;

/** Signs in; when `ending` is aborted, closes the port and fails with its reason. */
export async function signInInBrowser(
  runWithClient: RunWithClient,
  request: BrowserSignIn,
  ending: AbortSignal,
): Promise<AuthenticationResult> {
  let pageUrl: string | undefined;
  const onEnd = (): void => {
    if (pageUrl !== undefined) answerListener(pageUrl);
  };
  ending.addEventListener("abort", onEnd, { once: true });

  try {
    return await runWithClient(ending, ({ application }) =>
      application.acquireTokenInteractive({
        scopes: [...request.scopes],
        ...prompts[request.prompt],
        ...(request.claims === undefined ? {} : { claims: request.claims }),
        ...(request.loginHint === undefined ? {} : { loginHint: request.loginHint }),
        successTemplate: signedInPage,
        errorTemplate: notSignedInPage,
        async openBrowser(url) {
          ending.throwIfAborted();
          pageUrl = url;
          try {
            await untilAborted(request.openBrowser(url), ending);
          } catch (cause) {
            throw isAccountError(cause)
              ? cause
              : new AccountError("cancelled", "The sign-in page could not be opened.", { cause });
          }
        },
      }),
    );
  } finally {
    ending.removeEventListener("abort", onEnd);
  }
}

/** Sends MSAL's listener the answer that it ends with: a refusal with the sign-in's own state. */
function answerListener(pageUrl: string): void {
  const { searchParams } = new URL(pageUrl);
  const { port } = new URL(searchParams.get("redirect_uri") ?? "");
  const body = new URLSearchParams({ error: "user_cancelled", state: searchParams.get("state") ?? "" }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", connection: "close" };
  // By number, as that is what MSAL listens on.
  const post = httpRequest({ host: "127.0.0.1", port, path: "/", method: "POST", headers });
  // A listener that has already closed is what is wanted.
  post.on("error", () => undefined);
  post.on("response", (response) => response.resume());
  post.end(body);
}
