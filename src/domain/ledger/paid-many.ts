import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";

/** Counts anew what was paid of many documents. Needs their locks. */
export async function settlePaidOf(tx: Transaction, documentIds: readonly string[]): Promise<void> {
  await tx.$executeRaw(sql`/* settlePaidOf: the sums of what was paid, never an increment */
    UPDATE "Document" d SET "updatedAt" = statement_timestamp(), "totalPaid" = (SELECT coalesce(sum(p."amount"), 0)
      FROM "Payment" p WHERE p."documentId" = d."id" AND NOT p."isDeleted")
    WHERE d."id" = ANY(${[...documentIds]}::text[])`);
}
