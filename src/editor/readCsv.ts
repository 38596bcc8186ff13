/** Reads a table of text with the csv-parse package: quotes, line breaks within them, and rows of any length. */
import { parse } from "csv-parse/sync";
import type { IdRow } from "../cancellation/idList.ts";

/** The rows that are not empty. @throws {Error} for a quote that is not closed. */
export function readCsv(text: string, separator: "," | ";" | "\t"): readonly IdRow[] {
  const records: readonly (readonly string[])[] = parse(text, {
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
  });
  let line = 1;
  const rows = records.map((cells) => {
    const row = { line, cells };
    // The package counts a line break within quotes twice if it has two characters.
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split(/\r\n|\r|\n/u).length - 1, 0);
    return row;
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}
