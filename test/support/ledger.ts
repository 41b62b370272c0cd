import { createDocument } from "../../src/domain/ledger/create-document.js";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { type PaymentTarget, recordPayment } from "../../src/domain/ledger/record-payment.js";
import type { Context } from "../../src/domain/context.js";
import { documentsByIds, paymentsByIds, documentCategoriesByIds } from "../../src/domain/ledger/queries.js";
import type { DocumentCategoryView, DocumentView, PaymentView } from "../../src/domain/ledger/views.js";
import type { Actor } from "./world.js";

/** One line of 100.00 and 22 % of tax: 122.00. */
export const line = { name: "Work", price: "100", taxes: [{ rate: "22", name: "VAT" }] };

/** An invoice of 122.00, issued on 29 February 2020, unless told otherwise. Answers its id. */
export const document = async (
  actor: Actor,
  organizationId: string,
  fields: Record<string, unknown> = {},
): Promise<string> =>
  createDocument(await actor.context(), organizationId, {
    type: "invoice",
    date: "2020-02-29",
    items: [line],
    ...fields,
  });

/** A payment by bank on 1 March 2020, unless told otherwise. Answers its id. */
export const payment = async (
  actor: Actor,
  target: PaymentTarget,
  fields: Record<string, unknown> = {},
): Promise<string> => recordPayment(await actor.context(), target, { type: "bank", date: "2020-03-01", ...fields });

/** So much of a document's net amount under a category. Answers the part's id. */
export const part = async (
  actor: Actor,
  documentId: string,
  categoryId: string,
  amount: string | number,
): Promise<string> => createDocumentCategory(await actor.context(), documentId, { categoryId, amount });

type ByIds<View> = (context: Context, ids: readonly string[]) => Promise<View[]>;
const seen =
  <View>(byIds: ByIds<View>) =>
  async (actor: Actor, id: string): Promise<View> => {
    const [view] = await byIds(await actor.context(), [id]);
    if (!view) throw new Error("the actor does not see it");
    return view;
  };

/** The object as the actor sees it, deleted ones too. */
export const seenDocument = seen<DocumentView>(documentsByIds);
export const seenPayment = seen<PaymentView>(paymentsByIds);
export const seenPart = seen<DocumentCategoryView>(documentCategoriesByIds);
