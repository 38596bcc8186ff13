/** Every guess can be decided otherwise, and then the sandbox behaves otherwise. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import { usualGuesses } from "../../../src/sandbox/guesses.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import {
  type Asking,
  type Body,
  type SandboxUnderTest,
  codeOf,
  itemsOf,
  path,
  sandboxUnderTest,
} from "./sandboxUnderTest.ts";

const dental = path`/solutions/bookingBusinesses/${ids.dental}`;
const week = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-25T00:00:00Z";
const post: Asking = { method: "POST", body: {} };

interface GuessRow {
  readonly decided: Partial<Guesses>;
  readonly observed: (sandbox: SandboxUnderTest) => Promise<unknown>;
  readonly byDefault: unknown;
  readonly instead: unknown;
}

const asked =
  (who: "ana" | "lee" | "maria", asking: string, how: Asking = {}) =>
  async (sandbox: SandboxUnderTest) => {
    const answer = await (await sandbox.as(who)).ask(asking, how);
    return answer.status < 300 ? answer.status : `${answer.status} ${codeOf(answer)}`;
  };

async function deltaItems(sandbox: SandboxUnderTest): Promise<readonly Body[]> {
  const ana = await sandbox.as("ana");
  return itemsOf(await ana.ask(`/me/calendarView/delta?${week}`, { headers: { prefer: "odata.maxpagesize=500" } }));
}

const rows: readonly GuessRow[] = [
  {
    decided: { strangerOpensBusiness: 404 },
    observed: asked("lee", dental),
    byDefault: "403 ErrorAccessDenied",
    instead: "404 ErrorItemNotFound",
  },
  {
    decided: { malformedIdCode: "ErrorItemNotFound" },
    observed: asked("ana", "/me/events/nonsense"),
    byDefault: "400 ErrorInvalidIdMalformed",
    instead: "404 ErrorItemNotFound",
  },
  {
    decided: { sharedCalendarNeedsSharedScope: true },
    observed: asked("ana", `${path`/me/calendars/${ids.sharedCalendar}/calendarView`}?${week}`),
    byDefault: 200,
    instead: "403 ErrorAccessDenied",
  },
  {
    decided: { groupCancelScope: "Group.ReadWrite.All" },
    observed: asked("ana", path`/groups/${ids.facilitiesGroup}/events/${ids.fireDrill}/cancel`, post),
    byDefault: 202,
    instead: "403 ErrorAccessDenied",
  },
  {
    decided: { bodyWithoutContentType: "accept" },
    observed: asked("ana", path`/me/events/${ids.designReview}/cancel`, { method: "POST", body: "{}" }),
    byDefault: "415 BadRequest",
    instead: 202,
  },
  {
    decided: { bookingPageSize: 100 },
    observed: async (sandbox) => itemsOf(await (await sandbox.as("ana")).ask(`${dental}/appointments`)).length,
    byDefault: 10,
    instead: 27,
  },
  {
    decided: { bookingNextLinkWithTop: "given" },
    observed: async (sandbox) => {
      const page = await (await sandbox.as("ana")).ask(`${dental}/appointments?$top=2`);
      return typeof page.body["@odata.nextLink"];
    },
    byDefault: "undefined",
    instead: "string",
  },
  {
    decided: { deltaOccurrences: "whole" },
    observed: async (sandbox) => {
      const items = await deltaItems(sandbox);
      return typeof items.find((item) => item["type"] === "occurrence")?.["subject"];
    },
    byDefault: "undefined",
    instead: "string",
  },
  {
    decided: { deltaMasters: "left out" },
    observed: async (sandbox) => (await deltaItems(sandbox)).some((item) => item["type"] === "seriesMaster"),
    byDefault: true,
    instead: false,
  },
  {
    decided: { deltaQueryOptions: "ignore" },
    observed: asked("ana", `/me/calendarView/delta?${week}&$select=subject`),
    byDefault: "400 ErrorInvalidUrlQuery",
    instead: 200,
  },
  {
    decided: { lostDeltaStatus: 400 },
    observed: asked("ana", "/me/calendarView/delta?$deltatoken=lost"),
    byDefault: "410 SyncStateNotFound",
    instead: "400 SyncStateNotFound",
  },
  {
    decided: { idOfOtherKind: "refuse" },
    observed: asked("ana", path`/me/events/${ids.designReview}`, { headers: { prefer: 'IdType="ImmutableId"' } }),
    byDefault: 200,
    instead: "404 ErrorItemNotFound",
  },
  {
    decided: { selectedTimestamps: "refuse" },
    observed: asked("ana", `/me/calendarView?${week}&$select=subject,createdDateTime`),
    byDefault: 200,
    instead: "400 BadRequest",
  },
  {
    decided: { castNeedsConsistencyLevel: false },
    observed: asked("ana", "/me/memberOf/microsoft.graph.group"),
    byDefault: "400 Request_UnsupportedQuery",
    instead: 200,
  },
  {
    decided: { appointmentCustomers: "ids only" },
    observed: async (sandbox) => {
      const [first] = itemsOf(await (await sandbox.as("ana")).ask(`${dental}/appointments`));
      const customers = (first?.["customers"] ?? []) as readonly object[];
      return [typeof first?.["customerName"], Object.keys(customers[0] ?? {}).length];
    },
    byDefault: ["string", 9],
    instead: ["object", 2],
  },
  {
    decided: { organizerAmongAttendees: "listed" },
    observed: async (sandbox) => {
      const { body } = await (await sandbox.as("ana")).ask(path`/me/events/${ids.designReview}`);
      const attendees = (body["attendees"] ?? []) as readonly { readonly status: { readonly response: string } }[];
      return attendees.filter(({ status }) => status.response === "organizer").length;
    },
    byDefault: 0,
    instead: 1,
  },
  {
    decided: { cancelledAppointmentById: "found" },
    observed: async (sandbox) => {
      const ana = await sandbox.as("ana");
      const appointment = path`/solutions/bookingBusinesses/${ids.dental}/appointments/${ids.dentalCheckUp}`;
      assert.equal((await ana.ask(`${appointment}/cancel`, post)).status, 204);
      const list = itemsOf(await ana.ask(`${dental}/calendarView?start=2026-03-19T00:00:00Z&end=2026-03-20T00:00:00Z`));
      assert.ok(!list.some((item) => item["id"] === ids.dentalCheckUp), "it is listed either way no more");
      return [(await ana.ask(appointment)).status, (await ana.ask(`${appointment}/cancel`, post)).status];
    },
    byDefault: [404, 404],
    instead: [200, 404],
  },
  {
    decided: { batchedWriteWithoutBody: "accept" },
    observed: asked("ana", "/$batch", {
      method: "POST",
      body: { requests: [{ id: "1", method: "POST", url: path`/me/events/${ids.designReview}/cancel` }] },
    }),
    byDefault: "400 BadRequest",
    instead: 200,
  },
  {
    decided: { guestsOfSingleMeetings: "not told" },
    observed: async (sandbox) => {
      const ana = await sandbox.as("ana");
      const series = (await ana.all("/me/events")).find((event) => event["subject"] === "Adatum jour fixe");
      const address = path`/me/events/${String(series?.["id"])}`;
      const { pattern, range } = (series?.["recurrence"] ?? {}) as Readonly<Record<string, object>>;
      const body = { recurrence: { pattern, range: { ...range, endDate: "2026-03-20" } } };
      assert.equal((await ana.ask(address, { method: "PATCH", body })).status, 200);
      assert.equal((await ana.ask(`${address}/cancel`, post)).status, 202);
      return (await sandbox.outbox()).filter(({ to }) => to === "tom.becker@tailspintoys.com").length;
    },
    // About the meeting that is gone with the end; the rest is cancelled without it.
    byDefault: 1,
    instead: 0,
  },
  {
    decided: { cancelOfPastEvent: "refuse" },
    observed: async (sandbox) => {
      const ana = await sandbox.as("ana");
      const past = (await ana.all(`/me/calendarView?${week}`)).find(
        (event) => event["subject"] === "Kick-off: booking pages",
      );
      return (await ana.ask(path`/me/events/${String(past?.["id"])}/cancel`, post)).status;
    },
    byDefault: 202,
    instead: 400,
  },
];

for (const { decided, observed, byDefault, instead } of rows) {
  test(`${JSON.stringify(decided)} turns ${JSON.stringify(byDefault)} into ${JSON.stringify(instead)}`, async () => {
    await using usual = await sandboxUnderTest();
    assert.deepEqual(await observed(usual), byDefault);
    await using other = await sandboxUnderTest({ guesses: decided });
    assert.deepEqual(await observed(other), instead);
  });
}

test("every guess says in one word what it rests on", () => {
  const source = readFileSync(new URL("../../../src/sandbox/guesses.ts", import.meta.url), "utf8");
  const marked = [...source.matchAll(/\/\*\* (?:Documented|Reported|Guess)\. [^*]+\*\/\s+readonly (\w+):/g)];
  assert.deepEqual(
    marked.map(([, name]) => name),
    Object.keys(usualGuesses),
  );
});
