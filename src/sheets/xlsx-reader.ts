import type { Cell } from "./column.js";
import { mostColumns, mostText } from "./limits.js";
import { RowJoiner } from "./long-texts.js";
import { type Table, TableBuilder } from "./table.js";
import { Unreadable } from "./unreadable.js";
import { columnOf, lettersOf } from "./xlsx-columns.js";
import { dateOf } from "./xlsx-dates.js";
import { openPackage } from "./xlsx-package.js";
import { fromXml } from "./xlsx-text.js";
import { readWorkbook, textReader, tooMuchText, type Workbook } from "./xlsx-workbook.js";
import { readXml } from "./xml.js";

/** Reads the first sheet of an XLSX file. Of a formula its last result is taken. Errors: Unreadable, with the place. */
export async function readXlsx(file: Buffer): Promise<Table> {
  const parts = await openPackage(file);
  try {
    const workbook = await readWorkbook(parts);
    const rows = new TableBuilder();
    const joiner = new RowJoiner((row) => {
      rows.add(row);
    });
    const sheet = sheetReader(workbook, (line, cells) => {
      joiner.add({ line, cells });
    });
    await readXml(parts.read(workbook.sheet), sheet);
    joiner.end();
    return rows.table("xlsx", false);
  } finally {
    parts.close();
  }
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  /** What stands in it; null: nothing does. */
  value: string | null;
  formula: boolean;
}

function sheetReader(workbook: Workbook, emit: (line: number, cells: Cell[]) => void) {
  let line = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | undefined;
  let inValue = false;
  let next = 0;
  let characters = 0;
  let unfinished = 0;
  /** Counted as it comes: a cell may have any number of texts in it. */
  const collect = (text: string): void => {
    if (!cell) return;
    unfinished += text.length;
    if (characters + unfinished > mostText) throw tooMuchText(line);
    cell.value = (cell.value ?? "") + text;
  };
  const inline = textReader(collect);

  const finish = ({ column, ...found }: OpenCell): void => {
    const value = valueOf(found, workbook, () => ({ line, column: lettersOf(column) }));
    if (value === null) return;
    if (column >= mostColumns) {
      throw new Unreadable(`There are more than ${mostColumns} columns.`, line, lettersOf(column));
    }
    // Cells share texts: a short file can say a long one very often.
    characters += value.length;
    if (characters > mostText) throw tooMuchText(line);
    while (cells.length < column) cells.push(null);
    cells[column] = value;
  };

  return {
    open: (tag: string, attribute: (name: string) => string | undefined): void => {
      if (tag === "row") {
        line = Number(attribute("r") ?? line + 1);
        [cells, next] = [[], 0];
        if (!Number.isInteger(line) || line < 1) throw new Unreadable("The file is damaged: a row has no number.");
      } else if (tag === "c") {
        const reference = attribute("r");
        const column = reference === undefined ? next : columnOf(reference);
        if (column === undefined) throw new Unreadable("The file is damaged: a cell has no place.", line);
        next = column + 1;
        unfinished = 0;
        cell = { column, type: attribute("t") ?? "n", style: Number(attribute("s") ?? 0), value: null, formula: false };
      } else if (tag === "v") {
        inValue = true;
        if (cell) cell.value = "";
      } else if (tag === "is" && cell) cell.value = "";
      else if (tag === "f" && cell) cell.formula = true;
      inline.open(tag);
    },
    text: (text: string): void => {
      if (inValue) collect(text);
      else inline.text(text);
    },
    close: (tag: string): void => {
      inline.close(tag);
      if (tag === "v") inValue = false;
      if (tag === "c" && cell) {
        finish(cell);
        cell = undefined;
      }
      if (tag === "row") emit(line, cells);
    },
  };
}

function valueOf(
  { type, style, value, formula }: Omit<OpenCell, "column">,
  { sharedTexts, dateFormats, from1904 }: Workbook,
  place: () => { line: number; column: string },
): Cell {
  const refuse = (message: string): never => {
    const { line, column } = place();
    throw new Unreadable(message, line, column);
  };
  if (value === null) return formula ? refuse("The cell is a formula without a result.") : null;
  switch (type) {
    case "s":
      return sharedTexts[Number(value)] ?? refuse("The file is damaged: a cell names a text that there is not.");
    case "str":
      return fromXml(value);
    case "inlineStr":
    case "d":
      return value;
    case "b":
      return value === "1" ? "true" : "false";
    case "e":
      return refuse("The cell shows an error of the spreadsheet.");
    default: {
      if (value === "") return null;
      const number = Number(value);
      if (!Number.isFinite(number)) return refuse("The file is damaged: a cell is no number.");
      // Programs write more digits than they count with; the shortest text of the number is what they show.
      return (dateFormats[style] ? dateOf(number, from1904) : undefined) ?? String(number);
    }
  }
}
