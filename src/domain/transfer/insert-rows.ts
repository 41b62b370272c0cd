import { newId } from "../../database/ids.js";
import { insertJson } from "../../database/insert-json.js";
import { withoutLargeValues } from "../../database/large-values.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { AuditEntry } from "../audit.js";
import type { Context } from "../context.js";
import { inTurns } from "../in-turns.js";

/** So many new ids, each greater than the one before: a list by id has the rows in the order of the file. */
export async function ascendingIds(count: number): Promise<string[]> {
  const ids: string[] = [];
  await inTurns({ length: count }, () => ids.push(newId()));
  // They are, but for a counter that began anew among them: then there are two runs, which are merged.
  return ids.sort();
}

/** Inserts rows. `row` answers the JSON of the columns of each; it is asked when the row's turn comes. */
export async function insertRows(
  tx: Transaction,
  table: "Category" | "Document" | "DocumentCategory" | "Payment",
  columns: readonly string[],
  count: number,
  row: (index: number) => string,
  written?: (count: number) => void,
): Promise<void> {
  function* rows(): Generator<string> {
    for (let index = 0; index < count; index++) yield row(index);
  }
  await insertJson(tx, table, columns, rows(), written);
}

const idsPerStatement = 1_000;

/** One line of history for each object that a file brought. */
export async function auditImported(
  tx: Transaction,
  context: Context,
  entry: Pick<AuditEntry, "action" | "objectType"> & { organizationId: string; importId: string },
  ids: readonly string[],
): Promise<void> {
  const { action, objectType, organizationId, importId } = entry;
  const to = JSON.stringify({ import: importId });
  for (let start = 0; start < ids.length; start += idsPerStatement) {
    const chunk = ids.slice(start, start + idsPerStatement);
    const lines = await ascendingIds(chunk.length);
    const statement = sql`/* auditImported: one line for each object */
      INSERT INTO "AuditLog" ("id", "actorId", "action", "organizationId", "objectType", "objectId", "to", "requestId")
      SELECT l."id", ${context.caller?.id ?? null}, ${action}, ${organizationId}, ${objectType}, l."objectId",
        ${to}::jsonb, ${context.requestId}
      FROM unnest(${lines}::text[], ${chunk}::text[]) AS l ("id", "objectId")`;
    await withoutLargeValues(statement, (light) => tx.$executeRaw(light));
  }
}
