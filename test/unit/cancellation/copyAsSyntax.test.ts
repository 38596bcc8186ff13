/** Holds what "Copy As" writes to the grammar of its language: whatever the message, it stays inside its literal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { copyAs } from "../../../src/cancellation/copyAs/copyAs.ts";
import type { CopyFormat } from "../../../src/cancellation/copyAs/copyAs.ts";
import { eventTarget, bookingTarget } from "../../../src/cancellation/route.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { loadLanguage } from "./copiedCode.ts";
import type { CodeLanguageName, ReadCode } from "./copiedCode.ts";
import { hostileMessages, hostileRequests } from "./hostileMessages.ts";

const languages: readonly (readonly [CopyFormat, CodeLanguageName])[] = [
  ["curlBash", "bash"],
  ["cliMicrosoft365", "bash"],
  ["curlPowerShell", "powershell"],
  ["powerShell", "powershell"],
  ["csharp", "csharp"],
  ["go", "go"],
  ["java", "java"],
  ["javascript", "javascript"],
  ["php", "php"],
  ["python", "python"],
];

const graphOrigin = "https://graph.microsoft.com";
const booking = bookingTarget("contosolunch@contoso.com", "AAMk2=");
// An address for which no format has a command of its own that depends on the message.
const event = eventTarget("AAMk1=", { mailbox: { kind: "user", id: "ana.silva@contoso.com" } });

/** The formats that carry the message in JSON. */
const jsonFormats: readonly CopyFormat[] = ["curlBash", "curlPowerShell", "cliMicrosoft365"];

/** What a literal says. */
function messageIn(format: CopyFormat, value: string): string {
  if (!jsonFormats.includes(format)) return value;
  const json = /^(?:--body=)?(\{"(?:Comment|cancellationMessage)":[^]*\})$/.exec(value)?.[1];
  if (json === undefined) return value;
  const [message] = Object.values(JSON.parse(json) as Readonly<Record<string, string>>);
  return message ?? "";
}

function assertContained(
  format: CopyFormat,
  read: (code: string) => ReadCode,
  target: CancelTarget,
  messages: readonly string[],
): void {
  const plain = read(copyAs(format, [{ target, message: "plain" }], { graphOrigin }));
  const expected = plain.literals.map((value) => messageIn(format, value));
  const place = expected.indexOf("plain");
  assert.ok(place >= 0 && place === expected.lastIndexOf("plain"), format);
  for (const message of messages) {
    const code = copyAs(format, [{ target, message }], { graphOrigin });
    const what = `${format}: ${JSON.stringify(message)}\n${code}`;
    assert.doesNotMatch(code, /(?![ \n\t])[\p{C}\p{Z}]/u, what);
    const { mistakes, literals, shape } = read(code);
    assert.deepEqual(mistakes, [], what);
    assert.equal(shape, plain.shape, what);
    assert.deepEqual(
      literals.map((value) => messageIn(format, value)),
      expected.with(place, message),
      what,
    );
  }
}

for (const [format, languageName] of languages) {
  test(`${format}: a message changes nothing but its own literal, which holds exactly that message`, async () => {
    const read = await loadLanguage(languageName);
    for (const target of [event, booking]) assertContained(format, read, target, hostileMessages);
    const pieces = fc.constantFrom(
      "'",
      '"',
      "`",
      "\\",
      "$",
      "(",
      "{",
      "}",
      ")",
      "#",
      "\n",
      "\0",
      "\u2028",
      "’",
      "“",
      "x",
      "u0022",
    );
    const mixture = fc.array(pieces, { maxLength: 12 }).map((chosen) => chosen.join(""));
    const property = fc.property(mixture, (message) => assertContained(format, read, booking, [message]));
    fc.assert(property, { numRuns: 60 });
  });

  test(`${format}: many requests are one program, in every cloud`, async () => {
    const read = await loadLanguage(languageName);
    for (const origin of [graphOrigin, "https://graph.microsoft.us", "http://127.0.0.1:4010"]) {
      assert.deepEqual(read(copyAs(format, hostileRequests, { graphOrigin: origin })).mistakes, [], origin);
    }
  });

  test(`${format}: ids are no better trusted than messages`, async () => {
    const read = await loadLanguage(languageName);
    for (const id of hostileMessages.filter((text) => text !== "" && !/\p{Cc}/u.test(text))) {
      const somebody = eventTarget(id, { mailbox: { kind: "user", id }, calendarId: id });
      for (const target of [eventTarget(id), somebody, bookingTarget(id, id)]) {
        const code = copyAs(format, [{ target, message: "plain" }], { graphOrigin });
        const { mistakes, literals } = read(code);
        assert.deepEqual(mistakes, [], code);
        const forms = [id, encodeURIComponent(id), encodeURIComponent(id).replaceAll("%3D", "=")];
        assert.ok(
          literals.some((value) => forms.some((form) => value.includes(form))),
          code,
        );
      }
    }
  });
}

test("the check sees a message that breaks out, in every language", async () => {
  for (const [format, languageName] of languages) {
    const read = await loadLanguage(languageName);
    const code = copyAs(format, [{ target: booking, message: "plain" }], { graphOrigin });
    const { shape } = read(code);
    for (const end of ["'", '"']) {
      const planted = `plain${end}; x(${end}`;
      const broken = read(code.replace("plain", planted));
      const isInside = broken.literals.some((value) => value.includes(planted));
      assert.ok(broken.mistakes.length > 0 || broken.shape !== shape || isInside, `${format} ${end}`);
    }
  }
});
