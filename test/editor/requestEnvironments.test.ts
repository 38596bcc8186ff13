/** What is read beside a request file, and what is left alone, in a trusted workspace. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { Uri } from "vscode";
import type { Memento, TextDocument } from "vscode";
import { RequestEnvironments } from "../../src/editor/requestEnvironments.ts";

/** Part of every system but Windows. */
const pipeMaker = "mkfifo";
const asking = "GET https://h/{{$dotenv KEY}}";

/** A folder with files, and the environments beside a request file in it. */
async function start(
  context: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly folder: string; readonly environments: RequestEnvironments }> {
  const folder = await mkdtemp(join(tmpdir(), "unbook-environments-"));
  const memory: Memento = { keys: () => [], get: () => undefined, update: async () => undefined };
  const environments = new RequestEnvironments(memory);
  context.after(async () => {
    environments.dispose();
    await rm(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { folder, environments };
}

function documentOf(folder: string, text: string): TextDocument {
  const uri = Uri.file(join(folder, "a.http"));
  return { uri, version: 1, languageId: "http", getText: () => text } as Partial<TextDocument> as TextDocument;
}

test("a .env file is read where the document or an environment takes a value from it", async (context) => {
  const { folder, environments } = await start(context, { ".env": "KEY=1" });
  const plain = documentOf(folder, "GET https://h/");
  await environments.prepare(plain);
  assert.equal(environments.dotenvOf(plain), undefined);
  const document = documentOf(folder, asking);
  await environments.prepare(document);
  assert.equal(environments.dotenvOf(document)?.get("KEY"), "1");
  const other = await start(context, {
    ".env": "KEY=2",
    "http-client.env.json": '{ "$shared": { "key": "{{$dotenv KEY}}" } }',
  });
  const beside = documentOf(other.folder, "GET https://h/{{key}}");
  await other.environments.prepare(beside);
  assert.equal(other.environments.dotenvOf(beside)?.get("KEY"), "2");
});

test("what is far too large is not read", async (context) => {
  const { folder, environments } = await start(context, {
    ".env": `KEY=${"1".repeat(1024 * 1024)}`,
    "http-client.env.json": `{ "dev": { "key": "${"1".repeat(1024 * 1024)}" } }`,
  });
  const document = documentOf(folder, asking);
  await environments.prepare(document);
  assert.equal(environments.dotenvOf(document), undefined);
  assert.equal(environments.of(document).byName.size, 0);
});

test("pipes of these names hold nothing up", async (context) => {
  if (process.platform === "win32") return;
  const { folder, environments } = await start(context, {});
  for (const name of [".env", "http-client.env.json"]) execFileSync(pipeMaker, [join(folder, name)]);
  const document = documentOf(folder, asking);
  await environments.prepare(document);
  assert.equal(environments.dotenvOf(document), undefined);
});
