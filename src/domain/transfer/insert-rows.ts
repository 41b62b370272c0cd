import { newId } from "../../database/ids.js";
import { withoutLargeValues } from "../../database/large-values.js";
import type { Transaction } from "../../database/open.js";
import { join, raw, type Sql, sql } from "../../database/sql.js";
import type { AuditEntry } from "../audit.js";
import type { Context } from "../context.js";
import { inTurns } from "../in-turns.js";

const rowsPerStatement = 1_000;
const charactersPerStatement = 1_000_000;

/** So many new ids, each greater than the one before: a list by id has the rows in the order of the file. */
export async function ascendingIds(count: number): Promise<string[]> {
  const ids: string[] = [];
  await inTurns({ length: count }, () => ids.push(newId()));
  // They are, but for a counter that began anew among them: then there are two runs, which are merged.
  return ids.sort();
}

/**
 * Inserts rows in few statements. `row` answers the JSON of the columns of each, in which dates and decimals are texts; it
 * is asked when the row's turn comes.
 */
export async function insertRows(
  tx: Transaction,
  table: "Category" | "Document" | "DocumentCategory" | "Payment",
  columns: readonly string[],
  count: number,
  row: (index: number) => string,
  written: (count: number) => void = () => undefined,
): Promise<void> {
  const names = join(
    columns.map((column) => raw(`"${column}"`)),
    ", ",
  );
  for (let start = 0; start < count;) {
    const chunk = chunkFrom(start, count, row);
    await execute(
      tx,
      sql`${raw(`/* insertRows: rows of ${table}, checked before */`)}
      INSERT INTO ${raw(`"${table}"`)} (${names}) SELECT ${names}
      FROM jsonb_populate_recordset(NULL::${raw(`"${table}"`)}, ${`[${chunk.join(",")}]`}::jsonb)`,
    );
    start += chunk.length;
    written(chunk.length);
  }
}

const execute = (tx: Transaction, query: Sql): Promise<number> =>
  withoutLargeValues(query, (light) => tx.$executeRaw(light));

function chunkFrom(start: number, count: number, row: (index: number) => string): string[] {
  const chunk: string[] = [];
  let characters = 0;
  for (let index = start; index < count && chunk.length < rowsPerStatement; index++) {
    const json = row(index);
    chunk.push(json);
    characters += json.length;
    if (characters > charactersPerStatement) break;
  }
  return chunk;
}

/** One line of history for each object that a file brought. */
export async function auditImported(
  tx: Transaction,
  context: Context,
  entry: Pick<AuditEntry, "action" | "objectType"> & { organizationId: string; importId: string },
  ids: readonly string[],
): Promise<void> {
  const { action, objectType, organizationId, importId } = entry;
  const to = JSON.stringify({ import: importId });
  for (let start = 0; start < ids.length; start += rowsPerStatement) {
    const chunk = ids.slice(start, start + rowsPerStatement);
    const lines = await ascendingIds(chunk.length);
    await execute(
      tx,
      sql`/* auditImported: one line for each object */
      INSERT INTO "AuditLog" ("id", "actorId", "action", "organizationId", "objectType", "objectId", "to", "requestId")
      SELECT l."id", ${context.caller?.id ?? null}, ${action}, ${organizationId}, ${objectType}, l."objectId",
        ${to}::jsonb, ${context.requestId}
      FROM unnest(${lines}::text[], ${chunk}::text[]) AS l ("id", "objectId")`,
    );
  }
}
