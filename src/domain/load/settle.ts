import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { centsText, Decimal } from "../ledger/money.js";
import { convertParts } from "../ledger/totals.js";

interface Part {
  id: string;
  amount: Decimal;
}

/** Living parts by their document. */
export type PartsOfDocuments = Map<string, Part[]>;

/**
 * What each living part is in the organization's currency, by its id, so that the parts of a document keep their sum: as the
 * ledger does it, but however much they are, since history may have more under categories than the document's total.
 */
export function settled(parts: PartsOfDocuments, rateOf: (documentId: string) => Decimal): Map<string, string> {
  const converted = new Map<string, string>();
  for (const [documentId, unordered] of parts) {
    const ordered = [...unordered].sort((a, b) => Number(a.id > b.id) - Number(a.id < b.id));
    const shares = convertParts(
      ordered.map(({ amount }) => amount),
      rateOf(documentId),
    );
    for (const [index, { id }] of ordered.entries()) converted.set(id, centsText(shares[index] ?? new Decimal(0)));
  }
  return converted;
}

/** Adds the living parts that documents of the database have already. */
export async function addStoredParts(
  tx: Transaction,
  parts: PartsOfDocuments,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  const rows = await tx.$queryRaw<{ id: string; documentId: string; amount: string }[]>(sql`
    /* addStoredParts: the living parts of documents that get more of them */
    SELECT t."id", t."documentId", t."amount"::text AS "amount" FROM "DocumentCategory" t
    WHERE t."documentId" = ANY(${[...documentIds]}::text[]) AND NOT t."isDeleted"`);
  for (const { id, documentId, amount } of rows) parts.get(documentId)?.push({ id, amount: new Decimal(amount) });
}

/** Gives the parts that documents of the database had before their shares beside those that were added. */
export async function settleStoredParts(
  tx: Transaction,
  shares: ReadonlyMap<string, string>,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await tx.$executeRaw(sql`/* settleStoredParts: of documents that got more of them, where it changes */
    UPDATE "DocumentCategory" t SET "amountConverted" = m."amount", "updatedAt" = statement_timestamp()
    FROM unnest(${[...shares.keys()]}::text[], ${[...shares.values()]}::numeric[]) AS m ("id", "amount")
    WHERE t."id" = m."id" AND t."documentId" = ANY(${[...documentIds]}::text[]) AND t."amountConverted" <> m."amount"`);
}

/** Counts anew what was paid of documents of the database that got payments. */
export async function settleStoredPaid(tx: Transaction, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await tx.$executeRaw(sql`/* settleStoredPaid: the sum of what was paid, never an increment */
    UPDATE "Document" d SET "updatedAt" = statement_timestamp(), "totalPaid" = (SELECT coalesce(sum(p."amount"), 0)
      FROM "Payment" p WHERE p."documentId" = d."id" AND NOT p."isDeleted")
    WHERE d."id" = ANY(${[...documentIds]}::text[])`);
}
