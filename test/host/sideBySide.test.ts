import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";

import { getPriority, tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { runSideBySide, StepFailed, type Lanes, type Step } from "./sideBySide.ts";

/** A program that ends by itself. */
const program = (name: string, source: string): Step => ({ name, command: [process.execPath, ["-e", source]] });

/** A program that notes its name in the file, after so long, or as soon as another one's name stands there. */
function noting(name: string, after: number | string): Step {
  const when =
    typeof after === "number"
      ? `setTimeout(note, ${after})`
      : `setInterval(() => fs.existsSync(file) && fs.readFileSync(file, "utf8").includes("${after}") && note(), 20)`;
  return program(
    name,
    `const fs = require("node:fs"), file = process.env.NOTES;
    const note = () => { fs.appendFileSync(file, "${name} "); process.exit() };
    ${when};`,
  );
}

/** Runs the lanes; gives what was said, what the programs noted, and which one failed. */
async function outcomeOf(
  t: TestContext,
  lanes: Lanes,
): Promise<{ readonly said: readonly string[]; readonly notes: string; readonly failure: StepFailed | undefined }> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-lanes-"));
  t.after(async () => rm(folder, { recursive: true }));
  const notes = path.join(folder, "notes");
  const said: string[] = [];
  let failure: StepFailed | undefined;
  try {
    await runSideBySide(lanes, {
      folder,
      environment: { NOTES: notes },
      onStart: ({ name }, isBeside) => said.push(`${isBeside ? "beside " : ""}${name}`),
      onPassed: ({ name }) => said.push(`${name} passed`),
    });
  } catch (error) {
    assert.ok(error instanceof StepFailed, String(error));
    failure = error;
  }
  return { said, notes: await readFile(notes, "utf8").catch(() => ""), failure };
}

test("each lane goes one step after the other, and both lanes at the same time", async (t) => {
  const { said, notes, failure } = await outcomeOf(t, {
    front: [noting("a", 0), noting("b", "c")],
    beside: [noting("c", "a"), noting("d", 0)],
  });
  assert.equal(failure, undefined);
  assert.match(notes, /^a c (?:b d|d b) $/u);
  assert.deepEqual(said.slice(0, 4), ["a", "beside c", "a passed", "b"]);
  assert.deepEqual(said.slice(4).toSorted(), ["b passed", "beside d", "c passed", "d passed"]);
});

/** A program that goes on until it is stopped, which it takes for a good end. */
const lasting = program(
  "lasting",
  `const note = (text) => require("node:fs").appendFileSync(process.env.NOTES, text + " ");
  process.on("SIGTERM", () => { note("stopped"); process.exit(0) });
  setInterval(() => {}, 1000);
  note("ready");`,
);

/** A program that fails as soon as the lasting one is there. */
const broken = program(
  "broken",
  `console.log("first line");
  console.error("the reason");
  const fs = require("node:fs");
  setInterval(() => fs.existsSync(process.env.NOTES) && process.exit(3), 20);`,
);

test("what fails beside is told with its output, and stops what is in front", async (t) => {
  const { said, notes, failure } = await outcomeOf(t, { front: [lasting, noting("next", 0)], beside: [broken] });
  assert.equal(failure?.step, broken);
  assert.match(failure.unseenOutput, /first line/u);
  assert.match(failure.unseenOutput, /the reason/u);
  assert.equal(notes, "ready stopped ");
  assert.deepEqual(said, ["lasting", "beside broken"]);
});

test("what fails in front stops what is beside, whose output nobody needs", async (t) => {
  const { said, notes, failure } = await outcomeOf(t, { front: [broken], beside: [lasting, noting("next", 0)] });
  assert.equal(failure?.step, broken);
  assert.equal(failure.unseenOutput, "");
  assert.equal(notes, "ready stopped ");
  assert.deepEqual(said, ["broken", "beside lasting"]);
});

test("a program that is not there has failed", async (t) => {
  const { failure } = await outcomeOf(t, { front: [{ name: "absent", command: ["/no/such/program", []] }] });
  assert.equal(failure?.step.name, "absent");
});

test("what is beside leaves the processor to what is in front", async (t) => {
  const tellPriority = (name: string): Step =>
    program(
      name,
      `require("node:fs").appendFileSync(process.env.NOTES, "${name} " + require("node:os").getPriority() + " ")`,
    );
  const { notes } = await outcomeOf(t, { front: [tellPriority("front")] });
  assert.equal(notes, `front ${getPriority()} `);
  const besides = await outcomeOf(t, { front: [], beside: [tellPriority("beside")] });
  assert.ok(Number(/beside (\d+)/u.exec(besides.notes)?.[1]) > getPriority(), besides.notes);
});
