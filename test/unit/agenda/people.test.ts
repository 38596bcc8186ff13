/** Who counts as a person, and who is outside the organisation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarOwner } from "../../../src/agenda/calendarOwner.ts";
import type { CalendarEvent, Person } from "../../../src/agenda/item.ts";
import {
  distinctPeople,
  domainOf,
  isExternal,
  lacksPeople,
  organisationDomains,
  peopleOf,
  resourcesOf,
} from "../../../src/agenda/people.ts";
import { ana, booking, event, invite, person } from "./agendaItems.ts";

test("people are attendees who are no rooms, and customers, without the account itself", () => {
  const room = { ...person("room4@contoso.com"), type: "resource", response: "accepted" } as const;
  const meeting = event({
    attendees: [...invite("lee@contoso.com", "ANA.Silva@contoso.com", "LEE@contoso.com"), room],
  });
  assert.deepEqual(
    peopleOf(meeting, ana.ownAddresses).map(({ address }) => address),
    ["lee@contoso.com"],
  );
  assert.deepEqual(resourcesOf(meeting), [room]);
  const consult = booking({ customers: [person("a@fabrikam.com"), person("ana.silva@contoso.com")] });
  assert.deepEqual(
    peopleOf(consult, ana.ownAddresses).map(({ address }) => address),
    ["a@fabrikam.com"],
  );
  assert.deepEqual(resourcesOf(consult), []);
});

test("customers without an address are told apart by name", () => {
  const people = [
    { name: "Rossi", address: "" },
    { name: "Verdi", address: "" },
    { name: "Rossi", address: "" },
    { name: "Rossi", address: "rossi@fabrikam.com" },
  ];
  assert.equal(distinctPeople(people).length, 3);
});

test("those whose address could not be read are each counted", () => {
  const unread = { name: "Unknown customer", address: "", isUnread: true };
  assert.equal(distinctPeople([unread, { ...unread }, { name: "Unknown customer", address: "" }]).length, 3);
  assert.ok(lacksPeople(booking({ staff: [unread] })));
  assert.ok(lacksPeople(event({ lacksPeople: true })));
  assert.ok(!lacksPeople(event()) && !lacksPeople(booking({ customers: [{ name: "Rossi", address: "" }] })));
});

test("whoever looks at it is a guest of what is organised in another's calendar, and no guest of their own", () => {
  const [own] = ana.ownAddresses;
  const rows: readonly (readonly [string, Partial<CalendarEvent>, Person | undefined, number])[] = [
    ["in one's own", {}, undefined, 1],
    ["in one's own, as Graph has it", { organizer: { name: "Ana", address: "ANA.silva@contoso.com" } }, undefined, 1],
    ["in one's own, named", { mailbox: { kind: "user", id: "Ana.Silva@contoso.com" } }, undefined, 1],
    ["the directory's own address", { organizer: { name: "Ana", address: "/o=ExchangeLabs/cn=ana" } }, undefined, 1],
    ["attended", { isOrganizer: false, organizer: person("lee@contoso.com") }, undefined, 1],
    [
      "in a shared mailbox",
      { mailbox: { kind: "user", id: "reception@contoso.com" } },
      { name: "", address: "reception@contoso.com" },
      2,
    ],
    [
      "in a mailbox that is named by its id",
      { mailbox: { kind: "user", id: "3f2504e0" }, organizer: person("reception@contoso.com") },
      person("reception@contoso.com"),
      2,
    ],
    ["nothing but the id", { mailbox: { kind: "user", id: "3f2504e0" } }, { name: "3f2504e0", address: "" }, 2],
    ["in a calendar shared into one's own", { organizer: person("lee@contoso.com") }, person("lee@contoso.com"), 2],
    ["in a group's", { mailbox: { kind: "group", id: "g" } }, { name: "", address: "" }, 2],
  ];
  for (const [name, parts, owner, people] of rows) {
    const meeting = event({ attendees: invite("kim@contoso.com", own ?? ""), ...parts });
    assert.deepEqual(calendarOwner(meeting, ana.ownAddresses), owner, name);
    assert.equal(peopleOf(meeting, ana.ownAddresses).length, people, name);
  }
});

test("a domain is what follows the last @", () => {
  const rows = [
    ["ana@contoso.com", "contoso.com"],
    ["Ana@CONTOSO.com", "contoso.com"],
    ['"a@b"@contoso.com', "contoso.com"],
    ["ana@contoso.com ", "contoso.com"],
    ["/o=ExchangeLabs/cn=Recipients/cn=ana", undefined],
    ["ana@", undefined],
    ["", undefined],
  ] as const;
  for (const [address, domain] of rows) assert.equal(domainOf(address), domain, address);
});

test("outside is every domain but the account's own and their subdomains", () => {
  const rows = [
    { address: "lee@contoso.com", own: ["contoso.com"], external: false },
    { address: "lee@CONTOSO.com", own: ["contoso.com"], external: false },
    { address: "lee@mail.contoso.com", own: ["contoso.com"], external: false },
    { address: "lee@contoso.com", own: ["mail.contoso.com"], external: true },
    { address: "lee@notcontoso.com", own: ["contoso.com"], external: true },
    { address: "lee@contoso.com.example.net", own: ["contoso.com"], external: true },
    { address: "lee@contoso.de", own: ["contoso.com", "contoso.de"], external: false },
    { address: "/o=ExchangeLabs/cn=ana", own: ["contoso.com"], external: false },
    { address: "", own: ["contoso.com"], external: false },
    { address: "lee@fabrikam.com", own: [], external: false },
  ];
  for (const { address, own, external } of rows) {
    assert.equal(isExternal({ name: "Lee", address }, own), external, `${address} for ${own.join()}`);
  }
});

test("an organisation is the domains of one's own addresses, and a personal account has none", () => {
  const ownAddresses = ["ana@contoso.com", "ana@contoso.onmicrosoft.com", "Ana@Contoso.com", "nonsense"];
  assert.deepEqual(organisationDomains({ ownAddresses }), ["contoso.com", "contoso.onmicrosoft.com"]);
  assert.deepEqual(organisationDomains({ ownAddresses: ["ana@outlook.com"], isPersonal: true }), []);
});
