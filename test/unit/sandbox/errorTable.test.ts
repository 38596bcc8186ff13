/** Each error of the table is answered as the table says, with the ids that make it findable. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ErrorRow, errorRows } from "./errorRows.ts";
import { type Answer, type Body, type SandboxUnderTest, path, sandboxUnderTest } from "./sandboxUnderTest.ts";

for (const row of errorRows) {
  test(`${row.what}: ${row.status} ${row.code}`, async () => {
    await using sandbox = await sandboxUnderTest({
      ...row.options,
      ...(row.guesses === undefined ? {} : { guesses: row.guesses }),
    });
    const answer = await answerOf(sandbox, row);
    assert.equal(answer.status, row.status, answer.text);
    const { code, message, innerError, innererror } = answer.body["error"] as Body;
    assert.equal(code, row.code);
    if (typeof row.message === "string") assert.equal(message, row.message);
    else assert.match(String(message), row.message);
    const ids = (innerError ?? innererror) as Body;
    assert.equal(ids["request-id"], answer.headers.get("request-id"));
    assert.equal(ids["client-request-id"], answer.headers.get("client-request-id"));
    assert.match(String(ids["date"]), /^2026-03-18T\d\d:\d\d:\d\d$/u);
    for (const [name, form] of Object.entries(row.headers ?? {})) assert.match(answer.headers.get(name) ?? "", form);
  });
}

async function answerOf(sandbox: SandboxUnderTest, row: ErrorRow): Promise<Answer> {
  if (row.got !== undefined) return row.got(sandbox);
  const client = await sandbox.as(row.as ?? "ana", row.scopes);
  if (row.fault !== undefined) await sandbox.setFaults([{ match: { path: "/v1.0" }, times: 1, action: row.fault }]);
  const { headers, ...asking } = row.asking ?? {};
  return client.ask(row.ask ?? "/me", { ...asking, headers: { "client-request-id": "my-own-id", ...headers } });
}

test("what a request depends on has failed: 424 inside a batch", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const requests = [
    { id: "1", method: "GET", url: path`/me/events/${"AAMkADKnAAA="}` },
    { id: "2", method: "GET", url: "/me", dependsOn: ["1"] },
  ];
  const answer = await ana.ask("/$batch", { method: "POST", body: { requests } });
  assert.equal(answer.status, 200, answer.text);
  const responses = answer.body["responses"] as readonly { id: string; status: number; body: { error: Body } }[];
  const second = responses.find(({ id }) => id === "2");
  assert.deepEqual([second?.status, second?.body.error["code"]], [424, "FailedDependency"]);
});
