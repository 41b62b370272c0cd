import type { Cell } from "./column.js";
import { mostColumns, mostRows, mostText } from "./limits.js";
import { Unreadable } from "./unreadable.js";

export interface TableRow {
  /** Where it begins in the file, from 1. */
  line: number;
  /** Missing at the end: nothing. */
  cells: Cell[];
}

/** A file of rows under headings. */
export interface Table {
  format: "csv" | "xlsx";
  headings: TableRow;
  rows: TableRow[];
  /** Whether numbers are written with a comma: in files of programs that separate cells by a semicolon. */
  decimalComma: boolean;
}

/** Takes the rows of a file as they are read; empty ones are left out. Errors: Unreadable, where there are too many. */
export class TableBuilder {
  private readonly found: TableRow[] = [];
  private characters = 0;

  add(row: TableRow): void {
    while (row.cells.length > 0 && row.cells.at(-1) === null) row.cells.pop();
    if (row.cells.length === 0) return;
    if (row.cells.length > mostColumns) throw new Unreadable(`There are more than ${mostColumns} columns.`, row.line);
    if (this.found.length > mostRows) throw new Unreadable(`There are more than ${mostRows} rows.`, row.line);
    for (const cell of row.cells) this.characters += cell?.length ?? 0;
    if (this.characters > mostText) throw new Unreadable("There is too much text in the file.", row.line);
    this.found.push(row);
  }

  table(format: Table["format"], decimalComma: boolean): Table {
    const [headings, ...rows] = this.found;
    if (!headings) throw new Unreadable("The file is empty: its first row are the headings.");
    return { format, headings, rows, decimalComma };
  }
}
