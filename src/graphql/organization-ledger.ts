import {
  allDocumentCategoriesOfCategory,
  allDocumentCategoriesOfOrganization,
  allDocumentsOfOrganization,
  allPaymentsOfOrganization,
  documentCategoriesOfCategory,
  documentCategoriesOfOrganization,
  documentsOfOrganization,
  paymentsOfOrganization,
} from "../domain/ledger/queries.js";
import { builder } from "./builder.js";
import { Category } from "./category.js";
import { connection } from "./connection.js";
import { Document, DocumentConnection, DocumentOrder, DocumentWhere } from "./document.js";
import {
  DocumentCategory,
  DocumentCategoryConnection,
  DocumentCategoryOrder,
  DocumentCategoryWhere,
} from "./document-category.js";
import { Organization } from "./organization.js";
import { Payment, PaymentConnection, PaymentOrder, PaymentWhere } from "./payment.js";

/** The lists of the ledger that hang on what is no part of it. */

const includeDeleted = { defaultValue: false, description: "Whether deleted ones are listed too." } as const;

builder.prismaObjectFields(Organization, (t) => ({
  documents: t.connection(
    {
      type: Document,
      nullable: true,
      description: "Its documents.",
      args: {
        where: t.arg({ type: DocumentWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [DocumentOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean(includeDeleted),
      },
      resolve: (organization, args, context) => {
        const list = args.includeDeleted ? allDocumentsOfOrganization : documentsOfOrganization;
        return connection(context, { list, parent: organization.id, type: "Document" }, args);
      },
    },
    DocumentConnection,
  ),
  payments: t.connection(
    {
      type: Payment,
      nullable: true,
      description: "Its payments, with a document and without one.",
      args: {
        where: t.arg({ type: PaymentWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [PaymentOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean(includeDeleted),
      },
      resolve: (organization, args, context) => {
        const list = args.includeDeleted ? allPaymentsOfOrganization : paymentsOfOrganization;
        return connection(context, { list, parent: organization.id, type: "Payment" }, args);
      },
    },
    PaymentConnection,
  ),
  documentCategories: t.connection(
    {
      type: DocumentCategory,
      nullable: true,
      description: "The parts of its documents that are under categories.",
      args: {
        where: t.arg({ type: DocumentCategoryWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [DocumentCategoryOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean(includeDeleted),
      },
      resolve: (organization, args, context) => {
        const list = args.includeDeleted ? allDocumentCategoriesOfOrganization : documentCategoriesOfOrganization;
        return connection(context, { list, parent: organization.id, type: "DocumentCategory" }, args);
      },
    },
    DocumentCategoryConnection,
  ),
}));

builder.prismaObjectFields(Category, (t) => ({
  documentCategories: t.connection(
    {
      type: DocumentCategory,
      nullable: true,
      description: "The parts of documents that are under it.",
      args: {
        where: t.arg({ type: DocumentCategoryWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [DocumentCategoryOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean(includeDeleted),
      },
      resolve: (category, args, context) => {
        const list = args.includeDeleted ? allDocumentCategoriesOfCategory : documentCategoriesOfCategory;
        return connection(context, { list, parent: category.id, type: "DocumentCategory" }, args);
      },
    },
    DocumentCategoryConnection,
  ),
}));
