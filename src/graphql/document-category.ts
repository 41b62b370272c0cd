import { notFound } from "../domain/errors.js";
import { builder, type OutputFields } from "./builder.js";
import { Category } from "./category.js";
import { orderInput } from "./connection.js";
import { Document } from "./document.js";
import { commonOrder, ledgerFields, type LedgerRow } from "./ledger-fields.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";
import { BooleanFilter, DateFilter, DateTimeFilter, DecimalFilter, whereInput } from "./where.js";

export const DocumentCategory = builder.prismaObject("DocumentCategory", {
  description: "A part of a document's net amount under a category.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    ...ledgerFields(t as unknown as OutputFields<LedgerRow>, "DocumentCategory"),
    amount: t.expose("amount", {
      type: "Decimal",
      nullable: false,
      description: "How much, in the document's currency.",
    }),
    amountConverted: t.expose("amountConverted", {
      type: "Decimal",
      nullable: false,
      description: "The same in the organization's currency.",
    }),
    date: t.expose("date", {
      type: "Date",
      nullable: false,
      description: "The document's date, unless another was given. Statistics go by the document's.",
    }),
  }),
});

builder.prismaObjectFields(DocumentCategory, (t) => ({
  organization: t.field({
    type: Organization,
    nullable: false,
    description: "The organization that it belongs to.",
    resolve: (part, _args, context) => organizationOf(part, context),
  }),
  document: t.field({
    type: Document,
    nullable: false,
    description: "The document that it is a part of.",
    resolve: async ({ documentId }, _args, context) => {
      const document = await context.loaders.document.load(documentId);
      // Access can end between the read of the part and this one.
      if (!document) throw notFound("Document", documentId);
      return document;
    },
  }),
  category: t.field({
    type: Category,
    nullable: false,
    description: "The category that it is under, deleted or not.",
    resolve: async ({ categoryId }, _args, context) => {
      const category = await context.loaders.category.load(categoryId);
      if (!category) throw notFound("Category", categoryId);
      return category;
    },
  }),
}));

export const DocumentCategoryWhere = whereInput("DocumentCategory", {
  id: { of: "DocumentCategory" },
  documentId: { of: "Document" },
  categoryId: { of: "Category" },
  amount: DecimalFilter,
  amountConverted: DecimalFilter,
  date: DateFilter,
  isDeleted: BooleanFilter,
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
  deletedAt: DateTimeFilter,
});

export const DocumentCategoryOrder = orderInput("DocumentCategory", {
  ...commonOrder,
  amount: "How much, whatever the currency.",
  amountConverted: "How much in the organization's currency.",
  date: "Its date.",
});

export const DocumentCategoryConnection = builder.connectionObject(
  { type: DocumentCategory, name: "DocumentCategoryConnection", description: "A page of parts of documents." },
  { name: "DocumentCategoryEdge", description: "A part of a document in a page." },
);
