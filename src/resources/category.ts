import { allDocumentCategoriesOfCategory, documentCategoriesOfCategory } from "../domain/ledger/queries.js";
import { organizationById } from "../domain/organization/queries.js";
import type { Resource } from "./resource.js";
import { documentCategory } from "./document-category.js";
import { organization } from "./organization.js";
import { createdAt, custom, deletion, organizationId, ownId, text, updatedAt } from "./properties.js";
import { many, one } from "./relations.js";

export const category: Resource = {
  model: "Category",
  description: "A name under which amounts of documents are collected.",
  properties: {
    name: text("Name.", { required: true, nullable: false, example: "IT" }),
    alias: text("Short name, unique in the organization among what is not deleted, letter case ignored.", {
      required: true,
      nullable: false,
      example: "it",
    }),
    description: text("Description."),
    id: ownId,
    organizationId,
    ...deletion,
    createdAt,
    updatedAt,
    custom,
  },
  relations: {
    organization: one(
      () => organization,
      "organizationId",
      () => organizationById,
    ),
    documentCategories: many(
      () => documentCategory,
      (deleted) => (deleted ? allDocumentCategoriesOfCategory : documentCategoriesOfCategory),
    ),
  },
  softDelete: true,
};
