/** Which items a filter finds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldText, itemMatcher, matchesFilter } from "../../../src/agenda/filterMatch.ts";
import type { AgendaItem, AgendaSource } from "../../../src/agenda/item.ts";
import { parseItemFilter } from "../../../src/agenda/itemFilter.ts";
import {
  ana,
  anaCalendar,
  booking,
  dental,
  event,
  invite,
  leeCalendar,
  person,
  receptionCalendar,
  timed,
} from "./agendaItems.ts";

function assertFinds(
  item: AgendaItem,
  found: readonly string[],
  others: readonly string[],
  source?: AgendaSource,
): void {
  const finds = (text: string): boolean => {
    const { filter, problems } = parseItemFilter(text);
    assert.deepEqual(problems, [], text);
    return matchesFilter(item, filter, ana, source);
  };
  for (const text of found) assert.ok(finds(text), `${text} should find it`);
  for (const text of others) assert.ok(!finds(text), `${text} should not find it`);
}

test("each word looks into its own part", () => {
  const review = event({
    organizer: { name: "Ana Silva", address: "ana.silva@contoso.com" },
    attendees: invite("lee.gu@contoso.com"),
    location: "Room 4",
  });
  assertFinds(
    review,
    [
      "subject:review",
      "organizer:silva",
      "organizer:ana.silva@",
      "person:lee",
      "person:contoso.com",
      "room",
      "",
      "lee",
    ],
    [
      "subject:lee",
      "organizer:lee",
      "person:silva",
      "service:review",
      "staff:lee",
      "business:contoso",
      "fabrikam",
      "reviewana",
    ],
    anaCalendar,
  );
  assertFinds(
    booking(),
    ["service:consult", "person:rossi", "person:fabrikam", "staff:kim", "business:dental", "business:ContosoDental@"],
    ["subject:consult", "person:kim", "staff:rossi", "calendar:dental", "organizer:kim"],
    dental,
  );
});

test("a calendar is found by its name, its mailbox and its owner, and only where it is known", () => {
  assertFinds(event(), ["calendar:calendar", "calendar:silva"], ["calendar:reception"], anaCalendar);
  assertFinds(event(), ["calendar:lee", "gu"], ["calendar:reception"], leeCalendar);
  assertFinds(event(), ["calendar:reception@contoso"], [], receptionCalendar);
  assertFinds(event(), ["-calendar:reception"], ["calendar:calendar"]);
});

test("case and accents make no difference", () => {
  assertFinds(event({ subject: "CAFÉ with José" }), ["cafe", "subject:jose", "subject:JOSÉ"], ["cafeteria"]);
  assertFinds(event({ subject: "Cafe with Jose" }), ["café", "JOSÉ"], []);
  assertFinds(event({ subject: "İstanbul ﬁnance ＡＢＣ" }), ["istanbul", "finance", "abc"], []);
});

test("`is:` tells items apart", () => {
  const attended = { isOrganizer: false, organizer: person("lee.gu@contoso.com") };
  assertFinds(event(), ["is:event", "is:single", "is:organizer"], ["is:booking", "is:series", "is:online", "is:past"]);
  assertFinds(event(attended), ["is:attendee"], ["is:organizer"]);
  assertFinds(
    booking(),
    ["is:booking", "is:single", "is:one-to-one", "is:external"],
    ["is:event", "is:organizer", "is:attendee", "is:group", "is:private", "is:cancelled"],
  );
  for (const series of ["occurrence", "exception", "master"] as const) {
    assertFinds(event({ series }), ["is:series"], ["is:single"]);
  }
  assertFinds(event({ joinUrl: "https://teams.microsoft.com/l/1" }), ["is:online"], []);
  assertFinds(event({ isPrivate: true }), ["is:private"], ["is:cancelled"]);
  assertFinds(event({ ...attended, isCancelled: true }), ["is:cancelled"], ["is:private"]);
  assertFinds(event({ span: timed("2026-11-23T08:00Z", "2026-11-23T09:00Z") }), ["is:past"], []);
  assertFinds(event({ attendees: invite("kim@fabrikam.com") }), ["is:external"], []);
  assertFinds(event({ attendees: invite("kim@contoso.com") }), [], ["is:external"]);
});

test("one-to-one is about one other person, a group about more; rooms and oneself do not count", () => {
  const room = { ...person("room4@contoso.com"), type: "resource", response: "none" } as const;
  assertFinds(event(), [], ["is:one-to-one", "is:group"]);
  const one = invite("kim@contoso.com", "ana.silva@contoso.com");
  assertFinds(event({ attendees: [...one, room] }), ["is:one-to-one"], ["is:group"]);
  assertFinds(event({ attendees: invite("kim@contoso.com", "lee@contoso.com") }), ["is:group"], ["is:one-to-one"]);
  assertFinds(event({ attendees: one, lacksPeople: true }), [], ["is:one-to-one", "is:group"]);
});

test("all terms have to hold", () => {
  assertFinds(event(), ["design is:event -is:private"], ["design is:booking", "design -review"]);
});

const anyItem: fc.Arbitrary<AgendaItem> = fc.oneof(
  fc
    .record({ subject: fc.string({ unit: "grapheme" }), isOrganizer: fc.boolean(), isPrivate: fc.boolean() })
    .map((parts) => event(parts)),
  fc
    .record({ serviceName: fc.string({ unit: "grapheme" }), maximumCustomers: fc.integer() })
    .map((parts) => booking(parts)),
);
const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("is:event", "is:group", "subject:a", "person:rossi", '"', "is:private lee"),
);

test("a minus finds exactly what the term does not find", () => {
  fc.assert(
    fc.property(anyItem, anyText, (item, text) => {
      for (const term of parseItemFilter(text).filter.terms) {
        const finds = (isNot: boolean): boolean => matchesFilter(item, { terms: [{ ...term, isNot }] }, ana);
        assert.notEqual(finds(true), finds(false));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("another term never finds more", () => {
  fc.assert(
    fc.property(anyItem, anyText, anyText, (item, text, more) => {
      const { terms } = parseItemFilter(text).filter;
      const both = [...terms, ...parseItemFilter(more).filter.terms];
      if (matchesFilter(item, { terms: both }, ana)) assert.ok(matchesFilter(item, { terms }, ana));
    }),
    { numRuns: 1_000 },
  );
});

test("folding twice is folding once, and a text is found in itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (subject) => {
      assert.equal(foldText(foldText(subject)), foldText(subject));
      const filter = { terms: [{ kind: "field", field: "subject", value: subject, isNot: false }] } as const;
      assert.ok(matchesFilter(event({ subject }), filter, ana));
    }),
  );
});

test("ten thousand items are filtered at once, from the first letter on", () => {
  const items = Array.from({ length: 10_000 }, (_, at) =>
    event({
      id: `event-${at}`,
      subject: at % 3 === 0 ? `Café ${at} Überblick` : `Design review ${at}`,
      attendees: invite("lee.gu@contoso.com", "kim@fabrikam.com", `guest${at}@fabrikam.com`),
    }),
  );
  const matches = itemMatcher(parseItemFilter('"uberblick" person:guest -is:past').filter, ana);
  const started = performance.now();
  const found = items.filter((item) => matches(item, anaCalendar));
  const tookMs = performance.now() - started;
  assert.equal(found.length, 3_334);
  // A person notices nothing of it; a machine with many other things to do is given more time.
  assert.ok(tookMs < 500, `${tookMs} ms`);
});
