/**
 * How long a plan of many items takes to be written as a document, to be read again, which happens at every pause in
 * typing, and to be counted in people. The first time of each is a figure of its own: it is what opening a plan takes.
 */
import type { AgendaItem } from "../../src/agenda/item.ts";
import type { Viewer } from "../../src/agenda/viewer.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import type { PlanDraft } from "../../src/cancellation/planDocument/planDocument.ts";
import { readPlanDocument } from "../../src/cancellation/planDocument/readPlanDocument.ts";
import { writePlanDocument } from "../../src/cancellation/planDocument/writePlanDocument.ts";
import { planPreview } from "../../src/cancellation/planPreview.ts";
import { median } from "./figure.ts";
import type { Figure } from "./figure.ts";

const itemCount = 2000;
const invitedToEach = 12;
const rounds = 10;
const nowUtc = Date.UTC(2026, 10, 24, 8);

const viewer: Viewer = {
  now: nowUtc,
  timeZone: "Europe/Rome",
  locale: "en-GB",
  ownAddresses: ["ana.silva@contoso.com"],
};

/** Each step's first time, and the median of the times after it. */
export function measurePlanning(): readonly Figure[] {
  const message = "We are closed on 24 December. Please rebook: {start} does not take place. ".repeat(3);
  const items = Array.from({ length: itemCount }, (_, index) => plannedItem(index, message));
  const draft: PlanDraft = { id: "bench", items, message, leftOut: [] };
  const write = (): string =>
    writePlanDocument(draft, {
      viewer,
      account: "ana.silva@contoso.com",
      graphOrigin: "https://graph.microsoft.com",
    });
  const text = { written: "" };
  return [
    ...timed("Writing", () => {
      text.written = write();
    }),
    ...timed("Reading", () => {
      const { blocks, problems } = readPlanDocument(text.written);
      if (blocks.length !== itemCount || problems.length > 0) throw new Error(`Only ${blocks.length} items were read.`);
    }),
    ...timed("Showing who gets which mail of", () => void planPreview(items, viewer)),
  ];
}

function timed(what: string, run: () => void): readonly Figure[] {
  const times = Array.from({ length: rounds + 1 }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  const [first = Number.NaN, ...all] = times;
  const name = `${what} a plan of ${itemCount} items`;
  return [
    { name: `${name}, the first time`, value: first, unit: "ms" },
    { name, value: median(all), unit: "ms", all },
  ];
}

function plannedItem(index: number, message: string): PlannedItem {
  const item = index % 3 === 0 ? booking(index) : event(index);
  return { target: targetOf(item), action: { kind: "cancel" }, item, scope: "single", message };
}

function event(index: number): AgendaItem {
  const startUtc = nowUtc + index * 900_000;
  return {
    kind: "event",
    id: `AAMkAGI2TG93AAA-${"x".repeat(100)}${index}=`,
    mailbox: { kind: "me" },
    subject: `Design review ${index}`,
    span: { kind: "timed", startUtc, endUtc: startUtc + 1_800_000 },
    isOrganizer: true,
    isCancelled: false,
    isPrivate: false,
    attendees: Array.from({ length: invitedToEach }, (_, each) => ({
      name: `Person ${(index * 7 + each) % 900}`,
      address: `person${(index * 7 + each) % 900}@contoso.com`,
      type: "required",
      response: "none",
    })),
    series: "single",
    notes: [],
  };
}

function booking(index: number): AgendaItem {
  const startUtc = nowUtc + index * 900_000;
  return {
    kind: "booking",
    id: `AAMkBooking${index}=`,
    businessId: "ContosoDental@contoso.com",
    businessName: "Contoso Dental",
    serviceName: "Initial consult",
    span: { kind: "timed", startUtc, endUtc: startUtc + 1_800_000 },
    customers: [{ name: `Customer ${index}`, address: `customer${index}@adatum.com` }],
    staff: [],
    maximumCustomers: 1,
    notes: [],
  };
}
