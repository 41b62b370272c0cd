import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { changeDocument } from "./change.js";

/** Cancels a document: it counts no more. One that is cancelled stays as it is. Errors: changeDocument's. */
export const cancelDocument = (context: Context, id: string): Promise<void> => setCanceled(context, id, true);

/** Takes the cancellation back. One that is not cancelled stays as it is. Errors: changeDocument's. */
export const uncancelDocument = (context: Context, id: string): Promise<void> => setCanceled(context, id, false);

async function setCanceled(context: Context, id: string, canceled: boolean): Promise<void> {
  await changeDocument(context, id, async (tx, document) => {
    if (document.canceled === canceled) return;
    await tx.document.update({ where: { id }, data: { canceled } });
    await audit(tx, context, {
      action: canceled ? "document.cancel" : "document.uncancel",
      organizationId: document.organizationId,
      objectType: "Document",
      objectId: id,
      from: { canceled: document.canceled },
      to: { canceled },
    });
  });
}
