import type { Books } from "../ledger/books.js";
import type { Facts } from "../ledger/figures.js";
import { fromCountry } from "../organization/country-defaults.js";
import { zoneOf } from "../organization/zone.js";
import type { FileLists } from "./read-lists.js";
import type { Shape } from "./shapes.js";
import type { Stored } from "./stored.js";

/** Where the objects of the ledger belong: by the database where it has them, else by the file. */
export interface Ledger {
  /** What the organization counts with; undefined for one that neither has in order. */
  booksOf(organizationId: string): Books | undefined;
  organizationOfDocument(documentId: string): string | undefined;
  organizationOfCategory(categoryId: string): string | undefined;
}

export function ledgerOf({ entries }: FileLists, stored: Stored): Ledger {
  const books = new Map<string, Books>();
  for (const { value } of entries.organizations) {
    const { currencyId, timezone } = fromCountry(value);
    books.set(value.id, { currencyId, zone: zoneOf(timezone) });
  }
  const documents = new Map(entries.documents.map(({ value }) => [value.id, value.organizationId]));
  const categories = new Map(entries.categories.map(({ value }) => [value.id, value.organizationId]));
  return {
    booksOf: (id) => stored.organizations.get(id) ?? books.get(id),
    organizationOfDocument: (id) => stored.documents.get(id)?.organizationId ?? documents.get(id),
    organizationOfCategory: (id) => stored.categories.get(id) ?? categories.get(id),
  };
}

/** What a document's figures are computed from, besides its totals. */
export const factsOf = (document: Shape["documents"], books: Books): Omit<Facts, "items"> => ({
  type: document.type,
  currencyId: document.currencyId ?? books.currencyId,
  conversionRate: document.conversionRate ?? null,
});
