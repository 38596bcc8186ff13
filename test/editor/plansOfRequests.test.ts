/** The requests of a file as one plan, and plans kept apart from requests. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventTarget } from "../../src/cancellation/route.ts";
import { findClicked } from "../../src/editor/clickedRequest.ts";
import { commandIds } from "../../src/editor/commandIds.ts";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { chosenRequests } from "../../src/editor/planRequests.ts";
import { RequestAnswers } from "../../src/editor/requestAnswers.ts";
import { requestFilesOf } from "../../src/editor/requestDocument.ts";
import { RequestEnvironments } from "../../src/editor/requestEnvironments.ts";
import { RequestReader } from "../../src/editor/requestReader.ts";
import { RequestVariables } from "../../src/editor/requestVariables.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { setPlanStage, withNoticesClosed } from "./planStage.ts";
import { lensesOf, openRequests } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com/v1.0";

function cancelling(id: string, above = "", body = '{ "Comment": "Sorry." }'): string {
  return `### ${id}\n${above}POST ${graph}/me/events/${id}/cancel\nContent-Type: application/json\n\n${body}\n`;
}

const listing = `### List\nGET ${graph}/me/events\n`;

editorTest(
  "of a file's requests those are planned together that can be, and of the others it is told why",
  async () => {
    const document = await openRequests(
      [
        listing,
        cancelling("A"),
        cancelling("B", "", "{}"),
        cancelling("C", "# @disabled\n"),
        cancelling("{{unknown}}"),
        cancelling("D", "# @prompt reason\n", '{ "Comment": "{{reason}}" }'),
        cancelling("E", "# @no-log\n"),
        cancelling("A"),
        `### Delete\nDELETE ${graph}/me/events/F\n`,
      ].join("\n"),
    );
    const requests = requestFilesOf(document).flatMap((file) =>
      file.requests.map((request) => readGraphRequest(file, request)),
    );
    const nobody = { accountId: undefined, active: undefined };
    const { aims, leftOut } = chosenRequests(
      requests,
      () => nobody,
      ({ request }) => requests.findIndex((one) => one.request === request),
    );
    assert.deepEqual(
      aims.map(({ target, name, message }) => [target.itemPath, name, message]),
      [
        ["/me/events/A", "A", "Sorry."],
        ["/me/events/B", "B", undefined],
      ],
    );
    assert.deepEqual(
      leftOut.map(({ line, reason }) => [
        line,
        /disabled|switched off|“unknown”|asks for|no-log|earlier/iu.exec(reason)?.[0],
      ]),
      [
        [3, "disabled"],
        [4, "“unknown”"],
        [5, "asks for"],
        [6, "no-log"],
        [7, "earlier"],
      ],
    );
  },
);

editorTest("a file with several cancel requests has a lens that plans them, above its first request", async () => {
  const lensTitles = async (text: string): Promise<readonly (string | undefined)[]> => {
    const lenses = await lensesOf(await openRequests(text));
    return lenses.flatMap(({ command, range }) =>
      command?.command === commandIds.planRequests ? [`${range.start.line} ${command.title}`] : [],
    );
  };
  assert.deepEqual(await lensTitles([listing, cancelling("A"), cancelling("B")].join("\n")), [
    "1 Plan This File's Cancellations…",
  ]);
  assert.deepEqual(await lensTitles([listing, cancelling("A")].join("\n")), []);
  assert.deepEqual(await lensTitles([cancelling("A"), cancelling("B", "# @disabled\n")].join("\n")), []);
});

editorTest("a request of a plan is not run by the commands for requests", async (context) => {
  const { write } = await setPlanStage(context);
  const memory = { get: () => undefined, update: async () => undefined, keys: () => [] } as vscode.Memento;
  const environments = new RequestEnvironments(memory);
  context.after(() => {
    environments.dispose();
  });
  const reader = new RequestReader(new RequestVariables(environments, new RequestAnswers()));
  const clickInto = async (text: string): Promise<boolean> => {
    const document = await openRequests(text);
    const editor = vscode.window.activeTextEditor ?? assert.fail();
    const place = document.positionAt(document.getText().indexOf("POST"));
    editor.selection = new vscode.Selection(place, place);
    return (await withNoticesClosed(findClicked(reader, []))) !== undefined;
  };
  const text = await write([eventTarget(sampleIds.designReview)]);
  assert.equal(await clickInto(text), false);
  assert.equal(await clickInto(text.replace(/^# @unbook-plan.*$/mu, "")), true, "the same without being a plan");
});
