import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { changePayment, markDeleted } from "./change.js";
import { settlePaid } from "./paid.js";

/** Marks a payment as deleted; its amount is due again. Deleted already: NOT_FOUND. Errors: changePayment's. */
export async function deletePayment(context: Context, id: string): Promise<void> {
  await changePayment(context, id, async (tx, payment) => {
    await markDeleted(tx, "Payment", id);
    if (payment.documentId !== null) await settlePaid(tx, [payment.documentId]);
    await audit(tx, context, {
      action: "payment.delete",
      organizationId: payment.organizationId,
      objectType: "Payment",
      objectId: id,
      from: {
        documentId: payment.documentId,
        type: payment.type,
        date: payment.date,
        amount: payment.amount.toFixed(2),
      },
    });
  });
}
