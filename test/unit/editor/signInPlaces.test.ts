/** When places are opened and closed, with places that are no more than that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownPlace } from "../../../src/editor/knownPlaces.ts";
import type { SignInPlace } from "../../../src/editor/signInPlace.ts";
import { SignInPlaces } from "../../../src/editor/signInPlaces.ts";
import type { ChoosePlace } from "../../../src/editor/sessionContract.ts";

interface Scene {
  readonly places: SignInPlaces;
  /** What has been opened and closed, in this order. */
  readonly log: string[];
  readonly closed: readonly unknown[];
  /** A place that can be signed in at, as the settings name it. */
  readonly known: (key: string, own?: Partial<KnownPlace>) => KnownPlace;
}

function scene(choosePlace: ChoosePlace = async () => assert.fail("nobody is asked")): Scene {
  const log: string[] = [];
  const closed: unknown[] = [];
  const known = (key: string, own: Partial<KnownPlace> = {}): KnownPlace => ({
    key,
    name: key.toUpperCase(),
    facts: "",
    isLasting: true,
    secretName: key,
    open: async () => {
      log.push(`open ${key}`);
      const accounts = { listAccounts: async () => [{ id: `in ${key}` }] };
      return { key, accounts, dispose: async () => void log.push(`close ${key}`) } as unknown as SignInPlace;
    },
    ...own,
  });
  const places = new SignInPlaces({ choosePlace, onPlaceClosed: (...what) => closed.push(...what) });
  return { places, log, closed, known };
}

test("a place is opened when it is needed, once for all who need it", async () => {
  const { places, log, known } = scene();
  places.enter([known("a"), known("b")]);
  assert.deepEqual(log, []);
  const [first, second] = await Promise.all([places.openAt("b"), places.openAt("b")]);
  assert.equal(first, second);
  assert.deepEqual([log, places.open, places.nameOf(first)], [["open b"], [first], "B"]);
});

test("only places where somebody is remembered are opened again, and one that fails keeps no other", async () => {
  const { places, log, closed, known } = scene();
  const failure = new Error("no");
  places.enter([known("a"), known("b"), known("c", { open: async () => Promise.reject(failure) })]);
  const ids = { mainId: undefined, shownIds: ["x"] };
  const found = await places.openAgain({ rememberedAt: (key) => (key === "a" ? undefined : ids) });
  assert.deepEqual(
    found.map(({ place, listed }) => [place.key, listed.map(({ id }) => id)]),
    [["b", ["in b"]]],
  );
  assert.deepEqual([log, closed], [["open b"], ["C", failure]]);
});

test("a secret is of a closed place while that is known and not open, whichever way of signing in has written it", async () => {
  const { places, known } = scene();
  places.enter([known("a"), known("b")]);
  await places.openAt("b");
  const secrets = ["tokens:a", "accounts:a", "tokens:b", "tokens:c", "tokens:aa", "a"];
  assert.deepEqual(
    secrets.filter((key) => places.isOfClosed(key)),
    ["tokens:a", "accounts:a"],
  );
});

test("what the settings still mean stays open; what they mean otherwise, or no more, is given back to be closed", async () => {
  const { places, log, known } = scene();
  places.enter([known("a"), known("b"), known("c")]);
  const [a, b, c] = await Promise.all(["a", "b", "c"].map(async (key) => places.openAt(key)));
  assert.deepEqual(places.enter([known("c"), known("b", { facts: "another tenant" }), known("d")]), [a, b]);
  assert.deepEqual([places.open, log.length], [[c], 3]);
  assert.ok(c !== undefined && places.isOpen(c) && b !== undefined && !places.isOpen(b));
  assert.notEqual(await places.openAt("b"), b);
});

test("a place that the settings drop while it is opened is closed, and nobody is given it", async () => {
  const { places, log, known } = scene();
  places.enter([known("a"), known("b")]);
  const opening = [places.openAt("a"), places.openAt("a")];
  assert.deepEqual(places.enter([known("b")]), []);
  for (const one of opening) await assert.rejects(one, { name: "AccountError", code: "cancelled" });
  assert.deepEqual([log, places.open], [["open a", "close a"], []]);
  await assert.rejects(places.openAt("a"), { name: "AccountError", code: "cancelled" });
});

test("a place that could not be opened is tried anew", async () => {
  const { places, known } = scene();
  const good = known("a");
  let tries = 0;
  places.enter([{ ...good, open: async () => ((tries += 1) === 1 ? Promise.reject(new Error("no")) : good.open()) }]);
  await assert.rejects(places.openAt("a"), { message: "no" });
  assert.equal((await places.openAt("a")).key, "a");
});

test("where to sign in is asked only if there is a choice, and may be left open", async () => {
  let answer: string | undefined = "b";
  const asked: number[] = [];
  const { places, known } = scene(async (offered) => {
    asked.push(offered.length);
    return answer;
  });
  await assert.rejects(places.openChosen(undefined), { name: "ClientIdMissingError" });
  places.enter([known("a")]);
  assert.equal((await places.openChosen(undefined))?.key, "a");
  assert.deepEqual(asked, []);
  places.enter([known("a"), known("b")]);
  assert.equal((await places.openChosen(undefined))?.key, "b");
  assert.equal((await places.openChosen("a"))?.key, "a");
  answer = undefined;
  assert.equal(await places.openChosen(undefined), undefined);
  assert.deepEqual(asked, [2, 2]);
});
