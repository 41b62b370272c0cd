import { requireCaller } from "../domain/context.js";
import { invalid } from "../domain/errors.js";
import { deletePayment } from "../domain/ledger/delete-payment.js";
import { type PaymentTarget, recordPayment } from "../domain/ledger/record-payment.js";
import type { PaymentView } from "../domain/ledger/views.js";
import { builder, type OutputFields } from "./builder.js";
import { orderInput } from "./connection.js";
import { Document } from "./document.js";
import { PaymentType } from "./enums.js";
import { databaseId, globalId } from "./ids.js";
import { commonOrder, ledgerFields, type LedgerRow } from "./ledger-fields.js";
import { deletedIdPayload, mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";
import { BooleanFilter, DateTimeFilter, DecimalFilter, PaymentTypeFilter, StringFilter, whereInput } from "./where.js";

export const Payment = builder.prismaObject("Payment", {
  description: "Money that was paid: on a document, or without one.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    ...ledgerFields(t as unknown as OutputFields<LedgerRow>, "Payment"),
    type: t.field({
      type: PaymentType,
      nullable: false,
      description: "How it was paid.",
      resolve: (payment) => payment.type,
    }),
    date: t.expose("date", { type: "DateTime", nullable: false, description: "When it was paid." }),
    amount: t.expose("amount", {
      type: "Decimal",
      nullable: false,
      description:
        "How much, in the document's currency, or in the organization's where there is no document. Negative where it was paid back.",
    }),
    amountConverted: t.expose("amountConverted", {
      type: "Decimal",
      nullable: false,
      description: "The same in the organization's currency.",
    }),
    note: t.exposeString("note", { description: "A remark." }),
    transactionId: t.exposeString("transactionId", { description: "What the bank or service calls it." }),
  }),
});

builder.prismaObjectFields(Payment, (t) => ({
  organization: t.field({
    type: Organization,
    nullable: false,
    description: "The organization that it belongs to.",
    resolve: (payment, _args, context) => organizationOf(payment, context),
  }),
  document: t.field({
    type: Document,
    description: "The document that it is on, deleted or not; null for a payment without one.",
    resolve: ({ documentId }, _args, context) =>
      documentId === null ? null : context.loaders.document.load(documentId),
  }),
}));

export const PaymentWhere = whereInput("Payment", {
  id: { of: "Payment" },
  documentId: { of: "Document" },
  type: PaymentTypeFilter,
  date: DateTimeFilter,
  amount: DecimalFilter,
  amountConverted: DecimalFilter,
  note: StringFilter,
  transactionId: StringFilter,
  isDeleted: BooleanFilter,
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
  deletedAt: DateTimeFilter,
});

export const PaymentOrder = orderInput("Payment", {
  ...commonOrder,
  type: "The type's name.",
  date: "When it was paid.",
  amount: "How much, whatever the currency.",
  amountConverted: "How much in the organization's currency.",
  transactionId: "What the bank or service calls it.",
});

export const PaymentConnection = builder.connectionObject(
  { type: Payment, name: "PaymentConnection", description: "A page of payments." },
  { name: "PaymentEdge", description: "A payment in a page." },
);

builder.queryField("payment", (t) =>
  t.field({
    type: Payment,
    description: "A payment, deleted or not; null where there is none or the caller may not see it.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.payment.load(databaseId(id, "Payment", "id"));
    },
  }),
);

mutation("recordPayment", {
  description:
    "Records a payment, on a document or without one. Give `documentId`, `organizationId`, or both. For roles ADMIN and DEFAULT.",
  input: (t) => ({
    documentId: t.id({ description: "The document that is paid; a payment without one needs `organizationId`." }),
    organizationId: t.id({ description: "The organization that is paid; that of the document where not given." }),
    type: t.field({ type: PaymentType, required: true, description: "How it was paid." }),
    date: t.field({ type: "DateOrDateTime", required: true, description: "When it was paid." }),
    amount: t.field({
      type: "Decimal",
      description: "How much, in the document's currency: what is due where not given. Needed without a document.",
    }),
    note: t.string({ description: "A remark." }),
    transactionId: t.string({ description: "What the bank or service calls it." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data." }),
  }),
  payload: ((t) => ({
    payment: t.field({
      type: Payment,
      description: "The payment; null where refused.",
      resolve: (answer) => answer.result,
    }),
  })) satisfies PayloadFields<PaymentView | null>,
  run: async ({ documentId, organizationId, ...input }, context) =>
    context.loaders.payment.load(await recordPayment(context, targetOf(documentId, organizationId), input)),
});

function targetOf(document: string | null | undefined, organization: string | null | undefined): PaymentTarget {
  const documentId = document == null ? null : databaseId(document, "Document", "documentId");
  if (organization != null) {
    return { organizationId: databaseId(organization, "Organization", "organizationId"), documentId };
  }
  if (documentId === null) throw invalid('Give "documentId" or "organizationId".');
  return { documentId };
}

mutation("deletePayment", {
  description: "Deletes a payment: its amount is due again. For roles ADMIN and DEFAULT.",
  input: (t) => ({ id: t.id({ required: true, description: "The payment." }) }),
  payload: deletedIdPayload("what was deleted"),
  run: async ({ id }, context) => {
    const payment = databaseId(id, "Payment", "id");
    await deletePayment(context, payment);
    return globalId("Payment", payment);
  },
});
