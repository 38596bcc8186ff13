/** The sandbox as a program: from its source, as the bundle that ships, and through a symbolic link. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import type { SandboxAddresses } from "../../../src/sandbox/sandboxContract.ts";
import { readSandboxCommand } from "../../../src/sandbox/sandboxProgram.ts";
import { startSandbox } from "../../../src/sandbox/startSandbox.ts";

const source = path.join(import.meta.dirname, "../../../src/sandbox/main.ts");
let folder: string;
let bundle: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbook-sandbox-"));
  bundle = path.join(folder, "sandbox.cjs");
  const built = await build({
    entryPoints: [source],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "silent",
  });
  assert.deepEqual([...built.warnings, ...built.errors], []);
});
after(() => rm(folder, { recursive: true }));

async function assertRuns(file: string): Promise<void> {
  const child = spawn(process.execPath, [file, "--port", "0", "--now", "2026-03-18T09:10:00Z"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    // Nothing comes if the program ends without having printed anything.
    const [line = "nothing"] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as [string?];
    assert.match(line, /^\{/u);
    const addresses = JSON.parse(line) as SandboxAddresses;
    assert.match(addresses.graphOrigin, /^http:\/\/127\.0\.0\.1:\d+$/u);
    assert.deepEqual(await (await fetch(addresses.outboxUrl)).json(), []);
    child.kill("SIGINT");
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    assert.deepEqual([code, signal], [0, null]);
    await assert.rejects(fetch(addresses.outboxUrl), TypeError);
  } finally {
    child.kill("SIGKILL");
  }
}

test("runs from its source", () => assertRuns(source));

test("runs as a bundle", () => assertRuns(bundle));

test("runs through a symbolic link", async () => {
  const link = path.join(folder, "unbook-sandbox");
  await symlink(bundle, link);
  await assertRuns(link);
});

test("starts nothing when it is loaded, and can be started then", async () => {
  const script = `
    const { startSandbox, ...others } = require(${JSON.stringify(bundle)});
    console.log(typeof startSandbox, Object.keys(others).length);
    startSandbox().then((sandbox) => sandbox.dispose()).then(() => console.log("disposed"));`;
  const child = spawn(process.execPath, ["--eval", script], { stdio: ["ignore", "pipe", "inherit"], timeout: 20_000 });
  const output: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
  await once(child, "close");
  assert.equal(output.join(""), "function 0\ndisposed\n");
});

test("says so when the port is taken", async () => {
  const sandbox = await startSandbox();
  const { port } = new URL(sandbox.addresses.graphOrigin);
  const child = spawn(process.execPath, [bundle, "--port", port], { stdio: ["ignore", "ignore", "pipe"] });
  const errors: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const [code] = (await once(child, "close")) as [number];
  await sandbox.dispose();
  assert.equal(code, 1);
  assert.match(errors.join(""), /^The sandbox cannot start: .*EADDRINUSE.*\n$/u);
});

const wrongLines: readonly (readonly [argv: readonly string[], problem: RegExp])[] = [
  [["--port", "70000"], /--port/u],
  [["--port", "http"], /--port/u],
  [["--latency", "-1"], /latency/u],
  [["--latency", "1.5"], /--latency/u],
  [["--now", "tomorrow"], /--now/u],
  [["--events", "many"], /--events/u],
  [["--appointments", "-1"], /appointments/u],
  [["--businesses", "1e3"], /--businesses/u],
  [["--verbose"], /--verbose/u],
  [["extra"], /extra/u],
];

for (const [argv, problem] of wrongLines) {
  test(`refuses ${argv.join(" ")}`, () => {
    const command = readSandboxCommand(argv);
    assert.equal(command.kind, "wrong");
    assert.match(command.kind === "wrong" ? command.problem : "", problem);
  });
}

test("reads its command line", () => {
  const argv = ["--port", "4000", "--now", "2026-03-18T09:10:00Z", "--latency", "20", "--time-zone", "Europe/Rome"];
  assert.deepEqual(readSandboxCommand(argv), {
    kind: "start",
    options: { port: 4000, nowUtc: Date.parse("2026-03-18T09:10:00Z"), latencyMs: 20, timeZone: "Europe/Rome" },
  });
  assert.deepEqual(readSandboxCommand(["--events", "10000", "--appointments", "2000", "--businesses", "0"]), {
    kind: "start",
    options: { port: 0, latencyMs: 0, load: { events: 10_000, appointments: 2000 } },
  });
  assert.deepEqual(readSandboxCommand(["--help"]), { kind: "help" });
});
