import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { validate } from "../validate.js";
import { booksOf } from "./books.js";
import { changeDocumentCategory } from "./change.js";
import { partFields } from "./create-document-category.js";
import { dayOf, toDateColumn } from "./dates.js";
import { centsText } from "./money.js";
import { holdCategory, settleParts } from "./parts.js";

/**
 * Replaces a part's category, amount, date and custom; without a date it has the document's. The category that it has may
 * be deleted meanwhile. Errors: changeDocument's, NOT_FOUND of the category, VALIDATION_FAILED as for a new part.
 */
export async function replaceDocumentCategory(context: Context, id: string, input: unknown): Promise<void> {
  await changeDocumentCategory(context, id, async (tx, part) => {
    const { categoryId, amount, date, custom } = validate("DocumentCategory", partFields, input);
    if (categoryId !== part.categoryId) await holdCategory(tx, part.organizationId, categoryId);
    const { zone } = await booksOf(tx, part.organizationId);
    await tx.documentCategory.update({
      where: { id },
      data: {
        categoryId,
        amount: centsText(amount),
        date: date ? toDateColumn(dayOf(date, zone)) : part.document.date,
        custom: custom ?? {},
      },
    });
    await settleParts(tx, part.document, { model: "DocumentCategory", property: "amount" });
    await audit(tx, context, {
      action: "documentCategory.update",
      organizationId: part.organizationId,
      objectType: "DocumentCategory",
      objectId: id,
      from: { categoryId: part.categoryId, amount: part.amount.toFixed(2) },
      to: { categoryId, amount: centsText(amount) },
    });
  });
}
