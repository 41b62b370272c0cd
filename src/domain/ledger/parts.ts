import type { Document } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { invalidInput, notFound } from "../errors.js";
import { centsText, Decimal, sum } from "./money.js";
import { convertParts } from "./totals.js";

/** So that a change of one part stays one of a small number. */
export const mostParts = 1_000;

/** The property that is to blame where the parts do not fit. */
interface Named {
  model: "Document" | "DocumentCategory";
  property: string;
}

interface Part {
  id: string;
  amount: string;
  amountConverted: string;
}

/**
 * Sees to it that the parts of a document, as they are now, fit its net total, and gives each its share of the total in the
 * organization's currency. Needs the document's lock.
 * Errors: VALIDATION_FAILED naming the property that does not fit.
 */
export async function settleParts(tx: Transaction, document: Document, named: Named): Promise<void> {
  const parts = await tx.$queryRaw<Part[]>(sql`/* settleParts: the parts of one document, in the order they were made */
    SELECT t."id", t."amount"::text AS "amount", t."amountConverted"::text AS "amountConverted"
    FROM "DocumentCategory" t WHERE t."documentId" = ${document.id} AND NOT t."isDeleted" ORDER BY t."id"`);
  const amounts = parts.map(({ amount }) => new Decimal(amount));
  refuseMisfit(new Decimal(document.total.toFixed(2)), amounts, named);
  const converted = convertParts(amounts, new Decimal(document.rate.toFixed())).map(centsText);
  const moved = parts
    .map(({ id, amountConverted }, index) => ({ id, before: amountConverted, after: converted[index] ?? "" }))
    .filter(({ before, after }) => before !== after);
  if (moved.length === 0) return;
  await tx.$executeRaw(sql`/* settleParts: what each part is in the organization's currency */
    UPDATE "DocumentCategory" t SET "amountConverted" = m."amount", "updatedAt" = statement_timestamp()
    FROM unnest(${moved.map(({ id }) => id)}::text[], ${moved.map(({ after }) => after)}::numeric[]) AS m ("id", "amount")
    WHERE t."id" = m."id"`);
}

/**
 * Errors: VALIDATION_FAILED naming the property, where parts of these amounts cannot be those of a document of this net total.
 */
export function refuseMisfit(total: Decimal, amounts: readonly Decimal[], { model, property }: Named): void {
  const refuse = (message: string) => {
    throw invalidInput(model, [{ path: [property], rule: "custom.rule", message }]);
  };
  if (amounts.length > mostParts) refuse(`would be more than ${mostParts} parts of one document`);
  const sign = total.isNegative() ? -1 : 1;
  if (amounts.some((amount) => amount.times(sign).isNegative() && !amount.isZero())) {
    refuse("has another sign than the document's total");
  }
  if (sum(amounts).abs().greaterThan(total.abs())) {
    refuse(`makes the parts more than the document's net total, ${centsText(total)}`);
  }
}

/** Parts that are dated as their document go with it when its date changes. Needs the document's lock. */
export async function movePartsWithDate(tx: Transaction, before: Document, after: Document): Promise<void> {
  if (before.date.getTime() === after.date.getTime()) return;
  await tx.documentCategory.updateMany({
    where: { documentId: before.id, isDeleted: false, date: before.date },
    data: { date: after.date },
  });
}

/**
 * Locks a category under which an amount is put, so that it is not deleted meanwhile. Take it after the document's lock.
 * Errors: NOT_FOUND for one that is deleted or another organization's.
 */
export async function holdCategory(tx: Transaction, organizationId: string, id: string): Promise<void> {
  const found = await tx.$queryRaw<object[]>(sql`/* holdCategory: a living one of the organization, until this ends */
    SELECT 1 AS "held" FROM "Category" c
    WHERE c."id" = ${id} AND c."organizationId" = ${organizationId} AND NOT c."isDeleted" FOR SHARE`);
  if (found.length === 0) throw notFound("Category", id);
}

/** Writes parts in their order, to be settled. Answers their ids. */
export async function addParts(
  tx: Transaction,
  { id: documentId, organizationId }: Document,
  parts: readonly { categoryId: string; amount: Decimal; date: Date; custom: object }[],
): Promise<string[]> {
  const rows = parts.map((part) => ({
    ...part,
    id: newId(),
    documentId,
    organizationId,
    amount: centsText(part.amount),
    amountConverted: "0.00",
  }));
  await tx.documentCategory.createMany({ data: rows });
  return rows.map(({ id }) => id);
}
