import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandFailed, onEachLine, runProgram, startProgram, stopProgram } from "./childProcesses.ts";

const node = process.execPath;

test("stopping a program stops what it has started", async () => {
  const parent = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    process.stdout.write(child.pid + "\\n");
    setInterval(() => {}, 1000);`;
  const program = startProgram(node, ["-e", parent]);
  assert.ok(program.stdout !== null);
  const [firstOutput] = (await once(program.stdout, "data")) as [Buffer];
  const grandchild = Number(firstOutput.toString());
  assert.ok(isAlive(grandchild));
  await stopProgram(program);
  for (let attempt = 0; attempt < 50 && isAlive(grandchild); attempt++) await sleep(20);
  assert.equal(isAlive(grandchild), false);
});

test("stopping a program that has ended does nothing", async () => {
  const program = startProgram(node, ["-e", ""]);
  await once(program, "exit");
  await stopProgram(program);
});

test("a program that fails tells its last lines", async () => {
  const failing = runProgram(node, ["-e", "console.error('no such thing'); process.exit(3)"]);
  await assert.rejects(failing, (error) => {
    assert.ok(error instanceof CommandFailed);
    assert.match(error.message, /ended with code 3$/);
    assert.equal(error.lastLines, "no such thing");
    return true;
  });
});

test("a program that is not there is a failed command", async () => {
  await assert.rejects(runProgram("/no/such/program", []), {
    name: "CommandFailed",
    message: /could not be started$/,
  });
});

test("lines are whole, however the text arrives", async () => {
  const assertLines = async (chunks: readonly string[], expected: readonly string[]): Promise<void> => {
    const lines: string[] = [];
    const stream = Readable.from(chunks);
    onEachLine(stream, (line) => lines.push(line));
    await once(stream, "end");
    assert.deepEqual(lines, expected);
  };
  await assertLines(["a\nb\n"], ["a", "b"]);
  await assertLines(["a", "b\nc", "d\n"], ["ab", "cd"]);
  await assertLines(["a\r\nb"], ["a", "b"]);
  await assertLines(["\n\n"], ["", ""]);
  await assertLines([], []);
});

/** Not alive also when it has ended and nobody has asked how: some containers never ask. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  return !isZombie(processId);
}

function isZombie(processId: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${processId}/stat`, "utf8"));
  } catch {
    return false;
  }
}
