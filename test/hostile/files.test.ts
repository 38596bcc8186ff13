/** Files that a workspace has beside its request files: links, sockets and folders with their names lead out of it nowhere. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { mostBytes, readBesideFile } from "../../src/editor/besideFile.ts";

interface Place {
  readonly root: string;
  readonly secret: string;
  readonly file: string;
}

function place(context: TestContext): Place {
  const folder = mkdtempSync(path.join(tmpdir(), "beside-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const root = path.join(folder, "workspace");
  mkdirSync(path.join(root, "requests"), { recursive: true });
  mkdirSync(path.join(folder, "workspace-of-mine"));
  const secret = path.join(folder, "workspace-of-mine", "secret.json");
  writeFileSync(secret, '{"$shared":{"secret":"mine"}}');
  return { root, secret, file: path.join(root, "requests", "http-client.env.json") };
}

test("a file is read, also through a link within the workspace", async (context) => {
  const { root, file } = place(context);
  writeFileSync(path.join(root, "shared.json"), "{}");
  symlinkSync("../shared.json", file);
  assert.deepEqual(await readBesideFile(file, root), { kind: "text", text: "{}" });
  rmSync(file);
  writeFileSync(file, "{ }");
  assert.deepEqual(await readBesideFile(file, root), { kind: "text", text: "{ }" });
});

for (const [name, link] of [
  ["by its whole path", ({ secret }: Place) => secret],
  ["by the way out", () => "../../workspace-of-mine/secret.json"],
  ["to a folder whose name begins alike", ({ root }: Place) => `${root}-of-mine/secret.json`],
] as const) {
  test(`a link out of the workspace is not followed, ${name}`, async (context) => {
    const at = place(context);
    symlinkSync(link(at), at.file);
    assert.deepEqual(await readBesideFile(at.file, at.root), { kind: "unread", reason: "elsewhere" });
  });
}

test("a link to a link out of the workspace is not followed", async (context) => {
  const { root, secret, file } = place(context);
  symlinkSync(secret, path.join(root, "inner.json"));
  symlinkSync("../inner.json", file);
  assert.deepEqual(await readBesideFile(file, root), { kind: "unread", reason: "elsewhere" });
});

test("a link that leads back to itself, or nowhere, fails and does not wait", async (context) => {
  const { root, file } = place(context);
  symlinkSync(path.basename(file), file);
  await assert.rejects(readBesideFile(file, root), /ELOOP/u);
  rmSync(file);
  symlinkSync("nowhere.json", file);
  await assert.rejects(readBesideFile(file, root), /ENOENT/u);
});

test("a folder and a socket are no files, and a huge one is not read", async (context) => {
  const { root, file } = place(context);
  mkdirSync(file);
  assert.deepEqual(await readBesideFile(file, root), { kind: "absent" });
  rmSync(file, { recursive: true });
  writeFileSync(file, "x".repeat(mostBytes + 1));
  assert.deepEqual(await readBesideFile(file, root), { kind: "unread", reason: "tooLarge" });
  rmSync(file);
  if (process.platform === "win32") return;
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(file, resolve));
  context.after(() => server.close());
  assert.deepEqual(await readBesideFile(file, root), { kind: "absent" });
});
