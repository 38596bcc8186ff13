import assert from "node:assert/strict";
import { test } from "node:test";
import type { SecretStorageChangeEvent } from "vscode";
import { followOtherWindows } from "../../../src/editor/otherWindows.ts";

test("a secret that has changed is told of at once, and again when its window has remembered the rest", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let listener: (change: SecretStorageChangeEvent) => unknown = () => undefined;
  let isHeard = false;
  const told: string[] = [];
  const following = followOtherWindows(
    {
      onDidChange: (listen) => {
        [listener, isHeard] = [listen, true];
        return { dispose: () => void (isHeard = false) };
      },
    },
    (key) => told.push(key),
  );
  const toldIn = (ms: number): readonly string[] => {
    context.mock.timers.tick(ms);
    return told.splice(0);
  };
  listener({ key: "a" });
  assert.deepEqual(toldIn(0), ["a"]);
  listener({ key: "b" });
  assert.deepEqual(toldIn(1_000), ["b"]);
  // Changed again, it is not settled yet.
  listener({ key: "b" });
  assert.deepEqual(toldIn(1_000), ["b", "a"]);
  assert.deepEqual(toldIn(1_000), ["b"]);
  assert.deepEqual(toldIn(60_000), []);
  listener({ key: "c" });
  following.dispose();
  assert.deepEqual([toldIn(60_000), isHeard], [["c"], false]);
});
