import assert from "node:assert/strict";
import * as vscode from "vscode";
import { findDocumentProblems } from "../../src/editor/documentProblems.ts";
import type { ProblemContext } from "../../src/editor/documentProblems.ts";
import type { SessionFacts } from "../../src/editor/graphProblems.ts";
import { diagnosticOf } from "../../src/editor/problemDiagnostic.ts";
import { quickFixes } from "../../src/editor/requestQuickFixes.ts";
import { WorkSlices } from "../../src/editor/workSlices.ts";
import { editorTest } from "../host/editorTest.ts";
import type { EditorTestContext } from "../host/editorTest.ts";
import { assertMended, assertProblem, good, graph, nameOfRow, problemOf } from "./problemRows.ts";
import type { ProblemRow } from "./problemRows.ts";
import { openRequests } from "./requestEditor.ts";
import { maria, startSandboxSession } from "./sandboxSession.ts";

/** Has VS Code show and mend what would be wrong with request files if an account were signed in. */
function showProblemsTo(account: SessionFacts): vscode.Disposable {
  const context: ProblemContext = { active: account, sourcesFor: () => ({}) };
  const collection = vscode.languages.createDiagnosticCollection("account");
  const look = async (document: vscode.TextDocument): Promise<void> => {
    const problems = await findDocumentProblems(document, context, new WorkSlices(() => true));
    collection.set(
      document.uri,
      problems?.map((one) => diagnosticOf(document, one)),
    );
  };
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(async ({ document }) => look(document)),
    vscode.languages.registerCodeActionsProvider(
      { language: "http" },
      { provideCodeActions: (document, range, shown) => quickFixes(document, range, shown, context) },
    ),
  );
}

function problemTestsFor(
  who: string,
  rows: readonly ProblemRow[],
  account: (test: EditorTestContext) => Promise<SessionFacts>,
): void {
  for (const row of rows) {
    const name = `for ${who}, ${nameOfRow(row)}`;
    editorTest(name, async (test) => {
      const shown = showProblemsTo(await account(test));
      test.after(() => shown.dispose());
      const mended = await assertProblem(row);
      if (mended !== undefined) await assertMended(mended, name);
    });
  }
}

const bookingAddress = `${graph}/v1.0/solutions/bookingBusinesses/d%40contoso.com/appointments/1/cancel`;
const colleaguesAddress = `${graph}/v1.0/users/lee%40contoso.com/events/1/cancel`;

problemTestsFor(
  "a personal account",
  [
    {
      code: "accountNotHere",
      text: `# @account lee.park@contoso.com\n${good}`,
      said: /lee\.park@contoso\.com is not signed in here/,
      underlined: "lee.park@contoso.com",
    },
    {
      code: "accountNotHere",
      text: `# @account lee.park@contoso.com\nGET ${graph}/v1.0/me/calendars`,
      said: /lee\.park@contoso\.com is not signed in here/,
      underlined: "lee.park@contoso.com",
    },
    {
      code: "badAccount",
      text: `# @account Lee Park\n${good}`,
      said: /This is no account: write its address/,
      underlined: "Lee Park",
    },
    { code: "badAccount", text: `# @account\n${good}`, said: /Write whose account it is/, underlined: "# @account" },
    {
      code: "badAccount",
      text: `# @account ${maria}\n# @account ${maria}\n${good}`,
      said: /run as one account: delete the other/,
      underlined: `# @account ${maria}`,
    },
    {
      code: "workAccountOnly",
      text: `POST ${bookingAddress}`,
      said: /^Personal accounts have no Bookings: Graph would refuse this\.$/,
      underlined: bookingAddress,
    },
    {
      code: "workAccountOnly",
      text: `POST ${colleaguesAddress}`,
      said: /^Personal accounts cannot do this: Graph takes it from work and school accounts only\.$/,
      underlined: colleaguesAddress,
    },
  ],
  async (test) => {
    const { session } = await startSandboxSession(test, maria);
    await session.signIn();
    return session.active ?? assert.fail();
  },
);

editorTest(
  "who is named and not signed in can be signed in from there, which changes nothing of the text",
  async (test) => {
    const { session } = await startSandboxSession(test, maria);
    const shown = showProblemsTo(session.active ?? assert.fail());
    test.after(() => shown.dispose());
    const document = await openRequests(`# @account lee.park@contoso.com\n${good}`);
    const { range } = await problemOf(document, "accountNotHere");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const found = actions.find(({ title }) => title === "Sign In as lee.park@contoso.com…") ?? assert.fail();
    assert.equal(found.edit, undefined);
    assert.deepEqual([found.command?.command, found.command?.arguments], ["unbook.signInAs", ["lee.park@contoso.com"]]);
  },
);

editorTest("whom a request to somebody else names is nobody's business here", async (test) => {
  const { session } = await startSandboxSession(test, maria);
  const elsewhere = ["https://example.com/", "http://localhost:9/v1.0/me/events"];
  const text = elsewhere.map((url) => `# @account lee.park@contoso.com\nGET ${url}`).join("\n\n###\n");
  const document = await openRequests(text);
  const context: ProblemContext = { active: session.active, sourcesFor: () => ({}) };
  assert.deepEqual(await findDocumentProblems(document, context, new WorkSlices(() => true)), []);
});

const inAmerica = good.replace(graph, "https://graph.microsoft.us");

// Microsoft's own sign-in cannot be had here, and the sandbox answers for every cloud; so this account is data.
problemTestsFor(
  "an account of another cloud",
  [
    {
      code: "foreignHost",
      text: inAmerica,
      said: /^graph\.microsoft\.us is another cloud's Microsoft Graph: ana@contoso\.com is signed in at graph\.microsoft\.com\. Name an account of that cloud with # @account\.$/,
      underlined: "https://graph.microsoft.us/v1.0/me/events/AAMk1%3D/cancel",
      fix: ["Use Your Account's Microsoft Graph", good],
    },
  ],
  async () => ({
    account: { id: "ana.contoso", username: "ana@contoso.com", name: "Ana", tenantId: "contoso", isPersonal: false },
    cloudId: "global",
    graphOrigin: graph,
  }),
);
