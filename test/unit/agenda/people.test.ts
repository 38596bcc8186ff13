/** Who counts as a person, and who is outside the organisation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  distinctPeople,
  domainOf,
  isExternal,
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
