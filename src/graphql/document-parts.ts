import type { Context } from "../domain/context.js";
import { notFound } from "../domain/errors.js";
import { documentCategoriesOfDocument } from "../domain/ledger/queries.js";
import type { DocumentCategoryView } from "../domain/ledger/views.js";
import { largestPage } from "../domain/list/list.js";

/**
 * All parts of a document under categories. One statement reads those of every document of a level; a further one only the
 * rest of documents with more than a hundred.
 * Errors: NOT_FOUND, where access has ended between the read of the document and this one.
 */
export async function partsOfDocument(context: Context, documentId: string): Promise<DocumentCategoryView[]> {
  const found: DocumentCategoryView[] = [];
  for (let offset = 0; ; offset += largestPage) {
    const slice = { limit: largestPage, offset };
    const parts = await context.loaders.slice(documentCategoriesOfDocument, documentId, slice);
    if (!parts) throw notFound("Document", documentId);
    found.push(...parts);
    if (parts.length < largestPage) return found;
  }
}
