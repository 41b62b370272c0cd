import { type Sql, sql } from "../../database/sql.js";
import { type GivenMoment, momentOf } from "../ledger/dates.js";
import { settlePaid } from "../ledger/paid.js";
import { byItself, ofDocument, paymentColumns, type PaymentInput } from "../ledger/payment-fields.js";
import { Decimal } from "../ledger/money.js";
import { validate } from "../validate.js";
import { inTurns } from "../in-turns.js";
import { RowsRefused } from "./faults.js";
import { type Importer, inPieces, type Send, sendIn, type Setting } from "./importer.js";
import { ascendingIds, auditImported, insertRows } from "./insert-rows.js";
import { inside, KeptTexts } from "./kept-texts.js";
import { type DocumentName, documentName, type FoundDocument, NamedDocuments } from "./named-documents.js";
import type { ReadRow } from "./read-rows.js";

const columns = [
  ...["id", "organizationId", "documentId", "type", "date", "amount", "amountConverted", "note", "transactionId"],
  ...["isDeleted", "custom", "createdAt", "updatedAt"],
];

interface Row {
  line: number;
  columnOf: ReadRow["columnOf"];
  given: PaymentInput;
  document: DocumentName | null;
  /** What the file says that the amount is in. */
  currencyId: string | null;
}

/** Payments that are only to be written: of each its document, and all else of it as a text of the same index. */
interface Settled {
  documentIds: (string | null)[];
  texts: KeptTexts;
}

/** Payments, by the rules of recording them; each names its document by type and number. */
export function paymentImporter(setting: Setting): Importer {
  const { context, organizationId, importId, books, now, faults, written } = setting;
  const rows: Row[] = [];
  const documents = new NamedDocuments(organizationId);
  const begins = new Map<string, Date>();
  /** What all have in common, as the inside of an object of JSON. */
  const common = inside(JSON.stringify({ organizationId, isDeleted: false, createdAt: now, updatedAt: now }));

  /** Most payments of a file are of few days, and calendars are slow. */
  const momentIn = (given: GivenMoment): Date => {
    if (!("day" in given)) return momentOf(given, books.zone);
    const known = begins.get(given.day) ?? momentOf(given, books.zone);
    begins.set(given.day, known);
    return known;
  };

  const check = (row: ReadRow): void => {
    const found = faults.of(row, (): Row => {
      const document = documentName(row);
      // Written out, here and below: objects that are put together would have a shape of their own each.
      const given = validate("Payment", document ? ofDocument : byItself, {
        type: row.get("type"),
        date: row.get("date"),
        amount: row.get("amount"),
        note: row.get("note"),
        transactionId: row.get("transactionId"),
        custom: row.get("custom"),
      });
      const { type, amount, note, transactionId, custom } = given;
      const date = { instant: momentIn(given.date) };
      const currency = row.get("currencyId");
      const currencyId = typeof currency === "string" && currency !== "" ? currency.toUpperCase() : null;
      const read = { type, date, amount, note, transactionId, custom };
      return { line: row.line, columnOf: row.columnOf, given: read, document, currencyId };
    });
    if (found) rows.push(found);
  };

  /** The columns of each payment and its document's id, as the documents are now; what does not fit becomes a fault. */
  const settle = async (): Promise<Settled> => {
    const paid = new Map<string, Decimal>();
    const settled: Settled = { documentIds: [], texts: new KeptTexts() };
    await inTurns(rows, (row) => {
      const { given, document: name, currencyId } = row;
      const found = faults.of(row, () => {
        const document = name && documents.get(name);
        if (currencyId !== null) refuseCurrency(row, currencyId, document?.currencyId ?? books.currencyId);
        return { document, columns: paymentColumns(books, document && asPaid(document, paid), given) };
      });
      if (!found) return;
      const documentId = found.document?.id ?? null;
      if (documentId !== null) {
        paid.set(documentId, (paid.get(documentId) ?? new Decimal(0)).plus(found.columns.amount));
      }
      const { type, date, amount, amountConverted, note, transactionId, custom } = found.columns;
      settled.documentIds.push(documentId);
      settled.texts.add(
        JSON.stringify({ documentId, type, date, amount, amountConverted, note, transactionId, custom }),
      );
    });
    return settled;
  };

  let settledAs: { documents: string; settled: Settled } | undefined;

  const refuseCurrency = (row: Row, given: string, own: string): void => {
    if (given === own) return;
    const message = `is not ${own}, in which this payment is`;
    faults.add({ line: row.line, column: row.columnOf(["currencyId"]), rule: "inclusion", message });
  };

  const names = (): DocumentName[] => rows.flatMap(({ document }) => document ?? []);

  return {
    check,
    compare: async (send: Send) => {
      await documents.find(send, names());
      settledAs = { documents: await documents.snapshot(), settled: await settle() };
      documents.forget();
    },
    write: async (tx) => {
      const send = sendIn(tx);
      await documents.find(send, names());
      await inPieces(documents.ids(), (piece) => send<object>(lockDocuments(piece)));
      // As they are once nobody else changes them.
      await documents.find(send, names());
      // A transaction is no place for long sums, unless somebody changed what they are made of.
      const settled = settledAs?.documents === (await documents.snapshot()) ? settledAs.settled : await settle();
      if (faults.any) throw new RowsRefused();
      documents.forget();
      const { documentIds, texts } = settled;
      const ids = await ascendingIds(texts.length);
      const row = (index: number): string => `{"id":"${ids[index] ?? ""}",${common},${inside(texts.at(index))}}`;
      await insertRows(tx, "Payment", columns, texts.length, row, written);
      await inPieces([...new Set(documentIds.flatMap((id) => id ?? []))], async (piece) => {
        await settlePaid(tx, piece);
        return [];
      });
      await auditImported(
        tx,
        context,
        { action: "payment.import", objectType: "Payment", organizationId, importId },
        ids,
      );
    },
  };
}

/** A document with what rows above have paid of it. */
const asPaid = (document: FoundDocument, paid: ReadonlyMap<string, Decimal>) => ({
  rate: new Decimal(document.rate),
  totalWithTax: new Decimal(document.totalWithTax),
  totalPaid: new Decimal(document.totalPaid).plus(paid.get(document.id) ?? 0),
});

const lockDocuments = (
  ids: readonly string[],
): Sql => sql`/* paymentImporter: one change of a document at a time, in one order */
  SELECT 1 AS "locked" FROM "Document" d WHERE d."id" = ANY(${[...ids]}::text[]) ORDER BY d."id" FOR UPDATE`;
