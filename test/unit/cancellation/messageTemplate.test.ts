import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { AgendaItem } from "../../../src/agenda/item.ts";
import { fillTemplate, templateProblems } from "../../../src/cancellation/messageTemplate.ts";
import { ana, booking, event } from "./sampleItems.ts";

const rossi = { name: "M. Rossi", address: "m.rossi@adatum.com" };
const lee = { name: "Lee Park", address: "lee@contoso.com" };

const rows: readonly [name: string, template: string, item: AgendaItem, expected: string][] = [
  ["an event", "{subject} on {start}", event(), "Design review on Tue 24 Nov 09:30"],
  ["an event without a title", "Sorry for {subject}", event({ subject: " " }), "Sorry for our meeting"],
  ["an event in another zone", "{start}", event({ timeZone: "Europe/London" }), "Tue 24 Nov 08:30 Europe/London"],
  ["an event in a zone with the same clocks", "{start}", event({ timeZone: "Europe/Berlin" }), "Tue 24 Nov 09:30"],
  [
    "whole days",
    "{start}",
    event({ span: { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-25" } }),
    "Tue 24 Nov",
  ],
  ["who organises an event", "Regards, {business}", event({ organizer: lee }), "Regards, Lee Park"],
  ["an event of nobody", "Regards, {business}", event(), "Regards, the organizer"],
  ["the people of an event", "Dear {customer},", event(), "Dear all,"],
  [
    "a booking",
    "Dear {customer}, {business} cancels {subject}.",
    booking(),
    "Dear M. Rossi, Contoso Dental cancels Initial consult.",
  ],
  ["a booking without a customer", "Dear {customer},", booking({ customers: [] }), "Dear customer,"],
  [
    "a customer without a name",
    "Dear {customer},",
    booking({ customers: [{ name: "", address: "x@y.z" }] }),
    "Dear customer,",
  ],
  [
    "several customers never read each other's names",
    "Dear {customer},",
    booking({ customers: [rossi, lee] }),
    "Dear all,",
  ],
  ["customers that could not all be read", "Dear {customer},", booking({ lacksPeople: true }), "Dear all,"],
  [
    "what is filled in is not filled again",
    "{customer}",
    booking({ customers: [{ ...rossi, name: "{subject} $& {{x}}" }] }),
    "{subject} $& {{x}}",
  ],
  ["other braces", "{ } {{subject}} {Subject} {x} {", event(), "{ } {Design review} {Subject} {x} {"],
];
for (const [name, template, item, expected] of rows) {
  test(`fills in: ${name}`, () => {
    assert.equal(fillTemplate(template, item, ana), expected);
  });
}

test("words in braces that are no placeholder are found where they stand", () => {
  const template = "Dear {custmer}, {Subject} { start } at {business} {} {1} {two words}";
  assert.deepEqual(
    templateProblems(template).map(({ name, span }) => [name, template.slice(span.start, span.end)]),
    [
      ["custmer", "{custmer}"],
      ["Subject", "{Subject}"],
      ["start", "{ start }"],
    ],
  );
});

test("a text without braces is sent as it is, and every text can be filled", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      if (!text.includes("{")) assert.equal(fillTemplate(text, booking(), ana), text);
      templateProblems(text);
      fillTemplate(text, event(), ana);
    }),
  );
});
