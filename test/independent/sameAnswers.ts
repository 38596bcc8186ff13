/** What both clients are asked for, and the assertion that they have been told the same. */
import assert from "node:assert/strict";
import { fourWeeks } from "./bothClients.ts";
import type { Facts } from "./eventFacts.ts";

/** What our client asks for with every event: moments in UTC, and ids that survive a move. */
export const asOurs = { Prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' };

const [start, end] = [fourWeeks.startUtc, fourWeeks.endUtc].map((moment) => new Date(moment).toISOString());
/** The range in a calendar's words. */
export const calendarWeeks = `startDateTime=${start}&endDateTime=${end}`;
/** The range in a business's words. */
export const businessWeeks = `start=${start}&end=${end}`;

/** Asserts that both lists say the same, in any order and nothing twice, and gives how many there are. */
export function assertSame(ours: readonly Facts[], official: readonly Facts[]): number {
  assert.deepEqual(byId(ours), byId(official));
  assert.equal(new Set(ours.map(({ id }) => id)).size, ours.length);
  return ours.length;
}

function byId(facts: readonly Facts[]): readonly Facts[] {
  return facts.toSorted((one, other) => (String(one["id"]) < String(other["id"]) ? -1 : 1));
}
