import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import type { Cell } from "./column.js";
import { unguard } from "./csv-cell.js";
import { type Table, TableBuilder } from "./table.js";
import { lineAt } from "./text.js";
import { Unreadable } from "./unreadable.js";

const separators = [",", ";", "\t"] as const;
type Separator = (typeof separators)[number];

/** Characters that are read before others get their turn. */
const slice = 65_536;

/**
 * Reads CSV whose cells are separated by comma, semicolon or tab. An empty cell is nothing, `""` an empty text; the
 * apostrophe that guards a formula is taken off. Errors: Unreadable, with the line, also for a quote that nobody closed.
 */
export async function readCsv(text: string): Promise<Table> {
  const separator = separatorOf(text);
  const parser = parse({
    delimiter: separator,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    info: true,
    cast: (value, { quoting }): Cell => (value === "" && !quoting ? null : unguard(value)),
  });
  const source = Readable.from(slices(text));
  source.pipe(parser);
  const rows = new TableBuilder();
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Cell[]; info: { lines: number } }>) {
      rows.add({ line, cells: record });
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(error, line, text);
  } finally {
    source.destroy();
  }
  return rows.table("csv", separator === ";");
}

async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += slice) {
    yield text.slice(start, start + slice);
    await setImmediate();
  }
}

function unreadable(error: CsvError, recordLine: number, text: string): Unreadable {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return new Unreadable('A cell begins with a quote (") that is not closed.', recordLine);
  }
  const line = typeof error.lines === "number" ? error.lines : lineAt(text, text.length);
  return new Unreadable('A quote (") stands inside a cell that is not in quotes, or behind its end.', line);
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
