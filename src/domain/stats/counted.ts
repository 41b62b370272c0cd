/**
 * What counts. The one place that says which documents and payments are in a statistic or report, and with which sign.
 * `d` is a row of "Document", `p` one of "Payment"; where `d` is joined to a payment without a document, it is all NULL.
 */
import { type Sql, sql } from "../../database/sql.js";
import { invalid } from "../errors.js";
import { type DocumentType, documentTypes } from "../ledger/views.js";

/** A document that counts is neither draft, cancelled nor deleted. */
export const counts = (d: Sql): Sql => sql`(NOT ${d}."draft" AND NOT ${d}."canceled" AND NOT ${d}."isDeleted")`;

/** Sales documents: outgoing invoices, advances and credit notes that count. */
export const isSale = (d: Sql): Sql =>
  sql`(${counts(d)} AND NOT ${d}."incoming" AND ${d}."type" IN ('invoice', 'advance', 'credit-note'))`;

/** The documents of reports: invoices and credit notes that count, of both directions. */
export const isReported = (d: Sql): Sql => sql`(${counts(d)} AND ${d}."type" IN ('invoice', 'credit-note'))`;

/** The amount, negative on a credit note: its totals, its parts and what was paid on it are positive on the document. */
export const signed = (d: Sql, amount: Sql): Sql =>
  sql`(CASE WHEN ${d}."type" = 'credit-note' THEN -(${amount}) ELSE ${amount} END)`;

/** The amount as it comes in: what is incoming is paid out, the money for a credit note the other way round. */
export const directed = (d: Sql, amount: Sql): Sql =>
  sql`(CASE WHEN ${d}."incoming" THEN -${signed(d, amount)} ELSE ${signed(d, amount)} END)`;

/** Payments that were received: not deleted, without a document or of outgoing documents that count. */
export const isReceived = (p: Sql, d: Sql): Sql =>
  sql`(NOT ${p}."isDeleted" AND (${p}."documentId" IS NULL OR (NOT ${d}."incoming" AND ${counts(d)})))`;

/** Reads a document type. Missing, null and "" are undefined. Errors: INVALID_ARGUMENT naming the argument. */
export function readDocumentType(raw: string | null | undefined, argument = "type"): DocumentType | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const type = documentTypes.find((name) => name === raw);
  if (type === undefined) throw invalid(`${argument} is not one of ${documentTypes.join(", ")}.`);
  return type;
}
