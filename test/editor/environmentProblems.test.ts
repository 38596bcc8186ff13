/** What is wrong with the files beside a request file is underlined in them, and what is missing where it is first used. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import * as vscode from "vscode";
import { describeTrouble } from "../../src/editor/environmentTrouble.ts";
import { findMissingSources } from "../../src/editor/missingSource.ts";
import type { MissingContext } from "../../src/editor/missingSource.ts";
import { noSurroundings } from "../../src/editor/requestSurroundings.ts";
import { readEnvironments } from "../../src/requestFile/environments.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { editorTest } from "../host/editorTest.ts";
import { waitFor } from "./requestEditor.ts";

const graph = "https://graph.microsoft.com/v1.0";

/** Asserts what is missing, as what is underlined and what the sentence holds. */
function assertMissing(
  text: string,
  given: Partial<MissingContext>,
  expected: readonly (readonly [underlined: string, sentence: RegExp])[],
): void {
  const context = { surroundings: noSurroundings, chosen: undefined, isTrusted: true, ...given };
  const found = findMissingSources(parseRequestFile(text), context);
  assert.equal(found.length, expected.length, JSON.stringify(found));
  for (const [index, [underlined, sentence]] of expected.entries()) {
    const { span, sentence: said } = found[index] ?? assert.fail("There is another one.");
    assert.equal(text.slice(span.start, span.end), underlined);
    assert.match(said, sentence);
  }
}

test("a .env file that is not there is told once, where it is first asked", () => {
  const text = `@key = {{$dotenv KEY}}\nGET ${graph}/me/{{$dotenv KEY}}/{{key}}`;
  assertMissing(text, {}, [["{{$dotenv KEY}}", /There is no \.env file/]]);
  assertMissing(text, { isTrusted: false }, []);
  assertMissing(text, { surroundings: { ...noSurroundings, dotenv: new Map() } }, []);
});

test("a chosen environment that a file does not have is told where a value is wanted of it", () => {
  const text = `@own = 1\n# @prompt asked\nGET ${graph}/{{own}}/{{asked}}/{{$guid}}/{{list.response.body.$}}/{{id}}/{{id}}`;
  assertMissing(text, { chosen: "production" }, [["{{id}}", /environment “production” is not defined for this file/]]);
  assertMissing(text, {}, []);
  assertMissing(`@own = 1\nGET ${graph}/{{own}}`, { chosen: "production" }, []);
});

test("what is wrong in the setting is told where it is used, while it is in force", () => {
  const environments = readEnvironments([
    {
      name: "rest-client.environmentVariables",
      isPrivate: false,
      content: { kind: "value", value: { dev: { id: [1] }, prod: 1 } },
    },
  ]);
  const troubles = environments.problems.map((problem) => ({ kind: "environment", file: undefined, problem }) as const);
  const surroundings = { environments, dotenv: undefined, troubles };
  const text = `GET ${graph}/{{other}}/{{id}}`;
  assertMissing(text, { surroundings, chosen: "dev" }, [
    ["{{id}}", /^rest-client\.environmentVariables: “id” is no text, number or boolean/],
  ]);
  assertMissing(text, { surroundings }, []);
  assert.deepEqual(
    troubles.map((trouble) => /“(\w+)”/.exec(describeTrouble(trouble))?.[1]),
    ["id", "prod"],
  );
});

editorTest("problems of environment files are underlined in them, and go when they are mended", async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-problems-"));
  context.after(() => rm(folder, { recursive: true }));
  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    await writeFile(path.join(folder, name), text);
    return vscode.Uri.file(path.join(folder, name));
  };
  const environments = await write("http-client.env.json", '{\n  "dev": { "id": null },\n  "prod": []\n}\n');
  const dotenv = await write(".env", "KEY=1\nnothing\nKEY=2\n");
  const broken = await write("http-client.private.env.json", '{ "dev": ');
  const requests = await write("get.http", `GET ${graph}/me/events/{{id}}?x={{$dotenv KEY}}\n`);
  const saidOf = (uri: vscode.Uri): readonly string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === "Unbook")
      .map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(requests));
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  await waitFor(() => saidOf(dotenv).length === 2);
  assert.deepEqual(saidOf(environments), [
    "1:11 http-client.env.json: “id” is no text, number or boolean and is left out.",
    "2:2 http-client.env.json: “prod” must be a JSON object of variables.",
  ]);
  assert.deepEqual(saidOf(broken), ["0:9 http-client.private.env.json is not valid JSON, so nothing is read from it."]);
  assert.deepEqual(saidOf(dotenv), [
    "0:0 .env: “KEY” is set again further down, where its value counts.",
    "1:0 .env: this line is no NAME=value and is read over.",
  ]);
  const said = (): readonly string[] => [environments, dotenv, broken].flatMap(saidOf);
  await waitFor(async () => {
    // What is written before the folder is watched is not seen.
    await write(".env", "KEY=2\n");
    await write("http-client.env.json", '{ "dev": { "id": "AAMk1" } }');
    await write("http-client.private.env.json", "{}");
    await new Promise((resolve) => setTimeout(resolve, 900));
    return said().length === 0;
  }).catch(() => assert.fail(said().join("\n")));
});
