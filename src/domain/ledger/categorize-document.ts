import { z } from "zod";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { requiredText, validate } from "../validate.js";
import { changeDocument } from "./change.js";
import { money, requiredDecimal } from "./inputs.js";
import { centsText } from "./money.js";
import { addParts, holdCategory, mostParts, settleParts } from "./parts.js";

const schema = z.object({
  parts: z.array(z.object({ categoryId: requiredText(), amount: requiredDecimal(money) })).max(mostParts),
});

/**
 * Replaces all parts of a document by the given ones, in their order: {parts: [{categoryId, amount}]}. They have the
 * document's date. Errors: changeDocument's, NOT_FOUND of a category, VALIDATION_FAILED.
 */
export async function categorizeDocument(context: Context, documentId: string, input: unknown): Promise<void> {
  await changeDocument(context, documentId, async (tx, document) => {
    const { parts } = validate("Document", schema, input);
    // In one order, so that two that share categories do not wait for each other.
    for (const categoryId of [...new Set(parts.map((part) => part.categoryId))].sort()) {
      await holdCategory(tx, document.organizationId, categoryId);
    }
    await tx.$executeRaw(sql`/* categorizeDocument: the parts it had are deleted */
      UPDATE "DocumentCategory" SET "isDeleted" = TRUE, "deletedAt" = statement_timestamp(), "deletedId" = "id",
        "updatedAt" = statement_timestamp() WHERE "documentId" = ${documentId} AND NOT "isDeleted"`);
    await addParts(
      tx,
      document,
      parts.map(({ categoryId, amount }) => ({ categoryId, amount, date: document.date, custom: {} })),
    );
    await settleParts(tx, document, { model: "Document", property: "parts" });
    await audit(tx, context, {
      action: "document.categorize",
      organizationId: document.organizationId,
      objectType: "Document",
      objectId: documentId,
      to: { parts: parts.map(({ categoryId, amount }) => ({ categoryId, amount: centsText(amount) })) },
    });
  });
}
