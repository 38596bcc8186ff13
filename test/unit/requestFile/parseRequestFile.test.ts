/** What holds for every text, and where the pieces of a file stand. The rules themselves: requestGrammar.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyFile, assertInOrder } from "./anyFile.ts";
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import { isTag } from "../../../src/requestFile/requestFile.ts";
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

/** A request in the one way of writing it that leaves no doubt. Undefined where there is none: what is left out by a script. */
function written({ requests, variables }: RequestFile): string | undefined {
  const lines = variables.map(({ name, value }) => `@${name} = ${value}`);
  for (const { title, name, tags, method, url, httpVersion, headers, body, ignoredParts } of requests) {
    if (ignoredParts.length > 0) return undefined;
    lines.push(title === undefined ? "###" : `### ${title.text}`);
    if (name !== undefined && !tags.some((tag) => isTag(tag, "name") && tag.value !== ""))
      lines.push(`# @name ${name.text}`);
    for (const tag of tags) lines.push(`# @${tag.name} ${tag.value}`);
    lines.push(`${method} ${url}${httpVersion === undefined ? "" : ` ${httpVersion.text}`}`);
    for (const header of headers) lines.push(`${header.name}: ${header.value}`);
    if (body.kind === "text") lines.push("", body.text);
    if (body.kind === "file")
      lines.push("", `${body.replacesVariables ? `<@${body.encoding ?? ""}` : "<"} ${body.path}`);
  }
  return lines.join("\n");
}

test("a file that is written down again in the plainest way reads the same", () => {
  let count = 0;
  const meaning = ({ requests, variables }: RequestFile): unknown => [
    requests.map(({ title, name, tags, method, url, httpVersion, headers, body, variableUses }) => [
      [title?.text, name?.text, method, url, httpVersion?.text],
      headers.map((header) => [header.name, header.value]),
      tags.filter((tag) => !isTag(tag, "name")).map((tag) => [tag.name, tag.value]),
      body.kind === "text" ? body.text.trimEnd() : body.kind === "file" ? [body.path, body.encoding] : body.kind,
      variableUses.map(({ expression, isPercentEncoded }) => [expression, isPercentEncoded]),
    ]),
    variables.map(({ name, value }) => [name, value]),
  ];
  fc.assert(
    fc.property(anyFile, (text) => {
      const file = parseRequestFile(text);
      const again = written(file);
      if (again === undefined) return;
      count += file.requests.length;
      assert.deepEqual(meaning(parseRequestFile(again)), meaning(file), JSON.stringify([text, again]));
    }),
    { numRuns: 1500 },
  );
  assert.ok(count > 100, String(count));
});

test("some lines of a text are read as if they stood alone, with places in the whole text", () => {
  fc.assert(
    fc.property(anyFile, anyFile, anyFile, (before, someText, after) => {
      const text = `${someText}\n`;
      const range = { start: before.length, end: before.length + text.length };
      const moved = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
          (key === "start" || key === "end") && typeof inner === "number" ? inner - before.length : inner,
        );
      const { requests, variables, problems, span } = parseRequestFile(before + text + after, range);
      const alone = parseRequestFile(text);
      // A mark of the byte order is one only where a document begins.
      if (text.startsWith("\ufeff")) return;
      assert.deepEqual(
        moved({ requests, variables, problems }),
        JSON.parse(JSON.stringify({ requests: alone.requests, variables: alone.variables, problems: alone.problems })),
      );
      assert.deepEqual(span, range);
    }),
    { numRuns: 500 },
  );
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
