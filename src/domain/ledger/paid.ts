import type { Document } from "../../database/generated/client.js";
import { withoutLargeValues } from "../../database/large-values.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";

/** Counts anew what was paid of documents. Needs their locks. */
export async function settlePaid(tx: Transaction, documentIds: readonly string[]): Promise<void> {
  const statement = sql`/* settlePaid: the sums of what was paid, never an increment */
    UPDATE "Document" d SET "updatedAt" = statement_timestamp(), "totalPaid" = (SELECT coalesce(sum(p."amount"), 0)
      FROM "Payment" p WHERE p."documentId" = d."id" AND NOT p."isDeleted")
    WHERE d."id" = ANY(${[...documentIds]}::text[])`;
  await withoutLargeValues(statement, (light) => tx.$executeRaw(light));
}

/** Converts the payments of a document with its rate, as it is now. Needs the document's lock. */
export async function convertPayments(tx: Transaction, { id, rate }: Document): Promise<void> {
  // numeric's round is to the nearest cent, half of one away from zero: as everywhere.
  await tx.$executeRaw(sql`/* convertPayments: those of one document whose value changes */
    UPDATE "Payment" SET "amountConverted" = round("amount" * ${rate.toFixed()}::numeric, 2),
      "updatedAt" = statement_timestamp()
    WHERE "documentId" = ${id} AND "amountConverted" <> round("amount" * ${rate.toFixed()}::numeric, 2)`);
}
