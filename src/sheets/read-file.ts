import { type ObjectList, readJson } from "./json-reader.js";
import { readCsv } from "./csv-reader.js";
import type { Table } from "./table.js";
import { textOf } from "./text.js";
import { Unreadable } from "./unreadable.js";
import { readXlsx } from "./xlsx-reader.js";

const zip = Buffer.from("PK\u0003\u0004", "latin1");
/** Excel before 2007, and what is protected by a password. */
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Reads a file as what it is, whatever its name: XLSX, JSON, else CSV. Errors: Unreadable. */
export async function readSheet(file: Buffer): Promise<Table | ObjectList> {
  if (file.subarray(0, zip.length).equals(zip)) return readXlsx(file);
  if (file.subarray(0, compoundFile.length).equals(compoundFile)) {
    throw new Unreadable("The file is an old Excel file, or is protected by a password. Save it as .xlsx without one.");
  }
  const text = textOf(file);
  return /^\s*[[{]/.test(text) ? readJson(text) : readCsv(text);
}
