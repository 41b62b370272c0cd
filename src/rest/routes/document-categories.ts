import type { Context } from "../../domain/context.js";
import { createDocumentCategory } from "../../domain/ledger/create-document-category.js";
import { deleteDocumentCategory } from "../../domain/ledger/delete-document-category.js";
import {
  allDocumentCategoriesOfOrganization,
  documentCategoriesOfOrganization,
  liveDocumentCategory,
} from "../../domain/ledger/queries.js";
import { replaceDocumentCategory } from "../../domain/ledger/replace-document-category.js";
import { objectFilterArgument } from "../argument.js";
import type { Filter } from "../filter-shape.js";
import { deletion, one } from "../reads.js";
import { documentCategory } from "../../resources/document-category.js";
import { route } from "../route.js";
import { listRoutes } from "./lists.js";

const tag = "DocumentCategories";
const shown = { kind: "one", resource: documentCategory } as const;

const read = async (context: Context, id: string, filter?: Filter) =>
  one(context, documentCategory, id, await liveDocumentCategory(context, id), filter);

export const documentCategoryRoutes = [
  route({
    method: "POST",
    path: "/Documents/:id/documentCategories",
    tag,
    summary: "Put a part of a document under a category",
    description: "All parts of a document together are no more than its net total.",
    body: { resource: documentCategory, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) =>
      read(context, await createDocumentCategory(context, id, body)),
  }),
  ...listRoutes({
    tag,
    resource: documentCategory,
    path: "/Organizations/:id/documentCategories",
    parent: "Organization",
    list: documentCategoriesOfOrganization,
    all: allDocumentCategoriesOfOrganization,
    summary: "The parts of an organization's documents under categories",
    countSummary: "How many parts under categories an organization's documents have",
  }),
  route({
    method: "GET",
    path: "/DocumentCategories/:id",
    tag,
    summary: "One part of a document under a category",
    args: { filter: objectFilterArgument(documentCategory) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) => read(context, id, args.filter),
  }),
  route({
    method: "PUT",
    path: "/DocumentCategories/:id",
    tag,
    summary: "Replace a part of a document under a category",
    description: "Replaces categoryId, amount, date and custom.",
    body: { resource: documentCategory, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await replaceDocumentCategory(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "DELETE",
    path: "/DocumentCategories/:id",
    tag,
    summary: "Delete a part of a document under a category",
    description: "Marks it as deleted; its amount is under no category any more.",
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" } }) => deletion(() => deleteDocumentCategory(context, id)),
  }),
];
