/** The document that says who would be mailed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem } from "../../src/agenda/item.ts";
import { ana, booking, event, invite } from "../unit/agenda/agendaItems.ts";

import { peopleDocument } from "../../src/editor/peopleDocument.ts";

function assertSays(item: AgendaItem, said: readonly string[], unsaid: readonly string[] = []): void {
  const text = peopleDocument(item, ana);
  for (const part of said) assert.ok(text.includes(part), `“${part}” in:\n${text}`);
  for (const part of unsaid) assert.ok(!text.includes(part), `“${part}” not in:\n${text}`);
}

const nobody = "Cancelling it mails nobody.";
const more = "Who is invited could not be read completely: more people may be mailed.";
const unread = { name: "", address: "", isUnread: true };

test("nobody is mailed only where that could be read", () => {
  assertSays(event(), [nobody], [more]);
  assertSays(event({ lacksPeople: true }), [more], [nobody]);
  assertSays(event({ attendees: invite("lee@contoso.com"), lacksPeople: true }), ["mails 1 person", `. ${more}`]);
  assertSays(booking({ staff: [unread, { ...unread }] }), [
    more,
    "## Their Address Is Not Known (2)\n\n- somebody who could not be read\n- somebody who could not be read\n",
  ]);
});

test("of a series, people of single meetings are counted, and nobody is said to be left where they are not known", () => {
  const guests = { attendees: invite("kim@fabrikam.com"), lookedThrough: "all" } as const;
  const uncounted = "Whoever is invited to single meetings of a series only is mailed as well";
  assertSays(event({ series: "master", guests }), ["mails 1 person", "kim@fabrikam.com"], [uncounted]);
  assertSays(event({ series: "master" }), [uncounted], [nobody]);
  assertSays(
    event({ series: "master", guests: { ...guests, lookedThrough: "near" } }),
    ["more than a year back"],
    [nobody],
  );
});
