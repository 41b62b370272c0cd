import type { Database } from "./open.js";
import { raw, sql } from "./sql.js";

/**
 * Does for the embedded database what autovacuum does in a PostgreSQL server, since it has no processes of its own: frees the
 * room of old rows, and tells the planner how many rows there are. That is done for the tables that have grown by a fifth since,
 * or for everything; answers the names of those that had grown. Meanwhile, a second for 100,000 new documents, nothing else is
 * served.
 */
export async function keepUp(database: Database, { everything = false } = {}): Promise<string[]> {
  if (everything) await database.read(sql`VACUUM (ANALYZE)`);
  const grown = await database.read<{
    name: string;
  }>(sql`/* keepUp: tables that were small when they were looked at last */
    SELECT quote_ident(c."relname") AS "name" FROM pg_class c
    WHERE c."relnamespace" = 'public'::regnamespace AND c."relkind" = 'r'
      AND pg_relation_size(c."oid") > (c."relpages" * 1.2 + 20) * current_setting('block_size')::int
    ORDER BY c."relname"`);
  for (const { name } of grown) await database.read(sql`VACUUM (ANALYZE) ${raw(name)}`);
  return grown.map(({ name }) => name);
}
