/** What a filter's text says, and what is said of mistakes in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { filterFields, filterTraits } from "../../../src/agenda/filterWords.ts";
import { describeFilter, parseItemFilter, writeItemFilter } from "../../../src/agenda/itemFilter.ts";
import type { FilterTerm } from "../../../src/agenda/itemFilter.ts";

function assertRead(text: string, terms: readonly FilterTerm[], problems: readonly string[] = []): void {
  const read = parseItemFilter(text);
  assert.deepEqual(read.filter.terms, terms, text);
  assert.deepEqual(
    read.problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`),
    problems,
    text,
  );
}

const text = (value: string, isNot = false): FilterTerm => ({ kind: "text", value, isNot });
const subject = (value: string, isNot = false): FilterTerm => ({ kind: "field", field: "subject", value, isNot });
const isPrivate = (isNot: boolean): FilterTerm => ({ kind: "trait", trait: "private", isNot });

test("words, quotes, minus and free text are read", () => {
  assertRead("", []);
  assertRead("  \n ", []);
  assertRead("review", [text("review")]);
  assertRead("design review", [text("design"), text("review")]);
  assertRead('"design review"', [text("design review")]);
  assertRead("subject:review", [subject("review")]);
  assertRead('SUBJECT:"design review"', [subject("design review")]);
  assertRead("-subject:review", [subject("review", true)]);
  assertRead("-subject:“design review” lee", [subject("design review", true), text("lee")]);
  assertRead("„design review“ ”a b” a”b", [text("design review"), text("a b"), text("a”b")]);
  assertRead("-review", [text("review", true)]);
  assertRead("is:private", [isPrivate(false)]);
  assertRead("-is:Private", [isPrivate(true)]);
  assertRead('"say ""hi"""', [text('say "hi"')]);
  assertRead("  subject:a   lee\tis:private ", [subject("a"), text("lee"), isPrivate(false)]);
});

test("what only looks like a word is text", () => {
  assertRead("09:30", [text("09:30")]);
  assertRead("https://contoso.com/a:b", [text("https://contoso.com/a:b")]);
  assertRead("subject:09:30", [subject("09:30")]);
  assertRead('"re: budget"', [text("re: budget")]);
  assertRead("one-to-one", [text("one-to-one")]);
});

test("mistakes are found where they stand, and the rest is read all the same", () => {
  assertRead("colour:red lee", [text("lee")], ["unknownWord colour:red"]);
  assertRead("lee -is:secret", [text("lee")], ["unknownTrait -is:secret"]);
  assertRead("subject: review", [text("review")], ["missingValue subject:"]);
  assertRead('person:"" is:', [], ['missingValue person:""', "missingValue is:"]);
  assertRead("- review", [text("review")], ["loneMinus -"]);
  assertRead('subject:"design review', [subject("design review")], ['unclosedQuote subject:"design review']);
  assertRead("subject:“design review", [subject("design review")], ["unclosedQuote subject:“design review"]);
});

test("a problem says what is known", () => {
  const [word] = parseItemFilter("colour:red").problems;
  assert.match(word?.sentence ?? "", /“colour:”/u);
  assert.deepEqual(word?.known, [...filterFields.map((field) => `${field}:`), "is:"]);
  const [trait] = parseItemFilter("-is:secret").problems;
  assert.match(trait?.sentence ?? "", /“is:secret”/u);
  assert.deepEqual(
    trait?.known,
    filterTraits.map((known) => `-is:${known}`),
  );
});

test("a filter is described in words", () => {
  assert.equal(describeFilter({ terms: [] }), "everything");
  assert.equal(
    describeFilter(parseItemFilter('subject:"design review" -person:lee is:online -is:private 09:30').filter),
    "subject “design review” · not person “lee” · online · not private · “09:30”",
  );
});

const value = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.constantFrom('"', '""', "-", "is:", "a b", "a:b", "\u2028", "-a", "é"))
  .map((one) => one.trim())
  .filter((one) => one !== "");
const plain = { noNullPrototype: true };
const anyTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), value, isNot: fc.boolean() }, plain),
  fc.record(
    {
      kind: fc.constant("field" as const),
      field: fc.constantFrom(...filterFields),
      value,
      isNot: fc.boolean(),
    },
    plain,
  ),
  fc.record(
    { kind: fc.constant("trait" as const), trait: fc.constantFrom(...filterTraits), isNot: fc.boolean() },
    plain,
  ),
);

test("a filter that is written down reads back as the same filter", () => {
  fc.assert(
    fc.property(fc.array(anyTerm), (terms) => {
      assert.deepEqual(parseItemFilter(writeItemFilter({ terms })), { filter: { terms }, problems: [] });
    }),
    { numRuns: 500 },
  );
});

test("whatever is typed is read: spans lie in the text, in order, and nothing is thrown", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom('"', "“", "”", "-", ":", " ", "is:", "subject:", "-is:event", '""'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const typed = pieces.join("");
      const { filter, problems } = parseItemFilter(typed);
      let last = 0;
      for (const { span } of problems) {
        assert.ok(span.start >= 0 && span.end > span.start && span.end <= typed.length && span.start >= last);
        last = span.start;
      }
      assert.deepEqual(parseItemFilter(writeItemFilter(filter)).filter, filter);
    }),
    { numRuns: 500 },
  );
});

test("a very long text is read in a moment", () => {
  for (const unit of ["-", '"', "“", "a", "a:", 'subject:"" ', "is:x "]) {
    const started = performance.now();
    parseItemFilter(unit.repeat(20_000));
    assert.ok(performance.now() - started < 500, unit);
  }
});
