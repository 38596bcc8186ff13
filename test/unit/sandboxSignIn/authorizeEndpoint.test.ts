/** The authorization endpoint and its pages: who may be answered, who is asked, and what for. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { type DirectClient, directClient, fieldsOf, type Fields, headingOf } from "./directClient.ts";
import { colleague, organizer, personal } from "./sampleSignIn.ts";

let client: DirectClient;
beforeEach(() => {
  client = directClient();
});

test("names are escaped on the pages", async () => {
  const html = await (await client.authorize()).text();
  assert.ok(html.includes("Ben &#60;Ó&#39;Hara&#62;"));
  assert.ok(!html.includes("<Ó"));
});

test("whatever a state holds, it comes back unchanged and never as markup", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      const state = text.toWellFormed();
      const answer = await client.authorize({ login_hint: organizer.username, prompt: "none", state });
      assert.equal((await fieldsOf(answer))["state"], state);
    }),
    { numRuns: 50 },
  );
});

const wrongRedirects = [
  "https://localhost:50123",
  "http://localhost.evil.example:50123",
  "http://evil.example",
  "http://localhost:50123/path",
  "http://localhost:50123/?q=1",
  "http://user@localhost:50123",
  "http://localhost:50123/#x",
  "vscode://unbook.unbook",
  "javascript:alert(1)",
  "",
];
for (const redirectUri of wrongRedirects) {
  test(`nothing is sent to the address "${redirectUri}"`, async () => {
    const answer = await client.authorize({
      redirect_uri: redirectUri,
      login_hint: organizer.username,
      prompt: "none",
    });
    assert.equal(answer.status, 400);
    assert.ok(!(await answer.text()).includes("<form"));
  });
}

for (const redirectUri of ["http://localhost:1", "http://localhost:65535/", "http://127.0.0.1:50123"]) {
  test(`an answer may go to ${redirectUri}`, async () => {
    const answer = await client.authorize({
      redirect_uri: redirectUri,
      login_hint: organizer.username,
      prompt: "none",
    });
    assert.ok((await answer.text()).includes(`action="${new URL(redirectUri).href}"`));
  });
}

const refusedRequests = [
  ["without a proof key", { code_challenge_method: "plain" }, "invalid_request", "AADSTS9002325"],
  ["for a malformed scope", { scope: "Calendars.Read not@scope" }, "invalid_scope", "AADSTS70011"],
  ["for nobody in silence", { prompt: "none" }, "login_required", "AADSTS50058"],
  [
    "for Bookings of a personal account",
    { prompt: "none", login_hint: personal.username, scope: "Bookings.Read.All" },
    "invalid_scope",
    "AADSTS70011",
  ],
] as const;
for (const [name, changes, error, number] of refusedRequests) {
  test(`a sign-in request ${name} is answered with ${error}`, async () => {
    const fields = await fieldsOf(await client.authorize(changes));
    assert.deepEqual([fields["error"], fields["state"], fields["code"]], [error, "s", undefined]);
    assert.ok(fields["error_description"]?.startsWith(`${number}: `));
  });
}

const prompts = [
  [{}, "Choose a sample account"],
  [{ prompt: "select_account", login_hint: organizer.username }, "Choose a sample account"],
  [{ login_hint: "ANA@contoso.example" }, "Permissions requested"],
  [{ login_hint: "nobody@contoso.example" }, "Choose a sample account"],
  [{ prompt: "login", login_hint: organizer.username }, "Permissions requested"],
  [{ prompt: "none", login_hint: organizer.username }, "Back to Visual Studio Code"],
] as const;
for (const [changes, heading] of prompts) {
  test(`a request with ${JSON.stringify(changes)} begins with "${heading}"`, async () => {
    assert.equal(await headingOf(await client.authorize(changes)), heading);
  });
}

test("consent is asked for once, unless it is asked for expressly, and lists what each permission does", async () => {
  const first = await client.authorize({ login_hint: organizer.username });
  const html = await first.clone().text();
  assert.match(html, /<strong>Calendars\.Read<\/strong><br>Read your calendars\./u);
  const { ticket } = await fieldsOf(first);
  const accepted = await client.post("/sign-in/continue", { ticket: ticket ?? "", answer: "accept" });
  assert.ok((await fieldsOf(accepted))["code"]?.startsWith("sandbox-code-"));
  const heading = async (changes: Fields) =>
    await headingOf(await client.authorize({ login_hint: organizer.username, ...changes }));
  assert.equal(await heading({}), "Back to Visual Studio Code");
  assert.equal(await heading({ prompt: "consent" }), "Permissions requested");
  assert.equal(
    await heading({ login_hint: colleague.username }),
    "Permissions requested",
    "consent is one person's own",
  );
  const again = await client.post("/sign-in/continue", { ticket: ticket ?? "", answer: "accept" });
  assert.equal(again.status, 400, "the page works once");
});

for (const fields of [{}, { ticket: "x" }, { ticket: "sandbox-page-x", account: organizer.id }]) {
  test(`a page answered with ${JSON.stringify(fields)} goes nowhere`, async () => {
    assert.equal((await client.post("/sign-in/continue", fields)).status, 400);
  });
}

test("an account cannot be swapped on the consent page", async () => {
  const { ticket = "" } = await fieldsOf(await client.authorize({ login_hint: organizer.username }));
  assert.equal((await client.post("/sign-in/continue", { ticket, account: colleague.id })).status, 400);
});
