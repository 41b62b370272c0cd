import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { changeDocumentCategory, markDeleted } from "./change.js";
import { settleParts } from "./parts.js";

/** Marks a part of a document as deleted. Deleted already: NOT_FOUND. Errors: changeDocument's. */
export async function deleteDocumentCategory(context: Context, id: string): Promise<void> {
  await changeDocumentCategory(context, id, async (tx, part) => {
    await markDeleted(tx, "DocumentCategory", id);
    await settleParts(tx, part.document, { model: "DocumentCategory", property: "amount" });
    await audit(tx, context, {
      action: "documentCategory.delete",
      organizationId: part.organizationId,
      objectType: "DocumentCategory",
      objectId: id,
      from: { documentId: part.documentId, categoryId: part.categoryId, amount: part.amount.toFixed(2) },
    });
  });
}
