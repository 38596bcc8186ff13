/**
 * Reads `.env` files: `NAME=value` lines, as the package dotenv writes down what they mean
 * (https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow). Nothing in them is expanded.
 */

const line =
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:'([^'\r\n]*)'|"((?:\\.|[^"\\])*)"|`([^`]*)`|([^\r\n#]*))/gm;

/** The variables of a `.env` file; of a name that comes twice, the last one. Never throws. */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name = "", single, double, backtick, plain] of text.replace(/^\ufeff/, "").matchAll(line)) {
    const unescaped = double?.replaceAll(/\\([nr"\\])/g, (_, sign: string) => escapes[sign] ?? sign);
    values.set(name, single ?? unescaped ?? backtick ?? (plain ?? "").trim());
  }
  return values;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", '"': '"', "\\": "\\" };
