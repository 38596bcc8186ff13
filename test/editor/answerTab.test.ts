/** Where answers are shown: one tab for each request, which does not tell what was typed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { graph } from "../unit/editor/graphRequestTexts.ts";

import { answerTab } from "../../src/editor/answerTab.ts";

function tabOf(text: string, path: string): ReturnType<typeof answerTab> {
  const [request] = parseRequestFile(text).requests;
  assert.ok(request !== undefined);
  return answerTab(request, { documentUri: "file:///a.http", path, hash: "hash" });
}

test("a request whose address is another one each time answers into the same tab", () => {
  for (const head of ["", "# @name one\n", "### One\n"]) {
    const text = `${head}GET ${graph}/v1.0/me/events?t={{$timestamp}}`;
    assert.deepEqual(tabOf(text, "/v1.0/me/events?t=1"), tabOf(text, "/v1.0/me/events?t=2"));
  }
});

test("nothing tells what was typed for it", () => {
  const tab = tabOf(`# @prompt password\nGET ${graph}/v1.0/me/events?p={{password}}`, "/v1.0/me/events?p=s3cret");
  assert.doesNotMatch(Object.values(tab).join(" "), /s3cret/);
  assert.equal(tab.request, `GET ${graph}/v1.0/me/events?p={{password}}`);
});

test("a request without variables is shown as it was sent", () => {
  assert.deepEqual(tabOf(`### Mine\nGET ${graph}/me`, "/v1.0/me"), {
    name: "Mine.json",
    key: "file:///a.http hash",
    request: "GET /v1.0/me",
  });
});
