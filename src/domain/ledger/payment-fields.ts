import { z } from "zod";
import type { Document } from "../../database/generated/client.js";
import { invalidInput } from "../errors.js";
import { jsonObject, note, oneOf, optionalText, validate } from "../validate.js";
import type { Books } from "./books.js";
import { momentOf } from "./dates.js";
import { decimal, money, mostMoney, requiredDecimal, requiredMoment } from "./inputs.js";
import { centsText, Decimal } from "./money.js";
import { convert } from "./totals.js";
import { paymentTypes } from "./views.js";

const fields = {
  type: oneOf(paymentTypes),
  date: requiredMoment(),
  note: note(),
  transactionId: optionalText(),
  custom: jsonObject(),
};
/** A payment of a document, whose amount may be missing. */
export const ofDocument = z.object({ ...fields, amount: decimal(money) });
/** A payment that is of no document. */
export const byItself = z.object({ ...fields, amount: requiredDecimal(money) });

/** What a payment needs to know of its document. */
export type Payable = Record<"rate" | "totalWithTax" | "totalPaid", { toFixed: (places?: number) => string }>;

export type PaymentInput = z.output<typeof ofDocument>;

/**
 * Reads a payment {type, date, amount?, note?, transactionId?, custom?}; without a document it needs an amount.
 * Errors: VALIDATION_FAILED with all that fails.
 */
export const readPayment = (input: unknown, document: Document | null): PaymentInput =>
  validate("Payment", document ? ofDocument : byItself, input);

/**
 * The columns of a payment. Where it has no amount it is what is due of the document; `before` is what this payment was
 * until now, which is due again. Errors: VALIDATION_FAILED where that is more than an amount can be.
 */
export function paymentColumns(books: Books, document: Payable | null, given: PaymentInput, before = "0") {
  const amount = given.amount ?? dueOf(document).plus(before);
  if (amount.abs().greaterThan(mostMoney)) {
    throw invalidInput("Payment", [{ path: ["amount"], rule: "numericality", message: "is more than can be paid" }]);
  }
  const rate = new Decimal(document?.rate.toFixed() ?? 1);
  return {
    type: given.type,
    date: momentOf(given.date, books.zone),
    amount: centsText(amount),
    amountConverted: centsText(convert(amount, rate)),
    note: given.note ?? null,
    transactionId: given.transactionId ?? null,
    custom: given.custom ?? {},
  };
}

const dueOf = (document: Payable | null): Decimal =>
  new Decimal(document?.totalWithTax.toFixed(2) ?? 0).minus(document?.totalPaid.toFixed(2) ?? 0);
