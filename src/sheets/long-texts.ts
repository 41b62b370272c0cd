import type { Cell } from "./column.js";
import type { TableRow } from "./table.js";

/** What a cell of a spreadsheet can hold, in UTF-16 units. */
const longest = 32_767;

/**
 * A cell that is full goes on in the row below, which has nothing else; the row as the rows that it becomes. What ends
 * with a full cell is followed by an empty text, so that joining gives back exactly what there was.
 */
export function splitLong(row: readonly Cell[]): (readonly Cell[])[] {
  if (row.every((cell) => cell === null || cell.length < longest - 1)) return [row];
  const pieces = row.map((cell) => (cell === null ? [] : piecesOf(cell)));
  const height = Math.max(...pieces.map(({ length }) => length));
  return Array.from({ length: height }, (_, index) => pieces.map((of) => of[index] ?? null));
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (;;) {
    let end = Math.min(start + longest, text.length);
    // Never between the halves of one character.
    if (end < text.length && text.codePointAt(end - 1) !== text.charCodeAt(end - 1)) end -= 1;
    pieces.push(text.slice(start, end));
    if (!isFull(text.slice(start, end))) return pieces;
    start = end;
  }
}

const isFull = (cell: Cell | undefined): boolean => cell != null && cell.length >= longest - 1;

/** Puts rows together again that were split. */
export class RowJoiner {
  private open: TableRow | undefined;
  /** The columns that go on in the next row. */
  private going: number[] = [];

  constructor(private readonly emit: (row: TableRow) => void) {}

  add(row: TableRow): void {
    if (this.open && this.continues(row)) {
      for (const column of this.going) {
        this.open.cells[column] = `${this.open.cells[column] ?? ""}${row.cells[column] ?? ""}`;
      }
      this.going = this.going.filter((column) => isFull(row.cells[column]));
      if (this.going.length === 0) this.end();
      return;
    }
    this.end();
    this.going = row.cells.flatMap((cell, column) => (isFull(cell) ? [column] : []));
    if (this.going.length === 0) this.emit(row);
    else this.open = row;
  }

  end(): void {
    if (this.open) this.emit(this.open);
    this.open = undefined;
  }

  /** A row that has anything elsewhere is one of its own. */
  private continues(row: TableRow): boolean {
    return row.cells.every((cell, column) => cell === null || this.going.includes(column));
  }
}
