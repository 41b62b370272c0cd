import type { Prisma } from "../../database/generated/client.js";
import type { Books } from "../ledger/books.js";
import { dayOf, momentOf } from "../ledger/dates.js";
import { amountColumns, figuresFrom } from "../ledger/figures.js";
import { centsText, type Decimal } from "../ledger/money.js";
import { convert } from "../ledger/totals.js";
import { dayAt } from "../organization/zone.js";
import type { Home } from "./homes.js";
import { factsOf } from "./ledger.js";
import { dates, deletion, object } from "./rows.js";
import type { Shape } from "./shapes.js";

/** Turns objects of the ledger into the rows of their tables, and fills in what can be derived. */

/** Every column of a table. */
type Row<Column extends string> = Record<Column, unknown>;

/** The day of a document: without one it is of the day it was made, as every document. */
export const documentDay = (document: Shape["documents"], books: Books, now: Date): string =>
  document.date ? dayOf(document.date, books.zone) : dayAt(document.createdAt ?? now, books.zone);

export function documentRow(
  document: Shape["documents"],
  { books, now, number, paid }: { books: Books; now: Date; number: string | null; paid: Decimal },
): Row<Prisma.DocumentScalarFieldEnum> {
  const facts = factsOf(document, books);
  const figures = figuresFrom(books, facts, document.totals);
  const when = dates(document, now);
  return {
    id: document.id,
    organizationId: document.organizationId,
    accountId: document.accountId,
    type: document.type,
    incoming: document.incoming ?? false,
    number,
    date: documentDay(document, books, now),
    dateDue: document.dateDue ? dayOf(document.dateDue, books.zone) : null,
    draft: document.draft ?? false,
    canceled: document.canceled ?? false,
    currencyId: facts.currencyId,
    conversionRate: figures.conversionRate,
    ...amountColumns(figures),
    unitId: document.unitId,
    clientName: document.clientName,
    reference: document.reference,
    note: document.note,
    uniqueId: document.uniqueId,
    items: figures.items,
    taxes: figures.taxes,
    totalPaid: centsText(paid),
    ...deletion(document, when),
    custom: object(document.custom),
    ...when,
  };
}

/** `home` is what is known of the part's document; its own share of the conversion is settled among all parts. */
export function partRow(
  part: Shape["documentCategories"],
  { home, books, now, converted }: { home: Home; books: Books; now: Date; converted: string },
): Row<Prisma.DocumentCategoryScalarFieldEnum> {
  const when = dates(part, now);
  return {
    id: part.id,
    organizationId: home.organizationId,
    documentId: part.documentId,
    categoryId: part.categoryId,
    amount: centsText(part.amount),
    amountConverted: converted,
    date: part.date ? dayOf(part.date, books.zone) : home.date,
    ...deletion(part, when),
    custom: object(part.custom),
    ...when,
  };
}

/** `rate` is that of the payment's document, or 1. */
export function paymentRow(
  payment: Shape["payments"],
  { organizationId, books, rate, now }: { organizationId: string; books: Books; rate: Decimal; now: Date },
): Row<Prisma.PaymentScalarFieldEnum> {
  const when = dates(payment, now);
  return {
    id: payment.id,
    organizationId,
    documentId: payment.documentId,
    type: payment.type,
    date: momentOf(payment.date, books.zone),
    amount: centsText(payment.amount),
    amountConverted: centsText(convert(payment.amount, rate)),
    note: payment.note,
    transactionId: payment.transactionId,
    ...deletion(payment, when),
    custom: object(payment.custom),
    ...when,
  };
}
