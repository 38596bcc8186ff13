/**
 * What the pages of the sandbox's sign-in say. They work by keyboard and screen reader and need no script; the only one that
 * has a script is the page that hands the answer to the application, and it has a button as well.
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import { type Markup, markup, pageResponse } from "./pageLayout.ts";
import { permissionSentence } from "./permissionSentences.ts";

/** A page on which the person goes on with a sign-in. */
export interface StepPage {
  /** Where the page's form is posted: a path of the sandbox. */
  readonly action: string;
  /** Stands for the sign-in that the page belongs to. */
  readonly ticket: string;
}

/** Lets the person choose one of the sample accounts: posts `account`, its id. */
export function accountPickerPage(step: StepPage, accounts: readonly SandboxAccount[]): Response {
  const buttons = accounts.map(
    (account) =>
      markup`<button type="submit" name="account" value="${account.id}"><strong>${account.name}</strong><span>${account.username}</span><span>${account.about}</span></button>`,
  );
  return pageResponse({ heading: "Choose a sample account", content: stepForm(step, markup`${buttons}`) });
}

/** Asks the account's person for permissions: posts `answer`, `accept` or `cancel`. */
export function consentPage(step: StepPage, account: SandboxAccount, permissions: readonly string[]): Response {
  const items = permissions.map((name) => markup`<li><strong>${name}</strong><br>${permissionSentence(name)}</li>`);
  return pageResponse({
    heading: "Permissions requested",
    content: markup`<p>Unbook asks <strong>${account.name}</strong> (${account.username}) to let it:</p>
<ul>${items}</ul>
${stepForm(
  step,
  markup`<button type="submit" name="answer" value="accept">Accept</button>
<button type="submit" name="answer" value="cancel">Cancel</button>`,
)}`,
  });
}

/** Says that only an administrator may allow the permissions: posts `answer`, `cancel`. */
export function adminNeededPage(step: StepPage, permissions: readonly string[]): Response {
  const items = permissions.map((name) => markup`<li><strong>${name}</strong></li>`);
  return pageResponse({
    heading: "Need admin approval",
    content: markup`<p>In this organisation, only an administrator can let Unbook have:</p>
<ul>${items}</ul>
${stepForm(step, markup`<button type="submit" name="answer" value="cancel">Return to the application without granting consent</button>`)}`,
  });
}

/** Has the account's person prove who they are: posts `answer`, `accept` or `cancel`. */
export function proofPage(step: StepPage, account: SandboxAccount): Response {
  return pageResponse({
    heading: "Prove that it is you",
    content: markup`<p>Your organisation asks <strong>${account.name}</strong> (${account.username}) for a second proof.</p>
${stepForm(
  step,
  markup`<button type="submit" name="answer" value="accept">It is me</button>
<button type="submit" name="answer" value="cancel">Cancel</button>`,
)}`,
  });
}

/** Lets an administrator allow permissions for everybody: posts `answer`, `accept`. */
export function adminConsentPage(step: StepPage, permissions: readonly string[]): Response {
  const items = permissions.map((name) => markup`<li><strong>${name}</strong><br>${permissionSentence(name)}</li>`);
  return pageResponse({
    heading: "Permissions requested for your organisation",
    content: markup`<p>If you accept, everybody in the organisation can use Unbook with these permissions:</p>
<ul>${items}</ul>
${stepForm(step, markup`<button type="submit" name="answer" value="accept">Accept</button>`)}`,
  });
}

/** Hands fields to the application's own listener on this machine. */
export function formPostPage(redirectUri: URL, fields: ReadonlyMap<string, string>): Response {
  const inputs = [...fields].map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);
  return pageResponse({
    heading: "Back to Visual Studio Code",
    content: markup`<form method="post" action="${redirectUri.href}">
${inputs}
<button type="submit">Continue</button>
</form>`,
    formOrigin: redirectUri.origin,
    sendsItself: true,
  });
}

/** Asks for the code that another device shows: posts `code`. */
export function deviceCodePage(action: string, problem?: string): Response {
  return pageResponse({
    heading: "Enter the code",
    content: markup`${problem === undefined ? "" : markup`<p role="alert">${problem}</p>`}
<p>Go on only if you have just started a sign-in and your own screen shows this code.</p>
<form method="post" action="${action}">
<label for="code">Code</label>
<input type="text" id="code" name="code" autocomplete="off" autocapitalize="characters" required>
<button type="submit">Next</button>
</form>`,
  });
}

/** Says one thing and offers nothing. */
export function messagePage(heading: string, text: string, status = 200): Response {
  return pageResponse({ heading, content: markup`<p>${text}</p>`, status });
}

function stepForm(step: StepPage, content: Markup): Markup {
  return markup`<form method="post" action="${step.action}">
<input type="hidden" name="ticket" value="${step.ticket}">
${content}
</form>`;
}
