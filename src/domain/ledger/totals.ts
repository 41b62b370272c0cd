import { centsText, Decimal, shortText, sum, toCents } from "./money.js";
import type { DocumentItem, DocumentTax } from "./views.js";

/** A line as it was given: price, quantity and an amount's discount cut to four decimals, rates and percents to two. */
export interface ItemInput {
  name: string | null;
  description: string | null;
  quantity: Decimal;
  unit: string | null;
  price: Decimal;
  discount: Decimal;
  discountIsAmount: boolean;
  taxes: { rate: Decimal; name: string | null }[];
}

/** What a document's lines come to. */
export interface DocumentTotals {
  items: DocumentItem[];
  taxes: DocumentTax[];
  total: Decimal;
  totalDiscount: Decimal;
  totalTax: Decimal;
  totalWithTax: Decimal;
}

const hundredth = new Decimal("0.01");
const percentOf = (base: Decimal, percent: Decimal): Decimal => toCents(base.times(percent).times(hundredth));

interface Line {
  item: DocumentItem;
  total: Decimal;
  totalDiscount: Decimal;
  totalTax: Decimal;
  taxes: { rate: Decimal; name: string | null; totalTax: Decimal }[];
}

function lineOf(input: ItemInput): Line {
  const base = toCents(input.price.times(input.quantity));
  const totalDiscount = input.discountIsAmount ? toCents(input.discount) : percentOf(base, input.discount);
  const total = base.minus(totalDiscount);
  const taxes = input.taxes.map(({ rate, name }) => ({ rate, name, totalTax: percentOf(total, rate) }));
  const totalTax = sum(taxes.map((tax) => tax.totalTax));
  return {
    item: {
      name: input.name,
      description: input.description,
      quantity: shortText(input.quantity),
      unit: input.unit,
      price: shortText(input.price),
      discount: shortText(input.discount),
      discountIsAmount: input.discountIsAmount,
      taxes: taxes.map((tax) => ({ rate: shortText(tax.rate), name: tax.name, totalTax: centsText(tax.totalTax) })),
      total: centsText(total),
      totalDiscount: centsText(totalDiscount),
      totalTax: centsText(totalTax),
      totalWithTax: centsText(total.plus(totalTax)),
    },
    total,
    totalDiscount,
    totalTax,
    taxes,
  };
}

/**
 * The lines with their totals, and the document's: exact but for the rounding to cents, half away from zero, after each
 * operation. Every sum is the sum of the rounded parts.
 */
export function documentTotals(items: readonly ItemInput[]): DocumentTotals {
  const lines = items.map(lineOf);
  const total = sum(lines.map((line) => line.total));
  const totalTax = sum(lines.map((line) => line.totalTax));
  return {
    items: lines.map((line) => line.item),
    taxes: taxesByRate(lines),
    total,
    totalDiscount: sum(lines.map((line) => line.totalDiscount)),
    totalTax,
    totalWithTax: total.plus(totalTax),
  };
}

/** One entry for each rate, the lowest first. A line with two taxes of one rate is taxed twice, and counts twice. */
function taxesByRate(lines: readonly Line[]): DocumentTax[] {
  const found = new Map<string, { rate: Decimal; base: Decimal; totalTax: Decimal }>();
  for (const { total, taxes } of lines) {
    for (const { rate, totalTax } of taxes) {
      const key = shortText(rate);
      const before = found.get(key) ?? { rate, base: new Decimal(0), totalTax: new Decimal(0) };
      found.set(key, { rate, base: before.base.plus(total), totalTax: before.totalTax.plus(totalTax) });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.rate.comparedTo(b.rate))
    .map(({ rate, base, totalTax }) => ({
      rate: shortText(rate),
      base: centsText(base),
      totalTax: centsText(totalTax),
    }));
}

/** An amount in the organization's currency, to the cent. */
export const convert = (amount: Decimal, rate: Decimal): Decimal => toCents(amount.times(rate));

/**
 * The parts of an amount in the organization's currency: each is what the parts up to it come to there, less what those
 * before it do. So they sum up to the conversion of their sum, to the cent.
 */
export function convertParts(amounts: readonly Decimal[], rate: Decimal): Decimal[] {
  let before = new Decimal(0);
  return amounts.map((amount) => {
    const after = before.plus(amount);
    const part = convert(after, rate).minus(convert(before, rate));
    before = after;
    return part;
  });
}
