/** Whose answers are kept, and which not, with the sandbox's Graph. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { askGraph } from "../../../src/editor/askGraph.ts";
import { readGraphRequest } from "../../../src/editor/graphRequest.ts";
import { RequestAnswers } from "../../../src/editor/requestAnswers.ts";
import type { ActiveSession } from "../../../src/editor/accountSession.ts";
import type { AnyAnswer } from "../../../src/graph/graphContract.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { readResponseReference } from "../../../src/requestFile/responseReference.ts";
import { ana, startWorld } from "../graph/sandboxWorld.ts";
import { sandbox } from "./graphRequestTexts.ts";

const path = "/v1.0/me/calendars";
const documentUri = "file:///a.http";

/** Runs a text's request. @param isThere who is signed in by the time that the answer comes. */
async function run(
  context: TestContext,
  text: string,
  isThere: (active: ActiveSession) => ActiveSession | undefined = (active) => active,
): Promise<{ readonly answer: AnyAnswer | undefined; readonly isKept: boolean; readonly logLines: readonly string[] }> {
  const { graph, logLines } = await startWorld(context, ana);
  const active: ActiveSession = { ...sandbox, realm: "sandbox", graph, bookings: "allowed", granted: [] };
  const file = parseRequestFile(text);
  const [request] = file.requests;
  const reference = readResponseReference("list.response.body.*");
  assert.ok(request !== undefined && reference !== undefined);
  const answers = new RequestAnswers();
  const session = { active: isThere(active) };
  const answer = await askGraph(readGraphRequest(file, request), path, { active, session, answers, documentUri });
  return { answer, isKept: answers.valueOf(documentUri, reference).kind === "value", logLines };
}

test("the answer to a request with a name is kept", async (context) => {
  const { answer, isKept } = await run(context, `# @name list\nGET ${path}`);
  assert.equal(answer?.status, 200);
  assert.ok(isKept);
});

test("with # @no-log nothing is kept, and the log has no address", async (context) => {
  const { answer, isKept, logLines } = await run(context, `# @name list\n# @no-log\nGET ${path}`);
  assert.equal(answer?.status, 200);
  assert.ok(!isKept);
  assert.doesNotMatch(logLines.join("\n"), /calendars/);
});

for (const [who, isThere] of [
  ["somebody else", (active: ActiveSession) => ({ ...active, account: { ...active.account, id: "bob" } })],
  ["nobody", () => undefined],
] as const) {
  test(`an answer that comes when ${who} is signed in is neither given nor kept`, async (context) => {
    const { answer, isKept } = await run(context, `# @name list\nGET ${path}`, isThere);
    assert.equal(answer, undefined);
    assert.ok(!isKept);
  });
}

test("another session of the same account still gets it", async (context) => {
  const { answer } = await run(context, `# @name list\nGET ${path}`, (active) => ({ ...active }));
  assert.equal(answer?.status, 200);
});
