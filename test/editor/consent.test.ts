/** What is said when Microsoft's sign-in refuses, and what can be done: the sentences, the dialog and the administrator's text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../src/account/accountError.ts";
import type { AccountErrorCode } from "../../src/account/accountError.ts";
import { microsoftClouds } from "../../src/graph/cloud.ts";
import type { SignInApp } from "../../src/editor/signInPlace.ts";

import { adminConsentLink, adminRequest, tenantFor } from "../../src/editor/adminRequest.ts";
import { consentHelpText } from "../../src/editor/consentHelp.ts";
import { describeConsentProblem, explainedCodes } from "../../src/editor/consentProblem.ts";
import { describeProblem } from "../../src/editor/problemText.ts";

const retry = "Try Again…";
const copy = "Copy Request for My Admin";
const page = "Open Admin Consent Page";
const setUp = "Set Up App Registration…";

const rows: readonly (readonly [string, AccountErrorCode, RegExp, readonly string[]])[] = [
  ["AADSTS65001", "consentRequired", /a permission that you or your administrator have not given/, [retry, copy, page]],
  ["AADSTS65004", "declined", /You did not allow it .* Nothing has changed/, [retry, copy]],
  ["AADSTS90094", "consentRequired", /only an administrator allow this\. Ask yours/, [copy, page, retry]],
  ["AADSTS90095", "consentRequired", /your request waits for one/, [copy, page, retry]],
  ["AADSTS50105", "refused", /administrator has to add it to the app's users and groups/, [copy, retry]],
  ["AADSTS53000", "refused", /conditional access.*Signing in again does not help/, [copy]],
  ["AADSTS53001", "refused", /conditional access.*Signing in again does not help/, [copy]],
  ["AADSTS53003", "refused", /conditional access.*Signing in again does not help/, [copy]],
  ["AADSTS50076", "signInRequired", /second proof of who you are\. Sign in again/, [retry]],
  ["AADSTS50079", "signInRequired", /set up a second proof.*Sign in again/, [retry]],
  [
    "AADSTS700016",
    "refused",
    /no app registration with this client id.*Check client id, tenant and cloud/,
    [setUp, copy],
  ],
  ["AADSTS7000218", "refused", /“Allow public client flows” has to be on/, [setUp, copy]],
  ["AADSTS50011", "refused", /lacks the redirect URI http:\/\/localhost/, [setUp, copy]],
  ["AADSTS50020", "refused", /not of the organisation.*another account, or change the tenant/, [retry, setUp]],
  ["AADSTS65002", "refused", /an app of Microsoft's.*nobody can allow it/, [setUp]],
  ["AADSTS90002", "refused", /no such tenant in this cloud/, [setUp]],
];
for (const [serviceCode, code, sentence, buttons] of rows) {
  test(`${serviceCode} is said in plain words, with what to do`, () => {
    const error = new AccountError(code, "said by the library", { serviceCode });
    const text = consentHelpText(error, ["Calendars.ReadWrite"], true);
    assert.match(text.detail, sentence);
    assert.match(text.detail, new RegExp(`Asked for: Calendars\\.ReadWrite\\nMicrosoft's code: ${serviceCode}$`));
    assert.deepEqual(
      text.buttons.map(({ title }) => title),
      buttons,
    );
    const { short, sentence: elsewhere } = describeProblem(error);
    assert.match(elsewhere, sentence);
    assert.ok(elsewhere.endsWith(` (${serviceCode})`), "whoever asks for help can name it");
    assert.ok(short.length < 40);
  });
}

test("every code that is explained is in the table above", () => {
  assert.deepEqual(rows.map(([code]) => code).toSorted(), [...explainedCodes].toSorted());
  for (const code of explainedCodes) assert.ok(describeConsentProblem(code) !== undefined, code);
});

test("a code that nobody knows is named, and the settings and another try are offered", () => {
  const refused = consentHelpText(
    new AccountError("refused", "", { serviceCode: "AADSTS50146" }),
    ["Calendars.Read"],
    true,
  );
  assert.match(refused.detail, /refused \(AADSTS50146\)\. Check the client id and the tenant/);
  assert.deepEqual(
    refused.buttons.map(({ title }) => title),
    [setUp, retry],
  );
  const other = consentHelpText(new AccountError("signInRequired", ""), ["Calendars.Read"], true);
  assert.deepEqual(
    other.buttons.map(({ title }) => title),
    [retry],
  );
});

test("as long as it is not known as which app it signs in, nothing is offered for the administrator", () => {
  const { buttons } = consentHelpText(
    new AccountError("consentRequired", "", { serviceCode: "AADSTS90094" }),
    [],
    false,
  );
  assert.deepEqual(
    buttons.map(({ cure }) => cure),
    ["tryAgain"],
  );
});

const clientId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const ana = { name: "Ana Silva", username: "ana@contoso.com", tenantId: "contoso-tenant" };

for (const { id, graphOrigin, signInOrigin = "" } of microsoftClouds) {
  test(`the administrator's page is that of the cloud, the tenant and the permissions: ${id}`, () => {
    const app: SignInApp = { clientId, tenantId: "organizations", signInOrigin, graphResource: graphOrigin };
    const link = new URL(adminConsentLink(app, tenantFor(app, ana), ["Calendars.Read", "Calendars.ReadWrite"]));
    assert.equal(link.origin, signInOrigin);
    assert.equal(link.pathname, "/contoso-tenant/v2.0/adminconsent");
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      client_id: clientId,
      scope: `${graphOrigin}/Calendars.Read ${graphOrigin}/Calendars.ReadWrite`,
      redirect_uri: "http://localhost",
    });
  });
}

test("the tenant of the settings is the one to ask in, and the account's own only where they name none", () => {
  const app = (tenantId: string): SignInApp => ({
    clientId,
    tenantId,
    signInOrigin: "https://x",
    graphResource: "https://y",
  });
  assert.equal(tenantFor(app("fabrikam.com"), ana), "fabrikam.com");
  assert.equal(tenantFor(app("common"), ana), "contoso-tenant");
  assert.equal(tenantFor(app("organizations")), "organizations");
});

test("the request for the administrator says who asks, for which app, for what and where, and nothing else of the person", () => {
  const app: SignInApp = {
    clientId,
    tenantId: "contoso.com",
    signInOrigin: "https://login.microsoftonline.us",
    graphResource: "https://graph.microsoft.us",
  };
  const text = adminRequest({
    app,
    account: ana,
    scopes: ["Group.ReadWrite.All"],
    laterScopes: ["Bookings.Read.All"],
    serviceCode: "AADSTS90094",
  });
  for (const part of [
    clientId,
    "Tenant: contoso.com",
    "My account: ana@contoso.com",
    "AADSTS90094",
    "- Group.ReadWrite.All: cancel meetings in the calendars of one's groups",
    "- Bookings.Read.All: read bookings",
    "https://login.microsoftonline.us/contoso.com/v2.0/adminconsent?",
    "http://localhost cannot be reached",
  ]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(!text.includes("contoso-tenant"));
  assert.equal(text.match(/adminconsent\?/g)?.length, 2, "one page for what is needed now, one for everything");
  assert.doesNotMatch(text, /\{\d\}|undefined/);
  const short = adminRequest({ app, scopes: ["Calendars.Read"], laterScopes: [], serviceCode: "" });
  assert.equal(short.match(/adminconsent\?/g)?.length, 1);
  assert.doesNotMatch(short, /\{\d\}|undefined|AADSTS/);
});
