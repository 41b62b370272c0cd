import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Document } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { given } from "../nulls.js";
import { validate } from "../validate.js";
import { type Books, booksOf } from "./books.js";
import { changeDocument } from "./change.js";
import { conversionOf, givenAgain } from "./conversion.js";
import { dayOf, fromDateColumn, toDateColumn } from "./dates.js";
import { documentChanges } from "./document-fields.js";
import { figureColumns, figuresOf, itemsAgain } from "./figures.js";
import { numberOf, refusingTakenNumber } from "./numbering.js";
import { movePartsWithDate, settleParts } from "./parts.js";
import { convertPayments } from "./paid.js";
import { changed } from "./summary.js";
import { documentTotals } from "./totals.js";
import type { ConversionRate, DocumentItem, DocumentType } from "./views.js";

type Changes = z.output<typeof documentChanges>;

/**
 * Changes what is given; null clears. While it is a draft everything may change, and `draft: false` issues it, once and for
 * good; afterwards note, reference, dateDue, unitId and custom. What is given as it is already is no change.
 * Errors: changeDocument's, IMMUTABLE naming what cannot change any more, VALIDATION_FAILED.
 */
export const updateDocument = (context: Context, id: string, input: unknown): Promise<void> =>
  write(context, id, () => validate("Document", documentChanges, input));

/**
 * Replaces what can be written: what is not given is cleared, but for what a document cannot be without (type, direction,
 * date, currency, and whether it is a draft), for the uniqueId that keeps its creation from being repeated, and for what
 * cannot change any more. Errors: as changing it.
 */
export const replaceDocument = (context: Context, id: string, input: unknown): Promise<void> =>
  write(context, id, ({ draft }) => {
    const replacement = typeof input === "object" && input !== null ? given(input as Record<string, unknown>) : {};
    return validate("Document", documentChanges, { ...(draft ? blankDraft : blankIssued), ...replacement });
  });

const blankIssued = { dateDue: null, unitId: null, reference: null, note: null, custom: null };
const blankDraft = {
  ...blankIssued,
  number: null,
  conversionRate: null,
  clientName: null,
  items: null,
};

async function write(context: Context, id: string, read: (document: Document) => Changes): Promise<void> {
  await refusingTakenNumber(() =>
    changeDocument(context, id, async (tx, document) => {
      const changes = read(document);
      const books = await booksOf(tx, document.organizationId);
      if (!document.draft) refuseImmutable(books, document, changes);
      const after = await tx.document.update({
        where: { id },
        data: {
          ...given({ unitId: changes.unitId, reference: changes.reference, note: changes.note }),
          ...(changes.dateDue === undefined
            ? {}
            : { dateDue: changes.dateDue && toDateColumn(dayOf(changes.dateDue, books.zone)) }),
          ...(changes.custom === undefined ? {} : { custom: changes.custom ?? {} }),
          ...(document.draft ? await draftColumns(tx, books, document, changes) : {}),
        },
      });
      if (document.draft) {
        await movePartsWithDate(tx, document, after);
        await settleParts(tx, after, { model: "Document", property: "items" });
        await convertPayments(tx, after);
      }
      await audit(tx, context, {
        action: "document.update",
        organizationId: document.organizationId,
        objectType: "Document",
        objectId: id,
        ...changed(document, after),
      });
    }),
  );
}

/** The columns that only a draft can change. */
async function draftColumns(tx: Transaction, books: Books, document: Document, changes: Changes) {
  const type = changes.type ?? (document.type as DocumentType);
  const currencyId = changes.currencyId ?? document.currencyId;
  // A rate goes with its currency.
  const kept = currencyId === document.currencyId ? (document.conversionRate as ConversionRate | null) : null;
  const conversionRate = changes.conversionRate === undefined ? kept && givenAgain(kept) : changes.conversionRate;
  const items =
    changes.items === undefined ? itemsAgain(document.items as unknown as DocumentItem[]) : (changes.items ?? []);
  const { draft, type: newType, currencyId: newCurrency, conversionRate: newRate, items: newItems } = changes;
  // A document of many lines is not summed up again for another note.
  const isSummedUp = draft !== false && [newType, newCurrency, newRate, newItems].every((part) => part === undefined);
  const figures = isSummedUp ? {} : figureColumns(figuresOf(books, { type, currencyId, conversionRate, items }));
  const kind = {
    organizationId: document.organizationId,
    type,
    incoming: changes.incoming ?? document.incoming,
    draft: changes.draft ?? true,
    uniqueId: changes.uniqueId === undefined ? document.uniqueId : changes.uniqueId,
  };
  const date = changes.date ? dayOf(changes.date, books.zone) : fromDateColumn(document.date);
  const number = await numberOf(tx, { ...kind, id: document.id, date }, changes.number);
  return {
    ...kind,
    number,
    date: toDateColumn(date),
    currencyId,
    ...given({ clientName: changes.clientName }),
    ...figures,
  };
}

/** Errors: IMMUTABLE naming every field that is given and would change. */
function refuseImmutable(books: Books, document: Document, changes: Changes): void {
  const { conversionRate, items } = changes;
  const differs: Record<string, boolean> = {
    type: changes.type !== undefined && changes.type !== document.type,
    incoming: changes.incoming != null && changes.incoming !== document.incoming,
    draft: changes.draft === true,
    number: changes.number !== undefined && changes.number !== document.number,
    date: changes.date != null && dayOf(changes.date, books.zone) !== fromDateColumn(document.date),
    currencyId: changes.currencyId !== undefined && changes.currencyId !== document.currencyId,
    conversionRate: conversionRate !== undefined && !isSameRate(books, document, conversionRate),
    clientName: changes.clientName !== undefined && changes.clientName !== document.clientName,
    uniqueId: changes.uniqueId !== undefined && changes.uniqueId !== document.uniqueId,
    items: items !== undefined && !isDeepStrictEqual(documentTotals(items ?? []).items, document.items),
  };
  const fields = Object.keys(differs).filter((field) => differs[field]);
  if (fields.length === 0) return;
  const message = "cannot change once the document is issued";
  throw new DomainError("IMMUTABLE", `The document is issued: ${fields.join(", ")} cannot change any more.`, {
    model: "Document",
    problems: fields.map((field) => ({ path: [field], rule: "custom.rule", message })),
  });
}

function isSameRate(books: Books, document: Document, wanted: Changes["conversionRate"]): boolean {
  try {
    const { conversionRate } = conversionOf(books, document.currencyId, wanted ?? null);
    return isDeepStrictEqual(conversionRate, document.conversionRate);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
