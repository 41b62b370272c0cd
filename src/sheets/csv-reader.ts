import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import type { Cell } from "./column.js";
import { unguard } from "./csv-cell.js";
import { type Table, TableBuilder } from "./table.js";
import { Unreadable } from "./unreadable.js";

const separators = [",", ";", "\t"] as const;
type Separator = (typeof separators)[number];

/** Characters that are read before others get their turn. */
const slice = 16_384;

/**
 * Reads CSV whose cells are separated by comma, semicolon or tab. An empty cell is nothing; the apostrophe that guards
 * a formula is taken off. Errors: Unreadable, with the line, also for a quote that nobody closed.
 */
export async function readCsv(text: string): Promise<Table> {
  const separator = separatorOf(text);
  const rows = new TableBuilder();
  let line = 1;
  const parser = parse({
    delimiter: separator,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    // Taken here and not from the stream, which is slow at passing on single ones: millions of them may be empty.
    on_record: (record: string[]) => {
      // The parser makes an error of each that is not as long as the first it has counted, which is slower than all the rest,
      // and then drops it, as lengths may differ. So it never gets to count any.
      (parser.info as { records: number }).records = 0;
      rows.add({ line, cells: record.map((cell): Cell => (cell === "" ? null : unguard(cell))) });
      line += 1 + record.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(slices(text)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(error, line);
  }
  return rows.table("csv", separator === ";");
}

const lineBreaks = (cell: string): number => cell.match(/\r\n|\r|\n/g)?.length ?? 0;

async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += slice) {
    yield text.slice(start, start + slice);
    await setImmediate();
  }
}

function unreadable(error: CsvError, recordLine: number): Unreadable {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return new Unreadable('A cell begins with a quote (") that is not closed.', recordLine);
  }
  return new Unreadable('A quote (") stands inside a cell that is not in quotes, or behind its end.', recordLine);
}

/** The one that is most often in the first line, outside of quotes. */
function separatorOf(text: string): Separator {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) break;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const count = (separator: string): number => counts.get(separator) ?? 0;
  return separators.reduce<Separator>((best, next) => (count(next) > count(best) ? next : best), ",");
}
