/** What is planned of a series once somebody has said how much of it is meant: each of its people is mailed once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../../src/cancellation/plan.ts";
import { groupBySeries } from "../../../src/cancellation/planSeries.ts";
import type { SeriesChoice } from "../../../src/cancellation/planSeries.ts";
import { scopeOf } from "../../../src/cancellation/planDocument/drift.ts";
import { readyItem } from "../../../src/editor/readiedItem.ts";
import { planAnswers } from "../../../src/editor/seriesAnswer.ts";
import { weekly } from "../cancellation/planDocument/samplePlans.ts";
import { ana, event, invite, timed } from "../agenda/agendaItems.ts";

const attendees = invite("kim@contoso.com");
const single = event({ id: "single", attendees });
const recurrence = { pattern: weekly, startDate: "2026-09-01", timeZone: "Europe/Rome" };
const master = event({
  id: "M",
  series: "master",
  span: timed("2026-09-01T08:00Z", "2026-09-01T09:00Z"),
  attendees,
  recurrence,
});

function occurrence(day: string): CalendarEvent {
  const span = timed(`${day}T09:00Z`, `${day}T10:00Z`);
  return event({ id: day, series: "occurrence", seriesMasterId: "M", span, attendees });
}

const occurrences = [occurrence("2026-12-01"), occurrence("2026-12-08")];

function planned(item: CalendarEvent): PlannedItem {
  return { target: targetOf(item), action: { kind: "cancel" }, item, scope: scopeOf(item), message: "" };
}

interface Answered {
  readonly chosen: readonly CalendarEvent[];
  readonly choice: SeriesChoice;
  /** If the series can be read. Default true. */
  readonly isRead?: boolean;
}

function assertPlanned({ chosen, choice, isRead = true }: Answered, expected: readonly string[], notes = 0): void {
  const items = chosen.map(planned);
  const series = groupBySeries(chosen).series.map((group) => {
    const first = items.find(({ item }) => item.id === group.occurrences[0]?.id) ?? assert.fail();
    assert.ok(first.target.kind === "event");
    return { group, target: first.target, occurrence: first, master: isRead ? master : undefined };
  });
  const answer = planAnswers(items, series, new Map(series.map(({ group }) => [group.key, choice])), {
    facts: { viewer: ana, ianaZone: (name) => name },
    ready: (target, item) => readyItem(target, item, { viewer: ana, preferences: { nonOrganizer: "decline" } }),
  });
  const found = answer.items.map(({ item, scope, action }) => `${action.kind} ${scope} ${item.id}`);
  assert.deepEqual(found, expected, `${choice} of ${chosen.map(({ id }) => id).join(" ")}`);
  assert.equal(answer.notes.length, notes, JSON.stringify(answer.notes));
}

const each = ["cancel occurrence 2026-12-01", "cancel occurrence 2026-12-08"];
const other = "cancel single single";

test("a series is planned as it was answered, and what belongs to none stays", () => {
  assertPlanned({ chosen: [single, ...occurrences], choice: "occurrences" }, [other, ...each]);
  assertPlanned({ chosen: [single, ...occurrences], choice: "series" }, [other, "cancel series M"]);
  assertPlanned({ chosen: [single, ...occurrences], choice: "following" }, [other, "endSeries series M"]);
});

test("whoever chose the series and occurrences of it mails its people once, as they answered", () => {
  const chosen = [master, single, ...occurrences];
  assertPlanned({ chosen, choice: "series" }, [other, "cancel series M"]);
  assertPlanned({ chosen, choice: "following" }, [other, "endSeries series M"]);
  assertPlanned({ chosen, choice: "occurrences" }, [other, ...each], 1);
});

test("where the answer cannot be had, only the chosen occurrences are planned, and it is said", () => {
  assertPlanned({ chosen: occurrences, choice: "series", isRead: false }, each, 1);
  assertPlanned({ chosen: [master, ...occurrences], choice: "following", isRead: false }, each, 2);
});
