/** Which addresses a sign-in at one of Microsoft's clouds asks; the answers are made up, nothing leaves this machine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SignInFetch } from "../../../src/account/accountContract.ts";
import { type AccountErrorCode, isAccountError } from "../../../src/account/accountError.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { clientId } from "../sandboxSignIn/sampleSignIn.ts";
import { memorySecrets, withoutWaiting } from "./signInWorld.ts";

interface Seen {
  readonly asked: readonly string[];
  readonly code: AccountErrorCode;
}

/** Asks for a device code with made-up answers, and tells which addresses were asked and how it ended. */
async function signInWith(authority: string, answer: () => Response): Promise<Seen> {
  const asked: string[] = [];
  const fetch: SignInFetch = async (address, { redirect }) => {
    // A redirect would be followed with the refresh token in the body.
    assert.equal(redirect, "manual");
    asked.push(address.origin + address.pathname);
    return answer();
  };
  try {
    const options = { clientId, authority: { url: authority }, secrets: memorySecrets(), fetch, log: () => undefined };
    const accounts = createMsalAccounts(options, withoutWaiting);
    await accounts.signInWithDeviceCode({ scopes: ["Calendars.Read"], onCode: () => undefined });
  } catch (error) {
    assert.ok(isAccountError(error));
    return { asked, code: error.code };
  }
  return assert.fail("signed in");
}

const declined = () => {
  const code = { user_code: "A", device_code: "b", verification_uri: "https://c.example", expires_in: 60, interval: 1 };
  return Response.json({ ...code, error: "authorization_declined" });
};

const clouds = [
  ["https://login.microsoftonline.com/organizations", "https://login.microsoftonline.com/organizations/oauth2/v2.0/"],
  [
    "https://login.microsoftonline.com/contoso.example",
    "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/",
  ],
  ["https://login.microsoftonline.us/common", "https://login.microsoftonline.us/common/oauth2/v2.0/"],
  ["https://login.chinacloudapi.cn/common", "https://login.partner.microsoftonline.cn/common/oauth2/v2.0/"],
] as const;
for (const [authority, endpoints] of clouds) {
  test(`${authority} is signed in to without looking anything up`, async () => {
    const { asked } = await signInWith(authority, declined);
    assert.deepEqual(asked, [`${endpoints}devicecode`, `${endpoints}token`]);
  });
}

const oddAnswers: readonly (readonly [string, () => Response, AccountErrorCode])[] = [
  ["a page of a captive portal", () => new Response("<html>Sign in to the hotel</html>"), "offline"],
  ["a redirect", () => Response.redirect("https://elsewhere.example/"), "offline"],
  ["an outage", () => Response.json({ error: "temporarily_unavailable" }, { status: 503 }), "offline"],
  ["a refusal without a code", () => Response.json({}, { status: 400 }), "refused"],
  ["JSON that is no object", () => Response.json("no", { status: 400 }), "refused"],
];
for (const [name, answer, code] of oddAnswers) {
  test(`${name} instead of a device code ends the sign-in as ${code}`, async () => {
    const seen = await signInWith("https://login.microsoftonline.com/common", answer);
    assert.deepEqual([seen.asked.length, seen.code], [1, code]);
  });
}
