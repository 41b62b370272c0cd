import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { jsonObject, requiredText, validate } from "../validate.js";
import { booksOf } from "./books.js";
import { changeDocument } from "./change.js";
import { dayOf, toDateColumn } from "./dates.js";
import { calendarDate, money, requiredDecimal } from "./inputs.js";
import { centsText } from "./money.js";
import { addParts, holdCategory, settleParts } from "./parts.js";

/** What may be written of a part of a document. */
export const partFields = z.object({
  categoryId: requiredText(),
  amount: requiredDecimal(money),
  date: calendarDate(),
  custom: jsonObject(),
});

/**
 * Puts a part of a document's net amount under a category; without a date it has the document's. Answers its id.
 * Errors: changeDocument's, NOT_FOUND of the category, VALIDATION_FAILED, also where the parts would exceed the total.
 */
export async function createDocumentCategory(context: Context, documentId: string, input: unknown): Promise<string> {
  return changeDocument(context, documentId, async (tx, document) => {
    const { categoryId, amount, date, custom } = validate("DocumentCategory", partFields, input);
    await holdCategory(tx, document.organizationId, categoryId);
    const { zone } = await booksOf(tx, document.organizationId);
    const day = date ? toDateColumn(dayOf(date, zone)) : document.date;
    const [id = ""] = await addParts(tx, document, [{ categoryId, amount, date: day, custom: custom ?? {} }]);
    await settleParts(tx, document, { model: "DocumentCategory", property: "amount" });
    await audit(tx, context, {
      action: "documentCategory.create",
      organizationId: document.organizationId,
      objectType: "DocumentCategory",
      objectId: id,
      to: { documentId, categoryId, amount: centsText(amount) },
    });
    return id;
  });
}
