import { requireCaller } from "../domain/context.js";
import { allPaymentsOfDocument, paymentsOfDocument } from "../domain/ledger/queries.js";
import { Account } from "./account.js";
import { answered } from "./answered.js";
import { builder, type OutputFields } from "./builder.js";
import { connection, orderInput } from "./connection.js";
import { DocumentCategory } from "./document-category.js";
import { ConversionRateType, DocumentItemType, DocumentTaxType } from "./document-item.js";
import { partsOfDocument } from "./document-parts.js";
import { DocumentType } from "./enums.js";
import { costs } from "./field-cost.js";
import { databaseId, globalId } from "./ids.js";
import { commonOrder, ledgerFields, type LedgerRow } from "./ledger-fields.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";
import { Payment, PaymentConnection, PaymentOrder, PaymentWhere } from "./payment.js";
import {
  BooleanFilter,
  DateFilter,
  DateTimeFilter,
  DecimalFilter,
  DocumentTypeFilter,
  StringFilter,
  whereInput,
} from "./where.js";

/** The amounts that are computed of a document. */
const figures = {
  total: "Net: after discounts, before tax.",
  totalDiscount: "The sum of the lines' discounts.",
  totalTax: "The sum of the taxes.",
  totalWithTax: "Gross: with tax.",
  totalConverted: "The net total in the organization's currency.",
  totalWithTaxConverted: "The gross total in the organization's currency.",
  totalPaid: "The sum of its payments.",
  totalDue: "What is still to be paid: gross less what was paid.",
} as const;

function figureFields(t: OutputFields<Record<keyof typeof figures, string>>) {
  const names = Object.keys(figures) as (keyof typeof figures)[];
  return Object.fromEntries(
    names.map((name) => [name, t.expose(name, { type: "Decimal", nullable: false, description: figures[name] })]),
  );
}

export const Document = builder.prismaObject("Document", {
  description:
    "An invoice, or another paper of its kind. Amounts are in its own currency where nothing else is said; all but prices, quantities and rates have two decimals.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    ...ledgerFields(t as unknown as OutputFields<LedgerRow>, "Document"),
    ...figureFields(t as unknown as OutputFields<Record<keyof typeof figures, string>>),
    type: t.field({
      type: DocumentType,
      nullable: false,
      description: "What it is.",
      resolve: (document) => document.type,
    }),
    incoming: t.exposeBoolean("incoming", { nullable: false, description: "Whether the organization received it." }),
    number: t.exposeString("number", {
      description: "Its number, unique for its type and direction in the organization; null while it is a draft.",
    }),
    date: t.expose("date", { type: "Date", nullable: false, description: "Its date." }),
    dateDue: t.expose("dateDue", { type: "Date", description: "Until when it is to be paid." }),
    draft: t.exposeBoolean("draft", {
      nullable: false,
      description: "Whether it is a draft: it does not count, and can change in everything.",
    }),
    canceled: t.exposeBoolean("canceled", {
      nullable: false,
      description: "Whether it was cancelled: it does not count any more.",
    }),
    currencyId: t.expose("currencyId", { type: "Currency", nullable: false, description: "Its currency." }),
    conversionRate: t.field({
      type: ConversionRateType,
      nullable: false,
      description: "How its amounts become the organization's; with a rate of 1 in the same currency.",
      resolve: (document) => document.conversionRate,
    }),
    unitId: t.exposeString("unitId", { description: "The business unit, such as a shop, by your own name for it." }),
    accountId: t.id({
      description: "The global id of the account that made it.",
      resolve: ({ accountId }) => accountId && globalId("Account", accountId),
    }),
    clientName: t.exposeString("clientName", { description: "Whom it is for, or of whom it was received." }),
    reference: t.exposeString("reference", { description: "What the other side calls it." }),
    note: t.exposeString("note", { description: "A remark." }),
    uniqueId: t.exposeString("uniqueId", { description: "A name of your own, unique in the organization." }),
    paidInFull: t.exposeBoolean("paidInFull", { nullable: false, description: "Whether nothing is due any more." }),
  }),
});

builder.prismaObjectFields(Document, (t) => ({
  organization: t.field({
    type: Organization,
    nullable: false,
    description: "The organization that it belongs to.",
    resolve: (document, _args, context) => organizationOf(document, context),
  }),
  account: t.field({
    type: Account,
    description: "Who made it; null where that account is none of your organizations any more.",
    resolve: ({ accountId }, _args, context) => (accountId === null ? null : context.loaders.account.load(accountId)),
  }),
  items: t.field({
    type: [DocumentItemType],
    nullable: { list: false, items: false },
    description: "Its lines, in their order.",
    extensions: costs({ rows: 10 }),
    resolve: ({ items }, _args, context) => answered(items, context),
  }),
  taxes: t.field({
    type: [DocumentTaxType],
    nullable: { list: false, items: false },
    description: "Its taxes over all lines, by their rate.",
    extensions: costs({ rows: 2 }),
    resolve: ({ taxes }, _args, context) => answered(taxes, context),
  }),
  documentCategories: t.field({
    type: [DocumentCategory],
    nullable: { list: false, items: false },
    description: "The parts of its net total that are under categories, in the order in which they were made.",
    extensions: costs({ rows: 5 }),
    resolve: async (document, _args, context) => answered(await partsOfDocument(context, document.id), context),
  }),
  payments: t.connection(
    {
      type: Payment,
      nullable: true,
      description: "The payments on it.",
      args: {
        where: t.arg({ type: PaymentWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [PaymentOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean({ defaultValue: false, description: "Whether deleted ones are listed too." }),
      },
      resolve: (document, args, context) => {
        const list = args.includeDeleted ? allPaymentsOfDocument : paymentsOfDocument;
        return connection(context, { list, parent: document.id, type: "Payment" }, args);
      },
    },
    PaymentConnection,
  ),
}));

export const DocumentWhere = whereInput("Document", {
  id: { of: "Document" },
  accountId: { of: "Account" },
  type: DocumentTypeFilter,
  incoming: BooleanFilter,
  number: StringFilter,
  date: DateFilter,
  dateDue: DateFilter,
  draft: BooleanFilter,
  canceled: BooleanFilter,
  currencyId: StringFilter,
  unitId: StringFilter,
  clientName: StringFilter,
  reference: StringFilter,
  note: StringFilter,
  uniqueId: StringFilter,
  ...Object.fromEntries(Object.keys(figures).map((name) => [name, DecimalFilter])),
  paidInFull: BooleanFilter,
  isDeleted: BooleanFilter,
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
  deletedAt: DateTimeFilter,
});

export const DocumentOrder = orderInput("Document", {
  ...commonOrder,
  type: "The type's name.",
  number: "The number, as a text.",
  date: "Its date.",
  dateDue: "Until when it is to be paid.",
  currencyId: "The currency's code.",
  unitId: "The business unit.",
  clientName: "Whom it is for, or of whom it was received.",
  reference: "What the other side calls it.",
  ...figures,
});

export const DocumentConnection = builder.connectionObject(
  { type: Document, name: "DocumentConnection", description: "A page of documents." },
  { name: "DocumentEdge", description: "A document in a page." },
);

builder.queryField("document", (t) =>
  t.field({
    type: Document,
    description: "A document, deleted or not; null where there is none or the caller may not see it.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.document.load(databaseId(id, "Document", "id"));
    },
  }),
);
