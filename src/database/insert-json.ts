import { withoutLargeValues } from "./large-values.js";
import type { Transaction } from "./open.js";
import { join, raw, sql } from "./sql.js";

/** So much goes with one statement at most: rows, and characters of their JSON. */
const mostRows = 1_000;
const mostText = 1_000_000;

/**
 * Inserts rows, many with one statement; each is the JSON of an object that has the columns, with dates and decimals as texts.
 * They are one text together, which costs a fraction of a parameter for each column, and each is asked for only when it is to
 * be written, so that a large list is not in memory twice. A column that a row does not have is NULL. `written` is told how many
 * rows a statement had. Neither table nor columns are ever what a user sent.
 */
export async function insertJson(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<string>,
  written: (count: number) => void = () => undefined,
): Promise<void> {
  let some: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (some.length === 0) return;
    await insert(tx, table, columns, `[${some.join(",")}]`);
    written(some.length);
    [some, length] = [[], 0];
  };
  for (const row of rows) {
    if (some.length === mostRows || length + row.length > mostText) await flush();
    some.push(row);
    length += row.length;
  }
  await flush();
}

async function insert(tx: Transaction, table: string, columns: readonly string[], rows: string): Promise<void> {
  const name = raw(`"${table}"`);
  const names = join(
    columns.map((column) => raw(`"${column}"`)),
    ", ",
  );
  const statement = sql`/* insertJson: as they are, in the types of the table's columns */
    INSERT INTO ${name} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${name}, ${rows}::json)`;
  await withoutLargeValues(statement, (light) => tx.$executeRaw(light));
}
