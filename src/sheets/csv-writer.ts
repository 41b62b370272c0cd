import type { Cell, Column, Pages } from "./column.js";
import { isDecimal } from "./column.js";
import { csvCell, guard } from "./csv-cell.js";

/** By which Excel knows that the file is UTF-8. */
const byteOrderMark = "\uFEFF";

/** The table as CSV in UTF-8, a piece for each page. Numbers stay numbers; no text of it is a formula. */
export async function* csvOf(columns: readonly Column[], pages: Pages): AsyncGenerator<string> {
  yield byteOrderMark + line(columns.map(({ heading }) => guard(heading)));
  for await (const rows of pages)
    yield rows.map((row) => line(row.map((cell, at) => safe(cell, columns[at])))).join("");
}

function safe(cell: Cell, column: Column | undefined): Cell {
  if (cell === null) return null;
  const isNumber = (column?.type === "number" || column?.type === "money") && isDecimal(cell);
  return isNumber ? cell : guard(cell);
}

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;
