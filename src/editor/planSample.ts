/**
 * A plan with invented items, to look at without an account and without the network. Its id keeps it from being sent, and
 * its items are nowhere.
 */
import { l10n } from "vscode";
import type { AgendaItem, Attendee, Booking, CalendarEvent, Instant } from "../agenda/item.ts";
import { writePlanDocument } from "../cancellation/planDocument/writePlanDocument.ts";
import type { PlanDraft, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { targetOf } from "../cancellation/plan.ts";
import type { PlannedAction, PlannedItem } from "../cancellation/plan.ts";
import { viewerOf } from "./viewer.ts";

const samplePrefix = "sample-";
const hourMs = 3_600_000;
const account = "you@example.com";

/** Whether a plan is the sample. */
export function isSamplePlan({ id }: Pick<ReadPlan, "id">): boolean {
  return id?.startsWith(samplePrefix) === true;
}

/** The sample as a document's text. */
export function samplePlan(): string {
  const viewer = { ...viewerOf(undefined), ownAddresses: [account] };
  const tomorrow = Math.ceil(viewer.now / (24 * hourMs)) * 24 * hourMs + 9 * hourMs;
  const message = l10n.t("I am ill, sorry. “{subject}” on {start} does not take place. I will suggest a new time.");
  const draft: PlanDraft = {
    id: `${samplePrefix}${crypto.randomUUID()}`,
    items: sampleItems(tomorrow).map(({ item, action }): PlannedItem => ({
      target: targetOf(item),
      action,
      item,
      scope: "single",
      message: action.kind === "remove" ? "" : message,
    })),
    message,
    leftOut: [{ title: l10n.t("All Hands"), reason: l10n.t("You can only read the calendar “Company”.") }],
  };
  return writePlanDocument(draft, { viewer, account, graphOrigin: "https://graph.microsoft.com" });
}

function sampleItems(startUtc: Instant): readonly { readonly item: AgendaItem; readonly action: PlannedAction }[] {
  return [
    {
      item: sampleEvent("Sample1", l10n.t("Design Review"), startUtc, [
        "kim@example.com",
        "lee@example.com",
        "ito@example.org",
      ]),
      action: { kind: "cancel" },
    },
    {
      item: {
        ...sampleEvent("Sample2", l10n.t("Roadmap Sync"), startUtc + 2 * hourMs, ["kim@example.com"]),
        isOrganizer: false,
      },
      action: { kind: "decline", sendsReply: true },
    },
    { item: sampleBooking(startUtc + 4 * hourMs), action: { kind: "cancel" } },
    { item: sampleEvent("Sample4", l10n.t("Focus Time"), startUtc + 6 * hourMs, []), action: { kind: "remove" } },
  ];
}

function sampleEvent(id: string, subject: string, startUtc: Instant, invited: readonly string[]): CalendarEvent {
  return {
    kind: "event",
    id,
    mailbox: { kind: "me" },
    subject,
    span: { kind: "timed", startUtc, endUtc: startUtc + hourMs },
    isOrganizer: true,
    isCancelled: false,
    isPrivate: false,
    organizer: { name: "", address: "lee@example.com" },
    attendees: invited.map((address): Attendee => ({ name: "", address, type: "required", response: "none" })),
    series: "single",
    notes: [],
  };
}

function sampleBooking(startUtc: Instant): Booking {
  return {
    kind: "booking",
    id: "Sample3",
    businessId: "practice@example.com",
    businessName: l10n.t("Example Practice"),
    serviceName: l10n.t("Initial Consult"),
    span: { kind: "timed", startUtc, endUtc: startUtc + hourMs },
    customers: [{ name: l10n.t("A Customer"), address: "customer@example.net" }],
    staff: [],
    maximumCustomers: 1,
    notes: [],
  };
}
