/** Holds `src/` to the house (architecture.ts), and proves that the check sees each way of breaking it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { architectureBreaches, rooms } from "./architecture.ts";
import { projectRoot, readTypeScript } from "./projectFiles.ts";

test("src/ keeps to the house", () => {
  const texts = readTypeScript("src");
  assert.ok(texts.size > 30, "the modules were found");
  assert.deepEqual(architectureBreaches(texts), []);
});

test("the rooms are the folders of src/", () => {
  assert.deepEqual(readdirSync(path.join(projectRoot, "src")).toSorted(), Object.keys(rooms).toSorted());
});

/** Plants one module among harmless ones and expects what is said of it. */
function assertBreaches(file: string, text: string, expected: readonly string[]): void {
  const texts = new Map([
    ["src/agenda/item.ts", "export interface Item { id: string }"],
    ["src/account/tokenSource.ts", "export interface TokenSource { id: string } export const one = 1;"],
    ["src/graph/wire.ts", "export interface Wire { id: string } export const two = 2;"],
    [
      "src/editor/tree.ts",
      'import { window } from "vscode"; import { two } from "../graph/wire.ts"; window.show(two);',
    ],
    [file, text],
  ]);
  assert.deepEqual(architectureBreaches(texts), expected);
}

test("a pure room imports no other room, no package and nothing of Node's", () => {
  const file = "src/agenda/planted.ts";
  assertBreaches(file, 'import { Item } from "./item.ts";', []);
  const graph = [`${file} imports src/graph/wire.ts: agenda may not use graph`];
  assertBreaches(file, 'import { two } from "../graph/wire.ts";', graph);
  assertBreaches(file, 'import type { Wire } from "../graph/wire.ts";', graph);
  assertBreaches(file, 'export * from "../graph/wire.ts";', graph);
  assertBreaches(file, 'export type { Wire } from "../graph/wire.ts";', graph);
  assertBreaches(file, 'const wire = await import("../graph/wire.ts");', graph);
  assertBreaches(file, 'type Wire = import("../graph/wire.ts").Wire;', graph);
  assertBreaches(file, 'import "undici";', [`${file} is pure but imports the package undici`]);
  assertBreaches(file, 'import fs from "node:fs";', [`${file} is pure but imports Node's node:fs`]);
  assertBreaches(file, 'import fs = require("fs");', [`${file} is pure but imports Node's fs`]);
  assertBreaches(file, 'const fs = require("fs");', [`${file} is pure but imports Node's fs`]);
});

test("a pure room asks the machine for nothing", () => {
  const file = "src/cancellation/planted.ts";
  assertBreaches(file, "const day = new Date(0); const time = Date.parse('x'); const most = Math.max(1);", []);
  assertBreaches(file, "const now = Date.now();", [`${file} is pure but uses Date.now`]);
  assertBreaches(file, "const now = new Date();", [`${file} is pure but uses new Date()`]);
  assertBreaches(file, "const id = Math.random();", [`${file} is pure but uses Math.random`]);
  assertBreaches(file, "const id = crypto.randomUUID();", [`${file} is pure but uses crypto.randomUUID`]);
  assertBreaches(file, "await fetch('x');", [`${file} is pure but uses fetch`]);
});

test("vscode is imported in editor/ and extension.ts only", () => {
  assertBreaches("src/extension.ts", 'import * as vscode from "vscode";', []);
  for (const text of [
    'import type { Uri } from "vscode";',
    'const api = await import("vscode");',
    'require("vscode")',
  ]) {
    assertBreaches("src/graph/planted.ts", text, ["src/graph/planted.ts imports vscode"]);
  }
});

test("the sandbox uses types of the Graph client, never its code", () => {
  const file = "src/sandbox/planted.ts";
  assertBreaches(file, 'import type { Wire } from "../graph/wire.ts";', []);
  const breach = [`${file} imports code of src/graph/wire.ts: sandbox may use types of graph only`];
  assertBreaches(file, 'import { two } from "../graph/wire.ts";', breach);
  assertBreaches(file, 'import { type Wire, two } from "../graph/wire.ts";', breach);
  assertBreaches(file, 'import "../graph/wire.ts";', breach);
  assertBreaches(file, 'const wire = await import("../graph/wire.ts");', breach);
});

test("the Graph client uses types of sign-in, and of its code only what recognises its error", () => {
  const file = "src/graph/planted.ts";
  assertBreaches(file, 'import type { TokenSource } from "../account/tokenSource.ts";', []);
  assertBreaches(file, 'import { one } from "../account/tokenSource.ts";', [
    `${file} imports code of src/account/tokenSource.ts: graph may use types of account only`,
  ]);
});

test("a module outside the rooms, a missing one and a computed import are reported", () => {
  assertBreaches("src/planted/a.ts", 'import "node:fs";', ["src/planted/a.ts is in no room of the house"]);
  const file = "src/editor/planted.ts";
  assertBreaches(file, 'import "./missing.ts";', [`${file} imports ./missing.ts, which is no module of src/`]);
  assertBreaches(file, "await import(name);", [`${file} imports something computed, which cannot be checked`]);
});

test("modules that import each other are reported, also through types and further modules", () => {
  const texts = new Map([
    ["src/editor/one.ts", 'import { two } from "./two.ts";'],
    ["src/editor/two.ts", 'import type { Three } from "./three.ts";'],
    ["src/editor/three.ts", 'const one = await import("./one.ts");'],
    ["src/editor/self.ts", 'import "./self.ts";'],
  ]);
  assert.deepEqual(architectureBreaches(texts), [
    "Modules import each other: src/editor/one.ts -> src/editor/two.ts -> src/editor/three.ts -> src/editor/one.ts",
    "Modules import each other: src/editor/self.ts -> src/editor/self.ts",
  ]);
});
