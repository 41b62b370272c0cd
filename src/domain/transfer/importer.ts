import { withoutLargeValues } from "../../database/large-values.js";
import type { Transaction } from "../../database/open.js";
import type { Sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import type { Books } from "../ledger/books.js";
import type { Faults } from "./faults.js";
import type { ReadRow } from "./read-rows.js";

/** What an import of any type works with. */
export interface Setting {
  context: Context;
  organizationId: string;
  importId: string;
  books: Books;
  /** The moment of the import by the database's clock. */
  now: Date;
  faults: Faults;
  /** Told how many rows more were written. */
  written: (count: number) => void;
}

/** Sends a statement: by itself, or in the transaction. */
export type Send = <Row>(query: Sql) => Promise<Row[]>;

/** How rows of one type come in. Only what is refused by neither `check` nor `compare` is written. */
export interface Importer {
  /** Looks at one row after the other, by itself and beside those before it. */
  check: (row: ReadRow) => void;
  /** Looks at all of them beside what the database has, before anything is locked. */
  compare: (send: Send) => Promise<void>;
  /**
   * Looks again under locks, and writes. May be called again, where a transaction is tried again.
   * Errors: RowsRefused, where what it found became faults.
   */
  write: (tx: Transaction) => Promise<void>;
}

export const sendIn =
  (tx: Transaction): Send =>
  (query) =>
    withoutLargeValues(query, (light) => tx.$queryRaw(light));

/** Lists are sent in pieces, so that no statement gets too large or runs for too long. */
export async function inPieces<Value, Row>(
  values: readonly Value[],
  read: (piece: Value[]) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < values.length; start += piece) {
    for (const row of await read(values.slice(start, start + piece))) found.push(row);
  }
  return found;
}

const piece = 5_000;
