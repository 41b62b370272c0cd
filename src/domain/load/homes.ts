import type { Books } from "../ledger/books.js";
import { conversionOf } from "../ledger/conversion.js";
import { Decimal } from "../ledger/money.js";
import { factsOf, type Ledger } from "./ledger.js";
import { documentDay } from "./ledger-rows.js";
import type { Shape } from "./shapes.js";
import type { Stored } from "./stored.js";

/** A document as far as its parts and payments have to know it. */
export interface Home {
  organizationId: string;
  /** `YYYY-MM-DD` */
  date: string;
  /** What turns its amounts into the organization's currency. */
  rate: Decimal;
}

/** What rows of the ledger are made with, once the file was found to be in order. */
export interface Homes {
  booksOf(organizationId: string): Books;
  of(documentId: string): Home;
}

/** Those of the new documents of a file, and of what it refers to in the database. */
export function homesOf(documents: readonly Shape["documents"][], ledger: Ledger, stored: Stored, now: Date): Homes {
  const booksOf = (organizationId: string): Books => known(ledger.booksOf(organizationId));
  const homes = new Map<string, Home>();
  for (const [id, { rate, ...place }] of stored.documents) homes.set(id, { ...place, rate: new Decimal(rate) });
  for (const document of documents) {
    const { id, organizationId } = document;
    const books = booksOf(organizationId);
    const { currencyId, conversionRate } = factsOf(document, books);
    const { rate } = conversionOf(books, currencyId, conversionRate);
    homes.set(id, { organizationId, date: documentDay(document, books, now), rate });
  }
  return { booksOf, of: (documentId) => known(homes.get(documentId)) };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a reference of the ledger that was checked leads nowhere");
  return value;
}
