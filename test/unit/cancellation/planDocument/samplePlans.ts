/** Plans and their documents for the tests: one item for each thing that can be planned, and ways to change a text. */
import type { CalendarEvent } from "../../../../src/agenda/item.ts";
import { targetOf } from "../../../../src/cancellation/plan.ts";
import type { PlannedAction, PlannedItem } from "../../../../src/cancellation/plan.ts";
import type { PlanDocumentFacts, PlanDraft } from "../../../../src/cancellation/planDocument/planDocument.ts";
import { writePlanDocument } from "../../../../src/cancellation/planDocument/writePlanDocument.ts";
import type { SpanEdit } from "../../../../src/requestFile/span.ts";
import { ana, booking, event } from "../sampleItems.ts";

/** Who writes the documents, and for which Graph. */
export const facts: PlanDocumentFacts = {
  viewer: ana,
  account: "ana.silva@contoso.com",
  graphOrigin: "https://graph.microsoft.com",
};

/** What all of a sample draft's people read unless an item says otherwise. */
export const sharedMessage = 'We are closed on 24 December.\nPlease "rebook".';

/** The weekly series that {@link master} is. */
export const weekly = { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "monday" } as const;

/** A series on Tuesdays since September. */
export const master: CalendarEvent = event({
  id: "AAMkMaster=",
  subject: "Stand-up",
  series: "master",
  timeZone: "Europe/Rome",
  recurrence: { pattern: weekly, startDate: "2026-09-01", timeZone: "W. Europe Standard Time" },
});

/** Ends the series before Christmas. */
export const endSeries: PlannedAction = {
  kind: "endSeries",
  recurrence: {
    pattern: weekly,
    range: {
      type: "endDate",
      startDate: "2026-09-01",
      endDate: "2026-12-21",
      recurrenceTimeZone: "W. Europe Standard Time",
    },
  },
};

/** An item of a plan; by default an event that is cancelled with the shared message. */
export function planned(change: Partial<Omit<PlannedItem, "target">> = {}): PlannedItem {
  const item = change.item ?? event();
  return {
    target: targetOf(item),
    action: { kind: "cancel" },
    item,
    scope: "single",
    message: sharedMessage,
    ...change,
  };
}

const lee = { name: "Lee Park", address: "lee@fabrikam.com" };

/** One of each: cancelled, a booking, declined with its own message and in silence, removed, an ended series. */
export const oneOfEach: readonly PlannedItem[] = [
  planned(),
  planned({ item: booking() }),
  planned({
    item: event({ id: "AAMk3=", subject: "Review", isOrganizer: false, organizer: lee }),
    action: { kind: "decline", sendsReply: true },
    message: "I am on leave, {subject} has to do without me.",
  }),
  planned({
    item: event({ id: "AAMk4=", subject: "All hands", isOrganizer: false, organizer: lee }),
    action: { kind: "decline", sendsReply: false },
    message: "",
  }),
  planned({ item: event({ id: "AAMk5=", subject: "Focus", attendees: [] }), action: { kind: "remove" }, message: "" }),
  planned({ item: master, action: endSeries, scope: "series", message: "" }),
];

/** A draft of these items. */
export function draftOf(items: readonly PlannedItem[] = oneOfEach, change: Partial<PlanDraft> = {}): PlanDraft {
  return { id: "plan-7f3a", items, message: sharedMessage, leftOut: [], ...change };
}

/** The document of these items. */
export function documentOf(items: readonly PlannedItem[] = oneOfEach, change: Partial<PlanDraft> = {}): string {
  return writePlanDocument(draftOf(items, change), facts);
}

/** The text with edits made, which do not overlap. */
export function withEdits(text: string, edits: readonly SpanEdit[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((edited, { span, newText }) => edited.slice(0, span.start) + newText + edited.slice(span.end), text);
}
