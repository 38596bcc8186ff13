import assert from "node:assert/strict";
import test from "node:test";
import { planPeople } from "../../../src/cancellation/planPeople.ts";
import { planPreview } from "../../../src/cancellation/planPreview.ts";
import { endSeries, master, oneOfEach, planned } from "./planDocument/samplePlans.ts";
import { ana, attendee, booking, event } from "./sampleItems.ts";

const lee = attendee("lee@contoso.com", "Lee Park");
const kim = attendee("kim@fabrikam.com", "Kim Ito");

test("everybody is listed once, with their mails and the words that they read", () => {
  const { text, addresses } = planPreview(
    [
      planned({ item: event({ id: "1", attendees: [lee, kim] }), message: "{subject} is off." }),
      planned({
        item: event({ id: "2", subject: "Retro", attendees: [{ ...lee, address: "LEE@contoso.com" }] }),
        message: "{subject} is off.",
      }),
      planned({ item: event({ id: "3", attendees: [lee] }), message: "{subject} is off." }),
      planned({ item: booking({ customers: [{ name: "Mrs. Jensen", address: "" }] }), message: "" }),
    ],
    ana,
  );
  assert.deepEqual(text.split("\n"), [
    "# Who Gets Notified?",
    "",
    "4 items, mailing 3 people, 1 of them outside your organisation. 1 person gets 3 or more mails.",
    "",
    "## Get 3 or More Mails (1)",
    "",
    "- Lee Park <lee@contoso.com>: 3 mails",
    "  - Tue 24 Nov, 09:30 – 10:15: Design review · message 1",
    "  - Tue 24 Nov, 09:30 – 10:15: Retro · message 2",
    "  - Tue 24 Nov, 09:30 – 10:15: Design review · message 1",
    "",
    "## Outside Your Organisation (1)",
    "",
    "- Kim Ito <kim@fabrikam.com>, outside: 1 mail",
    "  - Tue 24 Nov, 09:30 – 10:15: Design review · message 1",
    "",
    "## In Your Organisation (1)",
    "",
    "- Dr Kim <dr.kim@contoso.com>: 1 mail",
    "  - Tue 24 Nov, 14:00 – 14:30: Initial consult — Mrs. Jensen · message 3",
    "",
    "## Nobody Can Mail Them (1)",
    "",
    "- Mrs. Jensen",
    "",
    "## Message 1 (2 items)",
    "",
    "> Design review is off.",
    "",
    "## Message 2 (1 item)",
    "",
    "> Retro is off.",
    "",
    "## Message 3 (1 item)",
    "",
    "No message.",
    "",
  ]);
  assert.deepEqual(addresses, ["lee@contoso.com", "kim@fabrikam.com", "dr.kim@contoso.com"]);
});

test("what other people wrote begins no line of its own", () => {
  const { text } = planPreview(
    [
      planned({
        item: event({
          subject: "a\n# Heading\u2028- b\u202e",
          attendees: [attendee("x@y.z\n- w@y.z", "Eve\r\n## Boss")],
        }),
        message: "one\r\n# two\u2028three",
      }),
    ],
    ana,
  );
  const added = text.split(/[\n\r\u2028]/u).filter((line) => /^(?:# Heading|- b|- w|## Boss|# two|three)/u.test(line));
  assert.deepEqual(added, []);
  assert.doesNotMatch(text, /\u202e/u);
});

test("who is mailed depends on what is done", () => {
  const people = planPeople(oneOfEach, ana);
  assert.deepEqual(
    people.persons.map(({ person, isExternal, items }) => [person.address, isExternal, items.length]),
    [
      ["lee.park@contoso.com", false, 2],
      ["kim@fabrikam.com", true, 2],
      ["m.rossi@adatum.com", true, 1],
      ["dr.kim@contoso.com", false, 1],
      ["lee@fabrikam.com", true, 1],
    ],
  );
  assert.deepEqual(people.mailedOften, []);
});

test("whoever gets the most mails comes first", () => {
  const items = [
    planned({ item: event({ id: "1", attendees: [kim] }) }),
    planned({ item: event({ id: "2", attendees: [kim, lee] }) }),
    planned({ item: event({ id: "3", attendees: [lee] }) }),
    planned({ item: event({ id: "4", attendees: [lee] }) }),
  ];
  const { persons, mailedOften } = planPeople(items, ana);
  assert.deepEqual(
    persons.map(({ person, items: { length } }) => [person.name, length]),
    [
      ["Lee Park", 3],
      ["Kim Ito", 2],
    ],
  );
  assert.deepEqual(mailedOften, persons.slice(0, 1));
});

test("an organizer who could not be read may still be mailed", () => {
  const action = { kind: "decline", sendsReply: true } as const;
  assert.ok(planPeople([planned({ item: event({ isOrganizer: false }), action })], ana).lacksPeople);
  const unread = { name: "Lee", address: "", isUnread: true } as const;
  const people = planPeople([planned({ item: event({ isOrganizer: false, organizer: unread }), action })], ana);
  assert.deepEqual([people.people, people.unread], [[], [unread]]);
});

test("whoever is invited to single meetings of a series is not known, and that is said", () => {
  const unknown = /Whoever is invited to single meetings of a series only is mailed as well, and is not counted\./u;
  const whole = planned({ item: master, scope: "series" });
  assert.match(planPreview([whole], ana).text, unknown);
  assert.doesNotMatch(planPreview([planned()], ana).text, unknown);
  const { lacksPeople, lacksLists, lookedThrough } = planPeople([planned(), whole], ana);
  assert.deepEqual([lacksPeople, lacksLists, lookedThrough], [true, false, "none"]);
  const silent = planPeople([planned({ item: master, action: { kind: "decline", sendsReply: false } })], ana);
  assert.deepEqual([silent.lacksPeople, silent.lookedThrough], [false, "all"]);
});

test("a series that is ended is one mail, whatever it takes with it", () => {
  const { text } = planPreview([planned({ item: master, action: endSeries, scope: "series", message: "" })], ana);
  assert.match(
    text,
    /^- Lee Park <lee\.park@contoso\.com>: 1 mail\n {2}- .*Stand-up \(the series ends on Mon 21 Dec\) · without a message$/mu,
  );
});
