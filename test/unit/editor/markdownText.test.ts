import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { escapeMarkdown, markdownLink, plainNotice } from "../../../src/editor/markdownText.ts";

const hostile: readonly string[] = [
  "[click](command:workbench.action.terminal.new)",
  "![x](https://evil.example/pixel.png)",
  "<img src=x onerror=alert(1)>",
  "**bold** _it_ `code` ~~no~~",
  "| a | b |",
  "$(sync~spin) busy",
  "https://evil.example/auto",
  "mail@evil.example",
  "&lt;b&gt;",
];
for (const text of hostile) {
  test(`has no effect: ${text}`, () => {
    const escaped = escapeMarkdown(text);
    assert.doesNotMatch(escaped, /(?<!\\)[[\]()`*_~|$!:@]/u);
    assert.doesNotMatch(escaped, /[<>]/u);
  });
}

test("text that turns the reading direction or hides is shown as replaced", () => {
  assert.equal(escapeMarkdown("a\u202eb\u0007c"), "a\u{fffd}b\u{fffd}c");
});

test("no text leaves an unescaped mark", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.doesNotMatch(escapeMarkdown(text).replaceAll(/\\./gsu, ""), /[[\]`*_~|<>$!:@]/u);
    }),
  );
});

test("a page is linked under its host, whatever its address holds", () => {
  assert.equal(
    markdownLink("https://teams.microsoft.com/l/1?a=(b)"),
    String.raw`[teams\.microsoft\.com](https://teams.microsoft.com/l/1?a=%28b%29)`,
  );
  assert.match(markdownLink("https://a.example/) [x](command:y"), /^\[a\\\.example\]\(https:[^()]*\)$/u);
});

test("what is no web page is not linked", () => {
  for (const url of ["command:workbench.action.quit", "javascript:alert(1)", "http://a.example/", "not an address"]) {
    assert.doesNotMatch(markdownLink(url), /\]\(/u);
  }
});

test("a notification makes no link of other people's text", () => {
  assert.doesNotMatch(plainNotice("[Join](command:workbench.action.quit) now"), /\]\(/u);
  assert.equal(plainNotice("plain [text] (here)"), "plain [text] (here)");
});
