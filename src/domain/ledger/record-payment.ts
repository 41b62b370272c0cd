import { z } from "zod";
import { newId } from "../../database/ids.js";
import type { Document } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { optionalText, validate } from "../validate.js";
import { booksOf } from "./books.js";
import { changeDocument, lockDocument } from "./change.js";
import { settlePaid } from "./paid.js";
import { paymentColumns, readPayment } from "./payment-fields.js";

const place = z.object({ documentId: optionalText() });

/** Where the money belongs: to a document, or to an organization and perhaps one of its documents. */
export type PaymentTarget = { documentId: string } | { organizationId: string; documentId?: unknown };

/**
 * Records a payment {type, date, amount?, note?, transactionId?, custom?}: in the document's currency, else in the
 * organization's. The amount is what is due of the document where it is not given, and may be negative; a date without time
 * is the start of that day in the organization's time zone. Answers its id.
 * Errors: UNAUTHENTICATED, NOT_FOUND of the organization or the document, FORBIDDEN, ORGANIZATION_INACTIVE,
 * VALIDATION_FAILED.
 */
export async function recordPayment(context: Context, target: PaymentTarget, input: unknown): Promise<string> {
  if (!("organizationId" in target)) {
    return changeDocument(context, target.documentId, (tx, document) =>
      write(tx, context, document.organizationId, document, input),
    );
  }
  const { organizationId } = target;
  const request = { id: organizationId, action: "ledger.write", lock: "shared" } as const;
  return inOrganization(context, request, async (tx) => {
    const { documentId } = validate("Payment", place, { documentId: target.documentId });
    const document = !documentId ? null : await documentIn(tx, organizationId, documentId);
    return write(tx, context, organizationId, document, input);
  });
}

/** The organization's document, locked. Errors: NOT_FOUND for one that is deleted or another organization's. */
async function documentIn(tx: Transaction, organizationId: string, id: string): Promise<Document> {
  await lockDocument(tx, id, organizationId);
  const document = await tx.document.findUnique({ where: { id, organizationId } });
  if (document?.isDeleted !== false) throw notFound("Document", id);
  return document;
}

async function write(
  tx: Transaction,
  context: Context,
  organizationId: string,
  document: Document | null,
  input: unknown,
): Promise<string> {
  const given = readPayment(input, document);
  const columns = paymentColumns(await booksOf(tx, organizationId), document, given);
  const id = newId();
  const documentId = document?.id ?? null;
  await tx.payment.create({ data: { ...columns, id, organizationId, documentId } });
  if (document) await settlePaid(tx, [document.id]);
  await audit(tx, context, {
    action: "payment.create",
    organizationId,
    objectType: "Payment",
    objectId: id,
    to: { documentId, type: columns.type, date: columns.date, amount: columns.amount },
  });
  return id;
}
