/**
 * Runs what "Copy As" writes with the tools of its languages, as far as the machine has them: with stand-ins where the
 * requests would leave (test/fixtures/copyAs), and Microsoft's own JavaScript client as it is.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { copyAs } from "../../../src/cancellation/copyAs/copyAs.ts";
import type { CopyRequest } from "../../../src/cancellation/copyAs/copyRequest.ts";
import { cancelUrl } from "../../../src/cancellation/route.ts";
import { hostileMessages, hostileRequests } from "./hostileMessages.ts";

const graphOrigin = "https://graph.microsoft.com";
const projectRoot = path.join(import.meta.dirname, "../../..");
const fixtures = path.join(projectRoot, "test/fixtures/copyAs");
const immutableIds = 'IdType="ImmutableId"';

assert.ok(hostileMessages.length > 30);

function has(tool: string, ...args: readonly string[]): boolean {
  return spawnSync(tool, args).status === 0;
}

function skipWithout(tool: string, ...args: readonly string[]): { readonly skip: string | false } {
  return { skip: has(tool, ...args) ? false : `there is no ${tool} on this machine` };
}

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "copied-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function bodyOf({ target, message }: CopyRequest): object {
  return target.kind === "booking" ? { cancellationMessage: message } : { Comment: message };
}

/**
 * What a copied bash program hands to curl and m365: a list of words for each call. The shell is a restricted one that
 * finds no programs: should a message get out of its quotes, there is nothing that it could start or write.
 */
function runInBash(context: TestContext, program: string, environment: Readonly<Record<string, string>>): string[][] {
  const folder = temporaryFolder(context);
  const bash = spawnSync("bash", ["-c", "echo $BASH"], { encoding: "utf8" }).stdout.trim();
  const { stdout } = spawnSync(bash, ["--noprofile", "--norc", "--restricted", "-s"], {
    input: readFileSync(path.join(fixtures, "recordCalls.sh"), "utf8") + program,
    cwd: folder,
    encoding: "utf8",
    env: { PATH: folder, HOME: folder, LC_ALL: "C.UTF-8", ...environment },
  });
  const words = stdout.split("\0").slice(0, -1);
  const calls: string[][] = [];
  for (let at = 0; at < words.length; at += Number(words[at + 1]) + 2) {
    calls.push([words[at] ?? "", ...words.slice(at + 2, at + 2 + Number(words[at + 1]))]);
  }
  return calls;
}

// A bash on Windows is another machine's: it does not see the stand-ins.
const inBash =
  process.platform === "win32" ? { skip: "there is no bash of its own here" } : skipWithout("bash", "--version");

test("bash hands curl exactly the request, whatever the message", inBash, (context) => {
  const program = copyAs("curlBash", hostileRequests, { graphOrigin });
  const calls = runInBash(context, program, { GRAPH_TOKEN: "placeholder" });
  assert.equal(calls.length, hostileRequests.length);
  for (const [index, request] of hostileRequests.entries()) {
    const call = calls[index] ?? [];
    const sent = ["curl", "--include", "--request", "POST", "--url", cancelUrl(graphOrigin, request.target)];
    const headers = ["Authorization: Bearer placeholder", "Content-Type: application/json"];
    if (request.target.kind === "event") headers.push(`Prefer: ${immutableIds}`);
    const options = headers.flatMap((header) => ["--header", header]);
    assert.deepEqual(call.slice(0, -1), [...sent, ...options, "--data-raw"]);
    assert.deepEqual(JSON.parse(call.at(-1) ?? ""), bodyOf(request));
  }
});

test("without a token, bash does not even start curl", inBash, (context) => {
  for (const environment of [{}, { GRAPH_TOKEN: "" }]) {
    assert.deepEqual(runInBash(context, copyAs("curlBash", hostileRequests, { graphOrigin }), environment), []);
  }
});

test(
  "bash hands the CLI for Microsoft 365 exactly the message, and never one that it would read as a file",
  inBash,
  (context) => {
    const program = copyAs("cliMicrosoft365", hostileRequests, { graphOrigin });
    const calls = runInBash(context, program, {});
    assert.equal(calls.length, hostileRequests.length);
    let commentCount = 0;
    for (const [index, request] of hostileRequests.entries()) {
      const call = calls[index] ?? [];
      const last = call.at(-1) ?? "";
      if (call[1] === "outlook") {
        assert.equal(request.target.kind, "event");
        assert.doesNotMatch(request.message, /^@/);
        assert.deepEqual(call.slice(0, 5), ["m365", "outlook", "event", "cancel", "--id=AAMk1="]);
        assert.deepEqual(call.slice(5), request.message === "" ? [] : [`--comment=${request.message}`]);
        commentCount += 1;
      } else {
        assert.deepEqual(call.slice(0, 4), ["m365", "request", "--method", "post"]);
        assert.equal(call[4], `--url=${cancelUrl(graphOrigin, request.target)}`);
        assert.deepEqual(JSON.parse(last.replace(/^--body=/, "")), bodyOf(request));
      }
    }
    assert.ok(commentCount > 20);
  },
);

