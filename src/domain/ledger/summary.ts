import { isDeepStrictEqual } from "node:util";
import type { Document } from "../../database/generated/client.js";
import { fromDateColumn } from "./dates.js";

/** What the history tells of a document. Its notes and lines are not in it. */
export const summary = (document: Document) => ({
  type: document.type,
  number: document.number,
  date: fromDateColumn(document.date),
  dateDue: document.dateDue && fromDateColumn(document.dateDue),
  draft: document.draft,
  incoming: document.incoming,
  currencyId: document.currencyId,
  rate: document.rate.toFixed(),
  total: document.total.toFixed(2),
  totalWithTax: document.totalWithTax.toFixed(2),
  unitId: document.unitId,
  clientName: document.clientName,
  reference: document.reference,
  uniqueId: document.uniqueId,
});

/** What of that a change has changed, before and after. */
export function changed(before: Document, after: Document) {
  const [from, to] = [summary(before), summary(after)];
  const names = (Object.keys(from) as (keyof typeof from)[]).filter((name) => !isDeepStrictEqual(from[name], to[name]));
  const pick = (values: typeof from) => Object.fromEntries(names.map((name) => [name, values[name]]));
  return { from: pick(from), to: pick(to) };
}
