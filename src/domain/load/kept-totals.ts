import { z } from "zod";
import { rates } from "../ledger/document-fields.js";
import { decimal, money, requiredDecimal } from "../ledger/inputs.js";
import { centsText, Decimal, shortText, sum } from "../ledger/money.js";
import type { DocumentTotals } from "../ledger/totals.js";

/** The totals that a document brings. They are read only where it has no lines to compute them from. */
export const givenTotals = {
  total: decimal(money),
  totalDiscount: decimal(money),
  totalTax: decimal(money),
  totalWithTax: decimal(money),
  taxes: z
    .array(z.object({ rate: requiredDecimal(rates), base: requiredDecimal(money), totalTax: requiredDecimal(money) }))
    .nullish(),
};

type Given = z.output<z.ZodObject<typeof givenTotals>>;

const zero = new Decimal(0);

/**
 * The totals of a document that came without its lines, such as a paper that was only booked: they are kept as they are
 * given, because what is computed from no lines is zero, and would take the amount out of every statistic without a word.
 * One of total, totalTax and totalWithTax that is missing is what the others leave for it; a tax that nothing tells of is
 * none. `refuse` is told what contradicts itself.
 */
export function keptTotals(given: Given, refuse: (property: string, message: string) => void): DocumentTotals {
  const { total: net, totalTax: tax, totalWithTax: gross, totalDiscount } = given;
  const taxes = given.taxes ?? [];
  const taxed = sum(taxes.map(({ totalTax }) => totalTax));
  const totalTax = tax ?? (net && gross ? gross.minus(net) : taxed);
  const total = net ?? (gross ? gross.minus(totalTax) : zero);
  const totalWithTax = total.plus(totalTax);

  if (!net && !gross && !totalTax.isZero()) {
    refuse(tax ? "totalTax" : "taxes", "is given though neither total nor totalWithTax is");
  } else if (gross && !gross.equals(totalWithTax)) {
    refuse("totalWithTax", "is not total and totalTax together");
  } else if (taxes.length > 0 && !taxed.equals(totalTax)) {
    refuse("taxes", "do not come to the tax of the document");
  }
  return {
    items: [],
    taxes: taxes.map((one) => ({
      rate: shortText(one.rate),
      base: centsText(one.base),
      totalTax: centsText(one.totalTax),
    })),
    total,
    totalDiscount: totalDiscount ?? zero,
    totalTax,
    totalWithTax,
  };
}
