import type { Context } from "../../domain/context.js";
import { notFound } from "../../domain/errors.js";
import { deletePayment } from "../../domain/ledger/delete-payment.js";
import {
  allPaymentsOfDocument,
  allPaymentsOfOrganization,
  liveDocument,
  livePayment,
  paymentsOfDocument,
  paymentsOfOrganization,
} from "../../domain/ledger/queries.js";
import { recordPayment } from "../../domain/ledger/record-payment.js";
import { replacePayment } from "../../domain/ledger/replace-payment.js";
import { objectFilterArgument } from "../argument.js";
import type { Filter } from "../filter-shape.js";
import { deletion, one } from "../reads.js";
import { payment } from "../../resources/payment.js";
import { route } from "../route.js";
import { listRoutes } from "./lists.js";

const tag = "Payments";
const shown = { kind: "one", resource: payment } as const;

const read = async (context: Context, id: string, filter?: Filter) =>
  one(context, payment, id, await livePayment(context, id), filter);

/** Payments on a deleted document stay payments of the organization; the document has no list any more. */
async function requireDocument(context: Context, id: string): Promise<void> {
  if ((await liveDocument(context, id)) === null) throw notFound("Document", id);
}

export const paymentRoutes = [
  route({
    method: "POST",
    path: "/Documents/:id/payments",
    tag,
    summary: "Record a payment of a document",
    description: "Without an amount it is what is due.",
    body: { resource: payment, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) =>
      read(context, await recordPayment(context, { documentId: id }, body)),
  }),
  ...listRoutes({
    tag,
    resource: payment,
    path: "/Documents/:id/payments",
    parent: "Document",
    list: paymentsOfDocument,
    all: allPaymentsOfDocument,
    summary: "The payments of a document",
    countSummary: "How many payments a document has",
    requireParent: requireDocument,
  }),
  route({
    method: "POST",
    path: "/Organizations/:id/payments",
    tag,
    summary: "Record a payment",
    description: "Of a document, where `documentId` names one; else by itself, and then it needs an amount.",
    body: { resource: payment, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) =>
      read(context, await recordPayment(context, { organizationId: id, documentId: body.documentId }, body)),
  }),
  ...listRoutes({
    tag,
    resource: payment,
    path: "/Organizations/:id/payments",
    parent: "Organization",
    list: paymentsOfOrganization,
    all: allPaymentsOfOrganization,
    summary: "The payments of an organization",
    countSummary: "How many payments an organization has",
  }),
  route({
    method: "GET",
    path: "/Payments/:id",
    tag,
    summary: "One payment",
    args: { filter: objectFilterArgument(payment) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) => read(context, id, args.filter),
  }),
  route({
    method: "PUT",
    path: "/Payments/:id",
    tag,
    summary: "Replace a payment",
    description: "Replaces type, date, amount, note, transactionId and custom. It stays with its document.",
    body: { resource: payment, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await replacePayment(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "DELETE",
    path: "/Payments/:id",
    tag,
    summary: "Delete a payment",
    description: "Marks it as deleted; its amount is due again.",
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" } }) => deletion(() => deletePayment(context, id)),
  }),
];
