import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { findSecrets } from "../../journey/driver/secrets.ts";

const rows: readonly [string, string, readonly string[]][] = [
  ["a code that was seen in the browser", "redirect with seen-code-0123456789 in it", ["seen-code-0123456789"]],
  ["a refresh token of the sandbox", '{"secret":"sandbox-refresh-abcdefghij0123456789"}', []],
  ["an access token", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzY3AiOiJDYWxlbmRhcnMifQ.c2lnbmF0dXJlLW9mLWl0", []],
];
for (const [name, text, seen] of rows) {
  test(`the search for secrets finds ${name}, however deep`, async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), "unbook-secrets-"));
    context.after(async () => rm(folder, { recursive: true }));
    await mkdir(path.join(folder, "logs/exthost1"), { recursive: true });
    await writeFile(path.join(folder, "logs/exthost1/Unbook.log"), `\u0000\u0001${text}\n`);
    await writeFile(path.join(folder, "settings.json"), "{}");
    const found = await findSecrets([folder], seen);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /Unbook\.log: /u);
  });
}
