import { z } from "zod";
import { documentFields } from "../ledger/document-fields.js";
import { calendarDate, money, requiredDecimal, requiredMoment } from "../ledger/inputs.js";
import { documentTotals } from "../ledger/totals.js";
import { paymentTypes } from "../ledger/views.js";
import { failing, flag, jsonObject, note, oneOf, optionalText } from "../validate.js";
import { dates, id, instant } from "./common-shapes.js";
import { givenTotals, keptTotals } from "./kept-totals.js";

const deletion = { _isDeleted: flag(), deletedAt: instant() };

/**
 * A document. It is summed up while it is read, so that a large file does not hold the decimals of all its lines: where it
 * has lines the totals are computed from them as those of every document, and what the file says of totals is ignored.
 */
const document = z
  .object({
    id: id(),
    organizationId: id(),
    accountId: id().nullish(),
    ...documentFields,
    ...givenTotals,
    canceled: flag(),
    ...deletion,
    ...dates,
  })
  .transform(({ items, taxes, total, totalDiscount, totalTax, totalWithTax, ...rest }, issues) => {
    if (items && items.length > 0) return { ...rest, totals: documentTotals(items) };
    const refuse = (property: string, message: string) => {
      issues.addIssue({ ...failing("custom.rule", message), path: [property] });
    };
    return { ...rest, totals: keptTotals({ taxes, total, totalDiscount, totalTax, totalWithTax }, refuse) };
  });

/** The shapes of the ledger's lists. What can be derived may be missing. */
export const ledgerShapes = {
  documents: document,
  documentCategories: z.object({
    id: id(),
    organizationId: id().nullish(),
    documentId: id(),
    categoryId: id(),
    amount: requiredDecimal(money),
    date: calendarDate(),
    custom: jsonObject(),
    ...deletion,
    ...dates,
  }),
  payments: z.object({
    id: id(),
    organizationId: id().nullish(),
    documentId: id().nullish(),
    type: oneOf(paymentTypes),
    date: requiredMoment(),
    amount: requiredDecimal(money),
    note: note(),
    transactionId: optionalText(),
    custom: jsonObject(),
    ...deletion,
    ...dates,
  }),
};
