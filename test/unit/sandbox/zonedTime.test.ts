import assert from "node:assert/strict";
import { test } from "node:test";
import { instantOf, wallTimeAt } from "../../../src/sandbox/office/zonedTime.ts";

const minuteMs = 60_000;

test("clocks show what they show there, also in the minutes around a change", () => {
  const assertShown = (zone: string, changeUtc: number): void => {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    const shown: string[] = [];
    for (let instant = changeUtc - 40 * minuteMs; instant <= changeUtc + 40 * minuteMs; instant += minuteMs / 2) {
      const expected = format.format(instant).replace(" ", "T");
      assert.equal(wallTimeAt(instant, zone), expected);
      shown.push(expected);
    }
    const inOneGo =
      shown.length === 161 && Date.parse(`${shown.at(-1)}Z`) - Date.parse(`${shown[0]}Z`) === 80 * minuteMs;
    assert.equal(inOneGo, zone === "UTC" || zone === "Asia/Kathmandu", `${zone} changes its clocks then`);
  };
  assertShown("UTC", Date.UTC(2027, 2, 28, 1));
  assertShown("Asia/Kathmandu", Date.UTC(2027, 2, 28, 1));
  assertShown("Europe/Vienna", Date.UTC(2027, 2, 28, 1));
  assertShown("Europe/Vienna", Date.UTC(2026, 9, 25, 1));
  assertShown("America/New_York", Date.UTC(2027, 2, 14, 7));
  // By half an hour.
  assertShown("Australia/Lord_Howe", Date.UTC(2026, 9, 3, 15, 30));
  // A minute after the hour, as nowhere since.
  assertShown("Antarctica/Casey", Date.UTC(2020, 9, 3, 16, 1));
  assertShown("America/St_Johns", Date.UTC(2005, 3, 3, 3, 31));
});

test("a wall clock time is the instant at which clocks show it", () => {
  for (const zone of ["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]) {
    for (let day = 0; day < 365; day += 1) {
      const wallTime = new Date(Date.UTC(2027, 0, 1 + day, 9, 20, 5)).toISOString().slice(0, 19);
      assert.equal(wallTimeAt(instantOf(wallTime, zone), zone), wallTime, zone);
    }
  }
});
