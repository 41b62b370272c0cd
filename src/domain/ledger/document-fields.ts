import { z } from "zod";
import { failing, flag, jsonObject, note, oneOf, optionalText } from "../validate.js";
import { calendarDate, currency, decimal, requiredDecimal } from "./inputs.js";
import { Decimal } from "./money.js";
import type { ItemInput } from "./totals.js";
import { documentTypes } from "./views.js";

const mostItems = 1_000;
const mostTaxes = 20;
const longestId = 100;
const longestKey = 255;
export const rates = { places: 2, least: 0, most: 100 };
/** What an amount is multiplied with. Together with the most money it stays within what a column can hold. */
const conversionRates = { places: 10, least: "0.0000000001", most: "9999999" };

const one = new Decimal(1);
const zero = new Decimal(0);

const tax = z
  .object({ rate: requiredDecimal(rates), name: optionalText() })
  .transform(({ rate, name }) => ({ rate, name: name ?? null }));

/** A line of a document. Its totals are computed, whatever is given for them. */
const item = z
  .object({
    name: optionalText(),
    description: note(),
    quantity: decimal({ places: 4, least: 0, most: "999999999.9999" }),
    unit: optionalText(),
    price: requiredDecimal({ places: 4, least: "-999999999999.9999", most: "999999999999.9999" }),
    discount: decimal({ places: 4, least: 0, most: "999999999999.9999" }),
    discountIsAmount: flag(),
    taxes: z.array(tax).max(mostTaxes).nullish(),
  })
  .transform((given, issues): ItemInput => {
    const discountIsAmount = given.discountIsAmount ?? false;
    const discount = given.discount ?? zero;
    const line = {
      name: given.name ?? null,
      description: given.description ?? null,
      quantity: given.quantity ?? one,
      unit: given.unit ?? null,
      price: given.price,
      discount: discountIsAmount ? discount : discount.toDecimalPlaces(2, Decimal.ROUND_DOWN),
      discountIsAmount,
      taxes: given.taxes ?? [],
    };
    if (!discountIsAmount && line.discount.greaterThan(100)) {
      issues.addIssue({ ...failing("numericality", "is more than 100 percent"), path: ["discount"] });
    }
    return line;
  });

const conversionRate = z.object({
  from: currency(),
  to: currency(),
  rate: requiredDecimal(conversionRates),
  source: optionalText(),
  date: calendarDate(),
});

export type ConversionInput = z.output<typeof conversionRate>;

/** Text by which a document is found: where it is empty there is none. */
const key = (max: number) => optionalText(max).transform((text) => (text === "" ? null : text));

/** What may be written of a document; what it is made of besides is computed. */
export const documentFields = {
  type: oneOf(documentTypes),
  incoming: flag(),
  draft: flag(),
  number: key(longestId),
  date: calendarDate(),
  dateDue: calendarDate(),
  currencyId: currency(),
  conversionRate: conversionRate.nullish(),
  unitId: optionalText(longestId),
  clientName: optionalText(),
  reference: optionalText(),
  note: note(),
  uniqueId: key(longestKey),
  items: z.array(item).max(mostItems).nullish(),
  custom: jsonObject(),
};

export const newDocument = z.object(documentFields);
export const documentChanges = z.object({ ...documentFields, type: documentFields.type.optional() });
