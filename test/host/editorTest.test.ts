import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { editorTest, runDeclaredTests } from "./editorTest.ts";
import { parseEditorTestReport, reportFileVariable } from "./editorTestReport.ts";

test("tests in the extension host pass, fail and hang, and the report says so", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-report-"));
  const reportFile = path.join(folder, "report.jsonl");
  process.env[reportFileVariable] = reportFile;
  t.after(async () => {
    delete process.env[reportFileVariable];
    await rm(folder, { recursive: true });
  });
  const order: string[] = [];
  editorTest("passes", (context) => {
    context.after(() => order.push("first asked for"));
    context.after(() => order.push("last asked for"));
  });
  editorTest("fails", async (context) => {
    context.after(() => order.push("after a failure"));
    await Promise.reject(new Error("as it must"));
  });
  editorTest("hangs", () => new Promise(() => undefined), { timeoutMs: 20 });
  editorTest("fails afterwards", (context) => {
    context.after(() => {
      throw new Error("cleaning up");
    });
  });

  await assert.rejects(runDeclaredTests(), /^Error: 3 of 4 tests failed$/);
  assert.deepEqual(order, ["last asked for", "first asked for", "after a failure"]);
  const records = parseEditorTestReport(await readFile(reportFile, "utf8"));
  const outcomes = records.map((record) =>
    record.kind === "test" ? `${record.name}: ${record.failure?.split("\n")[0] ?? "passed"}` : record,
  );
  assert.deepEqual(outcomes, [
    "passes: passed",
    "fails: Error: as it must",
    "hangs: Error: Not over after 20 ms",
    "fails afterwards: Error: cleaning up",
    { kind: "end", passed: 1, failed: 3 },
  ]);
});

test("a line of the report that is still being written is left out", () => {
  const line = JSON.stringify({ kind: "end", passed: 0, failed: 0 });
  assert.equal(parseEditorTestReport(`${line}\n${line.slice(0, 9)}`).length, 1);
});