test("Microsoft's JavaScript client sends exactly the request", async (context) => {
  const received: { method: string | undefined; url: string | undefined; prefer: unknown; body: unknown }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, url, headers } = request;
      received.push({ method, url, prefer: headers["prefer"], body: JSON.parse(body) });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  context.after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = 'const authProvider = { getAccessToken: async () => "placeholder" };\n';
  const child = spawn(process.execPath, ["--input-type=module", "-"], { cwd: projectRoot });
  child.stdin.end(provider + copyAs("javascript", hostileRequests, { graphOrigin: origin }));
  assert.equal(await text(child.stderr), "");
  assert.deepEqual(
    received,
    hostileRequests.map((request) => ({
      method: "POST",
      url: cancelUrl("", request.target),
      prefer: request.target.kind === "event" ? immutableIds : undefined,
      body: bodyOf(request),
    })),
  );
});

test("Python calls the SDK with exactly the message", skipWithout("python3", "--version"), () => {
  const { stdout, stderr } = spawnSync("python3", [path.join(fixtures, "runWithStubs.py")], {
    input: copyAs("python", hostileRequests, { graphOrigin }),
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  assert.equal(stderr, "");
  const calls = stdout.split("\n").slice(0, -1);
  const event = {
    chain: ["me", "events", "by_event_id", "AAMk1=", "cancel"],
    module: "msgraph.generated.users.item.events.item.cancel.cancel_post_request_body",
    headers: [["Prefer", immutableIds]],
  };
  const booking = {
    chain: [
      "solutions",
      "booking_businesses",
      "by_booking_business_id",
      "contosolunch@contoso.com",
      "appointments",
      "by_booking_appointment_id",
      "AAMk2=",
      "cancel",
    ],
    module: "msgraph.generated.solutions.booking_businesses.item.appointments.item.cancel.cancel_post_request_body",
    headers: [],
  };
  assert.deepEqual(
    calls.map((call) => JSON.parse(call) as unknown),
    hostileRequests.map(({ target, message }) =>
      target.kind === "event"
        ? { ...event, body: { comment: message } }
        : { ...booking, body: { cancellation_message: message } },
    ),
  );
});

const javaCompiler = "javac";
const javaMachine = "java";

/** The stand-ins for the SDK's classes are records, which Java has since version 16. */
const inJava = skipWithout(javaCompiler, "--release", "16", "--version");

test("Java compiles against the SDK's classes and calls them with exactly the message", inJava, (context) => {
  const folder = temporaryFolder(context);
  const classes = path.join(folder, "classes");
  mkdirSync(classes);
  writeFileSync(path.join(folder, "Cancellations.java"), copyAs("java", hostileRequests, { graphOrigin }));
  const sources = path.join(fixtures, "java");
  const options = ["-encoding", "UTF-8", "-d", classes, "-sourcepath", `${sources}${path.delimiter}${folder}`];
  const compiled = spawnSync(javaCompiler, [...options, path.join(sources, "RunCancellations.java")], {
    encoding: "utf8",
  });
  assert.equal(compiled.stderr, "");
  const { stdout } = spawnSync(javaMachine, ["-cp", classes, "RunCancellations"], { encoding: "utf8" });
  const calls = stdout
    .split(/\r?\n/)
    .slice(0, -1)
    .map((line) => line.split(" ").map((word) => readUnits(word.slice(1))));
  assert.deepEqual(
    calls,
    hostileRequests.map(({ target, message }) =>
      target.kind === "event"
        ? ["me/events/AAMk1=/cancel", message, "Prefer", immutableIds]
        : ["solutions/bookingBusinesses/contosolunch@contoso.com/appointments/AAMk2=/cancel", message],
    ),
  );
});

/** UTF-16 in hexadecimal, as RunCancellations prints it. */
function readUnits(hexadecimal: string): string {
  const units = hexadecimal.match(/.{4}/g) ?? [];
  return units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join("");
}
