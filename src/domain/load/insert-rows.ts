import type { Transaction } from "../../database/open.js";
import { join, raw, sql } from "../../database/sql.js";

/** So much goes with one statement at most: rows, and characters of their JSON. */
const mostRows = 1_000;
const mostText = 1_000_000;

/**
 * Inserts a row for each item, many with one statement. The rows are one JSON text, which costs a fraction of a parameter
 * for each column, and each is made only when it is written, so that a large list is not in memory twice. All rows have the
 * columns of the first; a missing value is NULL.
 */
export async function insertRows<Item>(
  tx: Transaction,
  table: string,
  items: Iterable<Item>,
  rowOf: (item: Item) => Record<string, unknown>,
): Promise<void> {
  let columns: string[] = [];
  let rows: string[] = [];
  let length = 0;
  const flush = async () => {
    if (rows.length > 0) await insert(tx, table, columns, `[${rows.join(",")}]`);
    [rows, length] = [[], 0];
  };
  for (const item of items) {
    const row = rowOf(item);
    if (columns.length === 0) columns = Object.keys(row);
    const text = JSON.stringify(row);
    if (rows.length === mostRows || length + text.length > mostText) await flush();
    rows.push(text);
    length += text.length;
  }
  await flush();
}

async function insert(tx: Transaction, table: string, columns: readonly string[], rows: string): Promise<void> {
  const names = (prefix: string) =>
    join(
      columns.map((column) => raw(`${prefix}"${column}"`)),
      ", ",
    );
  await tx.$executeRaw(sql`/* insertRows: as they are, in the types of the table's columns */
    INSERT INTO ${raw(`"${table}"`)} (${names("")})
    SELECT ${names("r.")} FROM json_populate_recordset(NULL::${raw(`"${table}"`)}, ${rows}::json) r`);
}
