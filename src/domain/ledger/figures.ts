import { Prisma } from "../../database/generated/client.js";
import { invalidInput } from "../errors.js";
import type { Books } from "./books.js";
import { type Conversion, conversionOf } from "./conversion.js";
import type { ConversionInput } from "./document-fields.js";
import { mostMoney } from "./inputs.js";
import { centsText, Decimal, shortText } from "./money.js";
import { convert, type DocumentTotals, documentTotals, type ItemInput } from "./totals.js";
import type { DocumentItem, DocumentType } from "./views.js";

/** All that is computed of a document. */
export interface Figures extends DocumentTotals, Conversion {
  totalConverted: Decimal;
  totalWithTaxConverted: Decimal;
}

/** What it is computed from. */
export interface Facts {
  type: DocumentType;
  currencyId: string;
  conversionRate: ConversionInput | null;
  items: readonly ItemInput[];
}

/**
 * Computes a document's totals and what they are in the organization's currency.
 * Errors: VALIDATION_FAILED naming items where the totals are too large, or a credit note's are negative; conversionOf's.
 */
export const figuresOf = (books: Books, { items, ...facts }: Facts): Figures =>
  figuresFrom(books, facts, documentTotals(items));

/** The same of lines that are summed up already. Errors: figuresOf's. */
export function figuresFrom(
  books: Books,
  { type, currencyId, conversionRate }: Omit<Facts, "items">,
  totals: DocumentTotals,
): Figures {
  const conversion = conversionOf(books, currencyId, conversionRate);
  const tooLarge = [totals.total, totals.totalDiscount, totals.totalTax, totals.totalWithTax].some((total) =>
    total.abs().greaterThan(mostMoney),
  );
  if (tooLarge) refuse(`come to more than ${mostMoney}`);
  if (type === "credit-note" && (totals.total.isNegative() || totals.totalWithTax.isNegative())) {
    refuse("come to less than nothing: what a credit note gives back is positive");
  }
  // Written out: where a file has very many, objects that are put together would have a shape of their own each.
  return {
    items: totals.items,
    taxes: totals.taxes,
    total: totals.total,
    totalDiscount: totals.totalDiscount,
    totalTax: totals.totalTax,
    totalWithTax: totals.totalWithTax,
    rate: conversion.rate,
    conversionRate: conversion.conversionRate,
    totalConverted: convert(totals.total, conversion.rate),
    totalWithTaxConverted: convert(totals.totalWithTax, conversion.rate),
  };
}

/** Prisma knows no type for JSON of a shape of its own. */
const json = (value: object) => value as unknown as Prisma.InputJsonValue;

/** The columns of the rate and the totals, as texts. */
export const amountColumns = (figures: Figures) => ({
  rate: shortText(figures.rate),
  total: centsText(figures.total),
  totalDiscount: centsText(figures.totalDiscount),
  totalTax: centsText(figures.totalTax),
  totalWithTax: centsText(figures.totalWithTax),
  totalConverted: centsText(figures.totalConverted),
  totalWithTaxConverted: centsText(figures.totalWithTaxConverted),
});

/** The columns of what is computed. */
export const figureColumns = (figures: Figures) => ({
  items: json(figures.items),
  taxes: json(figures.taxes),
  conversionRate: figures.conversionRate ? json(figures.conversionRate) : Prisma.DbNull,
  ...amountColumns(figures),
});

/** Lines that are kept, in the form in which they are given. */
export const itemsAgain = (items: readonly DocumentItem[]): ItemInput[] =>
  items.map(({ name, description, quantity, unit, price, discount, discountIsAmount, taxes }) => ({
    name,
    description,
    quantity: new Decimal(quantity),
    unit,
    price: new Decimal(price),
    discount: new Decimal(discount),
    discountIsAmount,
    taxes: taxes.map((tax) => ({ rate: new Decimal(tax.rate), name: tax.name })),
  }));

function refuse(message: string): never {
  throw invalidInput("Document", [{ path: ["items"], rule: "numericality", message }]);
}
