/** Holds every tracked text to wording.ts, and proves that the check sees each unwanted wording. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { listProjectFiles, projectRoot } from "./projectFiles.ts";
import { lockProblems, wordingProblems } from "./wording.ts";

const lockFile = "package-lock.json";

test("the project speaks of itself alone, and nothing in it is left for later", () => {
  const files = listProjectFiles().filter((file) => file !== lockFile && !file.endsWith(".png"));
  assert.ok(files.length > 50, "the files were found");
  const problems = files.flatMap((file) => wordingProblems(file, readFileSync(path.join(projectRoot, file), "utf8")));
  assert.deepEqual(problems, []);
});

test("every package comes from npm's own registry", () => {
  assert.deepEqual(lockProblems(readFileSync(path.join(projectRoot, lockFile), "utf8")), []);
  assert.deepEqual(lockProblems('"resolved": "https://registry.npmjs.org/a.tgz",\n"resolved": "http://local/b.tgz"'), [
    "package-lock.json takes a package from http://local/b.tgz",
  ]);
});

/** Where a wording stands for `_`, so that this file does not say it either. */
function spell(...parts: readonly string[]): string {
  return parts.join("");
}

test("unwanted wording is found", () => {
  const rows = [
    spell("see /wo", "rk/main"),
    spell("cd /ro", "ot"),
    spell("'/t", "mp/x'"),
    spell("/ho", "me/ana/x"),
    spell("C:\\Us", "ers\\ana"),
    spell("https://jf", "rog.example.com"),
    spell("as iss", "ue 2 says"),
    spell("Iss", "ue #12"),
    spell("an A", "I wrote it"),
    spell("a language mo", "del"),
    spell("a sub", "agent"),
    spell("see sha", "red/facts"),
    spell("DES", "IGN.md"),
    spell("// TO", "DO: later"),
    spell("FIX", "ME"),
    spell("test.on", "ly('x')"),
    spell("describe.sk", "ip('x')"),
    spell("<<<<", "<<< HEAD"),
  ];
  for (const text of rows) {
    assert.equal(wordingProblems("a.ts", `first\n${text}\n`).length, 1, text);
    assert.match(wordingProblems("a.ts", `first\n${text}\n`)[0] ?? "", /^a\.ts:2 has /u);
  }
});

test("the project's own words are left alone", () => {
  const rows = [
    "userAgent, a prompt, a session, an issue of ours, microsoft/vscode#72442, issue 72442",
    "https://graph.microsoft.com/v1.0/work/x, ./work/x, ~/tmp/x, ${root}/tmp/x, at work/home",
    "signed.only(x), list.skip(3), todo list, ======== heading",
  ];
  for (const text of rows) assert.deepEqual(wordingProblems("a.ts", text), [], text);
});
