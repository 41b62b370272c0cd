import type { Document, DocumentCategory, Payment } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { raw, sql } from "../../database/sql.js";
import { inOrganization } from "../authorize.js";
import { type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import { readsOrganization } from "../policy.js";

/**
 * The frames of every write on something of the ledger that is there already. Whatever changes a document, its parts or
 * its payments holds the document's lock; locks are taken in the order organization, document, numbering, category.
 */

type Model = "Document" | "DocumentCategory" | "Payment";

/** Where the object is, and its document. Errors: NOT_FOUND, also for what the caller may not see. */
async function place(context: Context, model: Model, id: string) {
  const caller = requireCaller(context);
  const documentId = raw(model === "Document" ? `t."id"` : `t."documentId"`);
  // What is not visible is not found by the same statement as what is not there: its time tells nothing.
  const [found] = await context.database.read<{ organizationId: string; documentId: string | null }>(sql`
    ${raw(`/* change${model}: where it is, before anything is locked */`)}
    SELECT t."organizationId", ${documentId} AS "documentId" FROM ${raw(`"${model}"`)} t
    WHERE t."id" = ${id} AND ${readsOrganization(caller.id, sql`t."organizationId"`)}`);
  if (!found) throw notFound(model, id);
  return found;
}

/** Runs a write with the object's organization and document locked. */
async function holding<Result>(
  context: Context,
  model: Model,
  id: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const { organizationId, documentId } = await place(context, model, id);
  const request = { id: organizationId, action: "ledger.write", lock: "shared", subject: { model, id } } as const;
  return inOrganization(context, request, async (tx) => {
    if (documentId !== null) await lockDocument(tx, documentId, organizationId);
    return work(tx);
  });
}

/** Keeps every other write on the organization's document, its parts and its payments waiting until the transaction ends. */
export async function lockDocument(tx: Transaction, id: string, organizationId: string): Promise<void> {
  await tx.$queryRaw`/* lockDocument: one change of a document at a time */ SELECT 1 AS "locked" FROM "Document" WHERE "id" = ${id} AND "organizationId" = ${organizationId} FOR UPDATE`;
}

/**
 * Runs a change of a document. A deleted one is not found.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE.
 */
export const changeDocument = <Result>(
  context: Context,
  id: string,
  work: (tx: Transaction, document: Document) => Promise<Result>,
): Promise<Result> =>
  holding(context, "Document", id, async (tx) => {
    const document = await tx.document.findUnique({ where: { id } });
    if (document?.isDeleted !== false) throw notFound("Document", id);
    return work(tx, document);
  });

/** Runs a change of a document's part. A deleted one is not found. Errors: changeDocument's. */
export const changeDocumentCategory = <Result>(
  context: Context,
  id: string,
  work: (tx: Transaction, part: DocumentCategory & { document: Document }) => Promise<Result>,
): Promise<Result> =>
  holding(context, "DocumentCategory", id, async (tx) => {
    const part = await tx.documentCategory.findUnique({ where: { id }, include: { document: true } });
    if (part?.isDeleted !== false) throw notFound("DocumentCategory", id);
    return work(tx, part);
  });

/** Runs a change of a payment, also of one on a deleted document. A deleted one is not found. Errors: changeDocument's. */
export const changePayment = <Result>(
  context: Context,
  id: string,
  work: (tx: Transaction, payment: Payment & { document: Document | null }) => Promise<Result>,
): Promise<Result> =>
  holding(context, "Payment", id, async (tx) => {
    await tx.$queryRaw`/* lockPayment: one change of a payment at a time */ SELECT 1 AS "locked" FROM "Payment" WHERE "id" = ${id} FOR UPDATE`;
    const payment = await tx.payment.findUnique({ where: { id }, include: { document: true } });
    if (payment?.isDeleted !== false) throw notFound("Payment", id);
    return work(tx, payment);
  });

/** Marks something of the ledger as deleted, by the database's clock. */
export async function markDeleted(tx: Transaction, model: Model, id: string): Promise<void> {
  await tx.$executeRaw(sql`${raw(`/* delete${model}: marked by the database's clock */`)}
    UPDATE ${raw(`"${model}"`)} SET "isDeleted" = TRUE, "deletedAt" = statement_timestamp(), "deletedId" = "id",
      "updatedAt" = statement_timestamp() WHERE "id" = ${id}`);
}
