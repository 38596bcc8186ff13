/** What the status bar says: what is going on first, then who is signed in where there are several, then the sandbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../src/account/accountError.ts";
import { endHold, heldRun } from "../../src/cancellation/run.ts";
import type { AccountState } from "../../src/editor/accountSession.ts";
import type { SessionAccount } from "../../src/editor/sessionContract.ts";
import { describeStatus } from "../../src/editor/statusBar.ts";
import { event, planOf } from "../unit/cancellation/sampleItems.ts";

function accountOf(username: string, isMain: boolean, needsSignIn = false, placeName?: string): SessionAccount {
  const account = { id: username, username, name: username, tenantId: "t", isPersonal: false };
  const why = new AccountError("signInRequired", "");
  const state = needsSignIn ? { kind: "needsSignIn", account, why } : { kind: "signedIn", active: { account } };
  return { account, isMain, isShown: true, placeName, state: state as AccountState } as SessionAccount;
}

const ana = accountOf("ana@contoso.com", true);
const lee = accountOf("lee@contoso.com", false);
const held = heldRun(planOf([event()]), Date.now() + 60_000);

const rows: readonly (readonly [
  what: string,
  facts: Parameters<typeof describeStatus>[0],
  text: RegExp | undefined,
  command?: string,
  spoken?: RegExp,
])[] = [
  ["nobody is signed in", { runs: [], isSandbox: false, accounts: [] }, undefined],
  ["there is one account", { runs: [], isSandbox: false, accounts: [ana] }, undefined],
  [
    "there are two accounts",
    { runs: [], isSandbox: false, accounts: [ana, lee] },
    /^\$\(account\) ana@contoso\.com \+1$/,
    "unbook.accounts",
    /^Main account of Unbook: ana@contoso\.com, and 1 more\. Show the accounts\.$/,
  ],
  [
    "one of three accounts has to sign in again",
    { runs: [], isSandbox: false, accounts: [ana, lee, accountOf("kim@contoso.us", false, true, "US Government")] },
    /^\$\(warning\) ana@contoso\.com \+2$/,
    "unbook.accounts",
    /Something has to be done for kim@contoso\.us · US Government\.$/,
  ],
  [
    "somebody signs in instead of the main account",
    { runs: [], isSandbox: false, accounts: [{ ...ana, isMain: false }, lee] },
    undefined,
  ],
  [
    "there is sample data",
    { runs: [], isSandbox: true, accounts: [ana] },
    /^\$\(beaker\) Unbook Sandbox$/,
    "unbook.showOutbox",
  ],
  [
    "there are two accounts of sample data",
    { runs: [], isSandbox: true, accounts: [ana, lee] },
    /\+1 · Sandbox$/,
    "unbook.accounts",
  ],
  [
    "something is held",
    { runs: [held], isSandbox: false, accounts: [ana, lee] },
    /^\$\(watch\) 1 held · \d+ s · Undo$/,
    "unbook.undo",
  ],
  [
    "something is sent",
    { runs: [endHold(held)], isSandbox: true, accounts: [ana, lee] },
    /^\$\(sync~spin\) Sending · Sandbox$/,
    "unbook.stopSending",
  ],
];
for (const [what, facts, text, command, spoken = /./] of rows) {
  test(`when ${what}, the status bar says ${text === undefined ? "nothing" : "so"}`, () => {
    const status = describeStatus(facts);
    if (text === undefined) return assert.equal(status, undefined);
    assert.match(status?.text ?? "", text);
    assert.equal(status?.command, command);
    assert.match(status?.spoken ?? "", spoken);
  });
}
