import type { Transaction } from "../../database/open.js";
import { centsText, Decimal } from "../ledger/money.js";
import { convert } from "../ledger/totals.js";
import { giveNumbers } from "./give-numbers.js";
import { type Homes, homesOf } from "./homes.js";
import { insertRows } from "./insert-rows.js";
import { isDeleted } from "./keys.js";
import type { Ledger } from "./ledger.js";
import { documentRow, partRow, paymentRow } from "./ledger-rows.js";
import { addStoredParts, type PartsOfDocuments, settled, settleStoredPaid, settleStoredParts } from "./settle.js";
import type { Fresh } from "./shapes.js";
import type { Stored } from "./stored.js";

const one = new Decimal(1);
const nothing = new Decimal(0);

interface Place {
  homes: Homes;
  stored: Stored;
  now: Date;
}

/** Writes new documents, their parts and payments, which were found to be in order. */
export async function writeLedger(
  tx: Transaction,
  fresh: Fresh,
  { ledger, stored, now }: { ledger: Ledger; stored: Stored; now: Date },
): Promise<void> {
  const place = { homes: homesOf(fresh.documents, ledger, stored, now), stored, now };
  const paid = paidOf(fresh.payments);
  await writeDocuments(tx, fresh.documents, place, paid);
  await writeParts(tx, fresh.documentCategories, place);
  await writePayments(tx, fresh.payments, place);
  await settleStoredPaid(tx, known(paid, place));
}

/** The ids among them of documents that the database had before. */
const known = (byDocument: ReadonlyMap<string, unknown>, { stored }: Place): string[] =>
  [...byDocument.keys()].filter((id) => stored.documents.has(id));

/** What the file says was paid of each document. */
function paidOf(payments: Fresh["payments"]): Map<string, Decimal> {
  const paid = new Map<string, Decimal>();
  for (const { documentId, amount, ...payment } of payments) {
    if (documentId && !isDeleted(payment)) paid.set(documentId, (paid.get(documentId) ?? nothing).plus(amount));
  }
  return paid;
}

async function writeDocuments(
  tx: Transaction,
  documents: Fresh["documents"],
  { homes, now }: Place,
  paid: ReadonlyMap<string, Decimal>,
): Promise<void> {
  const dated = documents.map((document) => ({ document, day: homes.of(document.id).date }));
  const numbers = await giveNumbers(tx, dated);
  await insertRows(tx, "Document", documents, (document) =>
    documentRow(document, {
      books: homes.booksOf(document.organizationId),
      now,
      number: document.number ?? numbers.get(document.id) ?? null,
      paid: paid.get(document.id) ?? nothing,
    }),
  );
}

async function writeParts(tx: Transaction, parts: Fresh["documentCategories"], place: Place): Promise<void> {
  const { homes, now } = place;
  const living: PartsOfDocuments = new Map();
  for (const part of parts) {
    if (isDeleted(part)) continue;
    const beside = living.get(part.documentId);
    if (beside) beside.push(part);
    else living.set(part.documentId, [part]);
  }
  const storedDocuments = known(living, place);
  await addStoredParts(tx, living, storedDocuments);
  const shares = settled(living, (documentId) => homes.of(documentId).rate);
  await insertRows(tx, "DocumentCategory", parts, (part) => {
    const home = homes.of(part.documentId);
    const converted = shares.get(part.id) ?? centsText(convert(part.amount, home.rate));
    return partRow(part, { home, books: homes.booksOf(home.organizationId), now, converted });
  });
  await settleStoredParts(tx, shares, storedDocuments);
}

async function writePayments(tx: Transaction, payments: Fresh["payments"], { homes, now }: Place): Promise<void> {
  await insertRows(tx, "Payment", payments, (payment) => {
    const home = payment.documentId ? homes.of(payment.documentId) : undefined;
    const organizationId = home?.organizationId ?? payment.organizationId ?? "";
    return paymentRow(payment, {
      organizationId,
      books: homes.booksOf(organizationId),
      rate: home?.rate ?? one,
      now,
    });
  });
}
