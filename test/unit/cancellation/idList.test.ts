/** Lists of ids: tables and texts, what of them names an item, and what is said of the rest. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mostListLines, readIdList } from "../../../src/cancellation/idList.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { targetKey } from "../../../src/cancellation/target.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { readCsv } from "../../../src/editor/readCsv.ts";

const id = "AAMkAGI1AAAoZCfHAAA=";
const other = "AAMkAGI1AAAoZCfIAAA=";
const dental = "ContosoDental@contoso.com";
const graph = "https://graph.microsoft.com/v1.0";

interface Expected {
  /** Line, target and message of each item. */
  readonly items?: readonly (readonly [number, CancelTarget, string?])[];
  /** Line and code of each problem. */
  readonly problems?: readonly string[];
}

function assertList(text: string, { items = [], problems = [] }: Expected, fileName = "list.txt"): void {
  const list = readIdList(text, fileName, readCsv);
  assert.deepEqual(
    list.entries.map(({ line, target, message }) => [line, targetKey(target), message]),
    items.map(([line, target, message]) => [line, targetKey(target), message]),
    text,
  );
  assert.deepEqual(
    list.problems.map(({ line, code }) => `${line} ${code}`),
    problems,
    text,
  );
  for (const { sentence } of list.problems) assert.match(sentence, /^[^\n]{10,300}\.$/u);
}

test("a text names an item on each line, in any of the ways that people copy", () => {
  const mine = eventTarget(id);
  assertList(id, { items: [[1, mine]] });
  assertList(`# the stand-ups\r\n\r\n  ${id}  \r\n${other}\r\n`, {
    items: [
      [3, mine],
      [4, eventTarget(other)],
    ],
  });
  assertList(`\uFEFF${id}`, { items: [[1, mine]] });
  assertList(`${graph}/me/events/${encodeURIComponent(id)}`, { items: [[1, mine]] });
  assertList(`${graph}/me/events/${encodeURIComponent(id)}/cancel`, { items: [[1, mine]] });
  assertList(`${graph}/me/events/${encodeURIComponent(id)}?$select=subject`, { items: [[1, mine]] });
  assertList(`/users/lee@contoso.com/events/${encodeURIComponent(id)}`, {
    items: [[1, eventTarget(id, { mailbox: { kind: "user", id: "lee@contoso.com" } })]],
  });
  assertList(`${graph}/solutions/bookingBusinesses/${dental}/appointments/${encodeURIComponent(id)}/cancel`, {
    items: [[1, bookingTarget(dental, id)]],
  });
});

test("links to Outlook on the web are read, in its own spelling of ids", () => {
  const outlook = encodeURIComponent("AAMk/GI1+AAoZCfHAAA=");
  const target = eventTarget("AAMk-GI1_AAoZCfHAAA=");
  for (const link of [
    `https://outlook.office365.com/owa/?itemid=${outlook}&exvsurl=1&path=/calendar/item`,
    `https://outlook.office.com/calendar/item/${outlook}`,
    `https://outlook.live.com/calendar/0/deeplink/read/${outlook}?ispopout=1`,
    `https://outlook.cloud.microsoft/calendar/item/${outlook}`,
  ]) {
    assertList(link, { items: [[1, target]] });
  }
  assertList("https://outlook.office.com/calendar/view/week", { problems: ["1 notAnId"] });
  assertList("https://outlook.office.com/calendar/item/%E0%A4%A", { problems: ["1 notAnId"] });
});

test("what names nothing is said by line", () => {
  assertList("call Lee\n\n{id}\nhttps://contoso.com/events/1\n/me/events/{id}/cancel\nshort", {
    problems: ["1 notAnId", "3 placeholder", "4 notAnId", "5 placeholder", "6 notAnId"],
  });
  assertList("", { problems: ["0 empty"] });
  assertList("\n# nothing\n", { problems: ["0 empty"] });
  assertList("DELETE everything", { problems: ["1 notAnId"] });
});

test("an item that is named twice is taken once, with the first message", () => {
  assertList(`${id}\n${graph}/me/events/${encodeURIComponent(id)}`, {
    items: [[1, eventTarget(id)]],
    problems: ["2 duplicate"],
  });
  const text = `id,message\n${id},first\n${id},second\n`;
  assertList(text, { items: [[2, eventTarget(id), "first"]], problems: ["3 duplicate"] });
  assert.match(readIdList(text, "a.csv", readCsv).problems[0]?.sentence ?? "", /with the message of line 2/u);
});

test("a table says by its head what its columns are, whatever parts them", () => {
  const rows: Expected = {
    items: [
      [2, eventTarget(id), "Sorry, ill"],
      [3, eventTarget(other, { mailbox: { kind: "user", id: "lee@contoso.com" } })],
    ],
  };
  const cells = [
    ["Event ID", "Mailbox", "Message"],
    [id, "", "Sorry, ill"],
    [other, "lee@contoso.com", ""],
  ];
  for (const separator of [",", ";", "\t"]) {
    for (const end of ["\n", "\r\n"]) {
      const text = cells.map((row) => row.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(separator));
      assertList(text.join(end), rows, "list.csv");
      assertList(`\uFEFF${text.join(end)}${end}`, rows, "list.txt");
    }
  }
});

