import { insertJson } from "../../database/insert-json.js";
import type { Transaction } from "../../database/open.js";

/** Inserts a row for each item, made only when it is written. All rows have the columns of the first. */
export async function insertRows<Item>(
  tx: Transaction,
  table: string,
  items: Iterable<Item>,
  rowOf: (item: Item) => Record<string, unknown>,
): Promise<void> {
  // Those of the first row, which is made before anything is inserted.
  const columns: string[] = [];
  function* rows(): Generator<string> {
    for (const item of items) {
      const row = rowOf(item);
      if (columns.length === 0) columns.push(...Object.keys(row));
      yield JSON.stringify(row);
    }
  }
  await insertJson(tx, table, columns, rows());
}
