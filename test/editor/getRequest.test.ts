/** Which GET requests of a file are run, and why the others are not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readGraphRequest } from "../../src/editor/graphRequest.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { graph } from "../unit/editor/graphRequestTexts.ts";

import { readGetRequest } from "../../src/editor/getRequest.ts";

function reasonFor(header: string): string | undefined {
  const file = parseRequestFile(`GET ${graph}/v1.0/me/events\n${header}`);
  const [request] = file.requests;
  assert.ok(request !== undefined);
  const read = readGetRequest(readGraphRequest(file, request), undefined);
  return (read ?? assert.fail("goes to Graph")).reason;
}

for (const header of ['Prefer: outlook.timezone="{{zone}}"', "consistencylevel: {{zone}}", "{{zone}}: x"]) {
  test(`nothing is sent with “${header}” as it stands`, () => assert.match(reasonFor(header) ?? "", /“zone”/));
}

for (const header of ["Authorization: Bearer {{token}}", "X-Mine: {{token}}", "Prefer: x"]) {
  test(`“${header}” keeps nobody from running it`, () => assert.equal(reasonFor(header), undefined));
}
