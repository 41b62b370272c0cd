import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { Cell, Column } from "../../src/sheets/column.js";
import { csvOf } from "../../src/sheets/csv-writer.js";
import { readSheet } from "../../src/sheets/read-file.js";
import type { Table } from "../../src/sheets/table.js";
import { Unreadable } from "../../src/sheets/unreadable.js";
import { fixedParts, sheetFoot, sheetHead, sheetPart } from "../../src/sheets/xlsx-parts.js";
import { xlsxOf } from "../../src/sheets/xlsx-writer.js";

export type Format = "csv" | "xlsx";

/** The file of a table, whose rows come in pages of two. */
export function fileOf(
  format: Format,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const pages = Array.from({ length: Math.ceil(rows.length / 2) }, (_, index) => rows.slice(2 * index, 2 * index + 2));
  const source = Readable.from(pages);
  return buffer(format === "csv" ? Readable.from(csvOf(columns, source)) : xlsxOf(columns, source));
}

/** The table that a file is. */
export async function tableOf(file: Buffer): Promise<Table> {
  const found = await readSheet(file);
  if (found.format === "json") throw new Error("the file is no table");
  return found;
}

/** Why a file is not read: [message, line, column]. */
export async function refusalOf(file: Buffer | string): Promise<[string, number | null, string | null]> {
  try {
    await readSheet(Buffer.from(file));
  } catch (error) {
    if (error instanceof Unreadable) return [error.message, error.line, error.column];
    throw error;
  }
  throw new Error("the file was read");
}

/** A packed file of the parts. */
export function packed(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** A workbook whose sheet has these rows as XML; `more` are parts that it has besides, or instead. */
export const workbook = (rows: string, more: Record<string, string> = {}): Promise<Buffer> =>
  packed({ ...fixedParts, [sheetPart]: sheetHead(1) + rows + sheetFoot, ...more });