test("the columns of a table decide what an id is", () => {
  const group = { kind: "group", id: "f2b1c0de-0000-0000-0000-000000000001" } as const;
  assertList(`appointmentId,business\n${id},${dental}`, { items: [[2, bookingTarget(dental, id)]] });
  assertList(`id,business\n${id},${dental}\n${other},`, {
    items: [
      [2, bookingTarget(dental, id)],
      [3, eventTarget(other)],
    ],
  });
  assertList(`bookingId\n${id}`, { problems: ["2 noBusiness"] }, "a.csv");
  assertList(`bookingId;business\n${id};not an address`, { problems: ["2 noBusiness"] });
  assertList(`id,calendar\n${id},reception@contoso.com`, {
    items: [[2, eventTarget(id, { mailbox: { kind: "user", id: "reception@contoso.com" } })]],
  });
  assertList(`id,calendar\n${id},Holidays`, { problems: ["2 badMailbox"] });
  assertList(`id,mailbox\n${id},me`, { items: [[2, eventTarget(id)]] });
  assertList(`id,user\n${id},lee@contoso.com`, { items: [[2, eventTarget(id)]] });
  assertList(`id,group\n${id},${group.id}`, { items: [[2, eventTarget(id, { mailbox: group })]] });
  assertList(`id,mailbox\n${id},lee/../ana`, { problems: ["2 badMailbox"] });
  assertList(`subject,id\nReview,${id}`, { items: [[2, eventTarget(id)]] });
  assertList(`id,message\n,Sorry`, { problems: ["2 notAnId"] });
});

test("a table without a head has id, business and mailbox in this order, and no message", () => {
  assertList(`${id},${dental},,Sorry`, { items: [[1, bookingTarget(dental, id)]] });
  assertList(`\uFEFF"${id}","${dental}"`, { items: [[1, bookingTarget(dental, id)]] });
  assertList(`${id};;lee@contoso.com`, {
    items: [[1, eventTarget(id, { mailbox: { kind: "user", id: "lee@contoso.com" } })]],
  });
});

test("nobody is mailed what was not written as a message", () => {
  assertList(`id,comment\n${id},asked for twice`, { items: [[2, eventTarget(id)]] });
  assertList(`id,cancellationMessage\n${id},Sorry`, { items: [[2, eventTarget(id), "Sorry"]] });
  const ansi = new TextDecoder().decode(Uint8Array.of(0x54, 0xfc, 0x72)); // “Tür” as an old Excel saves it.
  assertList(`id,message\n${id},${ansi}`, { problems: ["0 notUtf8"] });
});

test("a message may hold line breaks and quotes, and lines are counted as in the file", () => {
  assertList(`id,message\r\n${id},"Sorry,\r\n""ill"" today"\r\n\r\n${other},Hi\r\nnothing,`, {
    items: [
      [2, eventTarget(id), 'Sorry,\r\n"ill" today'],
      [5, eventTarget(other), "Hi"],
    ],
    problems: ["6 notAnId"],
  });
});

test("the cloud of an address is kept, so that another cloud's is not taken for one's own", () => {
  const clouds = [
    `${graph}/me/events/${id}`,
    `https://graph.microsoft.us/v1.0/me/events/${other}`,
    "/me/events/AAMkAGI1AAAx",
  ];
  assert.deepEqual(
    readIdList(clouds.join("\n"), "a.txt", readCsv).entries.map(({ cloud }) => cloud),
    ["global", "usGovernment", undefined],
  );
});

test("what cannot be read as a table, or is too large, is refused as a whole", () => {
  assertList(`id,message\n${id},"not closed`, { problems: ["0 noTable"] });
  const lines = Array.from({ length: mostListLines }, (_, at) => `AAMkAGI1AAA${at}AAA`);
  assert.equal(readIdList(lines.join("\n"), "a.txt", readCsv).entries.length, mostListLines);
  assertList(`${lines.join("\n")}\n${id}\n${other}`, { problems: ["0 tooLarge"] });
  assertList("a".repeat(5_000_001), { problems: ["0 tooLarge"] });
});

const anyCell = fc.oneof(
  fc.constantFrom(
    id,
    other,
    dental,
    "id",
    "message",
    "business",
    "",
    '"',
    "me",
    `${graph}/me/events/${id}/cancel`,
    "/me/",
  ),
  fc.string({ unit: "binary" }),
);

test("whatever a file holds, reading it throws nothing, and every target is one that stands in it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { maxLength: 4 }), { maxLength: 6 }),
      fc.constantFrom(",", ";", "\t", " "),
      fc.constantFrom("a.csv", "a.txt"),
      (rows, separator, fileName) => {
        const text = rows.map((row) => row.join(separator)).join("\n");
        for (const { target } of readIdList(text, fileName, readCsv).entries) {
          const named = target.kind === "event" ? target.eventId : target.appointmentId;
          const asOutlook = named.replaceAll("-", "/").replaceAll("_", "+");
          const decoded = decodeURIComponent(
            text.replaceAll(/%(?![\da-f]{2})/giu, "%25").replaceAll(/%[89a-f]./giu, ""),
          );
          assert.ok(
            [text, decoded, text.replaceAll("/", "-").replaceAll("+", "_")].some(
              (one) => one.includes(named) || one.includes(asOutlook),
            ),
            named,
          );
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
