import { newId } from "../../database/ids.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";
import { dayAt } from "../organization/zone.js";
import { validate } from "../validate.js";
import { booksOf } from "./books.js";
import { dayOf, databaseNow, toDateColumn } from "./dates.js";
import { newDocument } from "./document-fields.js";
import { figureColumns, figuresOf } from "./figures.js";
import { numberOf, refusingTakenNumber } from "./numbering.js";
import { summary } from "./summary.js";

/**
 * Makes a document, with totals computed from its items; its account is the caller. Without a date it is of today, in the
 * organization's time zone; without a currency in the organization's. One that is no draft gets its number. Answers its id.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE, VALIDATION_FAILED, also for a number or a uniqueId
 * in use.
 */
export async function createDocument(context: Context, organizationId: string, input: unknown): Promise<string> {
  return refusingTakenNumber(() =>
    inOrganization(context, { id: organizationId, action: "ledger.write", lock: "shared" }, async (tx, { caller }) => {
      const given = validate("Document", newDocument, input);
      const books = await booksOf(tx, organizationId);
      const currencyId = given.currencyId ?? books.currencyId;
      const figures = figuresOf(books, {
        type: given.type,
        currencyId,
        conversionRate: given.conversionRate ?? null,
        items: given.items ?? [],
      });
      const id = newId();
      const date = given.date ? dayOf(given.date, books.zone) : dayAt(await databaseNow(tx), books.zone);
      const kind = {
        organizationId,
        type: given.type,
        incoming: given.incoming ?? false,
        draft: given.draft ?? false,
        uniqueId: given.uniqueId ?? null,
      };
      const number = await numberOf(tx, { ...kind, id, date }, given.number);
      const document = await tx.document.create({
        data: {
          ...kind,
          id,
          number,
          accountId: caller.id,
          date: toDateColumn(date),
          dateDue: given.dateDue ? toDateColumn(dayOf(given.dateDue, books.zone)) : null,
          currencyId,
          unitId: given.unitId ?? null,
          clientName: given.clientName ?? null,
          reference: given.reference ?? null,
          note: given.note ?? null,
          custom: given.custom ?? {},
          ...figureColumns(figures),
        },
      });
      await audit(tx, context, {
        action: "document.create",
        organizationId,
        objectType: "Document",
        objectId: id,
        to: summary(document),
      });
      return id;
    }),
  );
}
