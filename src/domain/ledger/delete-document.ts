import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { changeDocument, markDeleted } from "./change.js";
import { summary } from "./summary.js";

/**
 * Marks a document and its parts under categories as deleted. Its payments stay payments. Its number and its uniqueId stay
 * taken. An invoice can be deleted only while it is a draft.
 * Errors: changeDocument's, IMMUTABLE for an invoice that is issued.
 */
export async function deleteDocument(context: Context, id: string): Promise<void> {
  await changeDocument(context, id, async (tx, document) => {
    if (document.type === "invoice" && !document.draft) {
      throw new DomainError("IMMUTABLE", "An issued invoice cannot be deleted, only cancelled.");
    }
    await markDeleted(tx, "Document", id);
    await tx.$executeRaw(sql`/* deleteDocument: its parts go with it */
      UPDATE "DocumentCategory" SET "isDeleted" = TRUE, "deletedAt" = statement_timestamp(), "deletedId" = "id",
        "updatedAt" = statement_timestamp() WHERE "documentId" = ${id} AND NOT "isDeleted"`);
    await audit(tx, context, {
      action: "document.delete",
      organizationId: document.organizationId,
      objectType: "Document",
      objectId: id,
      from: summary(document),
    });
  });
}
