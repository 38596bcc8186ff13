/** What the tooltip and the details of a business say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BusinessDetails } from "../../../src/agenda/business.ts";
import { businessFacts, businessSections } from "../../../src/agenda/describeBusiness.ts";

const bare: BusinessDetails = { id: "Dental@contoso.com", name: "Contoso Dental", services: [], staff: [], notes: [] };
const whole: BusinessDetails = {
  ...bare,
  phone: "+43 1 5550",
  email: "",
  webSite: "https://dental.example.com/",
  timeZone: "Europe/Vienna",
  openingHours: [
    {
      day: "monday",
      slots: [
        { start: "09:00", end: "12:00" },
        { start: "13:00", end: "17:00" },
      ],
    },
    { day: "tuesday", slots: [{ start: "09:00", end: "12:00" }] },
    { day: "wednesday", slots: [{ start: "09:00", end: "12:00" }] },
    { day: "sunday", slots: [] },
  ],
  minimumLeadTimeMinutes: 1500,
  services: [
    { id: "1", name: "Initial consult", durationMinutes: 30, maximumCustomers: 1 },
    { id: "2", name: "Course", durationMinutes: 90, maximumCustomers: 8, minimumLeadTimeMinutes: 120 },
  ],
  staff: [
    { id: "1", name: "Dr Kim", address: "kim@contoso.com", role: "teamMember" },
    { id: "2", name: "" },
  ],
  notes: ["Its customers could not be read."],
};

function assertFacts(business: BusinessDetails, expected: readonly string[]): void {
  const { facts } = businessFacts(business);
  assert.deepEqual(
    facts.map(({ name, text }) => `${name}: ${text}`),
    expected,
  );
}

test("the tooltip tells what is known, and leaves out what is not", () => {
  assertFacts(whole, [
    "Mailbox: Dental@contoso.com",
    "Phone: +43 1 5550",
    "Web site: https://dental.example.com/",
    "Opening hours: Mon 09:00 – 12:00, 13:00 – 17:00, Tue – Wed 09:00 – 12:00, Sun closed",
    "Time zone: Europe/Vienna",
    "Last cancellation: until 1 d 1 h before the start",
    "Services: Initial consult, Course",
    "Staff: Dr Kim",
  ]);
  assertFacts(bare, ["Mailbox: Dental@contoso.com"]);
  assertFacts({ ...bare, minimumLeadTimeMinutes: 0 }, ["Mailbox: Dental@contoso.com"]);
  assert.deepEqual(businessFacts(whole).sentences, ["Its customers could not be read."]);
});

test("the tooltip names five and counts the rest", () => {
  const services = Array.from({ length: 7 }, (_, at) => ({ id: `${at}`, name: `S${at}`, maximumCustomers: 1 }));
  assertFacts({ ...bare, services }, ["Mailbox: Dental@contoso.com", "Services: S0, S1, S2, S3, S4 and 2 more"]);
});

test("the details list hours, services and staff", () => {
  assert.deepEqual(businessSections(whole), [
    { title: "Opening hours", lines: ["Mon 09:00 – 12:00, 13:00 – 17:00", "Tue – Wed 09:00 – 12:00", "Sun closed"] },
    {
      title: "Services",
      lines: ["Initial consult · 30 min", "Course · 1 h 30 min · up to 8 customers · until 2 h before the start"],
    },
    { title: "Staff", lines: ["Dr Kim · team member · kim@contoso.com", "(no name)"] },
  ]);
  assert.deepEqual(businessSections(bare), []);
});
