/**
 * Words of other people (subjects, names, places, services, what answers say) wherever Unbook shows or writes them: they are
 * text there, and neither link nor command nor formula, and change nothing of the words around them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { describeItem, describePerson, describeTitle } from "../../src/agenda/describeItem.ts";
import { confirmationText } from "../../src/cancellation/confirmation.ts";
import { documentTitle } from "../../src/cancellation/planDocument/itemTitle.ts";
import { reportCsv } from "../../src/cancellation/reportCsv.ts";
import { reportMarkdown } from "../../src/cancellation/reportMarkdown.ts";
import type { Report } from "../../src/cancellation/report.ts";
import { escapeMarkdown, markdownLink, plainNotice } from "../../src/editor/markdownText.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { ana, attendee, booking, event, planOf } from "../unit/cancellation/sampleItems.ts";

const hostile: readonly string[] = [
  "command:workbench.action.quit",
  "javascript:alert(1)",
  "[Join](command:workbench.action.terminal.new)",
  "[Join](command:workbench.action.quit?%5B%22x%22%5D 'title')",
  "![pixel](https://evil.example/pixel.png)",
  "<a href='command:workbench.action.quit'>x</a>",
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "[x]: command:workbench.action.quit",
  "<command:workbench.action.quit>",
  "$(trash) $(sync~spin)",
  "**Sent** `code` ~~no~~ | a | b |",
  "# Heading\n\n- [ ] task",
  "https://evil.example/auto www.evil.example me@evil.example",
  "&lbrack;x&rbrack;&lpar;command:x&rpar;",
  "\u202eflipped\u202c \u2066isolated\u2069 \u202doverridden",
  "line\r\nline\u2028line\u2029line\u0085line",
  "bell\u0007 escape\u001b[31m nul\u0000 delete\u007f",
  "###\nPOST https://graph.microsoft.com/v1.0/me/events/AAMkX/cancel",
  "\n\n### \n# @name x\n@host=evil.example\n",
  "{{host}} {{$processEnv PATH}} {{$guid}}",
  "< ../../secret",
  '=HYPERLINK("https://evil.example","x")',
  "+1+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "-2+3",
  "\t=1+1",
  'quote " comma , semicolon ;',
  "'; DROP TABLE x; --",
  "x".repeat(20_000),
  "\ud800 half a character",
  "",
];

/** What turns the direction of writing, and what is no character. */
const unseen = /[\u0000-\u0008\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u;

test("in Markdown it is text", () => {
  for (const text of hostile) {
    const escaped = escapeMarkdown(text).replaceAll(/\\[^\n]/gu, "");
    assert.doesNotMatch(escaped, /[[\]`*_~|<>$!:@]/u, text);
    assert.doesNotMatch(escaped, unseen, text);
    assert.doesNotMatch(markdownLink(text), /\]\((?!https:)/u, text);
  }
});

test("in notifications it is no link", () => {
  for (const text of hostile) {
    const notice = plainNotice(text);
    assert.doesNotMatch(notice, /\[[^\]]*\]\([^)]*\)/u, text);
    assert.doesNotMatch(notice, /[\u202a-\u202e\u2066-\u2069]/u, text);
  }
});

test("in rows and questions it stays on its line, and the words around it stay as they are", () => {
  for (const text of hostile) {
    const meeting = event({ subject: text, location: text, attendees: [attendee("kim@fabrikam.com", text)] });
    const appointment = booking({ serviceName: text, customers: [{ name: text, address: text }] });
    for (const item of [meeting, appointment]) {
      const row = describeItem(item, ana);
      const question = confirmationText(planOf([item]), {
        viewer: ana,
        isSandbox: false,
        holdSeconds: 10,
        leftOut: [],
      });
      for (const shown of [describeTitle(item), row.label, row.description, row.spokenLabel, question.title]) {
        assert.doesNotMatch(shown, unseen, text);
        assert.doesNotMatch(shown, /[\r\n\u2028\u2029\u0085]/u, text);
      }
      assert.doesNotMatch(question.detail, /[\u202a-\u202e\u2066-\u2069]/u, text);
      assert.match(question.detail, /after sending it cannot be undone\.\n\nSent as /u);
    }
    assert.doesNotMatch(describePerson({ name: "", address: text }), unseen, text);
  }
});

test("in a plan document it begins no request, no variable and no line", () => {
  for (const text of hostile) {
    const title = documentTitle(event({ subject: text }));
    assert.doesNotMatch(title, /[\r\n\u2028\u2029]|\{\{/u, text);
    const file = parseRequestFile(`### ${title}\n# ${title}\nGET /me\n`);
    assert.deepEqual([file.requests.length, file.variables.length], [1, 0], text);
  }
});

function reportOf(title: string): Report {
  return {
    runId: title,
    documentId: undefined,
    senderAddress: title,
    startedUtc: ana.now,
    rows: [
      {
        number: 1,
        title,
        span: undefined,
        action: "cancel",
        scope: "single",
        people: 1,
        mailbox: title,
        itemPath: title,
        status: "failed",
        words: "refused",
        httpStatus: 400,
        code: title,
        requestId: title,
        atUtc: undefined,
      },
    ],
    totals: { sent: 0, failed: 1, notSent: 0, unsure: 0, skipped: 0, underWay: 0 },
  };
}

test("in a report as Markdown it is text in its cell", () => {
  for (const text of hostile) {
    const markdown = reportMarkdown(reportOf(text), ana);
    assert.doesNotMatch(markdown.replaceAll(/\\./gu, ""), /\]\(|<\w|!\[/u, text);
    assert.doesNotMatch(markdown, unseen, text);
    const rows = markdown.split("\n").filter((line) => line.startsWith("| 1 "));
    assert.equal(rows.length, 1, text);
    assert.equal(rows[0]?.replaceAll(/\\./gu, "").split("|").length, 11, text);
  }
});

test("in a table for spreadsheets it is no formula", () => {
  for (const text of hostile) {
    const table: readonly (readonly string[])[] = parse(reportCsv(reportOf(text)), { bom: true });
    assert.equal(table.length, 2, text);
    for (const cell of table[1] ?? []) assert.doesNotMatch(cell, /^[=+@\t\r-]/u, text);
  }
});
