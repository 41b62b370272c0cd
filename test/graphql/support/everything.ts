import type { Database } from "../../../src/database/open.js";
import { join, raw, sql } from "../../../src/database/sql.js";

const tablesOf = new WeakMap<Database, string[]>();

async function tablesIn(database: Database): Promise<string[]> {
  const known = tablesOf.get(database);
  if (known) return known;
  const tables = await database.read<{ name: string }>(sql`/* test: every table */
    SELECT table_name AS "name" FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`);
  const names = tables.map(({ name }) => name);
  tablesOf.set(database, names);
  return names;
}

/** A sum over all that is in each table: the same before and after means that nothing was written. */
export async function everythingIn(database: Database): Promise<Record<string, string>> {
  const tables = await tablesIn(database);
  const sums = tables.map((name) => {
    const table = raw(`"${name}"`);
    return sql`(SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM ${table} t) AS ${table}`;
  });
  const [row] = await database.read<Record<string, string>>(sql`/* test: a sum of each */ SELECT ${join(sums, ", ")}`);
  if (!row) throw new Error("a sum is always one row");
  return row;
}
