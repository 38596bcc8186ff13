/** What holds for every text, and where the pieces of a file stand. The rules themselves: requestGrammar.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import type { HttpRequest, RequestFile } from "../../../src/requestFile/requestFile.ts";
import type { Span } from "../../../src/requestFile/span.ts";

const sample = [
  "@host = {{origin}}/v1.0",
  "",
  "### Cancel the review",
  "# @name cancel",
  "POST {{host}}/me/events",
  "  /{{ id }}/cancel HTTP/1.1",
  "Content-Type: application/json",
  "Prefer: a,",
  "  b",
  "",
  "{",
  '  "comment": "{{%text}}"',
  "}",
  "",
  "# {{notMine}}",
  "",
].join("\n");

test("every piece of a request is where its span says", () => {
  const file = parseRequestFile(sample);
  const [request] = file.requests;
  assert.ok(request && file.requests.length === 1);
  const at = (span: Span | undefined): string | undefined => span && sample.slice(span.start, span.end);
  assert.deepEqual(
    [request.title, request.name, request.httpVersion].map((part) => at(part?.span)),
    ["Cancel the review", "cancel", "HTTP/1.1"],
  );
  assert.equal(at(request.methodSpan), "POST");
  assert.equal(at(request.urlSpan), "{{host}}/me/events\n  /{{ id }}/cancel");
  assert.equal(at(request.requestLineSpan), "POST {{host}}/me/events");
  assert.deepEqual(
    request.headers.map(({ nameSpan }) => at(nameSpan)),
    ["Content-Type", "Prefer"],
  );
  assert.deepEqual(
    request.headers.map(({ valueSpan }) => at(valueSpan)),
    ["application/json", "a,\n  b"],
  );
  assert.ok(request.body.kind === "text");
  assert.equal(at(request.body.span), '{\n  "comment": "{{%text}}"\n}');
  assert.deepEqual(
    request.tags.map(({ span, nameSpan, valueSpan }) => [at(span), at(nameSpan), at(valueSpan)]),
    [["# @name cancel", "name", "cancel"]],
  );
  assert.deepEqual(
    request.variableUses.map(({ expression, isPercentEncoded, span }) => [expression, isPercentEncoded, at(span)]),
    [
      ["host", false, "{{host}}"],
      ["id", false, "{{ id }}"],
      ["text", true, "{{%text}}"],
    ],
  );
  assert.ok(at(request.span)?.startsWith("### Cancel") && at(request.span)?.endsWith("{{notMine}}"));
  const [variable] = file.variables;
  assert.deepEqual([at(variable?.nameSpan), at(variable?.valueSpan)], ["host", "{{origin}}/v1.0"]);
  assert.deepEqual(
    variable?.uses.map(({ expression }) => expression),
    ["origin"],
  );
});

test("an HTTP version on a continuation line is taken off the URL", () => {
  const [request] = parseRequestFile(sample).requests;
  assert.equal(request?.url, "{{host}}/me/events/{{ id }}/cancel");
});

test("variables are found in braces, the innermost pair, on one line", () => {
  const uses = (url: string): readonly string[] =>
    parseRequestFile(`GET https://h/${url}`).requests[0]?.variableUses.map((use) => use.expression) ?? [];
  assert.deepEqual(uses("{{a}}{{b}}"), ["a", "b"]);
  assert.deepEqual(uses("{{{a}}}"), ["a"]);
  assert.deepEqual(uses("{{a}{{b}}"), ["b"]);
  assert.deepEqual(uses("{{}}{{ }}{{% }}{{a"), []);
  assert.deepEqual(uses("{{$guid}}/{{login.response.body.$.id}}"), ["$guid", "login.response.body.$.id"]);
});

/** Pieces that mean something to the reader, in any order, between any other text. */
const anyFile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."###|### t|# @name n|#@x|// c|@a = {{b}}|@a=|POST https://h/{{a}}/x HTTP/1.1|GET /x|{{u}}|?a=1|&b|/p|A: b|: x|{|}|{}|<|< ./f|<@l f|> {%|%}|{{|}}|{{+a|?? s|>> f|```|/*|*/|curl x|HTTP/1.1 200|PUT|put|\ufeff|\ud800".split(
          "|",
        ),
      ),
      fc.constantFrom("\n", "\r\n", "\r", "\n\n", " ", "\t", "  "),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

/** Fails unless the spans lie in the text one after the other. */
function assertInOrder(text: string, spans: readonly Span[]): void {
  let at = 0;
  for (const { start, end } of spans) {
    assert.ok(Number.isInteger(start) && Number.isInteger(end));
    assert.ok(at <= start && start <= end && end <= text.length, `${at} ${start} ${end} ${text.length}`);
    at = end;
  }
}

