import { invalidInput, type ValidationRule } from "../errors.js";
import type { Books } from "./books.js";
import type { ConversionInput } from "./document-fields.js";
import { dayOf } from "./dates.js";
import { Decimal, shortText } from "./money.js";
import type { ConversionRate } from "./views.js";

export interface Conversion {
  rate: Decimal;
  conversionRate: ConversionRate | null;
}

/**
 * How a document's amounts become the organization's. In its own currency they are what they are, and there is nothing to
 * keep; another currency needs a rate from it to the organization's.
 * Errors: VALIDATION_FAILED naming conversionRate, where it is missing or of other currencies.
 */
export function conversionOf(books: Books, currencyId: string, given: ConversionInput | null): Conversion {
  if (given) {
    if ((given.from ?? currencyId) !== currencyId) refuse("from", "inclusion", `is not ${currencyId}`);
    if ((given.to ?? books.currencyId) !== books.currencyId) refuse("to", "inclusion", `is not ${books.currencyId}`);
  }
  if (currencyId === books.currencyId) {
    if (given && !given.rate.equals(1)) refuse("rate", "numericality", "is not 1 in the organization's own currency");
    return { rate: new Decimal(1), conversionRate: null };
  }
  if (!given) throw refusal([], "presence", "can't be blank: the document is not in the organization's currency");
  return {
    rate: given.rate,
    conversionRate: {
      from: currencyId,
      to: books.currencyId,
      rate: shortText(given.rate),
      source: given.source ?? null,
      date: given.date ? dayOf(given.date, books.zone) : null,
    },
  };
}

/** A rate that is kept, in the form in which one is given. */
export const givenAgain = (kept: ConversionRate): ConversionInput => ({
  from: kept.from,
  to: kept.to,
  rate: new Decimal(kept.rate),
  source: kept.source,
  date: kept.date === null ? undefined : { day: kept.date },
});

const refusal = (path: string[], rule: ValidationRule, message: string) =>
  invalidInput("Document", [{ path: ["conversionRate", ...path], rule, message }]);

function refuse(part: string, rule: ValidationRule, message: string): never {
  throw refusal([part], rule, message);
}
