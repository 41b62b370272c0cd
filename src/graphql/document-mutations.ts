import type { Context } from "../domain/context.js";
import { cancelDocument, uncancelDocument } from "../domain/ledger/cancel-document.js";
import { categorizeDocument } from "../domain/ledger/categorize-document.js";
import { createDocument } from "../domain/ledger/create-document.js";
import { deleteDocument } from "../domain/ledger/delete-document.js";
import { updateDocument } from "../domain/ledger/update-document.js";
import type { DocumentView } from "../domain/ledger/views.js";
import { Document } from "./document.js";
import { createDocumentFields, DocumentPartInput, updateDocumentFields } from "./document-input.js";
import { databaseId, globalId } from "./ids.js";
import { deletedIdPayload, mutation, type PayloadFields } from "./mutation.js";

const payload: PayloadFields<DocumentView | null> = (t) => ({
  document: t.field({
    type: Document,
    description: "The document as it is now; null where refused.",
    resolve: (answer) => answer.result,
  }),
});

mutation("createDocument", {
  description:
    "Makes a document, with totals computed from its items, and a number unless it is a draft. For roles ADMIN and DEFAULT.",
  input: createDocumentFields,
  payload,
  run: async ({ organizationId, ...input }, context) => {
    const organization = databaseId(organizationId, "Organization", "organizationId");
    return context.loaders.document.load(await createDocument(context, organization, input));
  },
});

mutation("updateDocument", {
  description:
    "Changes what is given of a document; null clears. While it is a draft everything may change, afterwards `note`, `reference`, `dateDue`, `unitId` and `custom`. For roles ADMIN and DEFAULT.",
  input: updateDocumentFields,
  payload,
  run: async ({ id, ...input }, context) => {
    const document = databaseId(id, "Document", "id");
    await updateDocument(context, document, input);
    return context.loaders.document.load(document);
  },
});

/** The changes that take nothing but the document's id. */
const changes: Record<string, { description: string; run: (context: Context, id: string) => Promise<void> }> = {
  cancelDocument: {
    description:
      "Cancels a document: it counts no more. Cancelling again changes nothing. For roles ADMIN and DEFAULT.",
    run: cancelDocument,
  },
  uncancelDocument: {
    description:
      "Takes the cancellation of a document back. One that is not cancelled stays as it is. For roles ADMIN and DEFAULT.",
    run: uncancelDocument,
  },
};

for (const [name, { description, run }] of Object.entries(changes)) {
  mutation(name, {
    description,
    input: (t) => ({ id: t.id({ required: true, description: "The document." }) }),
    payload,
    run: async ({ id }, context) => {
      const document = databaseId(id, "Document", "id");
      await run(context, document);
      return context.loaders.document.load(document);
    },
  });
}

mutation("deleteDocument", {
  description:
    "Deletes a document; its payments stay. An invoice can be deleted only while it is a draft. For roles ADMIN and DEFAULT.",
  input: (t) => ({ id: t.id({ required: true, description: "The document." }) }),
  payload: deletedIdPayload("what was deleted"),
  run: async ({ id }, context) => {
    const document = databaseId(id, "Document", "id");
    await deleteDocument(context, document);
    return globalId("Document", document);
  },
});

mutation("categorizeDocument", {
  description:
    "Puts parts of a document's net total under categories, instead of the parts that it has. They may not be more than the total. For roles ADMIN and DEFAULT.",
  input: (t) => ({
    documentId: t.id({ required: true, description: "The document." }),
    parts: t.field({
      type: [DocumentPartInput],
      required: true,
      description: "All its parts, 1,000 at most; none takes it out of every category.",
    }),
  }),
  payload,
  run: async ({ documentId, parts }, context) => {
    const document = databaseId(documentId, "Document", "documentId");
    await categorizeDocument(context, document, {
      parts: parts.map(({ categoryId, amount }, index) => ({
        categoryId: databaseId(categoryId, "Category", `parts[${index}].categoryId`),
        amount,
      })),
    });
    return context.loaders.document.load(document);
  },
});