function assertRequestHolds(file: RequestFile, request: HttpRequest): void {
  const { text } = file;
  const at = ({ start, end }: Span): string => text.slice(start, end);
  const { span, methodSpan, urlPieces, urlSpan, headers, body } = request;
  const bodySpans = body.kind === "none" ? [] : [body.span];
  const headerSpans = headers.flatMap(({ nameSpan, valueSpan }) => [nameSpan, valueSpan]);
  assertInOrder(text, [...(methodSpan ? [methodSpan] : []), ...urlPieces, ...headerSpans, ...bodySpans]);
  const inner = [urlSpan, request.requestLineSpan, ...headerSpans, ...bodySpans];
  for (const part of inner) assert.ok(part.start >= span.start && part.end <= span.end);
  assert.equal(urlPieces.map(at).join(""), request.url);
  if (methodSpan) assert.equal(at(methodSpan).toUpperCase(), request.method);
  for (const part of [request.title, request.name, request.httpVersion])
    if (part) assert.equal(at(part.span), part.text);
  for (const { name, nameSpan, value, valueSpan } of headers) {
    assert.equal(at(nameSpan), name);
    if (!/[\r\n]/.test(at(valueSpan))) assert.equal(at(valueSpan), value);
  }
  if (body.kind === "text") {
    assertInOrder(text, body.pieces);
    assert.equal(body.pieces.map(at).join(""), body.text);
    assert.notEqual(body.text.trim(), "");
  }
  if (body.kind === "file") assert.equal(at(body.pathSpan), body.path);
  for (const tag of request.tags) {
    assert.equal(at(tag.nameSpan), tag.name);
    assert.equal(at(tag.valueSpan), tag.value);
  }
  assertInOrder(
    text,
    request.variableUses.map((use) => use.span),
  );
  for (const use of request.variableUses) assert.match(at(use.span), /^\{\{[^{}\r\n]+\}\}$/);
  for (const part of request.ignoredParts) {
    for (const piece of body.kind === "text" ? body.pieces : []) {
      assert.ok(part.span.end <= piece.start || part.span.start >= piece.end);
    }
  }
}

function assertFileHolds(text: string): void {
  const file = parseRequestFile(text);
  assertInOrder(
    text,
    file.requests.map((request) => request.span),
  );
  for (const request of file.requests) assertRequestHolds(file, request);
  assertInOrder(
    text,
    file.variables.map((variable) => variable.span),
  );
  for (const { name, nameSpan, value, valueSpan } of file.variables) {
    assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
    assert.equal(text.slice(valueSpan.start, valueSpan.end), value);
  }
  for (const { span } of file.problems) assertInOrder(text, [span]);
  assert.deepEqual(parseRequestFile(text), file);
}

test("for any text: nothing is thrown, and every span lies in the text and reproduces its piece", () => {
  fc.assert(fc.property(anyFile, assertFileHolds), { numRuns: 1500 });
});

test("line breaks of the three kinds give the same requests", () => {
  fc.assert(
    fc.property(anyFile, (text) => {
      const unix = text.replaceAll(/\r\n?/g, "\n");
      const read = (breaks: string): unknown =>
        parseRequestFile(unix.replaceAll("\n", breaks)).requests.map(({ method, url, headers, body }) => [
          method,
          url,
          headers.map(({ name, value }) => [name, value]),
          body.kind === "text" ? body.text.replaceAll(/\r\n?/g, "\n") : body,
        ]);
      const withoutSpans = (value: unknown): string => JSON.stringify(value).replaceAll(/"(?:start|end)":\d+/g, "");
      assert.equal(withoutSpans(read("\r\n")), withoutSpans(read("\n")));
      assert.equal(withoutSpans(read("\r")), withoutSpans(read("\n")));
    }),
  );
});

test("a line of a megabyte is read like any other", () => {
  const million = 1_000_000;
  for (const filler of [
    "a",
    " ",
    "{",
    "{{",
    "}}",
    "#",
    "/",
    "<",
    ">",
    '"',
    ":",
    "@",
    "?",
    "\r",
    "\n",
    "\n###",
    "> {%\n",
    "# @",
  ]) {
    const long = filler.repeat(million / filler.length);
    for (const text of [long, `GET https://h/${long}`, `GET https://h\nA: ${long}`, `POST https://h\n\nx${long}`]) {
      const file = parseRequestFile(text);
      for (const request of file.requests) assertRequestHolds(file, request);
    }
  }
});
