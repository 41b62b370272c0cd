import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { type Cell, type Column, isDecimal, type Pages } from "./column.js";
import { splitLong } from "./long-texts.js";
import { lettersOf } from "./xlsx-columns.js";
import { serialOf } from "./xlsx-dates.js";
import { fixedParts, sheetFoot, sheetHead, sheetPart, styles } from "./xlsx-parts.js";
import { toXml } from "./xlsx-text.js";

/** The most rows that a sheet can have under its headings. */
export const mostSheetRows = 1_048_575;

/** So that the same rows are the same file, whenever it is made. */
const always = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 };

/**
 * The table as an XLSX file, written while it is read: pages are asked for as fast as the reader takes them, and no longer
 * once it goes away. Texts are cells of type text, whatever they begin with.
 */
export function xlsxOf(columns: readonly Column[], pages: Pages): Readable {
  const sheet = Readable.from(sheetXml(columns, pages), { objectMode: false });
  const zip = new ZipFile();
  // A PassThrough, whatever its type says.
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  output.on("close", () => sheet.destroy());
  for (const [name, text] of Object.entries(fixedParts)) zip.addBuffer(Buffer.from(text), name, always);
  zip.addReadStream(sheet, sheetPart, always);
  zip.end();
  return output;
}

async function* sheetXml(columns: readonly Column[], pages: Pages): AsyncGenerator<string> {
  const letters = columns.map((_, index) => lettersOf(index));
  let line = 1;
  const row = (cells: readonly Cell[], write: (cell: string, place: string, at: number) => string): string => {
    const written = cells.map((cell, at) => (cell === null ? "" : write(cell, `${letters[at] ?? ""}${line}`, at)));
    return `<row r="${line++}">${written.join("")}</row>`;
  };
  const heading = (cell: string, place: string): string => textCell(cell, place, styles.heading);
  const body = (cell: string, place: string, at: number): string => cellXml(cell, place, columns[at]);

  yield (
    sheetHead(columns.length) +
    row(
      columns.map((column) => column.heading),
      heading,
    )
  );
  for await (const page of pages) {
    yield page
      .map((cells) =>
        splitLong(cells)
          .map((piece) => row(piece, body))
          .join(""),
      )
      .join("");
  }
  yield sheetFoot;
}

/** Spreadsheets count with 15 digits; a number with more would lose some, and is written as text. */
const mostDigits = 15;
const isExact = (cell: string): boolean => isDecimal(cell) && cell.replace(/[-.]/g, "").length <= mostDigits;

function cellXml(cell: string, place: string, column: Column | undefined): string {
  switch (column?.type) {
    case "money":
    case "number": {
      const style = column.type === "money" ? styles.money : styles.general;
      return isExact(cell) ? numberCell(cell, place, style) : textCell(cell, place);
    }
    case "date": {
      const serial = serialOf(cell);
      return serial === undefined ? textCell(cell, place) : numberCell(String(serial), place, styles.date);
    }
    case "boolean":
      return cell === "true" || cell === "false"
        ? `<c r="${place}" t="b"><v>${cell === "true" ? 1 : 0}</v></c>`
        : textCell(cell, place);
    default:
      return textCell(cell, place);
  }
}

const numberCell = (number: string, place: string, style: number): string =>
  `<c r="${place}" s="${style}"><v>${number}</v></c>`;

const textCell = (text: string, place: string, style: number = styles.text): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toXml(text)}</t></is></c>`;
