/**
 * Tests that run inside VS Code's extension host, one after the other, because they share one window. `node:test` cannot
 * serve there: it tells only its own process's standard output how its tests went, and believes that they are over when
 * that process ends. So this does the little that is needed; assertions are those of `node:assert/strict`.
 */
import { appendFileSync } from "node:fs";
import { inspect } from "node:util";
import { reportFileVariable, type EditorTestRecord } from "./editorTestReport.ts";

/** What a test may ask of its run. */
export interface EditorTestContext {
  /** Has something done when the test is over, passed or failed; the last that was asked for comes first. */
  after(cleanUp: () => unknown): void;
}

/** How a test is run. */
export interface EditorTestOptions {
  /** In milliseconds; a test that takes longer has failed. Default 20 000. */
  readonly timeoutMs?: number;
}

interface EditorTest extends Required<EditorTestOptions> {
  readonly name: string;
  readonly body: (context: EditorTestContext) => unknown;
}

const tests: EditorTest[] = [];

/** Declares a test. It fails if `body` throws or rejects. */
export function editorTest(name: string, body: EditorTest["body"], options: EditorTestOptions = {}): void {
  tests.push({ name, body, timeoutMs: options.timeoutMs ?? 20_000 });
}

/** Runs what has been declared. VS Code calls this through the entry that the runner builds; it rejects if one failed. */
export async function runDeclaredTests(): Promise<void> {
  const reportFile = process.env[reportFileVariable];
  const report = (record: EditorTestRecord): void => {
    if (reportFile !== undefined) appendFileSync(reportFile, `${JSON.stringify(record)}\n`);
  };
  let failed = 0;
  for (const test of tests) {
    const startedAt = performance.now();
    const failure = await runOne(test);
    if (failure !== undefined) failed++;
    const durationMs = Math.round(performance.now() - startedAt);
    report({ kind: "test", name: test.name, durationMs, ...(failure === undefined ? {} : { failure }) });
  }
  report({ kind: "end", passed: tests.length - failed, failed });
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

/** The failure as a person should read it, or undefined. */
async function runOne(test: EditorTest): Promise<string | undefined> {
  const cleanUps: (() => unknown)[] = [];
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    overdue.reject(new Error(`Not over after ${test.timeoutMs} ms`));
  }, test.timeoutMs);
  const failures: unknown[] = [];
  try {
    await Promise.race([
      (async () => await test.body({ after: (cleanUp) => cleanUps.push(cleanUp) }))(),
      overdue.promise,
    ]);
  } catch (error) {
    failures.push(error);
  } finally {
    clearTimeout(timer);
  }
  for (const cleanUp of cleanUps.reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures.length === 0 ? undefined : failures.map((error) => inspect(error)).join("\n");
}
