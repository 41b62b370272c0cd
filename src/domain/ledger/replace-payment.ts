import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { booksOf } from "./books.js";
import { changePayment } from "./change.js";
import { settlePaid } from "./paid.js";
import { paymentColumns, readPayment } from "./payment-fields.js";

/**
 * Replaces a payment's type, date, amount, note, transactionId and custom: what is not given is as for a new payment. It
 * stays with its document. Errors: changePayment's, VALIDATION_FAILED.
 */
export async function replacePayment(context: Context, id: string, input: unknown): Promise<void> {
  await changePayment(context, id, async (tx, payment) => {
    const { document, organizationId } = payment;
    const given = readPayment(input, document);
    const before = payment.amount.toFixed(2);
    const columns = paymentColumns(await booksOf(tx, organizationId), document, given, before);
    await tx.payment.update({ where: { id }, data: columns });
    if (document) await settlePaid(tx, [document.id]);
    await audit(tx, context, {
      action: "payment.update",
      organizationId,
      objectType: "Payment",
      objectId: id,
      from: { type: payment.type, date: payment.date, amount: before },
      to: { type: columns.type, date: columns.date, amount: columns.amount },
    });
  });
}
