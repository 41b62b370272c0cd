import {
  allDocumentCategoriesOfDocument,
  allPaymentsOfDocument,
  documentCategoriesOfDocument,
  paymentsOfDocument,
} from "../domain/ledger/queries.js";
import { documentTypes } from "../domain/ledger/views.js";
import type { Resource } from "./resource.js";
import { documentCategory } from "./document-category.js";
import { conversionRateParts, itemParts, taxParts } from "./document-parts.js";
import { payment } from "./payment.js";
import {
  always,
  boolean,
  createdAt,
  custom,
  date,
  deletion,
  id,
  list,
  number,
  object,
  organizationId,
  ownId,
  readOnly,
  text,
  updatedAt,
} from "./properties.js";
import { many } from "./relations.js";

const total = (what: string, example: number) => number(`${what} Computed.`, { ...always, example });

export const document: Resource = {
  model: "Document",
  description: "An invoice or another paper of an organization, made or received.",
  properties: {
    type: text("What it is.", { required: true, nullable: false, values: documentTypes, example: "invoice" }),
    number: text("Number, unique in the organization among its type and direction; null while it is a draft."),
    date: date("Its date; today in the organization's time zone where it is not given.", {
      nullable: false,
      example: "2020-02-29",
    }),
    dateDue: date("By when it has to be paid.", { example: "2020-03-30" }),
    draft: boolean("Whether it is a draft: it has no number and may still change.", {
      nullable: false,
      example: false,
    }),
    canceled: boolean("Whether it was cancelled: it counts no more.", always),
    incoming: boolean("Whether somebody else made it, for the organization to pay.", {
      nullable: false,
      example: false,
    }),
    currencyId: text("ISO 4217 code of its currency; the organization's where it is not given.", {
      nullable: false,
      example: "EUR",
    }),
    unitId: text("The client's name of the unit that made it."),
    accountId: id("The account that made it.", readOnly),
    clientName: text("Whom it is for, or from.", { example: "Ada Lovelace" }),
    reference: text("Reference of a payment for it."),
    note: text("Note."),
    _documentItems: list("What it is about: at most 1,000 lines.", {
      from: "items",
      filterable: false,
      nullable: false,
      parts: itemParts,
    }),
    conversionRate: object(
      "What its amounts are multiplied with to be in the organization's currency: 1 where they are, and required where they are not.",
      { filterable: false, parts: conversionRateParts },
    ),
    uniqueId: text(
      "A key of the client's choice that no other document of the organization has: creating is safe to retry.",
    ),
    custom,
    _documentTaxes: list("The taxes of all lines by rate. Computed.", {
      from: "taxes",
      filterable: false,
      ...always,
      parts: taxParts,
    }),
    total: total("Net total of all lines.", 100),
    totalDiscount: total("Sum of the lines' discounts.", 0),
    totalTax: total("Sum of the lines' taxes.", 22),
    totalWithTax: total("Gross total.", 122),
    totalConverted: total("Net total in the organization's currency.", 100),
    totalWithTaxConverted: total("Gross total in the organization's currency.", 122),
    totalPaid: total("What was paid of it.", 0),
    totalDue: total("What is still to be paid of it.", 122),
    paidInFull: boolean("Whether nothing is to be paid any more. Computed.", always),
    id: ownId,
    organizationId,
    ...deletion,
    createdAt,
    updatedAt,
  },
  relations: {
    payments: many(
      () => payment,
      (deleted) => (deleted ? allPaymentsOfDocument : paymentsOfDocument),
    ),
    documentCategories: many(
      () => documentCategory,
      (deleted) => (deleted ? allDocumentCategoriesOfDocument : documentCategoriesOfDocument),
    ),
  },
  softDelete: true,
};
