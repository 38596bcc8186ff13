/**
 * Texts as string literals of the languages that requests are copied as. Every literal is one line, and nothing of the
 * text can end it early or be read as code: what a language takes for special is escaped, and so is everything that
 * cannot be seen (control characters, marks that turn the direction of writing, blanks other than the space).
 */

/** Not seen, or seen as something else: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const invisible = String.raw`(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]`;

const unseen = new RegExp(invisible, "u");

/** Whether every character of a text is there to be seen. */
export function isVisible(text: string): boolean {
  return !unseen.test(text);
}

/** How a language escapes what may not stand in its literals as it is. */
interface EscapeRules {
  readonly pattern: RegExp;
  /** By character: escapes with a name of their own. */
  readonly named: ReadonlyMap<string, string>;
  /** For every other character; a character beyond U+FFFF comes in one piece. */
  readonly numbered: (character: string) => string;
}

/** @param special The inside of a character class: what is special besides the invisible. */
function rules(
  special: string,
  named: Readonly<Record<string, string>>,
  numbered: EscapeRules["numbered"],
): EscapeRules {
  return { pattern: new RegExp(`[${special}]|${invisible}`, "gu"), named: new Map(Object.entries(named)), numbered };
}

function literal(text: string, { pattern, named, numbered }: EscapeRules): string {
  return `"${text.replace(pattern, (character) => named.get(character) ?? numbered(character))}"`;
}

const quoteAndBackslash = String.raw`"\\`;

const common = { '"': String.raw`\"`, "\\": String.raw`\\`, "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": "\\t" };

/** `\u` and four digits for each UTF-16 unit. */
function unitEscape(character: string): string {
  return character.replaceAll(/[^]/g, (unit) => String.raw`\u${hexadecimal(unit.charCodeAt(0), 4)}`);
}

/** `\u` and four digits, or `\U` and eight. */
function longEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? String.raw`\U${hexadecimal(code, 8)}` : String.raw`\u${hexadecimal(code, 4)}`;
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

const jsonRules = rules(quoteAndBackslash, common, unitEscape);

/**
 * For JSON (RFC 8259), JavaScript, C# and Java, whose escapes are the same as far as they are used here. Java reads `\u`
 * before anything else, so that `\u000a` would break its line and `\u0022` end its literal: these have names.
 */
export function jsonString(text: string): string {
  return literal(text, jsonRules);
}

/** As `jsonString`, in ASCII alone: for tools that may not be told which encoding they read. */
export function asciiJsonString(text: string): string {
  return jsonString(text).replaceAll(/[^\0-~]/g, unitEscape);
}

const requestFileRules = rules(`${quoteAndBackslash}{`, common, unitEscape);

/** As `jsonString`, without braces: a request file would read `{{…}}` as a variable. A brace that stands alone is kept. */
export function requestFileJsonString(text: string): string {
  return text.includes("{{") ? literal(text, requestFileRules) : jsonString(text);
}

const longRules = rules(quoteAndBackslash, common, longEscape);

/** For Go and Python. */
export function longEscapeString(text: string): string {
  return literal(text, longRules);
}

const phpRules = rules(String.raw`"\\$`, { ...common, $: String.raw`\$` }, (character) => {
  return String.raw`\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
});

/** For PHP 7 and later, in double quotes: https://www.php.net/manual/language.types.string.php */
export function phpString(text: string): string {
  return literal(text, phpRules);
}

// PowerShell takes typographic quotation marks for plain ones, and 5.1 knows no escape by number. `#` is nothing special
// here, but editors that colour by a grammar take it for a comment where it follows an escape.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
const powerShellRules = rules(
  '"\u201c\u201d\u201e`$#',
  { "\n": "`n", "\r": "`r", "\t": "`t", "\0": "`0" },
  (character) =>
    isVisible(character)
      ? `\`${character}`
      : character.replaceAll(/[^]/g, (unit) => `$([char]0x${hexadecimal(unit.charCodeAt(0), 4)})`),
);

/** For Windows PowerShell 5.1 and PowerShell 7: in single quotes where everything can be seen, otherwise in double quotes. */
export function powerShellString(text: string): string {
  if (!isVisible(text)) return literal(text, powerShellRules);
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

/**
 * One word of a POSIX shell command, in single quotes, where nothing is special but the quote itself. A line break
 * stays one; other invisible characters are the caller's to keep out.
 */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
