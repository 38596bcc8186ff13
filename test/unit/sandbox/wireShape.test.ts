/** What the sandbox answers has every property of the documentation's samples (test/fixtures/graph-samples). */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { type Client, type SandboxUnderTest, path as at, sandboxUnderTest } from "./sandboxUnderTest.ts";

const samples = path.join(import.meta.dirname, "../../fixtures/graph-samples");
const month = "startDateTime=2026-03-18&endDateTime=2026-04-19";
const dental = at`/solutions/bookingBusinesses/${ids.dental}`;

/** Properties that samples show of places and dial-in numbers; the sandbox has no such things. */
const notInSandbox = /^(location\.uniqueId|onlineMeeting\.(conferenceId|tollNumber))$/u;

let sandbox: SandboxUnderTest;
let ana: Client;
before(async () => {
  sandbox = await sandboxUnderTest();
  ana = await sandbox.as("ana");
});
after(() => sandbox[Symbol.asyncDispose]());

const rows: readonly (readonly [sample: string, asked: string])[] = [
  ["event-get.json", at`/me/events/${ids.designReview}`],
  ["event-list.json", "/me/events"],
  ["event-create.json", at`/me/events/${ids.designReview}`],
  ["event-create-4.json", at`/me/events/${ids.designReview}`],
  ["event-calendarView.json", `/me/calendarView?${month}`],
  ["event-instances.json", `${at`/me/events/${ids.teamWeekly}/instances`}?${month}`],
  ["calendar-get.json", "/me/calendar"],
  ["calendar-list.json", "/me/calendars"],
  ["bookingAppointment-get.json", dental + at`/appointments/${ids.dentalCheckUp}`],
  ["bookingAppointment-list.json", `${dental}/appointments`],
  ["bookingBusiness-get.json", dental],
  ["bookingBusiness-list.json", "/solutions/bookingBusinesses"],
  ["bookingStaffMember-list.json", `${dental}/staffMembers`],
];

for (const [sample, asked] of rows) {
  test(`has what ${sample} has`, async () => {
    const documented = firstItem(JSON.parse(await readFile(path.join(samples, sample), "utf8")));
    const answer = await ana.ask(asked);
    assert.equal(answer.status, 200, answer.text);
    const missing = differences(documented, firstItem(answer.body), "");
    assert.deepEqual(
      missing.filter((name) => !notInSandbox.test(name)),
      [],
    );
  });
}

/** The first item of a list, or what is not a list. */
function firstItem(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(first) && Array.isArray(first["value"]) ? first["value"][0] : first;
}

/** The names of what is missing or of another type; null goes with every type. */
function differences(documented: unknown, answered: unknown, name: string): readonly string[] {
  if (documented === null || answered === null) return [];
  if (Array.isArray(documented)) {
    if (!Array.isArray(answered)) return [name];
    return documented.length === 0 || answered.length === 0 ? [] : differences(documented[0], answered[0], name);
  }
  if (!isRecord(documented)) return typeof documented === typeof answered ? [] : [name];
  if (!isRecord(answered)) return [name];
  return Object.entries(documented)
    .filter(([key]) => !key.startsWith("_"))
    .flatMap(([key, value]) => {
      const inner = name === "" ? key : `${name}.${key}`;
      return key in answered ? differences(value, answered[key], inner) : [inner];
    });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
